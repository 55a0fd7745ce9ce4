"""Listings of code, in the many forms that sites give them."""
