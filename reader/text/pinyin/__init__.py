"""Readings of Chinese characters, and titles found by them."""
