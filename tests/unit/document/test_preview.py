"""Parts of long bodies, shown while the whole is being read."""

from __future__ import annotations

import pytest

from reader.document import pipeline, preview
from reader.document.anchors.finder import locate
from reader.document.anchors.quote import describe
from reader.document.body_kind import BodyKind
from reader.document.model import BlockKind, Document, Place

CHAPTERS = 300
TEXT = "第{}章的正文，一句接着一句。"


def chapters(form: str) -> str:
    return "\n\n".join(
        form.format(n=n, text=f"第{n}章的正文，一句接着一句。" * 12) for n in range(CHAPTERS)
    )


MARKDOWN = chapters("## Chapter {n}\n\n{text} See [the list][list].")
HTML = chapters("<h2>Chapter {n}</h2><p>{text}</p>")


def letters(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks)


@pytest.mark.parametrize("kind", [BodyKind.MARKDOWN, BodyKind.HTML, BodyKind.TEXT])
def test_a_short_body_has_no_excerpts(kind: BodyKind) -> None:
    assert preview.head("A few words.\n" * 100, kind) is None
    assert preview.tail("A few words.\n" * 100, kind) is None


def test_an_excerpt_has_no_anchors_of_notes_that_it_leaves_out() -> None:
    part = preview.head(f"See[^1].\n\n[^1]: A note.\n\n{MARKDOWN}", BodyKind.MARKDOWN)
    assert part is not None
    assert part.document.anchors
    assert max(part.document.anchors.values()) < len(part.document.blocks)


@pytest.mark.parametrize(("body", "kind"), [(MARKDOWN, BodyKind.MARKDOWN), (HTML, BodyKind.HTML)])
def test_the_head_is_how_the_whole_begins(body: str, kind: BodyKind) -> None:
    part = preview.head(body, kind)
    whole = pipeline.read(body, kind)
    assert part is not None
    assert len(part.document.blocks) < 60
    assert part.document.blocks[:-1] == whole.blocks[: len(part.document.blocks) - 1]
    assert part.before == 0
    assert part.after + letters(part.document) == pytest.approx(letters(whole), rel=0.1)


@pytest.mark.parametrize(("body", "kind"), [(MARKDOWN, BodyKind.MARKDOWN), (HTML, BodyKind.HTML)])
def test_the_tail_is_how_the_whole_ends(body: str, kind: BodyKind) -> None:
    part = preview.tail(body, kind)
    whole = pipeline.read(body, kind)
    assert part is not None
    assert [block.text for block in part.document.blocks[-10:]] == [
        block.text for block in whole.blocks[-10:]
    ]
    assert part.after == 0
    assert part.before + letters(part.document) == pytest.approx(letters(whole), rel=0.1)


@pytest.mark.parametrize(("body", "kind"), [(MARKDOWN, BodyKind.MARKDOWN), (HTML, BodyKind.HTML)])
def test_a_quoted_place_is_found_in_the_source_and_in_the_part(body: str, kind: BodyKind) -> None:
    whole = pipeline.read(body, kind)
    block = next(i for i, b in enumerate(whole.blocks) if b.text == "Chapter 200") + 1
    quote = describe(whole, Place(block, 5))
    offset = preview.offset_of(body, quote)
    part = preview.around(body, kind, offset)
    assert part is not None
    place = locate(part.document, quote, Place())
    assert place is not None
    assert part.document.blocks[place.block].text == whole.blocks[block].text
    assert part.before > 0 < part.after


def test_words_that_are_not_there_have_no_offset() -> None:
    words = pipeline.read("Quite another text, of some length.", BodyKind.MARKDOWN)
    assert preview.offset_of(MARKDOWN, describe(words, Place())) == -1


def test_definitions_that_stand_elsewhere_are_known() -> None:
    body = MARKDOWN + "\n\n[list]: https://example.org/list\n"
    part = preview.head(body, BodyKind.MARKDOWN)
    assert part is not None
    assert part.document.blocks[1].spans[-1].href == "https://example.org/list"


def test_notes_stand_at_the_end_of_the_whole_only() -> None:
    body = "Text[^1].\n\n[^1]: A note.\n\n" + MARKDOWN
    part = preview.head(body, BodyKind.MARKDOWN)
    assert part is not None
    assert all(block.text != "A note. ↩" for block in part.document.blocks)


def test_a_part_from_within_code_is_code() -> None:
    body = "```python\n" + "value = 1  # *not* emphasis\n\n" * 3_000 + "```\n"
    part = preview.around(body, BodyKind.MARKDOWN, len(body) // 2)
    assert part is not None
    assert {block.kind for block in part.document.blocks} == {BlockKind.CODE}


def test_markup_of_little_text_is_read_on_until_a_screen_is_full() -> None:
    body = "".join(f"<p style='{'x' * 4_000}'>短句{n}。</p>" for n in range(200))
    part = preview.head(body, BodyKind.HTML)
    assert part is not None
    assert len(part.document.blocks) > 50


def test_of_a_whole_page_it_is_the_article() -> None:
    page = f"<html><body><nav>Menu</nav><article>{HTML}</article></body></html>"
    part = preview.head(page, BodyKind.HTML_DOCUMENT)
    assert part is not None
    assert part.document.blocks[0].text == "Chapter 0"
