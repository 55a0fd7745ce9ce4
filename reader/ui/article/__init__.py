"""The right pane: the article, the find bar, and the workers that feed them."""
