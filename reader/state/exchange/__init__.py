"""Bookmarks in other forms: written for other programs, and taken in from them."""
