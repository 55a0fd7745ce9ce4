"""Colours of highlights, as `bookmarks.json` names them; cheap to import."""

from __future__ import annotations

HIGHLIGHT_COLORS = ("yellow", "green", "blue", "red", "purple")
"""The first is the colour of a highlight that names none, or one that is not known here."""
