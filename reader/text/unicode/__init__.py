"""Properties of characters: Unicode's tables, packed, and quick paths around them."""
