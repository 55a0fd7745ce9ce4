"""A document written as Markdown is read again as the same document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, Document, Span, SpanKind
from reader.document.written.markdown_text import markdown_text

PAGE = """\
Some *em*, **strong**, `co``de`, [a link](http://a.b/c_(d) "t"), a note[^1], ![alt](x.png), ~~del~~.

> a quote
>
> - an item with **bold**
> - [ ] a task
>
> 1. one
>
>    more of it
> 2. two

![A caption](pics/a.png)

A term
: its definition

  and more

<details><summary>A & B</summary>

inside

</details>

| a | b |
|:--|--:|
| x \\| y | `c` |

```python
def f():
    return "```"
```

## A heading, *marked*

one line\\
another

[^1]: The note.

    Its second paragraph.
"""


def read(text: str) -> Document:
    return pipeline.read(text, BodyKind.MARKDOWN)


def shape(document: Document) -> list[tuple[object, ...]]:
    """What must be the same, serial numbers of containers aside."""
    return [
        (
            block.kind,
            block.text,
            block.level,
            block.language,
            block.href,
            block.spans,
            block.table,
            tuple((each.kind, each.marker) for each in block.containers),
        )
        for block in document.blocks
    ]


def test_what_is_written_is_read_again_as_the_same_document() -> None:
    document = read(PAGE)
    assert shape(read(markdown_text(document))) == shape(document)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- nor this",
        "*no* _emphasis_ `code` [no](link) <b>tag</b> &amp; $a$ a|b ![x](y)",
        "> no quote",
        "---",
        "[^1]: no note",
        "    four spaces",
        "a_b_c **",
        "http://example.com/a_b_c",
        "价格：**重点**，然后",
    ],
)
def test_marks_in_a_text_stay_text(text: str) -> None:
    document = Document((Block(BlockKind.PARAGRAPH, text.strip()),))
    (block,) = read(markdown_text(document)).blocks
    assert (block.kind, block.text) == (BlockKind.PARAGRAPH, text.strip())
    assert {span.kind for span in block.spans} <= {SpanKind.LINK}  # an address is one


@given(st.text(st.sampled_from("ab 重。*_`[]()<>&#-+.1|~$\\!:^="), min_size=1, max_size=30))
def test_any_line_is_read_again_as_it_was(text: str) -> None:
    line = " ".join(text.split())
    if not line:
        return
    document = Document((Block(BlockKind.PARAGRAPH, line),))
    texts = [block.text for block in read(markdown_text(document)).blocks]
    assert texts == [line]


def test_a_mark_within_a_word_stays_a_mark() -> None:
    text = "重点：内容"
    document = Document((Block(BlockKind.PARAGRAPH, text, (Span(0, 3, SpanKind.STRONG),)),))
    (block,) = read(markdown_text(document)).blocks
    assert block.text == text
    assert [(span.start, span.end, span.kind) for span in block.spans] == [(0, 3, SpanKind.STRONG)]


def test_nothing_is_nothing() -> None:
    assert markdown_text(Document(())) == ""
