"""The screen of settings: its table of rows, the list that shows them."""
