"""The question whether a mark stays where it may not belong."""

from __future__ import annotations

from collections.abc import Callable

ANSWERS = {"keep": True, "drop": False}
"""Whether the mark stays, by verb of `Scope.QUESTION`."""


class MarkQuestion:
    """Is open until a key is pressed: one of the two answers, or another, which withdraws it."""

    def __init__(self, asked: Callable[[str], None], answered: Callable[[str, bool], None]) -> None:
        """`asked` hears the mark of each question, or nothing when it is withdrawn or answered."""
        self._asked = asked
        self._answered = answered
        self.key = ""
        """The mark that is asked about; empty for none."""

    def ask(self, key: str) -> None:
        """Let the next key say whether a mark stays; nothing is asked if `key` is empty."""
        if key != self.key:
            self.key = key
            self._asked(key)

    def answer(self, verb: str) -> bool:
        """Whether a key was the answer to what is asked; the question is closed in any case.

        `verb` is what the key asks for; empty if it asks for nothing.
        """
        key, keep = self.key, ANSWERS.get(verb)
        self.ask("")
        if not key or keep is None:
            return False
        self._answered(key, keep)
        return True
