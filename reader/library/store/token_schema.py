"""The table of tokens; apart from what makes them, which opening an index does not need."""

from __future__ import annotations

TOKEN_VERSION = 11
"""Rises whenever `token.document_tokens` gives others: it is deleted from with the same tokens."""
TOKEN_SCHEMA = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS token USING fts5("  # noqa: S105 - no password
    "tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
)
TOKEN_TUNING = (
    "INSERT INTO token (token, rank) VALUES ('hashsize', 8388608);"  # noqa: S105 - no password
    "INSERT INTO token (token, rank) VALUES ('automerge', 16);"
    "INSERT INTO token (token, rank) VALUES ('crisismerge', 64);"
)
"""Kept in the file. Tokens are sorted 8 MB at a time, about what caches hold; what comes of it is
merged rarely."""
