"""How a session begins where the last one ended, and how it ends."""
