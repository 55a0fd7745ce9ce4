"""Omnivore's export: a ZIP archive, or the folder that was in it."""
