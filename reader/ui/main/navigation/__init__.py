"""Ways to another place or article: jumps, history, search, what is like this one, outside."""
