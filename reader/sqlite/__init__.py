"""SQLite files that may be damaged, locked, replaced or deleted at any time."""
