from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from reader.document.code_tokens import SyntaxSpan
from reader.document.model import Block, BlockKind, Document
from reader.ui.article.page.code_colors import AHEAD, CodeColors, ColorRequest
from tests.unit.document.highlighting import highlight

CODE = "def f(): return 1"


def document(*texts: str) -> Document:
    """Code, and paragraphs where a text begins with a space."""
    return Document(
        tuple(
            Block(BlockKind.PARAGRAPH, text)
            if text.startswith(" ")
            else Block(BlockKind.CODE, text, language="python")
            for text in texts
        )
    )


class Worker:
    """Does at once, or when it is told to, what it is given."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.told: list[tuple[ColorRequest, tuple[SyntaxSpan, ...]]] = []
        self.colors = CodeColors(self.waiting.append, lambda *told: self.told.append(told))

    def work(self) -> list[int]:
        """Do all that waits; the blocks that were coloured, in their order."""
        while self.waiting:
            self.waiting.pop()()
        told, self.told = self.told, []
        return [asked.block for asked, spans in told if self.colors.take(asked, spans)]


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.colors.close()


def test_code_is_plain_until_a_worker_has_coloured_it(worker: Worker) -> None:
    code = document(CODE)
    assert worker.colors.of(code, 0) == []
    worker.work()
    assert worker.colors.of(code, 0) == list(highlight(CODE, "python"))
    assert worker.waiting == []


def test_what_is_seen_comes_first_and_then_what_stands_behind_it(worker: Worker) -> None:
    code = document(CODE, CODE, " words", CODE)
    worker.colors.of(code, 1)
    assert worker.work() == [1, 3]
    worker.colors.of(code, 0)
    assert worker.work() == [0]


def test_far_behind_it_nothing_is_coloured(worker: Worker) -> None:
    code = document(CODE, " " + "x" * AHEAD, CODE)
    worker.colors.of(code, 0)
    assert worker.work() == [0]


def test_of_another_document_nothing_is_kept(worker: Worker) -> None:
    code = document(CODE)
    worker.colors.of(code, 0)
    asked_for = worker.waiting.pop()
    asked_for()
    worker.colors.forget()
    assert worker.work() == []
    assert worker.colors.of(code, 0) == []
    assert worker.work() == [0]


def test_of_a_block_that_is_asked_for_anew_only_the_last_answer_is_kept(worker: Worker) -> None:
    code = document(CODE)
    worker.colors.of(code, 0)
    worker.waiting.pop()()
    worker.colors.forget(0)
    worker.colors.of(code, 0)
    worker.work()
    assert worker.colors.of(code, 0) == list(highlight(CODE, "python"))


def test_after_the_end_code_is_plain() -> None:
    worker = Worker()
    worker.colors.of(document(CODE), 0)
    worker.colors.close()
    assert worker.work() == []
