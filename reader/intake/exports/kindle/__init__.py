"""What was marked in books on a Kindle: its clippings, and the notebooks that its apps share."""
