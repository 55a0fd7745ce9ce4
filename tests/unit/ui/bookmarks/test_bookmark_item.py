"""How the list of bookmarks lays out its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.width import cell_width
from reader.ui.bookmarks.widgets.row import LEAST_ROOM, LOST, MOVED, NOT_HERE, Group, Item, Layout
from reader.ui.sidebar.widgets.entry_text import Piece

ONE, TWO = Group("1", "One", "Site"), Group("2", "Two", "", is_here=False)
TEXTS = st.text("很久，以前。“钉”a b-", max_size=90).map(lambda text: " ".join(text.split()))
ITEMS = st.builds(
    Item,
    key=st.uuids().map(str),
    kind=st.sampled_from(["article", "place", "highlight"]),
    words=TEXTS.filter(bool),
    note=TEXTS,
    tags=st.sampled_from(["", "#one", "#一 #two words"]),
    color=st.sampled_from(["", "green"]),
    created=st.sampled_from(["", "2026-01-02T12:00:00Z", "no date"]),
)


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def rows(layout: Layout) -> list[str]:
    shown = []
    for row in range(layout.height):
        spot = layout.spot(row)
        assert spot is not None
        if spot.line < 0:
            shown.append(text(layout.heading(*spot)))
        else:
            shown.append(text(layout.line(spot, has_bar=False, is_marked=False)))
    return shown


def item(key: str = "k", words: str = "words", note: str = "", kind: str = "place") -> Item:
    return Item(key, kind, words, note, created="2026-01-02T12:00:00.000Z")


def test_what_is_short_stands_in_one_row_with_its_facts() -> None:
    heading, row = rows(Layout([item()], [ONE], 60))
    assert heading == " One · Site · 1"
    assert row.startswith("  ◆ words   ")
    assert row.endswith("place · 2026-01-02")
    assert cell_width(row) == 59


def test_facts_stand_under_what_leaves_no_room_for_them() -> None:
    shown = rows(Layout([item(words="w" * 50)], [ONE], 60))
    assert shown[1:] == [f"  ◆ {'w' * 50}", f"{'place · 2026-01-02':>59}"]


def test_long_words_take_two_rows_and_are_cut_there() -> None:
    shown = rows(Layout([item(words="很久以前，" * 30)], [ONE], 60))
    assert len(shown) == 4
    assert shown[2].endswith("…")
    assert not shown[2].strip().startswith("，")


def test_a_heading_stands_above_each_run_and_counts_it() -> None:
    shown = rows(Layout([item("a"), item("b"), item("c")], [ONE, ONE, TWO], 60))
    assert [row.strip() for row in shown if not row.startswith("  ")] == [
        "One · Site · 2",
        "",
        f"Two · 1 · {NOT_HERE}",
    ]


def test_what_is_lost_or_may_have_moved_says_so() -> None:
    shown = rows(Layout([item("a"), item("b")], [ONE, ONE], 60, {"a": LOST, "b": MOVED}))
    assert f"{LOST} · place" in shown[1]
    assert f"{MOVED} · place" in shown[2]


def test_a_row_behind_the_last_one_shows_nothing() -> None:
    layout = Layout([item()], [ONE], 60)
    assert layout.spot(layout.height) is None
    assert layout.spot(-1) is None
    assert Layout([], [], 60).item_near(3) == -1


@given(st.lists(ITEMS, max_size=6), st.integers(LEAST_ROOM + 5, 130))
def test_rows_fit_and_every_item_is_where_its_rows_say(items: list[Item], width: int) -> None:
    groups = [ONE if index % 3 else TWO for index in range(len(items))]
    lost = {each.key: LOST for each in items[::2]}
    layout = Layout(items, groups, width, lost)
    shown = rows(layout)
    assert all(cell_width(row) <= width for row in shown)
    for index in range(len(items)):
        top, height = layout.rows_of(index)
        found = {layout.item_near(row) for row in range(top, top + height)}
        assert found == {index}
        last = layout.spot(top + height - 1)
        assert last is not None
        assert last.line == items[index].height(layout.room, lost.get(items[index].key, "")) - 1
    written = " ".join(shown)
    assert layout.room < len(LOST) or written.count(LOST) == len(lost)
