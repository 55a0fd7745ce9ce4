"""Long strings as Python literals that fit the line length."""

from __future__ import annotations

_ROOM = 90


def literal(text: str) -> str:
    """`text` as indented adjacent literals, one a line."""
    quoted = (text[at : at + _ROOM] for at in range(0, len(text), _ROOM))
    return "\n".join(f'    "{part}"' for part in quoted)
