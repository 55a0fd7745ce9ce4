"""The dialog to pick a line: drawn where it is looked at, filtered while one types."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from textual.app import App
from textual.pilot import Pilot

from reader.ui.dialogs.choice import Choice, Choices
from reader.ui.dialogs.choice_list import ChoiceList
from reader.ui.dialogs.picker import Picked, Picker
from reader.ui.theme.themes import THEMES

MANY = 20_000


@dataclass
class Asked:
    """Choices that count how many of them were made."""

    count: int
    made: int = 0

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, position: int, /) -> Choice:
        self.made += 1
        return Choice(str(position), f"Section {position}", indent=position % 3)


class Host(App[None]):
    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name


@dataclass
class Dialog:
    pilot: Pilot[None]
    picker: Picker
    picked: list[Picked | None] = field(default_factory=list)

    @property
    def choices(self) -> ChoiceList:
        return self.picker.query_one(ChoiceList)

    def rows(self) -> list[str]:
        width, height = self.pilot.app.size
        strips = self.pilot.app.screen._compositor.render_strips()[:height]
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips if width]

    @property
    def text(self) -> str:
        return "\n".join(self.rows())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()


@asynccontextmanager
async def shown(
    choices: Choices,
    *,
    size: tuple[int, int] = (80, 24),
    start: int = 0,
    editable: bool = False,
    undoable: bool = False,
    on_delete: Callable[[str], None] | None = None,
) -> AsyncIterator[Dialog]:
    app = Host()
    async with app.run_test(size=size) as pilot:
        picker = Picker(
            "Outline",
            choices,
            empty="No headings here",
            start=start,
            edit="note" if editable else "",
            undoable=undoable,
            on_delete=on_delete,
        )
        dialog = Dialog(pilot, picker)
        app.push_screen(picker, dialog.picked.append)
        await pilot.pause()
        yield dialog


def lines(*texts: str) -> Sequence[Choice]:
    return [Choice(str(at), text) for at, text in enumerate(texts)]


async def test_enter_returns_the_key_under_the_cursor() -> None:
    async with shown(lines("one", "two", "three"), start=1) as dialog:
        await dialog.press("j", "enter")
        assert dialog.picked == [Picked("2")]


async def test_escape_returns_nothing() -> None:
    async with shown(lines("one")) as dialog:
        await dialog.press("escape")
        assert dialog.picked == [None]


async def test_only_rows_in_view_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Picker, "_fold_some", lambda _: None)
    choices = Asked(MANY)
    async with shown(choices, start=MANY // 2) as dialog:
        assert f"Section {MANY // 2}" in dialog.text
        await dialog.press("G")
        assert f"Section {MANY - 1}" in dialog.text
        await dialog.press("home", "pagedown", "end", "pageup", "g")
        assert "Section 0" in dialog.text
        assert choices.made < 1_000


async def test_each_choice_is_folded_once_for_all_that_is_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Picker, "_fold_some", lambda _: None)
    choices = Asked(2_000)
    async with shown(choices) as dialog:
        await dialog.press("slash", "1", "9", "9")
        assert "Section 1990" in dialog.text
        assert choices.made < 2_000 + 600
        await dialog.press("enter")
        assert dialog.picked == [Picked("199")]


async def test_what_is_not_folded_yet_is_found_all_the_same() -> None:
    async with shown(Asked(5_000)) as dialog:
        await dialog.press("slash", *"4999")
        assert "Section 4999" in dialog.text
        assert dialog.choices.current == 4_999


async def test_case_and_script_make_no_difference_to_the_filter() -> None:
    async with shown(lines("Ding", "釘釘", "other")) as dialog:
        await dialog.press("slash", "d", "I", "N")
        assert "Ding" in dialog.text
        assert "other" not in dialog.text
        await dialog.press("escape")
        assert "other" in dialog.text
        assert dialog.picked == []


async def test_an_empty_dialog_and_a_filter_without_a_hit_say_different_things() -> None:
    async with shown(()) as dialog:
        assert "No headings here" in dialog.text
        await dialog.press("enter", "d", "e")
        assert dialog.picked == []
    async with shown(lines("one")) as dialog:
        await dialog.press("slash", "x")
        assert "Nothing matches" in dialog.text
        assert "No headings here" not in dialog.text


async def test_deleting_keeps_the_cursor_in_place() -> None:
    deleted: list[str] = []
    async with shown(lines("one", "two", "three"), on_delete=deleted.append) as dialog:
        await dialog.press("j", "d")
        assert deleted == ["1"]
        assert dialog.choices.current == 2
        await dialog.press("d")
        assert deleted == ["1", "2"]
        assert dialog.choices.current == 0
        await dialog.press("d")
        assert deleted == ["1", "2", "0"]
        assert "No headings here" in dialog.text


async def test_deleting_in_a_filtered_list_deletes_what_is_shown() -> None:
    deleted: list[str] = []
    async with shown(lines("one", "two", "three"), on_delete=deleted.append) as dialog:
        await dialog.press("slash", "t", "down", "j", "d")
        assert deleted == ["2"]
        assert "two" in dialog.text
        assert "three" not in dialog.text


async def test_notes_and_undo_are_verbs_where_they_are_offered() -> None:
    async with shown(lines("one", "two"), editable=True, undoable=True) as dialog:
        assert "U undo" in dialog.text
        await dialog.press("j", "e")
        assert dialog.picked == [Picked("1", "note")]
    async with shown(lines("one", "two"), undoable=True) as dialog:
        await dialog.press("j", "U")
        assert dialog.picked == [Picked("1", "undo")]
    async with shown(lines("one", "two")) as dialog:
        await dialog.press("e", "d", "U")
        assert dialog.picked == []


async def test_a_click_on_a_line_picks_it_and_one_beside_the_dialog_closes_it() -> None:
    async with shown([Choice("a", "first", "more"), Choice("b", "second", "detail")]) as dialog:
        await dialog.pilot.click(ChoiceList, offset=(4, 3))
        assert dialog.picked == [Picked("b")]
    async with shown(lines("one", "two")) as dialog:
        await dialog.pilot.double_click(ChoiceList, offset=(4, 1))
        assert dialog.picked == [Picked("1")]
    async with shown(lines("one")) as dialog:
        await dialog.pilot.click(offset=(0, 0))
        assert dialog.picked == [None]


@pytest.mark.parametrize("size", [(20, 5), (20, 3), (40, 10), (80, 24), (200, 60)])
async def test_the_cursor_is_seen_in_a_window_of_any_size(size: tuple[int, int]) -> None:
    async with shown(lines(*(f"line {at}" for at in range(100))), size=size) as dialog:
        assert "line 0" in dialog.text
        await dialog.press("G")
        assert "line 99" in dialog.text
        await dialog.press("slash", "7", "7")
        assert "line 77" in dialog.text


@pytest.mark.parametrize("width", [40, 50, 60, 120])
async def test_every_key_is_told_however_many_rows_that_takes(width: int) -> None:
    many = lines(*(f"line {at}" for at in range(100)))
    async with shown(
        many, size=(width, 18), editable=True, undoable=True, on_delete=print
    ) as dialog:
        assert "esc close" in dialog.text


async def test_the_dialog_follows_the_window() -> None:
    async with shown(lines(*(f"line {at}" for at in range(100)))) as dialog:
        await dialog.press("G")
        await dialog.pilot.resize_terminal(30, 6)
        await dialog.pilot.pause()
        assert "line 99" in dialog.text


async def test_text_is_no_markup_and_is_cut_to_the_window() -> None:
    async with shown(lines("[@click=app.quit]x[/] " + "长" * 200)) as dialog:
        assert "[@click=app.quit]x[/]" in dialog.text
        assert "…" in dialog.text
