"""The app. Textual is known here only."""
