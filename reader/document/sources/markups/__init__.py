"""Markups other than Markdown in which people write notes, articles and documentation."""
