"""EPUB 2 and 3: a book as one article, its documents in reading order, its contents as headings."""
