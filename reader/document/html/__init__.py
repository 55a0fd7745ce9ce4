"""From a saved HTML page to Markdown: the article alone, its facts, its elements."""
