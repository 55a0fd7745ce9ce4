"""The index on disk: tables, tokens, rows read and written."""
