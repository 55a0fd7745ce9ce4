"""Line break classes of characters, one letter each, with what the tailoring moves elsewhere.

A letter stands for the class after LB1; its eighth bit is set if the character is East Asian
(wide, full-width or half-width). `reader.text.breakrule` reads letters only, so whatever the
characters themselves decide is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.text.property import Record, class_table

LETTERS = {
    "AK": "k", "AL": "a", "AP": "p", "AS": "s", "B2": "=", "BA": "|", "BB": "[", "BK": "K",
    "CB": "B", "CL": "}", "CM": "m", "CP": ")", "CR": "R", "DC": "o", "EB": "e", "EM": "M",
    "EX": "!", "GL": "G", "H2": "2", "H3": "3", "HH": "_", "HL": "h", "HY": "-", "ID": "i",
    "IN": ".", "IS": ",", "JL": "L", "JT": "T", "JV": "V", "LF": "F", "NS": "n", "NU": "9",
    "OP": "(", "PO": "%", "PR": "$", "QU": '"', "QUf": ">", "QUp": "<", "RI": "r", "SA": "y",
    "SP": " ", "SY": "/", "VF": "f", "VI": "v", "WJ": "W", "XA": "X", "XP": "x", "ZW": "0",
    "ZWJ": "Z",
}  # fmt: skip
"""The letter of each class of the generated table, without the East Asian bit."""

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


def _letter(record: Record) -> str:
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


# A number, a space and the symbol of a unit are one (ISO 80000-1, 7.1.4)
_SPACED_UNIT = re.compile(
    r"(?<=[0-9]) (?=(?:[kcmnμµ]?m|[kmμµ]?g|t|m?[lL]|[mμµn]?s|min|h|[kMG]?Hz|[KkMGTP]i?B|[kMG]?bps"
    r"|[mkMG]?W|kWh|m?A|m?V|dB|px|pt|fps|°[CF]?|[%‰℃℉Ω])(?![A-Za-z0-9]))"
    rf"|(?<=[0-9０-９]) (?=[{_HAN_UNITS}])"
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

# Stops and colons that begin a word behind a space: .profile, :site, ../up, ...rest
_LEADING_STOP = re.compile(r"(?<= )[.:]{1,3}(?=[A-Za-z_/])")

_TONED = "à-üāēīōūǎěǐǒǔǖǘǚǜńňǹḿ"
# The parenthesis of a reading behind its character: 漢(han), 漢(hàn zì), 漢(かん), 漢(ㄏㄢˋ)
_READING = re.compile(
    r"(?<=[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])\("
    rf"(?=(?:[a-zü]{{1,6}}|(?=[a-z’' ]{{0,6}}[{_TONED}])[a-z{_TONED}’' ]{{2,24}}"
    r"|[ぁ-ゖァ-ヺー]{1,12}|[\u3105-\u312f\u02c7\u02c9-\u02cb\u02d9 ]{1,16})\))"
)


def line_classes(text: str) -> str:
    """The letter of each character of `text`."""
    classes = text.translate(_table())
    moved = list(_moved(text))
    if not moved:
        return classes
    letters = list(classes)
    for at, letter in moved:
        letters[at] = letter
    return "".join(letters)


def _moved(text: str) -> Iterator[tuple[int, str]]:
    """Characters whose neighbours put them into another class: offset and letter."""
    for found in _SPACED_UNIT.finditer(text):
        yield found.start(), "G"
    if not text.isascii():
        for found in _LONG_UNIT.finditer(text):
            yield from ((at, "G") for at in range(*found.span(1)))
            yield found.start(2), east(UNIT)
            yield from ((at, east("n")) for at in range(found.start(2) + 1, found.end()))
        for found in _READING.finditer(text):
            yield found.start(), "G"
    if "-" in text or "/" in text:
        for found in _HELD.finditer(text):
            yield from ((at, "G") for at in range(*found.span()))
    for found in _LEADING_STOP.finditer(text):
        yield from ((at, "a") for at in range(*found.span()))
