"""Formulas in HTML: typeset by scripts, as MathML, or between delimiters."""
