"""Shortcodes of WordPress, in Markdown and in HTML."""

from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, SpanKind
from reader.document.pipeline import read

KINDS = (BodyKind.MARKDOWN, BodyKind.MIXED, BodyKind.HTML)


def blocks(body: str, kind: BodyKind = BodyKind.MARKDOWN) -> tuple[Block, ...]:
    return read(body, kind).blocks


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "media",
    [
        '<img src="https://sea.example/t.jpg" alt="x" />',
        '<a href="https://sea.example/"><img src="https://sea.example/t.jpg" /></a>',
    ],
)
def test_a_picture_has_its_caption(kind: BodyKind, media: str) -> None:
    (block,) = blocks(f'[caption id="a1" width="300"]{media} The ebb, at noon[/caption]', kind)
    assert (block.kind, block.text) == (BlockKind.IMAGE, "The ebb, at noon")
    assert block.href == "https://sea.example/t.jpg"


def test_a_picture_in_markdown_has_its_caption_too() -> None:
    (block,) = blocks("[caption]![](https://sea.example/t.jpg) The ebb[/caption]")
    assert (block.kind, block.text) == (BlockKind.IMAGE, "The ebb")
    (block,) = blocks('[caption caption="The ebb"]no picture[/caption]')
    assert block.text == "no picture The ebb"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "source",
    [
        "[embed]https://film.example/1[/embed]",
        '[video mp4="https://film.example/1" width=3][/video]',
        "[youtube https://film.example/1]",
    ],
)
def test_players_are_links(kind: BodyKind, source: str) -> None:
    (block,) = blocks(source, kind)
    assert block.text == "https://film.example/1"
    assert [span.kind for span in block.spans] == [SpanKind.LINK]


@pytest.mark.parametrize("kind", KINDS)
def test_listings_are_code(kind: BodyKind) -> None:
    (block,) = blocks('[code language="python"]\na = [1]\nb = a[0]\n[/code]', kind)
    assert (block.kind, block.language, block.text) == (
        BlockKind.CODE,
        "python",
        "a = [1]\nb = a[0]",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_shows_nothing_here_goes(kind: BodyKind) -> None:
    source = '[gallery ids="1,2"] [vc_row full="x"]One.[/vc_row] [gallery]'
    assert [block.text for block in blocks(source, kind)] == ["One."]


@pytest.mark.parametrize(
    "source",
    ["[gallery](g.md)", "`[gallery]`", "```\n[caption]a[/caption]\n```", "[caption]never closed"],
)
def test_links_and_code_and_what_has_no_end_stay(source: str) -> None:
    (block,) = blocks(source)
    assert "gallery" in block.text or "[caption]" in block.text
