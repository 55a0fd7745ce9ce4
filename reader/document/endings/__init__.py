"""What stands behind the end of an article."""
