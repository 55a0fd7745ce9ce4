"""What Readwise gives out: the list of Reader's documents, and highlights."""
