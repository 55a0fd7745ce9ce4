"""Bytes of a table or a page from elsewhere, and the text that they mean.

Spreadsheets save in the encoding of the machine: UTF-8 with a mark, UTF-16 ("Unicode text" of
Excel), GBK or Big5. Strict decoding only: what means nothing in an encoding is not in it.
"""

from __future__ import annotations

import codecs

from reader.text.chinese_encoding import is_in

_MARKS = (
    (codecs.BOM_UTF8, "utf_8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf_32_le", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf_16_le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf_16_be", "UTF-16"),
)
_LABELS = {"gb18030": "GBK", "big5": "Big5", "cp950": "Big5", "cp932": "Shift_JIS"}
_LABELS |= {"cp949": "EUC-KR", "cp1251": "Windows-1251", "cp1252": "Windows-1252"}
"""As the owner of a spreadsheet knows them; others as in pages."""


class UnknownEncodingError(ValueError):
    """The bytes are no text in an encoding that is looked for; says where."""


def decode_text(data: bytes) -> tuple[str, str]:
    """The text, and the encoding's name if that was guessed. Raises UnknownEncodingError."""
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, label), ""
    if b"\0" in data:
        return _wide(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        codec = "" if _is_damaged(data) else _guess(data)
        if not codec:
            raise UnknownEncodingError(f"byte {error.start} is not UTF-8") from None
        return data.decode(codec), _label(codec)


def _decoded(data: bytes, codec: str, label: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnknownEncodingError(f"byte {error.start} is not {label}") from None


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: most NULs are the upper halves of separators, spaces and digits."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    text = _decoded(data, "utf_16_le" if odd > even else "utf_16_be", "UTF-16")
    if "\0" in text:
        raise UnknownEncodingError(f"byte {data.index(0)} is a NUL, as in no text")
    return text, "UTF-16"


def _is_damaged(data: bytes) -> bool:
    """Whether it is UTF-8 with a few wrong bytes: of another encoding hardly any would fit."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 4 * wrong


def _guess(data: bytes) -> str:
    """An encoding that all of the bytes are in; empty if none is likely."""
    from reader.text.encoding.guess import likely_codecs  # late: most files are UTF-8

    return next((codec for codec in likely_codecs(data) if is_in(data, codec)), "")


def _label(codec: str) -> str:
    from reader.text.encoding.labels import label

    return _LABELS.get(codec) or label(codec)
