"""The text that an article shows: what is searched, counted and compared."""
