"""What comes after the end of an article: said first, gone to when the key is pressed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.text.safe import clean_line
from reader.ui.article.messages import EndPassed

if TYPE_CHECKING:
    from reader.ui.commands import Keymap
    from reader.ui.sidebar.sidebar import Sidebar


class NextFace(Protocol):
    """The main screen."""

    @property
    def sidebar(self) -> Sidebar: ...
    @property
    def keymap(self) -> Keymap: ...
    def tell(self, text: str) -> None: ...


class NextArticle:
    """Goes on in the list where an article ends."""

    def __init__(self, face: NextFace) -> None:
        self._face = face

    def end_passed(self, message: EndPassed) -> None:
        """Say what the next article is; go there if that was said just before."""
        articles, keymap = self._face.sidebar.list, self._face.keymap
        if not articles.has_next:
            self._face.tell("The last article of the list ends here")
        elif message.again:
            articles.move(1)
        else:
            entry = articles.next_entry
            title = clean_line(entry.article.title) if entry is not None else "the next article"
            told = f"{keymap.label('article.page_down')} again: {title}"
            self._face.tell(keymap.hinted(told, "app.next_article", "next article"))
