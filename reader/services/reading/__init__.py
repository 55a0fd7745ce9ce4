"""What is shown of an article, where its links lead, where the owner came from. No Textual."""
