"""Formulas in LaTeX: where they stand in running text, and how a line of text shows them."""
