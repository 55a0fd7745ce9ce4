"""A page, fetched or saved, as an article that comes in."""
