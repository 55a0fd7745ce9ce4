"""Blocks to lines at a width. Cells and wrapped lines exist here and in the view only."""
