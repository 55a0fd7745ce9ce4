"""Line break classes of characters, one letter each, with the changes of the tailoring.

A letter stands for the class after LB1; its eighth bit is set if the character is East Asian (wide,
full-width or half-width). `reader.text.linebreak.rules` reads letters only, so whatever the
characters themselves decide is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.text.linebreak.reading_aids import HAN, reading_parentheses
from reader.text.linebreak.thai_words import thai_words
from reader.text.unicode.properties import CharacterRecord, class_table

LETTERS = {
    "AK": "k", "AL": "a", "AP": "p", "AS": "s", "B2": "=", "BA": "|", "BB": "[", "BK": "K",
    "CB": "B", "CL": "}", "CM": "m", "CP": ")", "CR": "R", "DC": "o", "EB": "e", "EM": "M",
    "EX": "!", "GL": "G", "H2": "2", "H3": "3", "HH": "_", "HL": "h", "HY": "-", "ID": "i",
    "IN": ".", "IS": ",", "JL": "L", "JT": "T", "JV": "V", "LF": "F", "NS": "n", "NU": "9",
    "OP": "(", "PO": "%", "PR": "$", "QU": '"', "QUf": ">", "QUp": "<", "RI": "r", "SA": "y",
    "SP": " ", "SY": "/", "VF": "f", "VI": "v", "WJ": "W", "XA": "X", "XP": "x", "ZW": "0",
    "ZWJ": "Z",
}  # fmt: skip
"""Class name of the generated table to its letter, without the East Asian bit."""

EAST = 0x80
HANGUL = frozenset("LVT23")
LEADING_VOWEL = "t"
FOLLOWING_VOWEL = "u"
UNIT = "U"
_HAN_UNITS = (
    "年月日号號时時分秒点點元円块塊万萬亿億兆千百个個人名位岁歲歳次倍度米克斤吨噸升页頁章节節条條"
    "种種期天周週届屆级級字篇家"
)


def east(letter: str) -> str:
    return chr(ord(letter) | EAST)


def _letter(record: CharacterRecord) -> str:
    letter = LETTERS[record.line.rstrip("+")]
    return east(letter) if record.line.endswith("+") and letter not in HANGUL else letter


def _exceptions() -> dict[str, str]:
    """Characters that the tailoring puts into another class."""
    moved = dict.fromkeys("：；～〜・", east("}"))
    moved |= dict.fromkeys("０１２３４５６７８９", east("9"))
    moved |= dict.fromkeys(_HAN_UNITS, east(UNIT))
    moved |= dict.fromkeys("เแโใไເແໂໃໄ\uaab5\uaab6\uaab9\uaabb\uaabc", LEADING_VOWEL)
    moved |= dict.fromkeys("ฯะาำๅๆຯະາຳໆ", FOLLOWING_VOWEL)
    return moved


@cache
def _table() -> str:
    return class_table(_letter, _exceptions())


# A number, a space and the symbol of a unit are one (ISO 80000-1, 7.1.4).
# All of these begin with what they look for: a search for that is many times as quick.
_SPACED_UNIT = re.compile(
    r" (?:(?<=[0-9] )(?=(?:[kcmnμµ]?m|[kmμµ]?g|t|m?[lL]|[mμµn]?s|min|h|[kMG]?Hz|[KkMGTP]i?B"
    r"|[kMG]?bps|[mkMG]?W|kWh|m?A|m?V|dB|px|pt|fps|°[CF]?|[%‰℃℉Ω€])(?![A-Za-z0-9]))"
    rf"|(?<=[0-9０-９] )(?=[{_HAN_UNITS}]))"
)

# Units of more than one character; the space before them is optional
_LONG_UNIT = re.compile(
    "[0-9０-９]( ?)(公里|公斤|公分|公顷|公頃|公尺|公升|英里|海里|小时|小時|時間|分钟|分鐘"
    "|秒钟|秒鐘|毫秒|美元|欧元|歐元|日元|日圓|韩元|英镑|英鎊|卢布|港元|港币|人民币"
    "|平方公里|平方千米|平方米|平方公尺|平方|立方米|立方|毫米|厘米|釐米|千米|纳米|微米|千克|毫克|毫升|千瓦|兆瓦|百分点|百分點|摄氏度|攝氏度)"
)

# A hyphen or slash that begins a word, or stands beside a single letter: --help, e-mail, ://, A/B
_HELD = re.compile(
    r"[-/](?:(?<=\b\w[-/])(?=[A-Za-z])|(?<=\w[-/])(?=[A-Za-z]\b)"
    r"|(?<=-)(?<![\w\-)\]}]-)-{0,3}(?=[A-Za-z])|(?<=/)(?<![\w/]/)/{0,3}(?=[A-Za-z]))",
    re.ASCII,
)

# Stops and colons that begin a word: .profile, :site, ../up, ...rest, 、.htm
_LEADING_STOP = re.compile(
    r"[.:](?<=[ ，、；：。！？（「『《【〔〈].)(?:[.:]{0,2}(?=[A-Za-z_/])|(?<![ :].|.:)(?=[0-9]))"
)

HAN_OR_KANA = f"{HAN}\u3041-\u30fa\u30fc-\u30ff"
"""The inside of a set for `re`: characters with readings, and kana."""
# A stop within a name that begins with Han: 文件.htm, 报告（一）.pdf
_INNER_STOP = re.compile(rf"\.(?<=[{HAN_OR_KANA}）」』》】〕〉].)(?=[A-Za-z0-9])")

# A number and what stands before it, and a space: No. 5, pp. 3, US$ 100, USD 100
_BEFORE_NUMBER = re.compile(" (?=[0-9０-９])")
_ANNOUNCING = re.compile(
    r"(?:(?<![A-Za-z])(?:Nos?\.|Nr\.|Vol\.|Figs?\.|Ch\.|Eq\.|Sec\.|pp?\.|USD|EUR|GBP|CNY|RMB|HKD"
    r"|TWD|JPY)|[№$€£¥￥＄₩])\Z"
)
_LONGEST_ANNOUNCING = 6

# A sign before a number (－5℃, 约＋5%), or a dash that connects two, Han or a number one of them
# (北京—上海, 1949－1976; CLREQ 3.1.6)
_END = rf"{HAN_OR_KANA}0-9０-９Ａ-Ｚａ-ｚ"
_DASH = re.compile(
    rf"[—―－＋~](?:(?P<sign>(?<=[－＋])(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ].)(?=[0-9０-９]))"
    rf"|(?<=[{_END}）」』》】〕〉%％℃][—―－])(?=[{_END}A-Za-z（「『《【〔〈“‘])"
    rf"|(?<=[A-Za-z][—―－])(?=[{_END}])|(?<=[{HAN_OR_KANA}]~)(?=[{HAN_OR_KANA}0-9]))"
)


def line_classes(text: str) -> str:
    """The letter of each character of `text`."""
    classes = text.translate(_table())
    moved = list(_moved(text))
    if not text.isascii():
        moved += ((at, FOLLOWING_VOWEL) for at in _within_words(text, classes))
    if not moved:
        return classes
    letters = list(classes)
    for at, letter in moved:
        letters[at] = letter
    return "".join(letters)


def _within_words(text: str, classes: str) -> Iterator[int]:
    """The letters of Thai words without the first of each: no line begins there."""
    for start, end in thai_words(text):
        yield from (at for at in range(start + 1, end) if classes[at] != "m")


def _moved(text: str) -> Iterator[tuple[int, str]]:
    """Offset and new letter of each character whose neighbours move it to another class."""
    for found in _SPACED_UNIT.finditer(text):
        yield found.start(), "G"
    if not text.isascii():
        for found in _LONG_UNIT.finditer(text):
            yield from ((at, "G") for at in range(*found.span(1)))
            yield found.start(2), east(UNIT)
            yield from ((at, east("n")) for at in range(found.start(2) + 1, found.end()))
        yield from _moved_beside_han(text)
    if "-" in text or "/" in text:
        for found in _HELD.finditer(text):
            yield from ((at, "G") for at in range(*found.span()))
    for found in _BEFORE_NUMBER.finditer(text):
        at = found.start()
        if _ANNOUNCING.search(text, max(0, at - _LONGEST_ANNOUNCING), at):
            yield at, "G"
    for found in _LEADING_STOP.finditer(text):
        yield from ((at, "a") for at in range(*found.span()))


def _moved_beside_han(text: str) -> Iterator[tuple[int, str]]:
    """Do what `_moved` does, for the patterns that need text beyond ASCII."""
    for at in reading_parentheses(text):
        yield at, "G"
    for found in _INNER_STOP.finditer(text):
        yield found.start(), "G"
    for found in _DASH.finditer(text):
        yield found.start(), east("$") if found.lastgroup else "|"
