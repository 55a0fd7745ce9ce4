"""One key at a time: a key is looked at only when all that the one before it asked for is there.

Textual hands a key to whoever has the focus at that moment, and a key that moves the focus does so
a few messages later, or when a worker is done. Keys typed ahead would go to the wrong place:
`/word` would act as commands. No clock decides where a key goes: it waits for as long as it takes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.worker import WorkerError

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.worker import Worker

INTERRUPT = "ctrl+c"
ESCAPE = "escape"
MOST_ROUNDS = 12
"""Ways from widgets up to the app that a key and what follows from it take, and more: the key
itself, the message of its command, the message that the one who heard that one posts."""
LOOK_SECONDS = 0.05
"""Seconds between two looks at whether a widget that is waited for is still there."""
PATIENCE_SECONDS = 2.0
"""Seconds after which the status line says what keys wait for."""

Typed = events.Key | events.Paste | events.MouseEvent
"""An event of the keyboard or the mouse."""


class Opening(NamedTuple):
    """Something that was asked for and is not there yet: what is typed meanwhile is for it."""

    what: str
    """The name of what opens, for the status bar."""
    ended: Callable[[], Awaitable[object]]
    """Comes back when it is there, or will never be."""
    give_up: Callable[[], None]
    """Called when nobody wants it any more: keys go where they went before it was asked for."""
    takes_text: bool = False
    """Whether the keys that quit are text there."""
    is_left_by_escape: bool = True
    """Whether escape gives it up, else means what it means where it is pressed."""


@runtime_checkable
class Opens(Protocol):
    """A screen in which things are asked for that take a while."""

    def openings(self) -> Iterable[Opening]:
        """What was asked for and is not there yet, of all that keys typed now are for."""


async def ended(worker: Worker[Any]) -> None:
    """Come back when a worker is done, cancelled or failed."""
    # Who stops to wait for a worker would cancel it.
    await asyncio.shield(_ended(worker))


async def _ended(worker: Worker[Any]) -> None:
    with suppress(WorkerError):
        await worker.wait()


class Effects:
    """What follows from a key in the widgets of an app, message by message."""

    def __init__(self, app: App[None]) -> None:
        self._app = app

    async def done(self) -> None:
        """Come back when all widgets did what they were asked for, however long each takes."""
        for _ in range(MOST_ROUNDS):
            for node in self._busy():
                await _turn(node)
            if not any(node.message_queue_size for node in self._nodes()):
                break

    def _nodes(self) -> Iterable[DOMNode]:
        """All widgets, children before their parents: the way that messages take."""
        for screen in reversed(self._app.screen_stack):
            yield from screen.walk_children(with_self=True, reverse=True)
        yield self._app

    def _busy(self) -> Sequence[DOMNode]:
        """Widgets with messages, or in the midst of one: all from the focus upwards."""
        app = self._app
        way_up = {*(app.focused or app.screen).ancestors_with_self, app.screen, app}
        return [node for node in self._nodes() if node in way_up or node.message_queue_size]


async def _turn(node: DOMNode) -> None:
    """Wait for a node to be through with the messages that it has now."""
    done = asyncio.Event()
    if not node.call_later(done.set):
        return
    await asyncio.sleep(0)
    while not done.is_set() and node.is_running:
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), LOOK_SECONDS)


class Keyboard:
    """Gives what is typed to `deliver` in order, each after the one before it has had its effect.

    Until `begin` it waits: what it may ask for is not there yet. While something is being opened
    it waits too, but for what takes somebody out of that:

    - control-c gives up what is being opened, with all that was typed for it;
    - escape gives it up, and the keys that quit do that, if nothing was typed for it yet: behind
      other keys they belong to what these ask for;
    - the mouse is for what can be seen, and waits only behind keys.
    """

    def __init__(
        self,
        deliver: Callable[[Typed], Awaitable[None]],
        *,
        effects: Callable[[], Coroutine[object, object, None]],
        openings: Callable[[], Iterable[Opening]],
        call_later: Callable[[Callable[[], Awaitable[None]]], bool],
        tell: Callable[[str], None] = lambda _: None,
        quit_keys: Collection[str] = (),
    ) -> None:
        """`effects` comes back when widgets are through with all that they have to do.

        `openings` are what keys wait for then. `call_later` has something done in the app's own
        turn, and is False if there is none any more. `quit_keys` quit where they are no text.
        """
        self._deliver = deliver
        self._effects = effects
        self._openings = openings
        self._call_later = call_later
        self._tell = tell
        self._quit_keys = frozenset(quit_keys)
        self._waiting: deque[Typed] = deque()
        self._following: asyncio.Task[None] | None = None
        self._held: Sequence[Opening] = ()
        """What keys wait for just now, when all widgets are through."""
        self._stirred = asyncio.Event()
        """Set when something was delivered meanwhile, or given up."""
        self._begun = False

    async def rest(self) -> None:
        """Come back when all keys that were pressed have had their effect, or nothing has any."""
        while (following := self._following) is not None:
            await asyncio.wait({following})
            if following.cancelled() or following.exception() is not None:
                return
            await asyncio.sleep(0)

    async def begin(self) -> None:
        self._begun = True
        await self._next()

    def end(self) -> None:
        """Nobody types any more."""
        self._waiting.clear()
        self._call_later = lambda _: False
        if self._following is not None:
            self._following.cancel()
            self._following = None

    async def take(self, event: Typed) -> None:
        """Deliver it at once if nothing is under way that it may be for, else after all that is."""
        if self._held and _is_key(event, INTERRUPT):
            self._give_up()
        elif self._waiting:
            self._wait(event)
        elif isinstance(event, events.MouseEvent):
            await self._hear(event)
        elif not self._begun:
            self._wait(event)
        elif self._following is None:
            await self._hear(event)
        elif self._held and _is_key(event, ESCAPE) and self._held[0].is_left_by_escape:
            self._give_up()
        elif self._held and self._is_way_out(event):
            await self._hear(event)
        else:
            self._wait(event)

    def _is_way_out(self, event: Typed) -> bool:
        is_text = any(opening.takes_text for opening in self._held)
        return _is_key(event, ESCAPE) or (_is_key(event, *self._quit_keys) and not is_text)

    def _wait(self, event: Typed) -> None:
        """Let an event wait; of a mouse's way only the last place is kept."""
        is_move = isinstance(event, events.MouseMove)
        if is_move and self._waiting and isinstance(self._waiting[-1], events.MouseMove):
            self._waiting.pop()
        self._waiting.append(event)

    async def _hear(self, event: Typed) -> None:
        if self._begun and not isinstance(event, events.MouseMove):
            self._stirred.set()
            if self._following is None:
                self._begin_to_follow()
        await self._deliver(event)

    async def _next(self) -> None:
        self._following = None
        if self._waiting:
            self._begin_to_follow()
            await self._deliver(self._waiting.popleft())
        elif self._stirred.is_set():
            self._begin_to_follow()

    def _begin_to_follow(self) -> None:
        self._following = asyncio.create_task(self._follow())
        self._following.add_done_callback(self._followed)

    def _followed(self, following: asyncio.Task[None]) -> None:
        """Have a fault end the app, as any does: no key would ever be heard again."""
        if not following.cancelled() and following.exception() is not None:
            self._call_later(lambda: following)

    async def _follow(self) -> None:
        """Wait until everyone has done what was asked for, and until that is there."""
        while True:
            self._stirred.clear()
            await self._effects()
            if self._stirred.is_set():
                continue
            held = tuple(self._openings())
            if not held:
                break
            await self._hold(held)
        if not self._call_later(self._next):
            self._following = None

    async def _hold(self, held: Sequence[Opening]) -> None:
        """Wait until one of the openings is there, or something else happened."""
        self._held = held
        if self._waiting:
            self._call_later(self._take_again)
        waits = [asyncio.create_task(_wait_for(opening)) for opening in held]
        stirred = asyncio.create_task(self._stirred.wait())
        told = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._tell_of, held)
        try:
            await asyncio.wait((*waits, stirred), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._held = ()
            told.cancel()
            for each in (*waits, stirred):
                each.cancel()

    async def _take_again(self) -> None:
        """See whether what came before it was known that it has to wait is to be heard at once."""
        waiting, self._waiting = self._waiting, deque()
        for event in waiting:
            await self.take(event)

    def _tell_of(self, held: Sequence[Opening]) -> None:
        if self._waiting:
            self._tell(f"Waiting for {held[0].what} · ctrl+c gives it up")

    def _give_up(self) -> None:
        held, typed = self._held, sum(isinstance(each, events.Key) for each in self._waiting)
        self._held = ()
        self._waiting.clear()
        for opening in held:
            opening.give_up()
        forgotten = f" · {typed:,} key{'' if typed == 1 else 's'} forgotten" if typed else ""
        self._tell(f"Gave up {held[0].what}{forgotten}")
        self._stirred.set()


async def _wait_for(opening: Opening) -> None:
    await opening.ended()


def _is_key(event: Typed, *keys: str) -> bool:
    return isinstance(event, events.Key) and event.key in keys
