"""Keys typed before what they are for is there, which a test holds back: none goes astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from reader.library.article import Article
from reader.library.open_article import BEGINNING, Aim, OpenedArticle, Opener
from reader.ui.app import ReaderApp
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from reader.ui.bookmarks.screen import BookmarkScreen
from reader.ui.dialogs.picker import Picker
from tests.ui.conftest import PATIENCE, Reader, Start

TO_ARTICLE = ("j", "j", "enter")


class Held:
    """Holds a method of an object, in whichever thread, until it is let go."""

    def __init__(self, owner: object, name: str) -> None:
        self._free = Event()
        self.entered = Event()
        work: Callable[..., Any] = getattr(owner, name)

        def held(*given: Any, **named: Any) -> Any:
            self.entered.set()
            assert self._free.wait(PATIENCE)
            return work(*given, **named)

        # Objects with slots are none of those that are held.
        setattr(owner, name, held)

    @property
    def is_free(self) -> bool:
        return self._free.is_set()

    def let_go(self) -> None:
        self._free.set()


Hold = Callable[[object, str], Held]


@pytest.fixture
def hold() -> Iterator[Hold]:
    with ExitStack() as at_end:

        def make(owner: object, name: str) -> Held:
            held = Held(owner, name)
            at_end.callback(held.let_go)
            return held

        yield make


class HeldOpener(Opener):
    """Opens nothing of which `is_held` says so, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.free = Event()
        self.is_held: Callable[[Path], bool] = lambda _: False

    def by_parts(
        self,
        path: Path,
        known: Article | None = None,
        aim: Callable[[Article], Aim] = lambda _: BEGINNING,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[OpenedArticle]:
        if self.is_held(path):
            assert self.free.wait(PATIENCE)
        yield from super().by_parts(path, known, aim, wanted)


@pytest.fixture
def opener() -> Iterator[HeldOpener]:
    made = HeldOpener()
    yield made
    made.free.set()


def hold_article(opener: HeldOpener, name: str = "旺旺.md") -> None:
    opener.is_held = lambda path: path.name == name


# -- articles ------------------------------------------------------------------------------------


async def test_keys_wait_for_an_article_however_long_it_takes(
    start: Start, opener: HeldOpener
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE, "space", "m", "h", "j")
        view = reader.main.pane.view
        assert view.has_focus
        assert reader.store.all() == ()
        opener.free.set()
        await reader.settle()
        (mark,) = reader.store.all()
        assert mark.place is not None
        assert mark.article.path.endswith("旺旺.md")
        assert reader.main.sidebar.list.has_focus
        assert reader.main.sidebar.list.cursor == 3


async def test_a_key_waits_for_the_layout_that_gives_the_article_room(start: Start) -> None:
    """In a narrow window the article is hidden while the list is there."""
    async with start(size=(60, 12)) as reader:
        await reader.press("j", "j")
        view = reader.main.pane.view
        assert reader.shown == "群聊的黄昏"
        assert not view.laid_out
        await reader.press_at_once(("enter", "\r"), ("j", "j"))
        assert view.laid_out
        assert round(view.scroll_y) == 1


async def test_titles_stay_until_the_index_has_any(start: Start, hold: Hold) -> None:
    """The list of a new library, before the index: keys are for the articles that it names."""
    held: dict[str, Held] = {}

    def begin_slowly(app: ReaderApp) -> None:
        held["arrange"] = hold(app.main.catalog, "arrange")
        held["refresh"] = hold(app.session.index, "refresh")

    async with start(early=begin_slowly, busy=True) as reader:
        await reader.until(lambda: bool(reader.titles))
        held["arrange"].let_go()
        await reader.until(lambda: not reader.main.sidebar.loader.is_arranging)
        assert len(reader.titles) == 4
        await reader.press_ahead("enter")
        await reader.until(lambda: reader.main.pane.view.has_focus)
        held["refresh"].let_go()
        await reader.settle()
        assert len(reader.titles) == 4


async def test_enter_where_nothing_is_found_opens_nothing_that_comes_later(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("zebra")
        await reader.press("tab", "enter")
        (library / "zebra.md").write_text("---\ntitle: Zebra\n---\nStripes.", "utf-8")
        await reader.until(lambda: reader.titles == ["Zebra"])
        await reader.settle()
        assert not reader.main.in_article


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_an_article_that_never_comes_is_given_up(
    start: Start, opener: HeldOpener, key: str
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE)
        await reader.press_ahead(key)
        assert reader.main.sidebar.list.has_focus
        assert "Gave up the article" in reader.text
        await reader.press_ahead("k", "enter")
        await reader.until(lambda: reader.shown == "Keys")
        await reader.press_meanwhile("m")
        await reader.until(lambda: len(reader.store.all()) == 1)
        opener.free.set()
        await reader.settle()
        assert reader.shown == "Keys"


async def test_what_was_typed_for_an_article_is_forgotten_with_it(
    start: Start, opener: HeldOpener
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE, "m", "j")
        await reader.press_ahead("ctrl+c")
        assert "2 keys forgotten" in reader.text
        await reader.press_ahead("k")
        assert reader.main.sidebar.list.cursor == 1
        opener.free.set()
        await reader.settle()
        assert reader.store.all() == ()


async def test_q_ends_the_reader_while_an_article_never_comes(
    start: Start, opener: HeldOpener
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE, "Q")
        await reader.until(lambda: reader.app.return_code is not None)
        assert not opener.free.is_set()
        opener.free.set()


async def test_an_article_that_cannot_be_opened_gives_the_keys_free(
    start: Start, opener: HeldOpener, library: Path
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE, "h", "k")
        (library / "旺旺.md").unlink()
        opener.free.set()
        await reader.until(lambda: reader.main.sidebar.list.has_focus)
        await reader.settle()
        assert reader.main.pane.shown is None or reader.shown != "群聊的黄昏"


async def test_a_click_on_the_list_leaves_an_article_that_never_comes(
    start: Start, opener: HeldOpener
) -> None:
    async with start(opener=opener, busy=True) as reader:
        await reader.settle()
        hold_article(opener)
        await reader.press_ahead(*TO_ARTICLE)
        click(reader, *reader.main.sidebar.box.region.offset)
        await reader.until(lambda: reader.main.sidebar.box.has_focus)
        await reader.press_ahead("k", "e")
        assert reader.main.sidebar.box.value == "ke"
        opener.free.set()
        await reader.settle()


def click(reader: Reader, x: int, y: int) -> None:
    for kind in (events.MouseDown, events.MouseUp):
        event = kind(
            None, x, y, delta_x=0, delta_y=0, button=1, shift=False, meta=False, ctrl=False
        )  # fmt: skip
        reader.app.post_message(event)


# -- dialogs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "owner", "name"),
    [
        (("t",), "catalog", "facets"),
        (("s",), "catalog", "facets"),
        (("a",), "catalog", "facets"),
        (("i",), "places", "known_of"),
        ((*TO_ARTICLE, "i"), "places", "known_of"),
        (("ctrl+r",), "places", "history"),
    ],
)
async def test_keys_wait_for_a_dialog_whose_worker_takes_its_time(
    start: Start, hold: Hold, keys: tuple[str, ...], owner: str, name: str
) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press(*TO_ARTICLE, "q", "g")
        await reader.press(*keys[:-1])
        owners = {"catalog": reader.main.catalog, "places": reader.main.keeper.places}
        held = hold(owners[owner], name)
        cursor = reader.main.sidebar.list.cursor
        await reader.press_ahead(keys[-1], "slash", "x", "y")
        assert held.entered.is_set()
        assert reader.app.screen is reader.main
        held.let_go()
        await reader.settle()
        assert isinstance(reader.app.screen, Picker)
        assert reader.app.screen.query_one(Input).value == "xy"
        assert reader.main.sidebar.list.cursor == cursor


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_a_dialog_that_is_given_up_does_not_come_later(
    start: Start, hold: Hold, key: str
) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        held = hold(reader.main.catalog, "facets")
        await reader.press_ahead("t", key, "j")
        assert reader.main.sidebar.list.cursor == 1
        held.let_go()
        await reader.settle()
        assert reader.app.screen is reader.main


async def test_a_note_typed_ahead_of_its_dialog_is_in_it(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press(*TO_ARTICLE, "v", "l", "l", "l")
        held = hold(reader.main.keeper.bookmarks, "highlight")
        await reader.press_ahead("H", *"said later, Q and q", "enter", "j")
        assert held.entered.is_set()
        assert reader.app.screen is reader.main
        held.let_go()
        await reader.settle()
        (made,) = reader.store.all()
        assert made.note == "said later, Q and q"
        assert reader.main.pane.view.has_focus


async def test_a_note_that_is_given_up_leaves_the_highlight(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press(*TO_ARTICLE, "v", "l", "l", "l")
        held = hold(reader.main.keeper.bookmarks, "highlight")
        await reader.press_ahead("H", "escape")
        held.let_go()
        await reader.settle()
        assert not isinstance(reader.app.screen, BookmarkDialog)
        assert len(reader.store.all()) == 1


async def test_searches_that_are_shown_again_get_the_keys_typed_for_them(
    start: Start, hold: Hold
) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press("slash", *"keys", "ctrl+s", "escape", "escape", "v", "d")
        await reader.press("escape", "v")
        held = hold(reader.main.keeper.searches, "all")
        await reader.press_ahead("U", "slash", "x")
        assert reader.app.screen is reader.main
        held.let_go()
        await reader.settle()
        assert isinstance(reader.app.screen, Picker)
        assert reader.app.screen.query_one(Input).value == "x"


# -- searching, arranging, finding ----------------------------------------------------------------


async def test_keys_behind_enter_in_the_search_box_are_for_the_article(
    start: Start, hold: Hold
) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        held = hold(reader.main.catalog, "arrange")
        await reader.press_ahead("slash", *"measure", "enter", "m", "q")
        assert reader.main.sidebar.box.value == "measure"
        assert reader.store.all() == ()
        held.let_go()
        await reader.settle()
        assert reader.shown == "The Measure"
        assert len(reader.store.all()) == 1
        assert reader.store.all()[0].place is not None
        assert reader.main.sidebar.list.has_focus


async def test_a_paste_behind_the_key_that_opens_a_box_is_in_the_box(start: Start) -> None:
    async with start() as reader:
        reader.app.post_message(events.Key("slash", "/"))
        reader.app.post_message(events.Paste("the\tmeasure"))
        reader.app.post_message(events.Key("x", "x"))
        await reader.settle()
        assert reader.main.sidebar.box.value == "the measurex"


async def test_keys_behind_a_filter_are_for_what_it_leaves(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "m", "g")
        held = hold(reader.main.catalog, "arrange")
        await reader.press_ahead("F", "F", "enter")
        assert reader.main.sidebar.list.has_focus
        held.let_go()
        await reader.settle()
        assert reader.main.pane.view.has_focus
        assert reader.shown == "群聊的黄昏"


async def test_escape_is_heard_while_the_list_is_arranged(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        held = hold(reader.main.catalog, "arrange")
        await reader.press_ahead("F", "escape")
        assert reader.main.sidebar.arrangement.only == "all"
        held.let_go()
        await reader.settle()
        assert len(reader.titles) == 4


async def test_keys_behind_the_next_match_are_for_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.document.ranges import find

    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press(*TO_ARTICLE)
        free, entered, work = Event(), Event(), find.find

        def held(*given: Any) -> Any:
            entered.set()
            assert free.wait(PATIENCE)
            return work(*given)

        monkeypatch.setattr(find, "find", held)
        await reader.press_ahead("slash", *"散于", "enter", "m")
        assert entered.is_set()
        assert reader.store.all() == ()
        free.set()
        await reader.settle()
        (mark,) = reader.store.all()
        assert mark.quote is not None
        assert mark.quote.exact.startswith("散于")


async def test_keys_behind_another_pane_are_for_it(start: Start) -> None:
    async with start() as reader:
        for key in ("j", "enter", "h", "j", "l", "h", "k"):
            reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.settle()
        assert reader.main.sidebar.list.has_focus
        assert reader.main.sidebar.list.cursor == 1


# -- bookmarks -----------------------------------------------------------------------------------


async def test_keys_wait_for_the_list_of_bookmarks(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press("m", "j", "m", "j", "m", "M", "escape")
        shelver = reader.main.dialogs._shelver
        held = hold(shelver, "shelf")
        await reader.press_ahead("M", "g", "j", "d")
        assert isinstance(reader.app.screen, BookmarkScreen)
        assert len(reader.store.all()) == 3
        held.let_go()
        await reader.settle()
        assert len(reader.store.all()) == 2


async def test_who_deletes_twice_deletes_two(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press("m", "j", "m", "j", "m", "M", "g")
        held = hold(reader.main.keeper.bookmarks, "remove_all")
        await reader.press_ahead("d", "d", "escape")
        assert held.entered.is_set()
        assert isinstance(reader.app.screen, BookmarkScreen)
        held.let_go()
        await reader.settle()
        assert len(reader.store.all()) == 1
        assert len(reader.app.screen_stack) == 1


async def test_escape_leaves_bookmarks_that_never_come(start: Start, hold: Hold) -> None:
    async with start(busy=True) as reader:
        await reader.settle()
        await reader.press("m", "M", "escape")
        held = hold(reader.main.dialogs._shelver, "shelf")
        await reader.press_ahead("M", "escape")
        assert reader.app.screen is reader.main
        held.let_go()
        await reader.settle()
