"""A row of colours by their names, one of them chosen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.ui.article.page.looks import ARTICLE_LOOKS, HIGHLIGHT
from reader.ui.commands import Scope, Target, bindings
from reader.ui.common.choice_row import ChoiceRow


class ColorRow(ChoiceRow):
    """The colours of highlights, each beside its name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.COLOR),
        *bindings(Scope.EDIT, Target.SCREEN),
    ]

    def __init__(self, chosen: int = 0, *, id: str | None = None) -> None:
        chips = {color: ARTICLE_LOOKS[HIGHLIGHT.format(color)] for color in HIGHLIGHT_COLORS}
        super().__init__(HIGHLIGHT_COLORS, chosen, chips=chips, id=id)
