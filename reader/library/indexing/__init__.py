"""Keeping the index in step with the files, in processes of their own."""
