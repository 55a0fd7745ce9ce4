"""Addresses that may lead elsewhere than they seem to are asked about, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.ui.dialogs.picker import Picker
from tests.ui.conftest import Reader, Start

DECEPTIVE = "http://good.com@evil.com/x"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser would have been given."""
    urls: list[str] = []
    monkeypatch.setattr("reader.services.desktop.browser.open_outside", urls.append)
    return urls


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lib"
    path.mkdir()
    text = (
        f"# A\n\n[one]({DECEPTIVE}) [two](https://plain.example/) [https://a.org](https://b.org)\n"
    )
    (path / "a.md").write_text(text, "utf-8")
    return path


def is_asking(reader: Reader) -> bool:
    return isinstance(reader.app.screen, Picker)


async def test_a_deceptive_address_is_asked_about_once(
    start: Start, folder: Path, opened: list[str]
) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "tab")
        assert "evil.com ← http://good.com@evil.com/x" in reader.text
        await reader.press("enter")
        assert is_asking(reader)
        assert "This leads to evil.com" in reader.text
        await reader.press("enter")  # what is chosen first opens nothing
        assert not is_asking(reader)
        assert opened == []
        await reader.press("enter", "down", "enter")
        assert opened == [DECEPTIVE]
        await reader.press("enter")
        assert not is_asking(reader)
        assert opened == [DECEPTIVE, DECEPTIVE]


async def test_a_plain_address_is_not_asked_about(
    start: Start, folder: Path, opened: list[str]
) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "tab", "tab", "enter")
        assert opened == ["https://plain.example/"]


async def test_words_that_name_another_host_are(
    start: Start, folder: Path, opened: list[str]
) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "tab", "tab", "tab", "enter")
        assert is_asking(reader)
        assert "the link says a.org" in reader.text
        await reader.press("escape")
        assert opened == []


async def test_the_list_of_links_says_where_each_leads(start: Start, folder: Path) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "L")
        assert "evil.com ←" in reader.text
