"""Characters: safe text, cell widths, clusters, line breaking, folding, scripts, counting."""
