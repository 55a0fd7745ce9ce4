"""Widgets of the bookmarks' screen: they show what they are given and post messages."""
