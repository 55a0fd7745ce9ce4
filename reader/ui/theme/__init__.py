"""Palettes, themes, and what the names of looks mean."""
