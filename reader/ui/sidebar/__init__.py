"""The left pane: search box and list, and the workers that fill them."""
