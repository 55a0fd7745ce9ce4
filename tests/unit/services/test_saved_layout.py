"""How a session was left: what comes back of it is safe to show, and only what is understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.list_rows import RowHeading
from reader.services.saved_layout import MOST_ROWS, SessionLayout, begun_headings, name_of, parse
from reader.settings import Settings
from reader.text.chinese_variants.variant import Variant
from tests.hostile import acting, hostile


def test_what_was_left_comes_back() -> None:
    arrangement = Arrangement(group="folder", filters=(ArticleLabel("tag", "社交"),))
    left = SessionLayout(arrangement, headings=(RowHeading("夹", 0),), size=3)
    assert parse(left.dump(Settings()), Settings()) == left


def test_words_in_it_act_on_no_terminal() -> None:
    left = SessionLayout(
        Arrangement(filters=(ArticleLabel("tag", hostile("tag")),)),
        headings=(RowHeading(hostile("h"), 0),),
    )
    found = parse(left.dump(Settings()), Settings())
    assert found is not None
    (label,) = found.arrangement.filters
    assert not acting(label.value)
    assert not acting(found.headings[0].text)


def test_what_is_not_understood_is_as_if_it_had_not_been_said() -> None:
    assert parse("{", Settings()) is None
    assert parse("[]", Settings()) is None
    odd = parse(json.dumps({"filters": [1, [2, 3]], "headings": [["x"]], "rows": [3]}), Settings())
    assert odd == SessionLayout()


SETTINGS = Settings()
FULL = SessionLayout(
    Arrangement("title", is_reversed=True, group="source", filters=(ArticleLabel("is", "unread"),)),
    cursor=Path("/lib/cursor.md"),
    article=Path("/lib/article.md"),
    zen=True,
    measure=60,
    theme="dark",
    variant=Variant.TAIWAN,
    rows=(Path("/lib/a.md"), Path("/lib/b.md")),
    headings=(RowHeading("First", 0), RowHeading("Second", 1)),
    size=2,
)


def changed(**values: object) -> SessionLayout:
    """What is read of a layout in which somebody else wrote these values."""
    sound = json.loads(FULL._replace(arrangement=Arrangement(SETTINGS.sort)).dump(SETTINGS))
    found = parse(json.dumps({**sound, **values}), SETTINGS)
    assert found is not None
    return found


def test_everything_that_was_left_comes_back() -> None:
    assert parse(FULL.dump(SETTINGS), SETTINGS) == FULL
    assert FULL.dump(SETTINGS).isascii()


def test_a_search_does_not_come_back() -> None:
    searching = SessionLayout(Arrangement("title", query="zebra", found_sort="date"))
    assert parse(searching.dump(SETTINGS), SETTINGS) == SessionLayout(Arrangement("title"))


def test_a_setting_that_the_owner_changed_since_wins() -> None:
    left = FULL.dump(SETTINGS)
    sorted_ = parse(left, Settings(sort="author"))
    assert sorted_ is not None
    assert sorted_.arrangement.order == ("author", False)
    assert sorted_.arrangement.group == "source"
    assert (sorted_.rows, sorted_.measure, sorted_.theme) == ((), 60, "dark")
    measured = parse(left, Settings(measure=SETTINGS.measure + 2))
    assert measured is not None
    assert (measured.measure, measured.theme, measured.arrangement) == (0, "dark", FULL.arrangement)
    themed = parse(left, Settings(theme="another"))
    assert themed is not None
    assert (themed.theme, themed.measure) == ("", 60)


@pytest.mark.parametrize(
    ("value", "size"),
    [(0, 0), (1, 1), ((1 << 40) - 1, (1 << 40) - 1), (1 << 40, 0), (-1, 0), (True, 0), ("3", 0)],
)
def test_numbers_are_whole_and_not_beyond_reason(value: object, size: int) -> None:
    assert (changed(size=value).size, changed(measure=value).measure) == (size, size)


@pytest.mark.parametrize(
    ("value", "filters"),
    [
        ([["tag", "社交"]], (ArticleLabel("tag", "社交"),)),
        ([["is", "archived"]], (ArticleLabel("is", "archived"),)),
        ([["is", "all"]], ()),
        ([["language", "zh"]], ()),
        ([["tag", ""]], ()),
        ([["tag", 3]], ()),
        ([["tag"]], ()),
        ([["tag", "a", "b"]], ()),
        ("tag", ()),
    ],
)
def test_only_a_property_with_a_value_filters_the_list(
    value: object, filters: tuple[ArticleLabel, ...]
) -> None:
    assert changed(filters=value).arrangement.filters == filters


def test_words_that_nobody_knows_are_the_default() -> None:
    found = changed(sort="colour", filters="green", group="size", reversed=True, zen="yes")
    assert found.arrangement == Arrangement(SETTINGS.sort)
    assert not found.zen
    assert changed(reversed=1).arrangement == Arrangement(SETTINGS.sort)


@pytest.mark.parametrize(
    "headings",
    [
        [["b", 1], ["a", 0]],
        [["a", 0], ["b", 0]],
        [["a", -1]],
        [["a", MOST_ROWS]],
    ],
)
def test_headings_that_cannot_stand_there_are_left_out(headings: list[object]) -> None:
    assert changed(headings=headings).headings == ()
    last = [["a", 0], ["b", MOST_ROWS - 1]]
    assert [heading.start for heading in changed(headings=last).headings] == [0, MOST_ROWS - 1]


def test_rows_are_a_screenful_and_none_is_missing_between_them() -> None:
    many = [f"/lib/{number}.md" for number in range(MOST_ROWS + 1)]
    assert changed(rows=many).rows == tuple(map(Path, many[:MOST_ROWS]))
    assert changed(rows=["/lib/a.md", 3]).rows == ()
    assert changed(rows=["/lib/a.md", ""]).rows == ()
    assert (changed(cursor="").cursor, changed(article=3).article) == (None, None)


def test_headings_above_articles_to_continue_with() -> None:
    assert begun_headings(2, 1_234) == (
        RowHeading("Continue reading", 0),
        RowHeading("All articles · 1,234", 2),
    )


def test_roots_have_one_name_in_whichever_order() -> None:
    one, other = Path("/lib/a"), Path("/lib/b")
    assert name_of((one, other)) == name_of((other, one, other))
    assert name_of((one,)) != name_of((other,))
