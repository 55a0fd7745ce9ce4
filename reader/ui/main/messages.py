"""What the status bar of the main screen says, and which of it where the focus is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.text.safe import clean_line
from reader.ui.commands import Keymap, Scope
from reader.ui.common.undo_key import with_undo_key

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote
    from reader.library.open_article import OpenedArticle


def question(keymap: Keymap) -> str:
    """What is asked of a mark that may have moved, with the keys that answer."""
    answers = {"question.keep": "keeps it here", "question.drop": "drops it"}
    known = [(keymap.label(command), what) for command, what in answers.items()]
    offered = ", ".join(f"{label} {what}" for label, what in known if label)
    return f"moved? {offered}".rstrip()


class Bar(Protocol):
    """A status bar."""

    scope: Scope
    question: str
    standing: str

    def tell(self, text: str) -> None: ...
    def announce(self, notices: Iterable[str]) -> None: ...
    def report(self, progress: str) -> None: ...


class StatusMessages:
    """Chooses what the bar shows of all that panes and widgets have to say."""

    def __init__(
        self, bar: Bar, is_finding: Callable[[], bool], keymap: Callable[[], Keymap]
    ) -> None:
        """`is_finding`: whether the find bar is open, with a count of its own."""
        self._bar = bar
        self._keymap = keymap
        self._is_finding = is_finding
        self.notices: list[str] = []
        """What the owner had to be told so far; help lists it."""
        self._gone: Path | None = None
        """The article on the screen, if its file is known to be gone."""
        self._match = self._link = self._found = self._question = self._marked = ""

    def tell(self, text: str, *, lasting: bool = False) -> None:
        """A quiet message; a lasting one stands until another such, or an empty one."""
        if lasting:
            self._bar.report(text)
        else:
            self._bar.tell(with_undo_key(text, self._keymap(), "app.undo"))

    def announce(self, notices: Iterable[str]) -> None:
        """What the owner has to know; it stays until it was seen, and in help after that."""
        fresh = [notice for notice in notices if notice]
        self.notices += fresh
        self._bar.announce(fresh)

    # -- what stands --------------------------------------------------------------------

    def match_changed(self, index: int, total: int, *, wrapped: bool) -> None:
        """Another match is the current one; there is none if `total` is 0."""
        text = f"match {index + 1:,} of {total:,}{' · wrapped' if wrapped else ''}"
        self._match = text if total else ""
        self.show_standing()

    def link_focused(self, href: str) -> None:
        """Another link has the focus; none if `href` is empty."""
        from reader.document.addresses import shown_address  # late: not for the first frame

        self._link = shown_address(href)
        self.show_standing()

    def mark_asked(self, key: str, quote: Quote | None) -> None:
        """Ask whether a mark with these words stays; nothing if `key` is empty."""
        was = f" · it was “{clean_line(quote.exact)}”" if quote is not None else ""
        self._question = f"{question(self._keymap())}{was}" if key else ""
        self.show_standing()

    def filtered(self, text: str) -> None:
        """How many articles a search left, in words."""
        self._found = text
        self.show_standing()

    def marked(self, count: int) -> None:
        """How many articles of the list are marked."""
        text = f"{count:,} marked"
        self._marked = self._keymap().hinted(text, "list.clear_search", "unmarks") if count else ""
        self.show_standing()

    def show_standing(self) -> None:
        """Show what holds where the focus is."""
        in_list = self._bar.scope is Scope.LIST
        self._bar.question = "" if in_list else self._question
        if in_list:
            self._bar.standing = self._marked or self._found
        else:
            self._bar.standing = self._link or ("" if self._is_finding() else self._match)

    # -- what happened ------------------------------------------------------------------

    def files_changed(
        self, shown: OpenedArticle | None, fingerprints: Mapping[Path, str | None]
    ) -> None:
        """Tell of the article on the screen only, which stays as it is: somebody reads it."""
        if shown is None or shown.article.path not in fingerprints:
            return
        path, now = shown.article.path, fingerprints[shown.article.path]
        was_gone, self._gone = self._gone == path, path if now is None else None
        if now is None:
            # The disk tells it as well where the owner has deleted it, which says how to undo that.
            if not was_gone:
                self.tell("This article is gone from the disk")
        elif shown.complete and now != shown.article.fingerprint:  # a part is not measured
            changed = "Changed on disk"
            self.tell(self._keymap().hinted(changed, "article.reload", "reads it again"))
