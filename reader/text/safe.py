from __future__ import annotations
import re, unicodedata


def clean(text: str) -> str:
    text = re.sub("\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    text = re.sub(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\xad\ufff9-\ufffb\ud800-\udfff]",
        "",
        text,
    )
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    return " ".join(clean(text).split())
