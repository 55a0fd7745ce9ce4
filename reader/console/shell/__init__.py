"""What a shell, and `man`, are told of the command line: all from the parsers themselves."""
