"""Articles as objects of JSON, one a line or in a list: what scrapers, crawls and data sets are."""
