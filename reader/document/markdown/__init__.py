"""Markdown as the document's blocks."""
