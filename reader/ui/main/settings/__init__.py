"""Settings as they are changed while one reads: shown at once, written to config.toml."""
