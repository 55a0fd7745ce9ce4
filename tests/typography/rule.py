"""What a break between two lines must not do: a second opinion, with no code of the reader's.

Characters are those of CLREQ 3.1.6 and JLREQ 3.1 (cl-01 to cl-11), with the ASCII ones that do
the same in Latin text. Exceptions, and there are no others:

- a run of punctuation that is longer than the line has to be cut somewhere;
- a word, a number or an address that is longer than the line is cut, an address behind a
  separator where it has one near the end of the line;
- a character alone may be wider than the line (`passage`);
- “ ” ‘ ’ are judged by what stands beside them: as an apostrophe, or in languages that use them
  the other way round, they may stand where they open or close;
- a newline of the author ends a line whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from string import ascii_letters

import regex

from tests.typography.measure import cells

NO_START = frozenset(
    "，、。．：；？！‼⁇⁈⁉）」』】〕》〉〗〙〛｝］”’·・‧…⋯‥～〜ー々〻ゝゞヽヾ％‰℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡｣､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞"
)
NO_END = frozenset("（「『【〔《〈〖〘〚｛［“‘〝｢﹙﹛﹝＄￥")
ASCII_NO_START = frozenset(",.;:!?)]}%")
"""Characters of Latin text; behind a space they begin something else (`.profile`)."""
ASCII_NO_END = frozenset("([{$£€¥")
QUOTES = frozenset("“”‘’")
OPENERS = NO_END | ASCII_NO_END | QUOTES
CLOSERS = NO_START | ASCII_NO_START | QUOTES
NO_TOKEN = NO_START | NO_END | frozenset("—―–")
GLUE = frozenset("\u00a0\u2007\u202f\u2060")
"""Spaces at which no line ends."""
UNKNOWN = frozenset(("\ufffd", *map(chr, range(0x1F1E6, 0x1F200))))
"""What stands for a lost character, and halves of flags: letters to UAX #14, and to `%` behind."""
DASHES = ("—―", "…⋯‥")

_WORD = regex.compile(
    r"[[\p{L}\p{N}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Thai}\p{Lao}\p{Khmer}"
    r"\p{Myanmar}\p{Yi}\p{Tibetan}\p{Javanese}\p{Balinese}々〇ー\uff00-\uffef\u2460-\u24ff]]",
    regex.V1,
)
_NUMBER = regex.compile(
    r"[$€£¥￥＄]?[0-9０-９]+(?:[.,:/][0-9０-９]+)*"
    r"(?:%|‰|％|°|℃|[ ]?(?:[kcm]?m|km/h|k?g|GB|MB|KB|GHz|MHz|kW|ms)(?![A-Za-z0-9])"
    r"|公里|公斤|小时|小時|分钟|分鐘|美元|[年月日号號时時点點分秒岁歲元万萬亿億个個次倍度米页頁])?"
)
_CONJUNCT = regex.compile(
    r"\p{Indic_Conjunct_Break=Consonant}"
    r"[\p{Indic_Conjunct_Break=Extend}\p{Indic_Conjunct_Break=Linker}]*\Z"
)
_LINKED = regex.compile(
    r"[\p{Indic_Conjunct_Break=Extend}\p{Indic_Conjunct_Break=Linker}]"
    r"\p{Indic_Conjunct_Break=Consonant}"
)
"""What is a cluster behind a consonant only (GB9c), and for `regex` behind anything."""
_ANNOUNCED = regex.compile(r"(?:\b(?:No|Vol|Fig|pp)\.|[$€])\Z")
_SEPARATOR = regex.compile(r"[/?&=_.#\u00a0-]")
_PLAIN = regex.compile(r"[ -~\p{Han}，。、；：？！“”‘’（）「」《》—…ぁ-ゖァ-ヺ가-힣]")
"""Characters that are clusters of their own whatever they stand beside, unless a mark follows."""

Rule = Callable[["Break"], bool]


