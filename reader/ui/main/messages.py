"""What the status bar of the main screen says, and which of it where the focus is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from reader.text.safe import clean_line
from reader.ui.commands import Keymap, Scope
from reader.ui.common.undo_key import with_undo_key

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote


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
    keeps_end: bool

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
        self._is_address = False
        """Whether what is said of the link is its target."""
        self._match = self._link = self._found = self._question = self._hints = ""

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

    def link_focused(self, href: str, said: str = "") -> None:
        """Another link has the focus; none if `href` is empty. `said` is the note's words."""
        from reader.document.addresses import shown_address  # late: not for the first frame

        self._link = clean_line(said) or shown_address(href)
        self._is_address = bool(href) and not said
        self.show_standing()

    def mark_asked(self, key: str, quote: Quote | None) -> None:
        """Ask whether a mark with these words stays; nothing if `key` is empty."""
        was = f" · it was “{clean_line(quote.exact)}”" if quote is not None else ""
        self._question = f"{question(self._keymap())}{was}" if key else ""
        self.show_standing()

    def hints_shown(self, *, are_shown: bool) -> None:
        """Say what letters over links are for, while they are there."""
        self._hints = ""
        if are_shown:
            what = "Type the letters of a link to follow it"
            self._hints = self._keymap().hinted(what, "hints.cancel", "leaves")
        self.show_standing()

    def filtered(self, text: str) -> None:
        """How many articles a search left, in words."""
        self._found = text
        self.show_standing()

    def show_standing(self) -> None:
        """Show what holds where the focus is."""
        in_list = self._bar.scope is Scope.LIST
        self._bar.question = "" if in_list else self._hints or self._question
        if in_list:
            self._bar.standing = self._found
        else:
            self._bar.standing = self._link or ("" if self._is_finding() else self._match)
        self._bar.keeps_end = self._is_address and not in_list
