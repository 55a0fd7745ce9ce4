"""Articles from elsewhere: fetched from addresses, taken out of exports, written as files."""
