from __future__ import annotations

import sys

import pytest

from reader.document import sandbox
from reader.document.convert import to_markdown
from reader.document.kind import BodyKind
from reader.errors import ReaderError


def test_a_child_converts_as_the_parent_would() -> None:
    html = "<h2>标题</h2><p>\x1b[31mtext &amp; more</p>"
    markdown, notices = sandbox.run(html, BodyKind.HTML)
    assert markdown == to_markdown(html, BodyKind.HTML).markdown
    assert notices == ()


def test_lone_surrogates_cross_the_border() -> None:
    markdown, _ = sandbox.run("<p>a \udc80 b</p>", BodyKind.TEXT)
    assert "\udc80" in markdown


def test_time_is_limited() -> None:
    with pytest.raises(sandbox.SandboxError, match="longer than") as caught:
        sandbox.run("<p>x</p>", BodyKind.HTML, seconds=0.001)
    assert isinstance(caught.value, ReaderError)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_memory_is_limited() -> None:
    with pytest.raises(sandbox.SandboxError, match="stopped"):
        sandbox.run("<p>x</p>" * 200_000, BodyKind.HTML, megabytes=64)


def test_what_cannot_be_converted_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> tuple[str, tuple[str, ...]]:
        raise sandbox.SandboxError("the conversion was stopped (status -9)")

    monkeypatch.setattr(sandbox, "run", refuse)
    html = "<p>First &amp; foremost</p>" + "".join(f"<b id={i}>" for i in range(2_000)) + "last"
    converted = to_markdown(html, BodyKind.HTML)
    assert "First & foremost" in converted.markdown
    assert "last" in converted.markdown
    assert converted.notices == (
        "Shown as plain paragraphs: the conversion was stopped (status -9).",
    )
