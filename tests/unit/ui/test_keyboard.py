"""Where keys go while what they are for is not there: nothing is lost, nothing goes astray."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from textual import events

from reader.ui.keyboard import Keyboard, Opening, Typed


class Desk:
    """An app without widgets: what is asked for is there when a test says so."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.told: list[str] = []
        self.openings: list[Opening] = []
        self.given_up: list[str] = []
        self.idle = asyncio.Event()
        """Set unless widgets are busy with what they heard."""
        self.idle.set()
        self.opens: dict[str, Opening] = {}
        """What keys ask for."""
        self.there: dict[str, asyncio.Event] = {}
        self.turns: set[asyncio.Task[None]] = set()
        self.keyboard = Keyboard(
            self._deliver,
            effects=self._effects,
            openings=lambda: list(self.openings),
            call_later=self._call_later,
            tell=self.told.append,
            quit_keys=["Q"],
        )

    def asks(self, key: str, what: str, *, takes_text: bool = False, escapes: bool = True) -> None:
        """Have a key ask for something that is not there before `come(what)`."""
        there = self.there[what] = asyncio.Event()

        async def ended() -> None:
            await there.wait()

        def give_up() -> None:
            self.given_up.append(what)
            self.openings.clear()

        self.opens[key] = Opening(
            what, ended, give_up, takes_text=takes_text, is_left_by_escape=escapes
        )

    def come(self, what: str) -> None:
        self.openings = [each for each in self.openings if each.what != what]
        self.there[what].set()

    async def _deliver(self, event: Typed) -> None:
        name = _name(event)
        self.heard.append(name)
        if name in self.opens:
            self.openings.append(self.opens[name])

    async def _effects(self) -> None:
        await self.idle.wait()

    def _call_later(self, action: Callable[[], Awaitable[None]]) -> bool:
        async def act() -> None:
            await action()

        turn = asyncio.create_task(act())
        self.turns.add(turn)
        turn.add_done_callback(self.turns.discard)
        return True

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.keyboard.take(events.Key(key, key if len(key) == 1 else None))
        await self.go_on()

    async def go_on(self) -> None:
        """Let everything happen that can."""
        for _ in range(50):
            await asyncio.sleep(0)


def _name(event: Typed) -> str:
    if isinstance(event, events.Key):
        return event.key
    return event.text if isinstance(event, events.Paste) else type(event).__name__


def mouse(kind: type[events.MouseEvent], x: int = 0) -> events.MouseEvent:
    return kind(
        None, x, 0, delta_x=0, delta_y=0, button=1, shift=False, meta=False, ctrl=False
    )  # fmt: skip


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    await made.keyboard.begin()
    return made


async def test_before_the_beginning_keys_and_pastes_wait_in_their_order() -> None:
    desk = Desk()
    await desk.press("a")
    await desk.keyboard.take(events.Paste("pasted"))
    await desk.press("b")
    assert desk.heard == []
    await desk.keyboard.begin()
    await desk.keyboard.rest()
    assert desk.heard == ["a", "pasted", "b"]


async def test_a_key_waits_for_widgets_that_are_busy_however_long_that_is(desk: Desk) -> None:
    desk.idle.clear()
    await desk.press("a", "b")
    for _ in range(1_000):
        await asyncio.sleep(0)
    assert desk.heard == ["a"]
    desk.idle.set()
    await desk.go_on()
    assert desk.heard == ["a", "b"]


