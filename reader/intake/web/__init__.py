"""The only room that opens connections, and what it answers."""
