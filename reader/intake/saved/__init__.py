"""Files that the library reads in place, brought in as articles."""
