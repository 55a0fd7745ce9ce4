"""Widgets of the article: they show what they are given and post messages."""
