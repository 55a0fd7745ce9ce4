"""Pictures decoded by Pillow, which is imported when the first one is to be seen.

A picture is data of a stranger: few formats, bounds on its pixels before anything is decoded, the
first frame of what moves, and no drawings (SVG).
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final

from reader.typeset.picture_size import PixelSize

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS: Final = 40_000_000
"""Pixels of a picture that is decoded: 160 MB for a while, at most."""
_ENDINGS: Final = {
    "PNG": ".png",
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "GIF": ".gif",
    "WEBP": ".webp",
    "BMP": ".bmp",
    "AVIF": ".avif",
}
_FORMATS: Final = tuple(name for name in _ENDINGS if name != "MPO")
"""What Pillow may take a file for; an MPO is found as the JPEG that it begins with."""
_ORIENTATION: Final = 0x0112
"""The tag of EXIF that says which side is up; from 5 on the sides are exchanged."""
_EXCHANGED: Final = 5
_TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_SPARE: Final = 2.0
"""How many times larger than wanted a picture is while it is made smaller in the cheap way."""


def pixel_size(file: BinaryIO) -> PixelSize | None:
    """The size of a picture as it is to be seen, by its header; None if it is not shown."""
    try:
        with _opened(file) as image:
            width, height = image.size
            if _orientation(image) >= _EXCHANGED:
                width, height = height, width
    except Exception:  # noqa: BLE001 - the decoders raise anything for damaged files
        return None
    is_fit = 0 < width * height <= MOST_PIXELS
    return PixelSize(width, height) if is_fit else None


def file_ending(file: BinaryIO) -> str:
    """The ending of file names for a picture's format, such as `.png`; "" if it is none."""
    try:
        with _opened(file) as image:
            return _ENDINGS.get(image.format or "", "")
    except Exception:  # noqa: BLE001 - the decoders raise anything for damaged files
        return ""


def scaled(file: BinaryIO, size: PixelSize, ground: tuple[int, int, int]) -> bytes | None:
    """The picture in `size`, over `ground` where it is transparent: rows of RGB, 3 bytes a pixel.

    None if it cannot be decoded.
    """
    try:
        with _opened(file) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            return _scaled(image, size, ground).tobytes()
    except Exception:  # noqa: BLE001 - the decoders raise anything for damaged files
        return None


def _scaled(image: Image, size: PixelSize, ground: tuple[int, int, int]) -> Image:
    import PIL.Image

    orientation = _orientation(image)
    wanted = (size.width, size.height)
    if orientation >= _EXCHANGED:
        wanted = wanted[::-1]
    image.draft("RGB", (round(wanted[0] * _SPARE), round(wanted[1] * _SPARE)))
    image = _in_eight_bits(image).resize(wanted, PIL.Image.Resampling.LANCZOS, reducing_gap=_SPARE)
    if image.mode == "RGBA":
        over = PIL.Image.new("RGBA", image.size, (*ground, 255))
        over.alpha_composite(image)
        image = over
    image = image.convert("RGB")
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(PIL.Image.Transpose[turn])


def _in_eight_bits(image: Image) -> Image:
    """The picture in RGB, RGBA or grey, of which Pillow can make good smaller ones."""
    if image.mode in ("P", "PA", "LA", "La") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    return image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGB")


def _orientation(image: Image) -> int:
    """Which side is up (EXIF), 1 to 8; of PNG only the end of the file says so: nobody asks."""
    if image.format not in ("JPEG", "MPO", "WEBP"):
        return 1
    found = image.getexif().get(_ORIENTATION, 1)
    return found if isinstance(found, int) else 1


def _opened(file: BinaryIO) -> Image:
    _prepare()
    import PIL.Image

    return PIL.Image.open(file, formats=_FORMATS)


@cache
def _prepare() -> None:
    """Import the decoders, and have Pillow itself refuse what is twice as large as is shown."""
    import PIL.Image
    from PIL import AvifImagePlugin, WebPImagePlugin  # noqa: F401 - they register themselves

    PIL.Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.filterwarnings("ignore", category=PIL.Image.DecompressionBombWarning)
