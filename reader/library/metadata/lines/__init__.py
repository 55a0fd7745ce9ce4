"""Lines of a text that are metadata: of tools, of clippers, of authors."""
