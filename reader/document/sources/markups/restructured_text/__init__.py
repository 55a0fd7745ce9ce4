"""reStructuredText as Markdown."""
