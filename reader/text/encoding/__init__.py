"""Old encodings: which one some bytes are in, and what a declaration means."""
