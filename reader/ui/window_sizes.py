"""Sizes of the window at which the layout changes; main.tcss says how."""

from __future__ import annotations

NARROW = 90
"""Columns below which one pane shows at a time."""
ROOMY = 110
"""Columns below which the list gives some of its width to the article."""
WIDE = 150
LOW = 12
"""Rows below which air is given up."""
FLAT = 6
"""Rows below which a share of them is too little for a list of commands."""