class Break:
    """A text between the end of one line and the start of the next."""

    __slots__ = ("begin", "end", "finish", "free", "room", "start", "text")

    def __init__(
        self, text: str, first: tuple[int, int], second: tuple[int, int], room: int, free: int = 0
    ) -> None:
        self.text = text
        self.begin, self.end = first
        self.start, self.finish = second
        self.room = room
        """Cells that a whole line has."""
        self.free = free
        """Cells that are left on the first line."""

    @property
    def joined(self) -> bool:
        return self.end == self.start

    def fits(self, belongs: Callable[[str], bool], *, sticky: bool = False) -> bool:
        """Whether that run fits on a line, with the punctuation that it cannot be without."""
        low, high = self.end, self.start
        text = self.text
        while low > 0 and (belongs(text[low - 1]) or self._quotes(low - 1, low - 2, belongs)):
            low -= 1
        while high < len(text) and (belongs(text[high]) or self._quotes(high, high + 1, belongs)):
            high += 1
        if sticky:
            while low > 0 and text[low - 1] in OPENERS:
                low -= 1
            while high < len(text) and text[high] in CLOSERS:
                high += 1
        return cells(text[low:high]) <= self.room

    def _quotes(self, at: int, beyond: int, belongs: Callable[[str], bool]) -> bool:
        """Whether a quotation mark has text of the same kind behind it."""
        inside = 0 <= beyond < len(self.text)
        return inside and self.text[at] in QUOTES and belongs(self.text[beyond])


@cache
def is_word(character: str) -> bool:
    return _WORD.fullmatch(character) is not None


def is_mark(character: str) -> bool:
    """Whether a character is punctuation that sticks to its neighbours."""
    return character in NO_START or character in NO_END or character in ASCII_NO_START


def is_token(character: str) -> bool:
    """Whether a character is part of an address or of a name with signs in it."""
    if character.isspace() or character in GLUE:
        return character in GLUE
    if is_word(character) or character in UNKNOWN:
        return True
    return character < "\u2e80" and character not in NO_TOKEN


def starts_badly(at: Break) -> bool:
    first = at.text[at.start]
    if cells(at.text[at.end - 1]) + cells(first) > at.room:
        return False
    if first in QUOTES:
        return not _opens(at.text, at.start) and at.fits(is_mark)
    if first in NO_START or (at.joined and _connects(at.text, at.start)):
        return at.fits(is_mark)
    return (
        first in ASCII_NO_START
        and at.joined
        and not _begins_word(at.text, at.start)
        and at.fits(is_mark)
        and at.fits(is_token, sticky=True)
    )


def _connects(text: str, at: int) -> bool:
    """Whether one dash stands between two, each Han or a number (CLREQ 3.1.6)."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if text[at] not in "—―－" or (text[at] == "－" and after.isdigit() and not before.isdigit()):
        return False
    return all(one.isdigit() or "\u4e00" <= one <= "\u9fff" for one in (before, after or " "))


def _begins_word(text: str, at: int) -> bool:
    """Whether a stop behind a pause is that of a name: `.md、.htm`."""
    return text[at - 1] in "，、；：。！？" and text[at] in ".:" and text[at + 1 : at + 2].isalnum()


def ends_badly(at: Break) -> bool:
    last = at.text[at.end - 1]
    if last in "－＋":
        before = at.text[at.end - 2 : at.end - 1]
        within = before.isdigit() or (before.isascii() and before.isalpha())
        return at.joined and at.text[at.start].isdigit() and not within
    if last == "." and at.joined and at.text[at.start] in ascii_letters:
        return at.text[at.end - 2 : at.end - 1] >= "\u2e80"
    if last in QUOTES:
        return not _closes(at.text, at.end - 1) and at.fits(is_mark)
    if last in NO_END:
        return at.fits(is_mark)
    return (
        last in ASCII_NO_END and at.joined and at.fits(is_mark) and at.fits(is_token, sticky=True)
    )


def _opens(text: str, at: int) -> bool:
    """Whether ” or ’ opens something, as in Swedish or Hebrew, or “ and ‘ as they mostly do."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "“‘":
        return "„" not in text[:at] and "‚" not in text[:at]
    return (not before or before.isspace()) and bool(after) and is_word(after)


def _closes(text: str, at: int) -> bool:
    """Whether “ or ‘ closes something, as in German, or ” and ’ as they mostly do."""
    if text[at] in "”’":
        return True
    return "„" in text[:at] or "‚" in text[:at]


def parts_dash(at: Break) -> bool:
    if not at.joined:
        return False
    pair = at.text[at.end - 1] + at.text[at.start]
    return any(
        pair[0] in dashes and pair[1] in dashes and at.fits(dashes.__contains__)
        for dashes in DASHES
    )


