"""Images that stand alone: a line with the caption, for nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

from reader.document.hrefs import UNNAMED_IMAGE
from reader.document.model import Block
from reader.text.safe import clean_line
from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.typeset.blocks.lines import set_prose
from reader.typeset.blocks.paragraph import TextLayout, lead_mark
from reader.typeset.decorations import Frame
from reader.typeset.model import PageStyle, Role

IMAGE_MARK = "▨"
IMAGE_JOINT = " · "
LEAST_NAME = 8
"""Cells below which a part of a host's name says nothing."""


def image_layout(block: Block, frame: Frame, style: PageStyle) -> TextLayout:
    """A line with the caption, else `image`, and the host that the picture is on."""
    host, name = _host_and_name(block.href)
    style = replace(style, justify=False, hang=0)
    lead, lead_width = lead_mark(IMAGE_MARK, style.width - frame.indent, style.ambiguous)
    width = max(1, style.width - frame.indent - lead_width)
    prose = set_prose(block.text, width, style, spans=block.spans)
    used = prose.cells(len(prose.ranges) - 1)
    if used:
        trail = IMAGE_JOINT + (host or name)
        if used + cell_width(trail, ambiguous=style.ambiguous) > width or trail == IMAGE_JOINT:
            trail = ""
    else:
        trail = _origin(host, width, style.ambiguous)
    return TextLayout(
        block,
        frame,
        prose,
        Role.CAPTION,
        lead=lead and f"{lead} ",
        lead_width=lead_width,
        trail=trail,
    )


def _origin(host: str, width: int, ambiguous: int) -> str:
    """`image · host` in at most `width` cells, without a host that would be cut to a stump.

    Not the name of the file: a page of pictures would say `640` for each.
    """
    head = UNNAMED_IMAGE + IMAGE_JOINT
    room = width - cell_width(head, ambiguous=ambiguous)
    shown, cells = elide(host, max(0, room), ambiguous=ambiguous)
    if shown and (shown == host or cells >= LEAST_NAME):
        return head + shown
    return elide(UNNAMED_IMAGE, width, ambiguous=ambiguous)[0]


def _host_and_name(href: str) -> tuple[str, str]:
    """The host of an image's address and its file name, each safe to show; either may be empty."""
    try:
        parts = urlsplit(href)
        host, path = parts.hostname or "", parts.path
    except ValueError:
        return "", clean_line(href)
    if parts.scheme == "data":
        return "", clean_line(path.partition(",")[0].partition(";")[0])
    return clean_line(host), clean_line(unquote(path.rsplit("/", 1)[-1]))
