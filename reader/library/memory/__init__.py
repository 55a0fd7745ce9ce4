"""What is held in memory of every article: titles, labels, paths, copies."""
