"""Selecting by keys: the caret, motions, copying, and what happens to the page meanwhile."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from rich.style import Style

from reader.document.model import Place
from reader.services.reading.highlights import Highlight
from reader.settings import Settings
from reader.ui.article.widgets.view import ArticleView
from tests.ui.conftest import Reader, Start

TEXT = """---
title: Selecting
url: https://a.example/sea_(1)
date: 2026-01-01
---
Alpha beta gamma.

渔民们已经回到码头。天黑了！他们说“明天再来”。

- first point
- second point

```python
def tide(level):
    return level
```

| port | ships |
|------|-------|
| east | 12    |

Omega ends it.
"""
pytestmark = pytest.mark.usefixtures("page")


async def opened(reader: Reader) -> ArticleView:
    await reader.press("enter")
    return reader.main.pane.view


async def selected(reader: Reader, *keys: str) -> str:
    await reader.press(*keys)
    return reader.main.get_selected_text() or ""


@pytest.fixture
def page(library: Path) -> Path:
    (library / "p.md").write_text(TEXT, "utf-8")
    return library


def copied(reader: Reader) -> str:
    return reader.app.clipboard


async def test_v_selects_and_escape_leaves(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        assert await selected(reader, "v") == "A"
        assert view.caret == Place(0, 0)
        assert await selected(reader, "e") == "Alpha"
        assert await selected(reader, "2", "l") == "Alpha b"
        assert "SELECT 7" in reader.rows()[-1]
        assert "esc" in reader.rows()[-1]
        assert await selected(reader, "escape") == ""
        assert view.caret is None
        assert view.has_focus
        assert "SELECT" not in reader.text


async def test_words_sentences_and_paragraphs(start: Start) -> None:
    async with start() as reader:
        await opened(reader)
        await reader.press("v", "w", "w")
        assert await selected(reader, "v", "v") == "g"
        assert await selected(reader, "v", "right_curly_bracket", "w", "v", "e") == "渔民们"[:2]
        assert await selected(reader, "right_parenthesis") == "渔民们已经回到码头。"
        assert await selected(reader, "2", "right_parenthesis") == (
            "渔民们已经回到码头。天黑了！他们说“明天再来”。"
        )
        assert await selected(reader, "o", "left_curly_bracket") == (
            "Alpha beta gamma.\n\n渔民们已经回到码头。天黑了！他们说“明天再来”。"
        )


async def test_the_caret_goes_free_and_begins_anew(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        assert await selected(reader, "v", "w", "v") == ""
        assert view.selected_span() is None
        assert await selected(reader, "w") == ""
        assert await selected(reader, "v", "e") == "gamma"
        assert view.selected_span() == (Place(0, 11), Place(0, 16))


async def test_whole_paragraphs(start: Start) -> None:
    async with start() as reader:
        await opened(reader)
        assert await selected(reader, "V") == "Alpha beta gamma."
        text = await selected(reader, "j")
        assert text.endswith("“明天再来”。")
        assert await selected(reader, "k", "V") == ""


async def test_full_width_keys(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.type("ｖｅ")
        assert reader.main.get_selected_text() == "Alpha"
        await reader.type("３ｌ＄")
        assert view.caret == Place(0, 16)


async def test_up_and_down_keep_the_column(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "v", "1", "2", "l", "j")
        assert view.caret == Place(1, 6)
        await reader.press("j")
        assert view.document is not None
        assert view.document.blocks[2].text == "first point"
        assert view.caret == Place(2, 10)
        await reader.press("k", "k")
        assert view.caret == Place(0, 12)


async def test_through_lists_code_and_tables_to_the_end(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        text = await selected(reader, "v", "G")
        assert text.endswith("Omega ends it.")
        assert "first point\nsecond point" in text
        assert "def tide(level):\n    return level" in text
        assert view.caret == Place(6, 13)
        await reader.press("v", "g")
        places = [view.caret]
        while len(places) < 400:
            await reader.pilot.press("l")
            if view.caret == places[-1]:
                break
            places.append(view.caret)
        await reader.settle()
        assert view.caret == Place(6, 13)
        assert all(a is not None and b is not None and a < b for a, b in pairwise(places))


async def test_copying_leaves_the_mode(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "e", "y")
        assert copied(reader) == "Alpha"
        assert not view.selecting
        assert view.selected_span() is None


async def test_a_quote_says_where_it_comes_from(start: Start) -> None:
    async with start() as reader:
        await opened(reader)
        await reader.press("v", "right_curly_bracket", "right_curly_bracket", "Y")
        assert copied(reader) == (
            "> Alpha beta gamma.\n>\n> 渔民们已经回到码头。天黑了！他们说“明天再来”。\n"
            "\n— [Selecting](https://a.example/sea_%281%29)\n"
        )
        assert "Markdown" in reader.rows()[-1]


async def test_nothing_selected_copies_nothing(start: Start) -> None:
    async with start() as reader:
        await opened(reader)
        await reader.press("Y")
        assert copied(reader) == ""
        assert "Select with v" in reader.rows()[-1]


async def test_keys_go_on_from_what_the_mouse_selected(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        y = view.row_on_screen(Place(0, 0))
        assert y is not None
        row = "".join(segment.text for segment in view.render_line(y))
        x = row.index("beta")
        await reader.pilot.click(view, offset=(x, y), times=2)
        assert await selected(reader) == "beta"
        assert await selected(reader, "v", "w", "e") == "beta gamma"


async def test_a_click_takes_the_caret_there(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "e")
        y = view.row_on_screen(Place(1, 0))
        assert y is not None
        row = "".join(segment.text for segment in view.render_line(y))
        x = row.index("渔")
        await reader.pilot.click(view, offset=(x + 2, y))
        await reader.settle()
        assert view.caret == Place(1, 1)
        assert await selected(reader) == ""
        assert await selected(reader, "v", "l") == "民们"


async def test_matches(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v")
        await reader.press("slash", *"point", "enter")
        assert view.caret == Place(2, 6)
        await reader.press("n")
        assert view.caret == Place(3, 7)
        await reader.press("b", "n")
        assert view.caret == Place(3, 7)
        await reader.press("N")
        assert view.caret == Place(2, 6)
        assert view.selected_span() == (Place(0, 0), Place(2, 7))


async def test_a_search_that_is_given_up_leaves_the_caret(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "w", "slash", *"point")
        assert view.caret == Place(2, 6)
        await reader.press("escape")
        assert view.caret == Place(0, 6)
        assert await selected(reader, "e") == "Alpha beta"


async def test_links_take_the_caret_along(start: Start, library: Path) -> None:
    text = "---\ntitle: Links\ndate: 2026-01-01\n---\nOne [two](https://a.example/) three.\n"
    (library / "p.md").write_text(text, "utf-8")
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "tab")
        assert view.caret == Place(0, 4)
        assert await selected(reader) == "One t"


LONG = "---\ntitle: Long\ndate: 2026-01-01\n---\n" + "\n\n".join(
    f"第{n}段：潮水退去，渔民回来。" * 6 for n in range(60)
)


async def test_the_caret_stays_in_sight(start: Start, library: Path) -> None:
    (library / "p.md").write_text(LONG, "utf-8")
    async with start(size=(80, 20)) as reader:
        view = await opened(reader)
        await reader.press("v")
        for keys in (["5", "0", "j"], ["d"], ["space"], ["4", "right_curly_bracket"], ["ctrl+b"],
                     ["u"], ["3", "0", "k"], ["plus"], ["minus", "minus"], ["G"], ["k"],
                     ["g"]):  # fmt: skip
            await reader.press(*keys)
            assert view.caret is not None
            assert view.on_screen(view.caret), keys
        assert view.caret == Place(0, 0)
        await reader.press("5", "0", "j")
        await reader.pilot.resize_terminal(50, 12)
        await reader.settle()
        assert view.on_screen(view.caret or Place())
        assert view.selected_span() is not None


async def test_so_many_hundredths_on_the_caret_is_there_too(start: Start, library: Path) -> None:
    (library / "p.md").write_text(LONG, "utf-8")
    async with start(size=(80, 20)) as reader:
        view = await opened(reader)
        await reader.press("v", "5", "0", "percent_sign")
        assert view.caret is not None
        assert 20 < view.caret.block < 40
        assert view.on_screen(view.caret)


async def test_half_a_page_moves_caret_and_page_alike(start: Start, library: Path) -> None:
    (library / "p.md").write_text(LONG, "utf-8")
    async with start(size=(80, 20)) as reader:
        view = await opened(reader)
        await reader.press("v", "d", "d", "d")
        before = view.caret
        await reader.press("d", "u")
        assert view.caret == before


async def test_code_that_is_cut_moves_with_the_caret(start: Start, library: Path) -> None:
    code = "x = [" + ", ".join(str(n) for n in range(80)) + "]"
    (library / "p.md").write_text(
        f"---\ntitle: Code\ndate: 2026-01-01\n---\n```python\n{code}\n```\n", "utf-8"
    )
    async with start(settings=Settings(code="scroll")) as reader:
        view = await opened(reader)
        await reader.press("v", "v", "9", "0", "l")
        assert view.caret is not None
        assert style_at(view, view.caret).reverse
        await reader.press("9", "0", "h")
        assert style_at(view, view.caret).reverse


def style_at(view: ArticleView, place: Place) -> Style:
    """How a character is drawn."""
    y = view.row_on_screen(place)
    assert y is not None
    for segment in view.render_line(y):
        style = segment.style
        if style is None or "offset" not in style.meta or not segment.text.strip():
            continue
        offset, block = style.meta["offset"]
        if block == place.block and offset <= place.offset < offset + len(segment.text):
            return style
    raise AssertionError(f"{place} is not drawn")


@pytest.mark.parametrize("few", ["all", "16", "none"])
async def test_the_caret_is_seen_in_any_colours(
    start: Start, monkeypatch: pytest.MonkeyPatch, few: str
) -> None:
    if few == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    async with start(few_colors=few == "16") as reader:
        view = await opened(reader)

        def looks(offset: int) -> tuple[object, ...]:
            style = style_at(view, Place(0, offset))
            return style.color, style.bgcolor, style.reverse, style.bold, style.underline

        plain = looks(4)
        await reader.press("v", "v", "w")
        assert looks(6) != plain
        await reader.press("v", "2", "l")
        assert view.caret == Place(0, 8)
        assert looks(6) == looks(7) != looks(8)
        assert looks(8) != looks(9) != looks(7)


async def test_highlights_are_drawn_and_asked_for(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        view = await opened(reader)
        chosen: list[str] = []
        monkeypatch.setattr(reader.main.dialogs, "annotate", chosen.append)
        plain = style_at(view, Place(0, 0)).bgcolor
        view.set_highlights(
            (
                Highlight(Place(0, 6), Place(1, 3), "green", has_note=True, key="one"),
                Highlight(Place(0, 8), Place(0, 10), "red", has_note=False, key="two"),
            )
        )
        green, red = (style_at(view, Place(0, offset)).bgcolor for offset in (6, 8))
        assert len({plain, green, red}) == 3
        assert style_at(view, Place(0, 0)).bgcolor == plain
        assert style_at(view, Place(0, 11)).bgcolor == green
        assert style_at(view, Place(1, 2)).bgcolor == green
        assert style_at(view, Place(1, 3)).bgcolor == plain
        assert sum("✎" in row for row in reader.rows()) == 1
        await reader.press("plus")
        assert style_at(view, Place(1, 2)).bgcolor == green
        await reader.press("v", "v", "w", "enter")
        assert chosen == ["one"]
        y = view.row_on_screen(Place(0, 0))
        assert y is not None
        row = "".join(segment.text for segment in view.render_line(y))
        await reader.press("escape")
        await reader.pilot.click(view, offset=(row.index("beta") + 2, y))
        await reader.settle()
        assert chosen == ["one", "two"]
        await reader.pilot.click(view, offset=(row.index("Alpha"), y))
        await reader.settle()
        assert chosen == ["one", "two"]


async def test_another_article_ends_the_mode(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "e", "J")
        assert not view.selecting
        assert "SELECT" not in reader.text


async def test_what_is_selected_in_a_part_is_selected_in_the_whole(start: Start) -> None:
    async with start() as reader:
        view = await opened(reader)
        await reader.press("v", "w", "e")
        reading = view._viewport.reading
        assert reading is not None
        view.replace(reading, None)
        await reader.settle()
        assert view.caret == Place(0, 9)
        assert view.selected_span() == (Place(0, 0), Place(0, 10))
