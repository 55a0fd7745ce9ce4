"""The text that the bytes of a file mean.

The order in which an encoding is sought: a byte order mark; 7-bit escapes (RFC 1468, RFC 1843);
many NULs; strict UTF-8, which text in another encoding practically never satisfies, whereas pages
saved again by a browser keep a declaration that is no longer true; UTF-8 with some damage; the
declared charset, unless another one makes far likelier text; the one that makes the likeliest.

`reader.text.encoding` is imported when the first file needs it: nearly all are UTF-8.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reader.text.chunks import chunks
from reader.text.safe import capped

_DECLARATION_WINDOW = 4096
_SAMPLE = 64 * 1024
_CHUNK = 1024 * 1024
_TELLING = 256 * 1024
"""Bytes of lines that are looked at to guess an encoding."""
_BEFORE = 100
"""Bytes of a line that are looked at before the first that is not ASCII."""

_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
_WIDE = ("utf_32_le", "utf_32_be", "utf_16_le", "utf_16_be")

_USUAL = (
    ("\xa0", "\u10ff"),
    ("\u1e00", "\u27bf"),
    ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uff00", "\uffef"),
    ("\U0001f000", "\U0002ffff"),
)
"""The blocks of most texts: those of the wrong half of UTF-16 are all over Unicode."""

_DECLARATIONS = (
    re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})"),
    re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE),
    re.compile(
        rb"\A(?:---|\+\+\+)\s[^<]*?^(?:encoding|charset)\s?[:=]\s?[\"']?([\w.:-]{1,40})", re.M
    ),
    re.compile(rb"\A[^\n]{0,200}?-\*-[^\n]{0,80}?\bcoding:\s?([\w.:-]{1,40})"),
)
"""Of XML, of HTML, in front matter, for Emacs."""
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(rb"[\r\n]")
_MOST_CONTROLS = 0.05
"""Share of control characters beyond which what is not Unicode is no text."""
_CUT = 7
"""Characters that stand for the halves of two, at the ends of a piece, and for some damage."""
_MOST_DAMAGE = (0.01, 0.1)
"""Shares of damaged characters with which the likeliest encoding, and then any, is taken."""
_MIXED = 1024 * 1024
"""Bytes of the longest file of which each line is looked at for itself."""
_CERTAIN = 4
"""Characters of a line by which it is in another encoding than the others beyond doubt."""
_SOUND = 3
"""Characters for each damaged one of UTF-8 beyond doubt: other bytes hardly ever make them."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    r"""`text` has `\n` as its only newline, no NUL, no marks beyond `MOST_MARKS`, and is NFC."""

    text: str
    encoding: str
    """A label as the WHATWG Encoding Standard has them, lower case: `utf-8`, `gb18030`."""
    lossy: bool
    """Whether U+FFFD stands for bytes that mean nothing in that encoding."""


def decode(data: bytes) -> DecodedText:
    """Find out the encoding and decode. Never raises: at worst UTF-8 with replacements."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _result(data[len(bom) :], codec)
    if (b"\x1b" in data or b"~{" in data) and data.isascii() and (found := _decode_7bit(data)):
        return found
    plain = _strict(data, "utf_8")
    may_be_wide = _has_many_controls(data) or (plain is None and b"\0" in data)
    if may_be_wide and (codec := _wide_codec(data)):
        return _result(data, codec)
    if plain is not None:
        return DecodedText(_normalize(plain), "utf-8", lossy=False)
    return _decode_8bit(data)


def is_binary(data: bytes) -> bool:
    """Whether this is certainly no text, as samples of head, middle and end have it.

    Neither UTF-8 nor UTF-16 and UTF-32, with more control characters than any text has in the
    encodings of one country; of random bytes they are a tenth. Cheap, however much data there is.
    """
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    return (
        _has_controls_of_binary(data)
        and not all(map(_may_be_utf8, _windows(data)))
        and not _wide_codec(data)
    )


def _has_controls_of_binary(data: bytes) -> bool:
    sample = b"".join(_windows(data))
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _MOST_CONTROLS


