"""The terminal under Textual: its driver, what is typed, what is written."""
