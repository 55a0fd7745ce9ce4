"""What the reading pane and its page tell the main screen.

The module is light: the main screen knows it from the start, the pane comes after the first frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.library.open_article import OpenedArticle
    from reader.services.owner.bookmark_places import ArticleMarks


@dataclass(eq=False)
class PaneTold(Message):
    """Something for the reader to know."""

    text: str


@dataclass(eq=False)
class ReadingBegun(Message):
    """Somebody begins to read the article."""

    opened: OpenedArticle


@dataclass(eq=False)
class EditAsked(Message):
    """The reader wants to see, or say, what there is to a highlight."""

    key: str


@dataclass(eq=False)
class OwnKept(Message):
    """Bookmarks or places were written, or were changed by somebody else."""

    told: str
    """What to tell of it; may be empty."""
    notices: tuple[str, ...] = ()
    """What went wrong with the owner's files."""
    opened: OpenedArticle | None = None
    """The article that was shown."""
    marks: ArticleMarks | None = None
    """Places of the article's bookmarks now; None if they are to be looked up."""
    then: Callable[[], None] | None = None
    """Work to be done when everybody has heard of it."""
    changed: bool = True
    """Whether something of the owner's may be other than it was."""


@dataclass(eq=False)
class Left(Message):
    """The reader leaves the article: there was nothing lit that could be cleared."""


@dataclass(eq=False)
class Shown(Message):
    """Another article, or the same anew, is in the view."""


@dataclass(eq=False)
class LinkFollowed(Message):
    """The reader asks for the target of a link."""

    href: str


@dataclass(eq=False)
class LinkFocused(Message):
    """Another link has the focus; `href` is empty when none has."""

    href: str


@dataclass(eq=False)
class MatchChanged(Message):
    """Another match is the current one; `index` is -1 when there is none."""

    index: int
    total: int
    wrapped: bool = False
    """Whether the way to it went past the end of the article and on from the other one."""


@dataclass(eq=False)
class ResultWanted(Message):
    """The reader goes on in another article that the search found."""

    step: int
    """1 for the one after this article, -1 for the one before it."""


@dataclass(eq=False)
class HighlightChosen(Message):
    """The reader asks for what a highlight is about."""

    key: str


@dataclass(eq=False)
class MarkAsked(Message):
    """Whether a mark stays is asked for, until another key than the two is pressed."""

    key: str
    """Empty when nothing is asked any more."""


@dataclass(eq=False)
class SelectChanged(Message):
    """Select mode began, or ended, or something else is selected in it."""

    characters: int
    """Those that are selected; -1 out of select mode."""
