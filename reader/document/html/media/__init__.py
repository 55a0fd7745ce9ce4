"""Pictures and players of a page, and where their files are."""
