"""The table of tokens; apart from what makes them, which opening an index does not need."""

from __future__ import annotations

TOKEN_VERSION = 10
"""Rises whenever `token.document_tokens` gives others: it is deleted from with the same tokens."""
TOKEN_SCHEMA = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS token USING fts5("  # noqa: S105 - no password
    "tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
)
