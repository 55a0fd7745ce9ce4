"""Grapheme clusters as strings, for tests that look at each."""

from __future__ import annotations

from itertools import pairwise

from reader.text.grapheme import boundaries


def clusters(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise(boundaries(text))]
