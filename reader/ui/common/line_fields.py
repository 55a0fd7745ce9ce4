"""Lines of dialogs and over lists; no first frame has one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from reader.ui.commands import Scope, bindings
from reader.ui.common.field import Field


class LineField(Field):
    """A line that a dialog asks for."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LINE))


class FilterField(Field):
    """A line that filters a list on the same screen."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.FILTER))
