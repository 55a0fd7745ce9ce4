"""Sizes of the window at which the layout changes; main.tcss says how."""

from __future__ import annotations

NARROW = 90
"""Columns below which one pane shows at a time."""
ROOMY = 110
"""Columns below which the list gives some of its width to the article."""
WIDE = 150
"""Columns from which the list is wider."""
LOW = 12
"""Rows below which air is given up."""
TIGHT_LIST = 32
"""Cells of the list in a window that is less than ROOMY."""
LIST = 40
WIDE_LIST = 44


def list_width(columns: int) -> int:
    """Cells of the list in a window of so many columns, as main.tcss has it."""
    if columns < NARROW:
        return columns
    if columns < ROOMY:
        return TIGHT_LIST
    return WIDE_LIST if columns >= WIDE else LIST
