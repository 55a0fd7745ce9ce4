from __future__ import annotations

import sys

import pytest

from reader.document import conversion, pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Increment, join
from reader.document.worker import isolated
from reader.errors import ReaderError

MARKDOWN = (
    "# A title\n\nText with **weight** and [a link](https://example.org).\n\n"
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- not\n\n```py\nx = 1\n```\n\n[^1]: A note.\n\n"
)


def test_a_child_reads_as_the_parent_would() -> None:
    body = MARKDOWN * 40 + "\x1b[31mred &amp; more[^1] \udc80\n"
    theirs = join(isolated.stream(body, BodyKind.MARKDOWN, title="A title"))
    ours = join(conversion.stream_here(body, BodyKind.MARKDOWN, title="A title"))
    assert theirs == ours


def test_a_reader_that_loses_interest_ends_the_child() -> None:
    increments = isolated.stream(MARKDOWN * 2_000, BodyKind.MARKDOWN)
    assert next(increments).blocks
    increments.close()


def test_time_is_limited() -> None:
    with pytest.raises(isolated.SandboxError, match="longer than") as caught:
        join(isolated.stream("<p>x</p>", BodyKind.HTML, seconds=0.001))
    assert isinstance(caught.value, ReaderError)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_memory_is_limited() -> None:
    with pytest.raises(isolated.SandboxError, match=r"stopped|memory"):
        join(isolated.stream("<p>x</p>" * 200_000, BodyKind.HTML, megabytes=64))


def test_what_cannot_be_converted_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Increment:
        raise isolated.SandboxError("the conversion was stopped (status -9)")

    monkeypatch.setattr(isolated, "stream", refuse)
    html = "<p>First &amp; foremost</p>" + "".join(f"<b id={i}>" for i in range(2_000)) + "last"
    document = pipeline.read(html, BodyKind.HTML)
    text = "\n".join(block.text for block in document.blocks)
    assert "First & foremost" in text
    assert "last" in text
    assert document.notices == (
        "Shown as plain paragraphs: the conversion was stopped (status -9).",
    )
