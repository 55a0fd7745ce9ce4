"""Widgets: they show what they are given and post messages; they read and write nothing."""
