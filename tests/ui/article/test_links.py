"""Links as somebody follows them: by letters, from the list, at the reference itself."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Reader, Start

FILLER = "\n\n".join(f"Paragraph {n} says little, and says it slowly." for n in range(40))
NOTES = f"""---
title: Notes
date: 2026-01-01
---
First [one](https://one.example/) and [the keys](keys.md), and a claim[^a].

{FILLER}

[^a]: The note *itself*, and what it is about.
"""


def bar(reader: Reader) -> str:
    return reader.rows()[-1]


async def test_letters_over_links_follow_them(start: Start, library: Path) -> None:
    (library / "notes.md").write_text(NOTES, "utf-8")
    async with start() as reader:
        await reader.press("enter", ";")
        assert "First ane and she keys, and a claimd" in reader.text
        assert "Type the letters" in bar(reader)
        await reader.press("s")
        assert reader.shown == "Keys"
        await reader.press("ctrl+o", ";", "escape")
        assert "First one and the keys" in reader.text
        await reader.press(";", "x")
        assert "No link has these letters: x" in bar(reader)
