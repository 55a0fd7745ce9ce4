"""What is slow: the web asked by a few threads, each host for one thing at a time."""
