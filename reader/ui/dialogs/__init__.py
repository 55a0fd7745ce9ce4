"""Dialogs that any screen may open: a picker, a line of text, the keys."""
