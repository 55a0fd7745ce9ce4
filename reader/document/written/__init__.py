"""Documents written for others: as Markdown, as HTML, as plain text."""
