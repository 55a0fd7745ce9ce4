from __future__ import annotations
import re


def fold(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def compile_query(term: str) -> re.Pattern[str]:
    term = term.strip()
    return re.compile(re.escape(term) if term else r"(?!)", re.IGNORECASE)
