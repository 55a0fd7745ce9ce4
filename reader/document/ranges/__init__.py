"""Ranges of a document's text: found, moved over, copied."""
