"""Rules for what editors and site generators write beyond Markdown."""
