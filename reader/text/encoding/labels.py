"""What a declared encoding means, and the name of one that was found.

Labels are those of the WHATWG Encoding Standard; Python knows most of them by itself. As browsers
do, a label is read as the superset in use: GBK as GB 18030, Latin-1 as Windows-1252.
"""

from __future__ import annotations

import codecs
import re

_MEANT = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "shift_jis": ("cp932", "shift_jisx0213"),
    "cp932": ("cp932", "shift_jisx0213"),
    "euc_jp": ("euc_jp", "euc_jisx0213"),
    "euc_kr": ("cp949",),
    "iso8859-1": ("cp1252",),
    "ascii": ("cp1252",),
    "big5": ("big5", "cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "big5", "cp950"),
    "cp950": ("cp950", "big5", "big5hkscs"),
    "tis-620": ("cp874",),
    "iso8859-9": ("cp1254", "iso8859_9"),
    "iso8859-11": ("cp874",),
    "iso8859-8": ("iso8859_8", "cp1255"),
}
"""The codecs of a Python codec's name, best first; of any other name, the codec itself."""
_KNOWN = frozenset(
    codecs.lookup(name).name
    for name in (
        *[
            "gb18030",
            "big5",
            "cp950",
            "big5hkscs",
            "cp932",
            "shift_jisx0213",
            "euc_jp",
            "euc_jisx0213",
            "cp949",
            "johab",
        ],
        *[
            "iso2022_jp",
            "iso2022_jp_2",
            "iso2022_kr",
            "hz",
            "koi8_r",
            "koi8_u",
            "cp866",
            "cp855",
            "mac_cyrillic",
        ],
        *["latin_1", "cp437", "cp850", "cp852", "cp874", "mac_roman"],
        *(f"cp125{number}" for number in range(9)),
        *(f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)),
    )
)
"""All that an article may be written in; Python has codecs that no text is in."""
_ALIASES = {
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "cseucpkdfmtjapanese": "euc_jp",
    "windows-31j": "cp932",
    "cseuckr": "euc_kr",
    "csksc56011987": "euc_kr",
    "iso-ir-149": "euc_kr",
    "ks_c_5601-1989": "euc_kr",
    "ksc_5601": "euc_kr",
    "ksc-5601": "euc_kr",
    "windows-949": "euc_kr",
    "koi": "koi8_r",
    "koi8": "koi8_r",
    "koi8-ru": "koi8_u",
    "mac": "mac_roman",
    "csmacintosh": "mac_roman",
    "x-mac-ukrainian": "mac_cyrillic",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "csisolatin9": "iso8859_15",
    "sun_eu_greek": "iso8859_7",
    "visual": "iso8859_8",
    "logical": "iso8859_8",
    "csiso88598e": "iso8859_8",
    "csiso88598i": "iso8859_8",
    "csiso88596e": "iso8859_6",
    "csiso88596i": "iso8859_6",
}
"""Labels of the standard that Python does not know, and two that are seen beside them."""
_ISO = re.compile(r"iso[-_]?8859[-_]?(\d{1,2})(?:-[ei])?")

_LABELS = {
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-32-le": "utf-32le",
    "utf-32-be": "utf-32be",
    "cp932": "shift_jis",
    "shift_jisx0213": "shift_jis",
    "euc_jp": "euc-jp",
    "euc_jisx0213": "euc-jp",
    "cp949": "euc-kr",
    "cp950": "big5",
    "big5hkscs": "big5-hkscs",
    "cp866": "ibm866",
    "cp855": "ibm855",
    "cp874": "tis-620",
    "mac-cyrillic": "x-mac-cyrillic",
    "mac-roman": "macintosh",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_jp_2": "iso-2022-jp",
    "hz": "hz-gb-2312",
}


def codecs_of(declared: str) -> tuple[str, ...]:
    """Python's codecs for a declared label, the best first; none if no text is in that."""
    name = declared.strip().lower()
    if match := _ISO.fullmatch(name):
        name = f"iso8859-{match[1]}"
    try:
        codec = codecs.lookup(_ALIASES.get(name) or name.removeprefix("x-")).name
    except (LookupError, ValueError):  # ValueError: a NUL
        return ()
    meant = _MEANT.get(codec, (codec.replace("-", "_"),))
    return tuple(codec for codec in meant if codecs.lookup(codec).name in _KNOWN)


def label(codec: str) -> str:
    """The label of a codec, lower case: `gb18030`, `windows-1252`."""
    name = codecs.lookup(codec).name
    if name in _LABELS:
        return _LABELS[name]
    if name.startswith("cp125"):
        return f"windows-{name[2:]}"
    return name.replace("iso8859-", "iso-8859-")
