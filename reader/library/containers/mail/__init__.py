"""Mail that is an article: newsletters, messages of lists, articles that were forwarded."""
