"""Pictures on the page: what is known of them, and how they are painted in cells."""
