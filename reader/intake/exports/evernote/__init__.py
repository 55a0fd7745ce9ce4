"""Notes exported by Evernote, and by what exports as it does."""
