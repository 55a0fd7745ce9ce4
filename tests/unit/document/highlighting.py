"""All the colours of code at once, for comparison; the reader has them batch by batch."""

from __future__ import annotations

from itertools import chain

from reader.document.code_tokens import SyntaxSpan, batches


def highlight(code: str, language: str) -> tuple[SyntaxSpan, ...]:
    return tuple(chain.from_iterable(batches(code, language)))
