"""What came in as files of articles."""
