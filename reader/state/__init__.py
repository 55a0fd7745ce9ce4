"""What the reader's owner made: bookmarks, reading places, history."""
