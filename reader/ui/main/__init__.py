"""The main screen: the panes side by side, and what belongs to both."""
