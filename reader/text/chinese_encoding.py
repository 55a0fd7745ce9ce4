"""The older encodings of Chinese, told apart by how common the decoded characters are.

Both GBK and Big5 take nearly any bytes. In the right one most characters are common; in the wrong
one about half of them come out as rare ones.
"""

from __future__ import annotations

_SETS = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
    "cp950": ("big5", range(0xA4, 0xC7)),
}
"""By codec: the character set that sorts by use, and the lead bytes of its common characters."""
_COMMON = 0.75
"""The least share of common characters in text that is Chinese."""
_SAMPLE = 64 * 1024


def chinese_encoding(data: bytes) -> str:
    """`gb18030`, `big5` or `cp950`; empty if the bytes are unlikely to be Chinese."""
    shares = {codec: share for codec in _SETS if (share := common_share(data, codec)) is not None}
    best = max(shares, key=lambda codec: shares[codec], default="")
    return best if best and shares[best] >= _COMMON else ""


def likely_chinese(name: bytes) -> str:
    """Guess the encoding of a few bytes, such as a file's name; empty if it is not Chinese.

    As `chinese_encoding`, and GBK also for any bytes in which no character is rare.
    """
    if best := chinese_encoding(name):
        return best
    try:
        name.decode("gb18030").encode("gb2312")
    except UnicodeError:
        return ""
    return "gb18030"


def common_share(data: bytes, codec: str) -> float | None:
    """The share of common Han in the text, 0 to 1; None if the bytes are not in this encoding."""
    if not is_in(data, codec):
        return None
    charset, common = _SETS[codec]
    text = [character for character in data.decode(codec)[:_SAMPLE] if character > "\x7f"]
    han = [character for character in text if "\u3400" <= character <= "\u9fff"]
    leads = (character.encode(charset, "ignore")[:1] for character in han)
    count = sum(lead[0] in common for lead in leads if lead)
    return count / len(text) if len(han) * 2 > len(text) else 0.0


def is_in(data: bytes, codec: str) -> bool:
    """Whether the bytes can be decoded in an encoding."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
