"""One module, or a few, for each kind of block: how it is set into lines of cells."""