async def test_keys_and_pastes_wait_for_what_was_asked_for(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", "j", "m")
    await desk.keyboard.take(events.Paste("pasted"))
    await desk.press("k")
    assert desk.heard == ["enter"]
    desk.come("article")
    await desk.keyboard.rest()
    assert desk.heard == ["enter", "j", "m", "pasted", "k"]


async def test_a_key_that_asks_for_more_makes_the_others_wait_again(desk: Desk) -> None:
    desk.asks("enter", "article")
    desk.asks("H", "dialog")
    await desk.press("enter", "H", "x")
    desk.come("article")
    await desk.go_on()
    assert desk.heard == ["enter", "H"]
    desk.come("dialog")
    await desk.go_on()
    assert desk.heard == ["enter", "H", "x"]


async def test_what_is_asked_for_by_an_answer_is_waited_for_too(desk: Desk) -> None:
    desk.asks("enter", "result")
    desk.asks("-", "article")
    await desk.press("enter", "j")
    desk.openings.append(desk.opens["-"])
    desk.come("result")
    await desk.go_on()
    assert desk.heard == ["enter"]
    desk.come("article")
    await desk.go_on()
    assert desk.heard == ["enter", "j"]


@pytest.mark.parametrize("key", ["Q"])
async def test_a_key_that_quits_is_heard_at_once(desk: Desk, key: str) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", key)
    assert desk.heard == ["enter", key]
    assert desk.given_up == []


async def test_a_key_that_quits_is_text_where_text_was_asked_for(desk: Desk) -> None:
    desk.asks("H", "note", takes_text=True)
    await desk.press("H", "Q")
    assert desk.heard == ["H"]
    desk.come("note")
    await desk.go_on()
    assert desk.heard == ["H", "Q"]


async def test_a_key_that_quits_waits_for_those_before_it(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", "slash", "Q")
    assert desk.heard == ["enter"]
    desk.come("article")
    await desk.go_on()
    assert desk.heard == ["enter", "slash", "Q"]


async def test_escape_gives_up_what_nothing_was_typed_for(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", "escape", "j")
    assert desk.given_up == ["article"]
    assert desk.heard == ["enter", "j"]


async def test_escape_behind_other_keys_is_for_what_they_are_for(desk: Desk) -> None:
    desk.asks("H", "note", takes_text=True)
    await desk.press("H", "x", "escape")
    assert desk.given_up == []
    desk.come("note")
    await desk.go_on()
    assert desk.heard == ["H", "x", "escape"]


async def test_escape_means_what_it_means_where_rows_are_awaited(desk: Desk) -> None:
    desk.asks("S", "list", escapes=False)
    await desk.press("S", "escape")
    assert desk.given_up == []
    assert desk.heard == ["S", "escape"]


async def test_control_c_gives_up_what_hangs_and_all_that_was_typed_for_it(desk: Desk) -> None:
    desk.asks("enter", "the article")
    await desk.press("enter", "j", "m")
    await desk.press("ctrl+c")
    await desk.press("k")
    assert desk.given_up == ["the article"]
    assert desk.heard == ["enter", "k"]
    assert desk.told == ["Gave up the article · 2 keys forgotten"]


async def test_control_c_is_a_key_while_nothing_is_awaited(desk: Desk) -> None:
    desk.idle.clear()
    await desk.press("m", "Q", "ctrl+c")
    desk.idle.set()
    await desk.go_on()
    assert desk.heard == ["m", "Q", "ctrl+c"]


async def test_an_opening_that_fails_gives_the_keys_free(desk: Desk) -> None:
    async def failed() -> None:
        raise RuntimeError

    desk.opens["enter"] = Opening("article", failed, lambda: None)
    await desk.press("enter", "j")
    desk.openings.clear()
    await desk.go_on()
    assert desk.heard == ["enter", "j"]


async def test_the_mouse_is_for_what_can_be_seen(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter")
    await desk.keyboard.take(mouse(events.MouseDown))
    assert desk.heard == ["enter", "MouseDown"]


async def test_the_mouse_waits_behind_keys(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", "j")
    for x in range(5):
        await desk.keyboard.take(mouse(events.MouseMove, x))
    await desk.keyboard.take(mouse(events.MouseUp))
    assert desk.heard == ["enter"]
    desk.come("article")
    await desk.go_on()
    assert desk.heard == ["enter", "j", "MouseMove", "MouseUp"]


async def test_a_key_waits_for_what_a_click_asked_for(desk: Desk) -> None:
    desk.asks("MouseUp", "article")
    await desk.keyboard.take(mouse(events.MouseDown))
    await desk.keyboard.take(mouse(events.MouseUp))
    await desk.press("j")
    assert desk.heard == ["MouseDown", "MouseUp"]
    desk.come("article")
    await desk.go_on()
    assert desk.heard == ["MouseDown", "MouseUp", "j"]


async def test_a_click_elsewhere_may_end_what_keys_wait_for(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter")
    desk.openings.clear()  # as the focus goes to the list, where nothing is awaited
    await desk.keyboard.take(mouse(events.MouseUp))
    await desk.press("j")
    assert desk.heard == ["enter", "MouseUp", "j"]


async def test_at_the_end_nobody_waits_any_more(desk: Desk) -> None:
    desk.asks("enter", "article")
    await desk.press("enter", "j")
    desk.keyboard.end()
    await desk.keyboard.rest()
    assert desk.heard == ["enter"]


async def test_a_fault_in_what_is_waited_for_ends_the_app(desk: Desk) -> None:
    """Else no key would be heard any more, and nobody would know why."""

    async def fail() -> None:
        raise ZeroDivisionError

    faults: list[BaseException | None] = []

    def call_later(action: Callable[[], Awaitable[None]]) -> bool:
        turn = asyncio.ensure_future(action())
        turn.add_done_callback(lambda ended: faults.append(ended.exception()))
        return True

    keyboard = Keyboard(desk._deliver, effects=fail, openings=list, call_later=call_later)
    await keyboard.begin()
    await keyboard.take(events.Key("a", "a"))
    await desk.go_on()
    assert [type(each) for each in faults] == [ZeroDivisionError]


async def test_nobody_waits_for_keys_of_an_app_that_was_cut_short(desk: Desk) -> None:
    desk.idle.clear()
    await desk.press("a")
    rest = asyncio.create_task(desk.keyboard.rest())
    await desk.go_on()
    for task in asyncio.all_tasks() - {rest, asyncio.current_task()}:
        task.cancel()
    await asyncio.wait_for(rest, 60)
