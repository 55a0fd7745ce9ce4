"""Pictures drawn for tests."""

from __future__ import annotations

from io import BytesIO

import PIL.Image


def picture(
    width: int = 160,
    height: int = 96,
    color: tuple[int, ...] = (200, 40, 40),
    *,
    form: str = "PNG",
    orientation: int = 0,
) -> bytes:
    """A picture of one colour, with the upper half black; `orientation` as EXIF says it."""
    image = PIL.Image.new("RGBA" if len(color) == 4 else "RGB", (width, height), color)
    image.paste((0, 0, 0), (0, 0, width, height // 2))
    options = {}
    if orientation:
        exif = PIL.Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
