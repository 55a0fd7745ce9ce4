"""A saved HTML page as Markdown: the article alone, its facts, its elements."""
