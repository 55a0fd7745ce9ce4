"""Facts that a page shows to people: byline, date, labelled lines."""
