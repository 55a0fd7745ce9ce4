"""A row of colours by their names, one of them chosen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from reader.ui.commands import Scope, Target, bindings
from reader.ui.common.choice_row import ChoiceRow


class ColorRow(ChoiceRow):
    """The colours of highlights."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.COLOR),
        *bindings(Scope.EDIT, Target.SCREEN),
    ]
