"""What a Kindle calls its clippings, in the languages that it speaks.

- Your Highlight on page 12 | Location 170-172 | Added on Saturday, March 9, 2024 10:11:12 AM
- Ihre Markierung bei Position 233-235 | Hinzugefügt am Dienstag, 5. März 2024 21:12:45
- 您在第 7 页（位置 #114-116）的标注 | 添加于 2019年9月30日星期一 下午6:00:39
– Ваша заметка в месте 5685 | Добавлено: среда, 28 февраля 2024 г. в 10:07:53

Devices of before 2012 write `- Highlight Loc. 123-45  | Added on …`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple


class Clip(Enum):
    """What a clipping is."""

    BOOKMARK = "bookmark"
    HIGHLIGHT = "highlight"
    NOTE = "note"


# A word of one kind stands in no label of another, in any of the languages.
_WORDS: Final = {
    Clip.BOOKMARK: (
        "bookmark", "lesezeichen", "signet", "marcador", "segnalibro", "bladwijzer", "закладка",
        "ブックマーク", "书签", "書籤", "북마크", "책갈피", "zakładka", "yer imi", "bokmärke",
        "bogmærke", "bokmerke", "kirjanmerkki", "záložka",
    ),
    Clip.HIGHLIGHT: (
        "highlight", "markierung", "surlign", "subrayado", "resaltado", "evidenziazione",
        "destaque", "выделен", "markering", "ハイライト", "标注", "標註", "標記", "标记", "螢光",
        "하이라이트", "zaznaczenie", "podkreślenie", "vurgu", "överstrykning", "fremhævning",
        "underline", "clip", "artikel", "artículo", "articolo", "artigo", "extrait", "ausschnitt",
        "recorte", "вырезк", "クリップ", "剪切",
    ),
    Clip.NOTE: (
        "note", "notiz", "nota", "notitie", "заметк", "メモ", "笔记", "筆記", "註記", "备注",
        "메모", "노트", "notunuz", "anteckning", "poznámka", "muistiinpano",
    ),
}  # fmt: skip
_PAGE: Final = re.compile(
    r"\b(?:page|seite|p[aá]gina|страниц|sayfa|stron|sid[ae]\b)|ページ|页|頁|쪽|페이지"
)
_NUMBERS: Final = re.compile(
    r"(?<![\w.])#?(?P<start>\d{1,9}|[ivxlcdm]{1,12}(?![^\W\d_]))"
    r"(?:\s{0,3}(?:[-–—~]|t/m|至)\s{0,3}#?(?P<end>\d{1,9}))?"
)
_LIMIT: Final = re.compile(
    r"<[^<>]{0,300}(?:limit|límit|limiet|лимит|предел|grens|剪贴上限|剪貼上限|クリップ|한도)"
    r"[^<>]{0,300}>\Z",
    re.IGNORECASE,
)
"""What stands instead of the words once so much was marked as the publisher allows."""


class Span(NamedTuple):
    """Where a clipping is, as the book counts: by pages as printed, and by locations."""

    page: str = ""
    start: int = -1
    end: int = -1

    @property
    def told(self) -> str:
        """In words; empty if nothing is known."""
        numbers = f"{self.start}-{self.end}" if self.end > self.start else f"{self.start}"
        parts = (f"page {self.page}" if self.page else "", f"location {numbers}")
        return ", ".join(part for part in parts[: 1 + (self.start >= 0)] if part)


def kind_of(label: str) -> Clip | None:
    """What a label calls its clipping; None in a language that is not known here."""
    folded = label.lower()
    for kind, words in _WORDS.items():
        if any(word in folded for word in words):
            return kind
    return None


def span_of(label: str) -> Span:
    """The page and the locations that a label tells.

    An end of fewer digits than the beginning stands for the last ones: `1234-42` ends at 1242.
    """
    folded = label.lower().replace("no.", " ")
    found = [*_NUMBERS.finditer(folded)]
    numbers = [each for each in found if each["start"].isdecimal()]
    if not numbers:
        return Span(found[0]["start"] if found and _PAGE.search(folded) else "")
    if _PAGE.search(folded):
        page, rest = found[0], [each for each in numbers if each is not found[0]]
        name = "-".join(dict.fromkeys(filter(None, page.groups())))
        return Span(name, *_range(rest[-1])) if rest else Span(name)
    return Span("", *_range(numbers[-1]))


def _range(found: re.Match[str]) -> tuple[int, int]:
    start, end = found["start"], found["end"] or found["start"]
    if int(end) < int(start):
        end = start[: max(0, len(start) - len(end))] + end
    return int(start), max(int(start), int(end))


def without_limit(words: str) -> str:
    """The words without what says that no more may be kept of this book."""
    return _LIMIT.sub("", words.rstrip()).rstrip()
