"""Title, author, date and all else that an article says of itself."""
