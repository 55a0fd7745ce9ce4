"""The files of a library: found, decoded, watched; each opens on its own."""
