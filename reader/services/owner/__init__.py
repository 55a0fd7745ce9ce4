"""What the owner makes: bookmarks, reading places, searches, each with its way back."""
