"""Data that the reader's owner made: bookmarks, reading places, history."""
