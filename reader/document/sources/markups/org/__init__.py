"""Org as Markdown."""
