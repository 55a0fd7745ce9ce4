"""Values of metadata, made plain."""
