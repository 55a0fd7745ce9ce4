"""Lists of addresses: bookmarks and reading lists of browsers and services."""
