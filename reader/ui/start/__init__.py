"""The first picture, drawn before Textual is imported."""
