"""What the reading pane tells the main screen.

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
