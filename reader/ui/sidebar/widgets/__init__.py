"""Widgets of the sidebar: they show what they are given and post messages."""
