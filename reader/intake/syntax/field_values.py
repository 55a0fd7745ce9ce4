"""Values of fields in exports, which are what a program's author took them for."""

from __future__ import annotations


def text_value(value: object) -> str:
    """A string without white space around it; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def is_true(value: object) -> bool:
    """Whether a value means yes: PHP writes 1 and "1" for it."""
    return value is True or text_value(value).lower() in ("1", "true", "yes")
