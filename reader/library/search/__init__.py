"""From a query to the articles that match it, best first, with snippets."""
