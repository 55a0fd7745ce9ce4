"""How Chinese is written on the screen: as it is, or as another region writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from reader.text.chinese_variants.variant import Variant
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from reader.ui.article.pane import ReadingPane
    from reader.ui.sidebar.sidebar import Sidebar

_NAMES: Final = {
    Variant.AS_WRITTEN: "Chinese as it is written",
    Variant.SIMPLIFIED: "Simplified Chinese",
    Variant.TRADITIONAL: "Traditional Chinese",
    Variant.TAIWAN: "Traditional Chinese, Taiwan",
    Variant.HONG_KONG: "Traditional Chinese, Hong Kong",
}


class ChineseFace(MainFace, Protocol):
    """The main screen."""

    @property
    def pane(self) -> ReadingPane: ...
    @property
    def sidebar(self) -> Sidebar: ...


class ChineseVariant:
    """The variant that page and list are shown in."""

    def __init__(self, face: ChineseFace) -> None:
        self._face = face
        self.variant = Variant.AS_WRITTEN

    def step(self, step: int = 1) -> None:
        """Go on to the next variant, round the end."""
        variants = list(Variant)
        self.show(variants[(variants.index(self.variant) + step) % len(variants)])
        self._face.tell(_NAMES[self.variant])

    def show(self, variant: Variant) -> None:
        self.variant = variant
        self._face.pane.view.set_variant(variant)
        self._face.sidebar.list.set_variant(variant)
