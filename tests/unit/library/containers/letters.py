"""Messages, as mail programs and senders of newsletters write them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from tests.unit.library.containers.archives import multipart, part

WEIR = (
    "The weir was built in nineteen hundred and six, and nobody has asked the river about it since."
)
OTTERS = "Nine otters were counted below it this year, which is two more than last year."
PAGE = f"<html><head><title>x</title></head><body><p>{WEIR}</p><p>{OTTERS}</p></body></html>"
SENT = "Sat, 9 Mar 2024 08:00:00 +0100"


def letter(
    content: bytes = b"",
    *fields: str,
    sender: str = "Ann Reed <ann@weir.example>",
    subject: str = "Otters again",
) -> bytes:
    """A message: its usual fields, these ones, and the content with its own header."""
    usual = [f"From: {sender}", f"Subject: {subject}", f"Date: {SENT}", "MIME-Version: 1.0"]
    head = "".join(f"{line}\r\n" for line in [*usual, *fields])
    return head.encode() + (content or part(PAGE.encode()))


def alternatives(text: str, page: str, *more: bytes) -> bytes:
    """A text and a page that say the same."""
    return multipart(
        part(text.encode(), "text/plain; charset=utf-8"),
        part(page.encode(), "text/html; charset=utf-8"),
        *more,
        kind="multipart/alternative",
        boundary="alt_1",
    )


def attached(name: str, content: bytes = b"%PDF-1.4") -> bytes:
    """A file that comes with a message."""
    field = f'Content-Disposition: attachment; filename="{name}"\r\n'
    return part(content, "application/octet-stream", encoding="base64", more=field)


def message_part(message: bytes) -> bytes:
    """A message within another."""
    return b"Content-Type: message/rfc822\r\n\r\n" + message


def encoded_word(text: str | bytes, charset: str = "utf-8") -> str:
    """A word as headers have it (RFC 2047)."""
    content = text if isinstance(text, bytes) else text.encode(charset)
    return f"=?{charset}?B?{b64encode(content).decode()}?="


def newsletter(rows: Sequence[str], preheader: str = "") -> str:
    """A page laid out with tables in tables, as newsletters are."""
    hidden = f'<div style="display:none;max-height:0;overflow:hidden">{preheader}</div>'
    cells = "".join(f'<tr><td class="block">{row}</td></tr>' for row in rows)
    inner = f'<table width="600"><tbody>{cells}</tbody></table>'
    pixel = '<img src="https://count.example/open.gif" width="1" height="1">'
    return (
        f'<html><body>{hidden}<table width="100%" role="presentation"><tbody><tr><td>{inner}</td>'
        f"</tr></tbody></table>{pixel}</body></html>"
    )
