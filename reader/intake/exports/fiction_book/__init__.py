"""FictionBook 2 (`.fb2`): a book in one XML file."""
