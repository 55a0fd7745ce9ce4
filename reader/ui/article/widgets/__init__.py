"""The view of an article, and the objects that it owns."""
