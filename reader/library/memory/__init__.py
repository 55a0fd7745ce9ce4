"""The part of every article that is held in memory: titles, labels, paths, copies."""
