"""What the reading pane and its page tell the main screen.

The module is light: the main screen knows it from the start, the pane comes after the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.open_article import OpenedArticle
    from reader.services.owner.bookmark_places import ArticleMarks
    from reader.services.reading.jump_trail import Stand
    from reader.ui.article.page.note_peek import ShownNote
    from reader.ui.article.pictures.shown_picture import ShownPicture


class PaneTold(Message):
    """Something for the reader to know."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PictureChosen(Message):
    """The reader wants to see a picture alone."""

    def __init__(self, pictures: Sequence[ShownPicture], at: int) -> None:
        super().__init__()
        self.pictures = pictures
        """All of the article."""
        self.at = at
        """The position among them."""


class ReadingBegun(Message):
    """Somebody begins to read the article."""

    def __init__(self, opened: OpenedArticle) -> None:
        super().__init__()
        self.opened = opened


class EditAsked(Message):
    """The reader wants to see, or say, what there is to a highlight."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class OwnKept(Message):
    """Bookmarks or places were written, or were changed by somebody else."""

    def __init__(
        self,
        told: str,
        notices: tuple[str, ...] = (),
        opened: OpenedArticle | None = None,
        marks: ArticleMarks | None = None,
        then: Callable[[], None] | None = None,
        changed: bool = True,
    ) -> None:
        super().__init__()
        self.told = told
        """What to tell of it; may be empty."""
        self.notices = notices
        """What went wrong with the owner's files."""
        self.opened = opened
        """The article that was shown."""
        self.marks = marks
        """Places of the article's bookmarks now; None if they are to be looked up."""
        self.then = then
        """Work to be done when everybody has heard of it."""
        self.changed = changed
        """Whether something of the owner's may be other than it was."""


class Left(Message):
    """The reader leaves the article: there was nothing lit that could be cleared."""


class EndPassed(Message):
    """The reader wants to go on where the article has ended."""

    def __init__(self, *, again: bool) -> None:
        super().__init__()
        self.again = again
        """Whether nothing else was done since it was wanted before."""


class Shown(Message):
    """Another article, or the same anew, is in the view."""


class JumpBegun(Message):
    """The reader jumped to another part of the article; says where the jump began."""

    def __init__(self, stand: Stand) -> None:
        super().__init__()
        self.stand = stand


class LinkFollowed(Message):
    """The reader asks for the target of a link."""

    def __init__(self, href: str) -> None:
        super().__init__()
        self.href = href


class ArticleChosen(Message):
    """The reader asks for another article of the library that stands under the end of this one."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class TagChosen(Message):
    """The reader asks for the articles that have a tag of this one."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag


class HintsShown(Message):
    """Links on the screen have letters, or no longer."""

    def __init__(self, *, are_shown: bool) -> None:
        super().__init__()
        self.are_shown = are_shown


class NoteShown(Message):
    """A footnote is to be shown at its reference, or, if it is None, no longer."""

    def __init__(self, note: ShownNote | None) -> None:
        super().__init__()
        self.note = note


class LinkFocused(Message):
    """Another link has the focus, or the mouse is on it."""

    def __init__(self, href: str, said: str = "") -> None:
        super().__init__()
        self.href = href
        """Its target; empty when no link has the focus."""
        self.said = said
        """What the note says that it leads to, if it is a reference."""


class MatchChanged(Message):
    """Another match is the current one; `index` is -1 when there is none."""

    def __init__(self, index: int, total: int, wrapped: bool = False) -> None:
        super().__init__()
        self.index = index
        self.total = total
        self.wrapped = wrapped
        """Whether the way to it went past the end of the article and on from the other one."""


class ResultWanted(Message):
    """The reader goes on in another article that the search found."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step
        """1 for the one after this article, -1 for the one before it."""


class HighlightChosen(Message):
    """The reader asks for what a highlight is about."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class MarkAsked(Message):
    """Whether a mark stays is asked for, until another key than the two is pressed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        """Empty when nothing is asked any more."""


class DragChanged(Message):
    """The mouse has selected something else, or what it selected is let go."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.characters = characters
        """Those that are selected; 0 for none, and in select mode."""


class SelectChanged(Message):
    """Select mode began, or ended, or something else is selected in it."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.characters = characters
        """Those that are selected; -1 out of select mode."""