def _windows(data: bytes) -> Iterator[bytes]:
    """The whole of the data, or samples of its head, middle and end."""
    if len(data) <= 3 * _SAMPLE:
        yield data
        return
    for start in (0, (len(data) - _SAMPLE) // 2, len(data) - _SAMPLE):
        yield data[start : start + _SAMPLE]


def _decode_7bit(data: bytes) -> DecodedText | None:
    """Japanese, Korean or Chinese by escapes; None if it is ASCII that looks like them."""
    from reader.text.encoding.guess import is_chinese

    for codec in ("iso2022_jp_2", "iso2022_jp_3", "iso2022_kr"):
        text = _strict(data, codec) if b"\x1b" in data else None
        if text is not None and not text.isascii():
            return _named(text, codec, lossy=False)
    text = _strict(data, "hz") if b"~{" in data else None
    if text is not None and is_chinese(text):
        return _named(text, "hz", lossy=False)
    return None


def _decode_8bit(data: bytes) -> DecodedText:
    from reader.text.encoding.guess import eastern_utf16, likely_codecs

    if codec := eastern_utf16(data):
        return _result(data, codec)
    # Of what is not UTF-8 no long text is made in vain: a part of it tells it.
    is_utf8 = all(map(_may_be_utf8, _windows(data))) and _is_damaged_utf8(data)
    if len(data) <= _MIXED and (found := _decode_mixed(data, is_utf8=is_utf8)):
        return found
    if is_utf8 or _has_controls_of_binary(data):
        return _result(data, "utf_8")
    likely = likely_codecs(b"\n".join(_telling(data)), _declared(data))
    for codec in likely:
        if (text := _strict(data, codec)) is not None:
            return _named(text, codec, lossy=False)
    for most in _MOST_DAMAGE:
        for codec in likely:
            if _is_in(data, codec, most):
                return _result(data, codec)
    return _result(data, "utf_8")


def _decode_mixed(data: bytes, *, is_utf8: bool) -> DecodedText | None:
    """Lines in UTF-8 and lines in another encoding, as of files put together; None if all are one.

    The lines that are said to be the odd ones out have to be that beyond doubt.
    """
    from reader.text.encoding.guess import likely_codecs

    lines = data.splitlines(keepends=True)
    is_odd = _is_no_utf8 if is_utf8 else _is_surely_utf8
    odd = [not line.isascii() and is_odd(line) for line in lines]
    if not any(odd):
        return None
    other = b"".join(line for line, is_one in zip(lines, odd, strict=True) if is_one == is_utf8)
    for codec in likely_codecs(other):
        if _strict(other, codec) is not None:
            decoded = [
                line.decode(codec if is_one == is_utf8 else "utf_8", "replace")
                for line, is_one in zip(lines, odd, strict=True)
            ]
            text = "".join(decoded)
            return _named(text, "utf_8" if is_utf8 else codec, lossy="\ufffd" in text)
    return None


def _is_no_utf8(line: bytes) -> bool:
    sound, damaged = _utf8_characters(line)
    return damaged > sound and damaged >= _CERTAIN


def _is_surely_utf8(line: bytes) -> bool:
    text = _strict(line, "utf_8")
    return text is not None and sum(character >= "\u0800" for character in text) >= _CERTAIN


def _declared(data: bytes) -> tuple[str, ...]:
    """The codecs of the first declaration that means one; see `labels.codecs_of`."""
    from reader.text.encoding.labels import codecs_of

    window = data[:_DECLARATION_WINDOW]
    for pattern in _DECLARATIONS:
        match = pattern.search(window)
        if match and (found := codecs_of(match[1].decode("ascii", "ignore"))):
            return found
    return ()


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _is_in(data: bytes, codec: str, most_damage: float) -> bool:
    """Whether all but a few bytes mean something; at the end of a file cut short, one does not."""
    text = data.decode(codec, "replace")
    return text.count("\ufffd") <= 1 + _telling_count(text) * most_damage


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 but for a few bytes."""
    from reader.text.encoding.guess import is_likelier_utf8

    sound, damaged = _utf8_characters(data)
    if damaged * _SOUND <= sound:
        return True
    return damaged <= sound and is_likelier_utf8(b"\n".join(_telling(data)))


def _may_be_utf8(window: bytes) -> bool:
    """Whether this part may come from UTF-8; characters at its ends may have lost bytes."""
    sound, damaged = _utf8_characters(window)
    return damaged <= _CUT or damaged <= sound


def _utf8_characters(data: bytes) -> tuple[int, int]:
    """How many that are not ASCII there are, and how many U+FFFD stand for bytes between them."""
    text = data.decode("utf_8", "replace")
    damaged = text.count("\ufffd")
    return _telling_count(text) - damaged, damaged


def _telling_count(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _telling(data: bytes) -> Iterator[bytes]:
    """The first lines that are not ASCII, up to `_TELLING` bytes of them."""
    length = end = 0
    while length < _TELLING and (found := _NOT_ASCII.search(data, end)):
        first = found.start()
        begun = max(end, first - _BEFORE)
        start = max(data.rfind(b"\n", begun, first), data.rfind(b"\r", begun, first), begun - 1) + 1
        ending = _LINE_END.search(data, first)
        end = ending.start() if ending else len(data)
        line = data[start : min(end, start + _TELLING)]
        length += len(line)
        yield line


def _has_many_controls(data: bytes) -> bool:
    """Half the bytes of Latin, Cyrillic or Thai in UTF-16 are; no text in UTF-8 is like that."""
    head = data[: _DECLARATION_WINDOW * 2]
    return len(head.translate(None, _CONTROLS)) < len(head) * 0.75


def _wide_codec(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, or empty: the reading that looks most like text."""
    head = data[: _DECLARATION_WINDOW * 2]
    best, best_score = "", 0.5
    for codec in _WIDE:
        unit = 4 if "32" in codec else 2
        text = _strict(head[: len(head) // unit * unit], codec)
        if not text:
            continue
        score = sum(map(_plausibility, text)) / len(text)
        if score > best_score:
            best, best_score = codec, score
    return best


def _plausibility(character: str) -> float:
    if " " <= character <= "~" or character in "\t\r\n" or "\u3000" <= character <= "\u30ff":
        return 1.5
    if unicodedata.category(character) in ("Cn", "Co", "Cc", "Cs"):
        return -10.0
    return 1.0 if any(first <= character <= last for first, last in _USUAL) else 0.3


def _result(data: bytes, codec: str) -> DecodedText:
    text = data.decode(codec, "replace")
    return _named(text, codec, lossy="\ufffd" in text)


def _named(text: str, codec: str, *, lossy: bool) -> DecodedText:
    from reader.text.encoding.labels import label

    return DecodedText(_normalize(text), label(codec), lossy)


def _normalize(text: str) -> str:
    text = capped(text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n"))
    # In pieces: what is NFC already, as most is, costs a look; what is not eight times its length.
    if text.isascii() or all(unicodedata.is_normalized("NFC", piece) for piece in chunks(text)):
        return text
    return "".join(unicodedata.normalize("NFC", piece) for piece in chunks(text))
