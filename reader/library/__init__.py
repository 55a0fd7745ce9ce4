"""What is on disk: files found, decoded, described, indexed and searched."""
