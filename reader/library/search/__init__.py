"""Search: a query, the articles that match it, best first, their snippets."""
