"""Feeds: their entries, and lists of them (OPML)."""
