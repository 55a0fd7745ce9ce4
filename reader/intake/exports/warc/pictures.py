"""The pictures in an archive, and which of them an article shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final
from urllib.parse import urldefrag, urljoin

from reader.errors import ReaderError
from reader.intake.exports.warc import http_message
from reader.intake.exports.warc.records import WarcRecord
from reader.text.references import unescape

_LARGEST: Final = 8 * 1024 * 1024
_MOST: Final = 64 * 1024 * 1024
"""Bytes of all pictures that are held; those that stand first in the archive."""
_OK: Final = 200
_ADDRESS: Final = re.compile(
    r"""(?:\ssrc=["']([^"'<>]{1,4096})["']|!\[[^\]\n]{0,500}\]\(<?([^\s()<>]{1,4096}))"""
)


def pictures(records: Iterable[WarcRecord]) -> dict[str, bytes]:
    """The pictures among the records by their addresses, as many as may be held."""
    found: dict[str, bytes] = {}
    left = _MOST
    for record in records:
        data = b"" if record.is_cut else _picture(record)
        if data and len(data) <= left and record.url not in found:
            found[record.url] = data
            left -= len(data)
    return found


def shown(body: str, base: str, found: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pictures that a text shows, by the addresses that it has for them."""
    files: dict[str, bytes] = {}
    for match in _ADDRESS.finditer(body) if found else ():
        address = unescape(match[1] or match[2])
        with suppress(ValueError):  # no address at all
            whole = urldefrag(urljoin(base, address)).url
            if whole in found:
                files[address] = found[whole]
    return MappingProxyType(files)


def _picture(record: WarcRecord) -> bytes:
    if record.kind == "resource":
        is_one = record.header.get("content-type", "").lower().startswith("image/")
        return record.block if is_one and len(record.block) <= _LARGEST else b""
    if record.kind != "response" or b"image/" not in record.block[:4096].lower():
        return b""
    try:
        message = http_message.parsed(record.block, _LARGEST)
    except ReaderError:
        return b""
    is_one = message is not None and message.status == _OK
    return (
        message.content if message and is_one and message.media_type.startswith("image/") else b""
    )
