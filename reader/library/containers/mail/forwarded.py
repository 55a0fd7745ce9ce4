"""The header of a message that was sent on in the text of another: who wrote it, when, about what.

Gmail writes `---------- Forwarded message ---------` before it, Apple Mail `Begin forwarded
message:`, Outlook nothing but the fields.
"""

from __future__ import annotations

import re
from email.message import Message
from html import unescape
from typing import Final

_FIELDS: Final = {
    "From": "from|von|de|da|van|från|fra|от|发件人|寄件者|寄件人|差出人|보낸사람|보낸 사람",
    "Date": "date|sent|datum|gesendet|envoyé|fecha|enviado(?: el)?|data|inviato|verzonden|skickat"
    "|дата|отправлено|日期|发送时间|發送時間|傳送時間|寄件日期|时间|時間|送信日時|日時"
    "|날짜|보낸 날짜",
    "Subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|тема"
    "|主题|主旨|主題|件名|제목",
}
"""What mail programs call the fields, in their languages."""
_FIELD: Final = re.compile(
    "|".join(rf"(?P<{name}>(?:{words}))" for name, words in _FIELDS.items()), re.IGNORECASE
)
_LINE: Final = re.compile(
    r"[ \t>*]{0,20}([^\W\d_][^:：\n]{1,20}?)[ \t*]{0,5}[:：][ \t*]{0,5}(.{0,400})"
)
_BREAK: Final = re.compile(r"<(?:br|p|div|tr|li)(?=[\s/>])[^<>]{0,2000}>|</(?:p|div|tr)>", re.I)
_TAG: Final = re.compile(r"<(?:style|script|title)(?=[\s>])[^<>]*>[^<]*|<[^<>]*>", re.IGNORECASE)
_SEARCHED: Final = 12_000
_FEW: Final = 40
"""Words of the sender's own before it: with more, the message is theirs."""
_MOST_LINES: Final = 200
_MOST_BETWEEN: Final = 4
"""Lines between two of its fields: `To`, `Reply-To`, and blank ones."""


def header_in(body: str, *, is_page: bool) -> Message | None:
    """The header near the beginning of a body, HTML if it `is_page`; None if there is none."""
    text = body[:_SEARCHED]
    if is_page:
        text = unescape(_TAG.sub("", _BREAK.sub("\n", re.sub(r"\s+", " ", text))))
    found: dict[str, str] = {}
    words = between = 0
    for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        name, value = _field(line)
        if name and (name == "From" or found):
            found.setdefault(name, value)
            between = 0
        elif not found:
            words += len(line.split())
        elif line.strip():
            between += 1
        if len(found) == len(_FIELDS) or words > _FEW or between > _MOST_BETWEEN:
            break
    if "From" not in found or "Subject" not in found:
        return None
    header = Message()
    for name, value in found.items():
        header[name] = value
    return header


def _field(line: str) -> tuple[str, str]:
    """The name of a field in English, and its value; empty if the line is none."""
    found = _LINE.fullmatch(line.strip())
    known = _FIELD.fullmatch(" ".join(found[1].split())) if found else None
    if found is None or known is None or known.lastgroup is None:
        return "", ""
    return known.lastgroup, " ".join(found[2].replace("*", "").split())
