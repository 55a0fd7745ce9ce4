"""Pictures of an article: where their bytes are, and what is painted of them."""
