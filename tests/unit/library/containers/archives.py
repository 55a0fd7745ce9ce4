"""Archives of one page, as browsers write them."""

from __future__ import annotations

import plistlib
from base64 import encodebytes
from quopri import encodestring

PAGE = (
    "<!DOCTYPE html><html><head><title>Otters of the Ilm - River Post</title></head><body>"
    "<article><h1>Otters of the Ilm</h1><p>Nine otters were counted below the weir.</p>"
    "<p>水獭 come back with the <em>clean</em> water.</p>"
    "<img src='cid:otter@parts' alt='An otter'></article></body></html>"
)
ADDRESS = "https://river.example/otters"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def part(
    content: bytes,
    kind: str = "text/html",
    *,
    encoding: str = "quoted-printable",
    more: str = "",
) -> bytes:
    """A part with its header."""
    encoded = {"quoted-printable": encodestring, "base64": encodebytes}.get(encoding, bytes)(
        content
    )
    header = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}\r\n"
    return header.encode() + encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def multipart(
    *parts: bytes, kind: str = "multipart/related", more: str = "", boundary: str = "--cut-here"
) -> bytes:
    """A message, or a part, with parts."""
    head = f'Content-Type: {kind};\r\n\tboundary="{boundary}"\r\n{more}\r\n'
    lines = b"".join(f"\r\n--{boundary}\r\n".encode() + each for each in parts)
    return head.encode() + lines + f"\r\n--{boundary}--\r\n".encode()


def mhtml(*parts: bytes, more: str = "", kind: str = "multipart/related") -> bytes:
    """An archive as Chromium begins it."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\n"
        "Subject: =?utf-8?Q?Otters_of_the_Ilm_-_River_Post?=\r\n"
        "Date: Tue, 2 Apr 2024 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"
    )
    return head.encode() + multipart(*parts, kind=kind, more=more)


def whole(page: str = PAGE) -> bytes:
    return mhtml(
        part(page.encode(), more=f"Content-Location: {ADDRESS}\r\n"),
        part(PICTURE, "image/png", encoding="base64", more="Content-ID: <otter@parts>\r\n"),
    )


def webarchive(
    page: bytes = PAGE.encode(),
    *,
    kind: str = "text/html",
    charset: str = "UTF-8",
    is_binary: bool = True,
) -> bytes:
    main = {
        "WebResourceData": page,
        "WebResourceMIMEType": kind,
        "WebResourceTextEncodingName": charset,
        "WebResourceURL": ADDRESS,
        "WebResourceFrameName": "",
    }
    parts = [{"WebResourceData": PICTURE, "WebResourceMIMEType": "image/png"}]
    form = plistlib.FMT_BINARY if is_binary else plistlib.FMT_XML
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": parts}, fmt=form)
