"""Phrases and surnames in which a Han character is not read as usual, from `pypinyin` (MIT).

Of its dictionary the phrases that are usual words; a phrase that others spell rightly already is
not kept. Tones alone make no difference.
"""

from __future__ import annotations

from importlib import import_module

from reader.text.fold import fold
from reader.text.pinyin.phrases import LONGEST, SURNAME
from reader.text.words import log_count
from tests.tables.pinyin_table import Reading, known_readings, mark, reading_of

_PLACES = frozenset(
    ["重阳", "厦门", "乐清", "六安", "番禺", "蚌埠", "铅山", "长汀", "长兴", "长乐", "长白"]
)
"""Names of places that are no usual words."""
_DOUBTFUL = frozenset(["朝阳"])
"""Of two readings the dictionary has the one that is less usual."""
SURNAMES = (
    "单shàn 曾zēng 解xiè 查zhā 盖gě 仇qiú 朴piáo 区ōu 缪miào 员yùn 翟zhái 乐yuè "
    "折shé 种chóng 繁pó 召shào 覃qín 黑hè 秘bì 句gōu 尉yù 祭zhài 万mò"
)
_PEOPLE = "曾国藩 曾国荃 曾巩 曾参 查良镛 单雄信 解缙 仇英 翟让 朴正熙 朴槿惠 尉迟恭 尉迟敬德"
"""Names that stand in titles, where no other name is looked for. A phrase has 4 Han at most."""
_COMPOUND = {"尉": "尉迟", "万": "万俟"}
"""Surnames of two characters, of which the first is read otherwise than alone."""


class _Spelling:
    """Readings of phrases by what is known so far."""

    def __init__(self) -> None:
        self._usual = {
            character: readings[0]
            for character, readings in known_readings().items()
            if fold(character) == character
        }
        self._last: dict[Reading, str] = {}
        for reading, _, character in sorted(
            (readings[0], fold(character), character)
            for character, readings in known_readings().items()
        ):
            self._last[reading] = character
        self.kept: dict[str, tuple[Reading, ...]] = {}

    def usual(self, text: str) -> list[Reading]:
        """Readings of its characters, one by one."""
        return [self._usual[character] for character in text if character in self._usual]

    def of(self, text: str) -> list[Reading]:
        """Readings within a text, by the phrases that are kept."""
        spelled: list[Reading] = []
        while (start := len(spelled)) < len(text):
            for end in range(min(start + LONGEST, len(text)), start + 1, -1):
                if found := self.kept.get(text[start:end]):
                    spelled += found
                    break
            else:
                spelled += self.usual(text[start])
        return spelled

    def like(self, character: str, reading: Reading) -> str:
        """The last of the characters that are usually read so; itself if it is one."""
        if self._usual[character].syllable == reading.syllable:
            return character
        return self._last.get(reading) or next(
            like for known, like in self._last.items() if known.syllable == reading.syllable
        )


def phrase_table() -> str:
    """The text of `reader/text/pinyin/phrase_table.txt`."""
    phrases: dict[str, list[list[str]]] = import_module("pypinyin.phrases_dict").phrases_dict
    spelling = _Spelling()
    for phrase in sorted(phrases, key=lambda each: (len(each), each)):
        folded = fold(phrase)
        spelled = [reading_of(readings[0]) for readings in phrases[phrase]]
        if (
            2 <= len(phrase) <= LONGEST
            and (log_count(folded) or folded in _PLACES)
            and folded not in _DOUBTFUL
            and len(spelled) == len(spelling.usual(folded)) == len(folded)
            and [each.syllable for each in spelled]
            != [each.syllable for each in spelling.of(folded)]
        ):
            spelling.kept[folded] = tuple(spelled)
    rows = [
        f"{phrase}\t{''.join(map(spelling.like, phrase, spelled))}"
        for phrase, spelled in sorted(spelling.kept.items())
    ]
    surnames = {each[0]: reading_of(each[1:]) for each in SURNAMES.split()}
    rows += [
        f"{name}\t{spelling.like(name[0], surnames[name[0]])}{name[1:]}" for name in _PEOPLE.split()
    ]
    for character, reading in surnames.items():
        name = _COMPOUND.get(character, character)
        rows.append(f"{SURNAME}{name}\t{spelling.like(character, reading)}{name[1:]}")
    return "\n".join((mark().strip(), *_CREDIT, *rows, ""))


_CREDIT = (
    "# (c) 2016 mozillazg, hotoo and contributors, MIT License",
    "# Folded phrase, ^ before a surname; its characters, or others that are usually read so",
)
