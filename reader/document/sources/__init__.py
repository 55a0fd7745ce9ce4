"""Bodies that are neither HTML nor Markdown alone, made Markdown."""
