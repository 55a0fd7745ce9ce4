"""Files as large as are read, read in memory that is a few times their size.

Each child may take so much address space, which the system keeps to; what it needs is far less,
and what a naive pattern keeps of each line far more.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.library.indexing.refresh import prepare_file
from reader.library.store.reads import Content, FileSignature

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux keeps to a limit of address space"
)

LINES = 6_000_000
MARKS = 3_900_000
"""What is longer is made plain text in pieces."""


def run(code: str) -> None:
    limited = f"import resource\nresource.setrlimit(resource.RLIMIT_AS, (500 << 20,) * 2)\n{code}"
    command = [sys.executable, "-c", limited]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    "text",
    [
        r"'\n' * n",
        r"' \n' * n",
        r"'---\n' + '\n' * n",
        r"'---\ntitle: a\n---\n' + '\n' * n + 'b'",
    ],
)
def test_blank_lines_before_a_text_are_not_kept_one_by_one(text: str) -> None:
    run(f"from reader.library.metadata.front_matter import split; n = {LINES}; split({text})")


@pytest.mark.parametrize("text", ["'>' * n", "'-' * n"])
def test_marks_in_a_line_are_not_kept_one_by_one(text: str) -> None:
    run(
        "from reader.document.plain_text import plain_text;"
        " from reader.document.body_kind import BodyKind;"
        f" n = {MARKS}; plain_text({text}, BodyKind.MARKDOWN)"
    )


def test_figures_of_one_number_are_not_kept_one_by_one() -> None:
    run(f"from reader.document.anchors.difference import tokens; tokens('1,' * {LINES})")


def test_blank_lines_in_prose_are_not_kept_one_by_one() -> None:
    run(
        "from reader.document.sources.plain_prose import to_markdown;"
        f" to_markdown('a' + '\\n' * {LINES} + 'b')"
    )


def test_a_file_that_takes_too_much_memory_has_the_title_and_date_of_its_head(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A walk\ndate: 2020-01-02\n---\n\ntext\n", "utf-8")

    def read(_path: Path) -> Content:
        raise MemoryError

    prepared = prepare_file(path, FileSignature(1, 2, 3), read)

    assert prepared is not None
    article = prepared.article
    assert article.error == "takes too much memory to read"
    assert (article.title, article.date and article.date.day) == ("A walk", "2020-01-02")
