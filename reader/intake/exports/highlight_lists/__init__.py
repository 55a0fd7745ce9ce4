"""Highlights that programs give out without the texts that they are in."""
