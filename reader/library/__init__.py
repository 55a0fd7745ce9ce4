"""Articles on disk: found, decoded, described, indexed and searched."""
