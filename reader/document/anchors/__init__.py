"""Places found again by their words in a text that has changed, and how sure that is."""
