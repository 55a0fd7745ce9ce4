"""Asks before an address is opened that may lead elsewhere than it seems to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.ui.dialogs.choice import Choice
from reader.ui.dialogs.picker import Picked, Picker

if TYPE_CHECKING:
    from reader.document.addresses import Address
    from reader.ui.main.face import MainFace


def ask(face: MainFace, address: Address, answered: Callable[[bool], None]) -> None:
    """Tell where it leads and why that is not seen; what is chosen first opens nothing."""
    choices = [
        Choice("leave", "Leave it"),
        Choice("open", f"Open {address.host}", address.url),
        Choice("copy", "Copy the address"),
    ]

    def picked(chosen: Picked | None) -> None:
        if chosen is not None and chosen.key == "copy":
            face.copy(address.url)
        answered(chosen is not None and chosen.key == "open")

    title = f"This leads to {address.host}: {address.doubt}"
    face.push(Picker(title, choices, empty="", verb="choose"), picked)
