"""Reading bit by bit: the same document as reading in one go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import pipeline, preview
from reader.document.body_kind import BodyKind
from reader.document.conversion import converted_here
from reader.document.markdown.parse import parse, stream
from reader.document.model import Document, join
from reader.errors import ReaderError
from reader.library.load import glance
from tests.conftest import SHARED

_WORDS = st.sampled_from(
    [
        "正文一段。",
        "plain words",
        "**重点：**内容",
        "`code`",
        "[link](#here)",
        "[named][ref]",
        "note[^1]",
        "^[within]",
        "![a picture](a.png)",
        "$x^2$",
        "==lit==",
        "<kbd>K</kbd>",
        "~~gone~~",
        "|",
        "The title",
    ]
)
_LINES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_BLOCKS = st.one_of(
    _LINES,
    _LINES.map(lambda line: f"# {line}"),
    st.lists(_LINES, min_size=1, max_size=4).map(lambda xs: "\n".join(f"- {x}" for x in xs)),
    st.lists(_LINES, min_size=1, max_size=4).map(
        lambda xs: "\n\n".join(f"{n}. {x}" for n, x in enumerate(xs, 7))
    ),
    _LINES.map(lambda line: f"> {line}\n> - {line}\n>\n>   {line}"),
    _LINES.map(lambda line: f"```py\n{line}\n\n{line}\n```"),
    _LINES.map(lambda line: f"| a | b |\n|---|---|\n| {line} | x |"),
    _LINES.map(lambda line: f"<details><summary>{line}</summary>\n\n{line}\n\n</details>"),
    _LINES.map(lambda line: f"<div>{line}"),
    _LINES.map(lambda line: f"<a id='here'></a>\n\n{line}"),
    st.sampled_from(
        ["---", "![](b.png)", "a picture", "Term\n: Definition", "<table><tr><td>x", "</div>"]
    ),
    _LINES.map(lambda line: f"[^1]: {line}\n\n    - {line}\n"),
    st.just("[ref]: https://example.org/x"),
)
_BODIES = st.lists(_BLOCKS, max_size=40).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(_BODIES, st.integers(1, 400), st.sampled_from(["", "The title"]))
def test_what_is_read_does_not_depend_on_the_steps(body: str, group: int, title: str) -> None:
    whole = join(stream(body, title=title, group=1_000_000))
    assert join(stream(body, title=title, group=group)) == whole


@settings(max_examples=60, deadline=None)
@given(_BODIES)
def test_what_was_handed_on_never_changes(body: str) -> None:
    whole = parse(body, title="The title")
    increments = list(stream(body, title="The title", group=1))
    for end in range(len(increments)):
        part = join(increments[: end + 1])
        assert part.blocks == whole.blocks[: len(part.blocks)]
        assert part.anchors.items() <= whole.anchors.items()
        assert all(index < max(1, len(part.blocks)) for index in part.anchors.values())


def _files() -> list[Path]:
    return sorted(path for path in SHARED.glob("[cs]*/**/*") if path.is_file())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not on this machine")
def test_the_corpus_is_read_the_same_in_steps_of_any_size_and_begins_as_its_heads() -> None:
    read = long = 0
    for path in _files():
        try:
            loaded = glance(path)
        except ReaderError:
            continue
        kind, title = loaded.kind, loaded.article.title
        steps = join(pipeline.stream(loaded.body, kind, title=title))
        assert steps == _in_one_go(loaded.body, kind, title), path
        read += 1
        head = preview.head(loaded.body, kind, title=title)
        if head is not None:
            blocks = head.document.blocks[:-1]
            assert blocks == steps.blocks[: len(blocks)], path
            long += 1
    assert read > 300
    assert long > 50


def _in_one_go(body: str, kind: BodyKind, title: str) -> Document:
    converted = converted_here(body, kind, title=title)
    document = join(stream(converted.markdown, title=title, group=len(converted.markdown) + 1))
    return replace(document, notices=converted.notices)
