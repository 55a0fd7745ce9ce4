"""Files that hold a page among other things: what browsers write to keep a page in one file."""
