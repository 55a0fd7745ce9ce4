"""One body made readable: convert, parse to blocks, outline, links, find, quote."""
