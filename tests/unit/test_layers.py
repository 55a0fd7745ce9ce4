"""What lies below the app can be used without Textual and without the heavy parsers."""

from __future__ import annotations

import subprocess
import sys

import pytest


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "reader.library.search.searcher",
        "reader.library.open_article",
        "reader.document.pipeline",
        "reader.typeset.page",
        "reader.state.reading_state",
        "reader.console.cat",
        "reader.cli",
        "reader.launch",
        "reader.ui.start.first_picture",
        "reader.services.session",
    ],
)
def test_no_textual_below_ui(module: str) -> None:
    loaded = modules_after(f"import {module}")
    assert not loaded & {"textual", "rich"}


@pytest.mark.parametrize(
    "module", ["reader.cli", "reader.ui.app", "reader.library.search.searcher"]
)
def test_parsers_are_imported_when_they_are_needed(module: str) -> None:
    loaded = modules_after(f"import {module}")
    heavy = {"markdown_it", "pygments.lexers", "html2text", "selectolax", "frontmatter", "yaml"}
    assert not loaded & (heavy)


@pytest.mark.parametrize(
    "module",
    ["reader.launch, reader.library.index, reader.ui.start.first_picture", "reader.ui.app"],
)
def test_the_first_frame_needs_nothing_that_shows_articles(module: str) -> None:
    loaded = modules_after(f"import {module}")
    late = (
        "reader.document.",
        "reader.typeset.",
        "reader.state.",
        "reader.library.search.searcher",
        "reader.ui.dialogs.choice_list",
    )
    assert [name for name in loaded if name.startswith(late)] == []


@pytest.mark.parametrize(
    "module", ["reader.ui.main.screen, reader.ui.app", "reader.ui.main.dialogs"]
)
def test_who_only_reads_loads_nothing_that_brings_articles_in(module: str) -> None:
    loaded = modules_after(f"import {module}")
    assert [name for name in loaded if name.startswith("reader.intake")] == []
    assert not loaded & {"httpx", "httpcore", "feedparser", "reader.services.adding"}


def test_to_be_asked_what_to_add_needs_nothing_that_brings_it_in() -> None:
    loaded = modules_after("import reader.ui.main.additions, reader.ui.dialogs.add_dialog")
    assert [name for name in loaded if name.startswith("reader.intake")] == []
    assert not loaded & {"httpx", "httpcore", "feedparser"}
