"""What a shell, `man` and the owner are told of the program itself: its words, its settings."""
