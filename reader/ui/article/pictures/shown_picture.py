"""A picture of the page, as whoever shows it alone needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.services.pictures.source import PictureSource
    from reader.typeset.picture_size import PixelSize


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the article that can be shown alone."""

    block: int
    address: str
    caption: str
    size: PixelSize
    source: PictureSource