def parts_number(at: Break) -> bool:
    if at.text[at.end : at.start] == " " and _ANNOUNCED.search(at.text, 0, at.end):
        return at.text[at.start].isdigit() and at.fits(lambda character: character != " ")
    low = max(0, at.end - 24)
    window = at.text[low : at.start + 24]
    for found in _NUMBER.finditer(window):
        start, end = found.start() + low, found.end() + low
        if start < at.end and at.start < end and at.text[at.end : at.start].strip() == "":
            inside = low == 0 or start > low
            return inside and cells(found[0]) <= at.room and at.fits(is_token, sticky=True)
    return False


def parts_word(at: Break) -> bool:
    if not at.joined or not (is_word(at.text[at.end - 1]) and is_word(at.text[at.start])):
        return False
    if at.fits(is_token, sticky=True):
        return at.fits(is_word)
    line = at.text[at.begin : at.end]
    return at.fits(is_word) and _SEPARATOR.search(line, len(line) * 2 // 3) is not None


def parts_cluster(at: Break) -> bool:
    if not at.joined:
        return False
    low = at.end - 1
    while low > 0 and at.end - low < 64 and not _PLAIN.fullmatch(at.text[low]):
        low -= 1
    if _LINKED.match(at.text, at.end - 1) and not _CONJUNCT.search(at.text, low, at.end):
        return False
    edges = {low + found.end() for found in regex.finditer(r"\X", at.text[low : at.start + 16])}
    return at.end not in edges


def is_early(at: Break) -> bool:
    """Whether the next Han character, or the next word, had room on the line before."""
    text, start, free = at.text, at.start, at.free
    if _BROUGHT_DOWN.match(text, start):
        return False
    if at.joined:
        return free >= 2 and all(
            map(_is_han, (text[at.end - 1], *text[start : start + 2].ljust(2)))
        )
    if not (is_word(text[at.end - 1]) and text[at.end : start] == " "):
        return False
    found = _NEXT_WORD.match(text, start)
    return found is not None and free >= 1 + len(found[0])


_ONE = (
    r"[“‘（「『《【〔〈]*[\p{Han}\p{Hiragana}\p{Katakana}ー]"
    r"[，、。．：；！？…—～）」』》】〕〉”’,.:;!?)\]\"'%％℃]*"
)
_BROUGHT_DOWN = regex.compile(rf"(?:{_ONE}){{2}}\s*(?:\n|\Z)")
"""Two characters that are all of a last line: one would be too few (JLREQ 3.5.4)."""
_NEXT_WORD = regex.compile(r"[A-Za-z]+(?= [A-Za-z])")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" and not _NUMBER.fullmatch(f"1{character}")


RULES: dict[str, Rule] = {
    "start": starts_badly,
    "end": ends_badly,
    "dash": parts_dash,
    "number": parts_number,
    "word": parts_word,
    "cluster": parts_cluster,
    "early": is_early,
}


@cache
def _is_suspect(last: str, first: str, joined: bool) -> bool:
    """Whether a break between two characters can be against a rule at all; quick."""
    if first in NO_START or last in NO_END or last in QUOTES:
        return True
    if not joined:
        return (last.isdigit() and first.isalpha()) or (last in ".$€" and first.isdigit())
    if first in "—―－" or last in "－＋" or (last == "." and first.isalnum()):
        return True
    if first in ASCII_NO_START or last in ASCII_NO_END or last.isdigit() or first.isdigit():
        return True
    if is_word(last) and is_word(first):
        return True
    if any(last in dashes and first in dashes for dashes in DASHES):
        return True
    return not (_PLAIN.fullmatch(last) and _PLAIN.fullmatch(first))


def broken_rules(
    text: str, first: tuple[int, int], second: tuple[int, int], room: int, free: int
) -> Iterator[str]:
    """Names of the rules that a break is against; `free` cells are left on the first line."""
    at = Break(text, first, second, room, free)
    last, following = text[first[1] - 1], text[second[0]]
    if _is_suspect(last, following, first[1] == second[0]):
        yield from (name for name, rule in RULES.items() if name != "early" and rule(at))
    if free >= 2 and is_early(at):
        yield "early"
