"""Archives of a crawl (WARC, ISO 28500), alone or in a WACZ."""
