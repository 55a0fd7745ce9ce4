"""Pictures of strangers, decoded within bounds."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.services.pictures import raster
from reader.services.pictures.raster import file_ending, pixel_size, scaled
from reader.typeset.picture_size import PixelSize
from tests.drawn_pictures import picture

WHITE = (255, 255, 255)
SMALL = PixelSize(4, 4)
FORMS = st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"])


def png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_size_and_colours_of_each_format(form: str) -> None:
    data = picture(form=form)
    assert pixel_size(BytesIO(data)) == PixelSize(160, 96)
    pixels = scaled(BytesIO(data), SMALL, WHITE)
    assert pixels is not None
    assert len(pixels) == 4 * 4 * 3
    assert max(pixels[:3]) < 40
    assert (pixels[-3] > 160, pixels[-2] < 90) == (True, True)


def test_a_camera_that_lay_on_its_side() -> None:
    data = picture(form="JPEG", orientation=6)
    assert pixel_size(BytesIO(data)) == PixelSize(96, 160)
    pixels = scaled(BytesIO(data), SMALL, WHITE)
    assert pixels is not None
    assert pixels[0] > 160, "what was below is on the left"
    assert pixels[9] < 40


def test_the_page_is_seen_where_a_picture_is_clear() -> None:
    pixels = scaled(BytesIO(picture(color=(0, 0, 0, 0))), SMALL, (9, 80, 200))
    assert pixels is not None
    assert pixels[-3:] == bytes((9, 80, 200))


def test_the_first_frame_of_what_moves() -> None:
    frames = [PIL.Image.new("RGB", (64, 64), color) for color in ((255, 0, 0), (0, 0, 255))]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    pixels = scaled(file, SMALL, WHITE)
    assert pixels is not None
    assert pixels[:3] == bytes((255, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_no_mode_is_too_odd(mode: str) -> None:
    file = BytesIO()
    PIL.Image.new(mode, (40, 40)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert scaled(file, SMALL, WHITE) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png_of(60_000, 60_000),
        png_of(9_000, 5_000),
        png_of(0, 10),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
    ],
)
def test_what_is_no_picture_or_too_large_is_not_shown(data: bytes) -> None:
    assert pixel_size(BytesIO(data)) is None
    assert scaled(BytesIO(data), SMALL, WHITE) is None


def test_of_one_that_is_cut_short_the_size_is_known_and_nothing_else() -> None:
    data = png_of(100, 100)
    assert pixel_size(BytesIO(data)) == PixelSize(100, 100)
    assert scaled(BytesIO(data), SMALL, WHITE) is None


@settings(max_examples=40, deadline=None)
@given(FORMS, st.integers(0, 10_000), st.binary(max_size=8))
def test_damage_never_raises(form: str, at: int, noise: bytes) -> None:
    data = picture(40, 40, form=form)
    at %= len(data)
    damaged = data[:at] + noise + data[at + len(noise) :]
    pixel_size(BytesIO(damaged))
    scaled(BytesIO(damaged), SMALL, WHITE)


def test_the_ending_of_a_file_is_that_of_what_it_holds() -> None:
    assert file_ending(BytesIO(picture(form="WEBP"))) == ".webp"
    assert file_ending(BytesIO(b"#!/bin/sh")) == ""
    assert raster.MOST_PIXELS < 9_000 * 5_000
