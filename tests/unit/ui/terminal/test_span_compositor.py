"""What is drawn of changed regions is what Textual draws of them, by less work."""

from __future__ import annotations

import random

import pyte
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from reader.ui.terminal.textual_internals import draw_changed_only

SIZE = (60, 20)


class Panes(Screen[None]):
    """Two panes, a row below, and something that lies over both."""

    CSS = """
    Panes { layers: page over; }
    #left { width: 20; border: round red; }
    #over { layer: over; dock: bottom; height: 3; width: 30; margin: 2 8; background: blue; }
    #last { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        draw_changed_only(self)

    def compose(self) -> ComposeResult:
        with Vertical(), Horizontal():
            yield Static("左 left " * 40, id="left")
            yield Static("right " * 90, id="right")
        yield Static("last " * 12, id="last")
        yield Static("over " * 18, id="over")


class PanesApp(App[None]):
    def get_default_screen(self) -> Panes:
        return Panes()


def drawn(app: App[None], regions: set[Region], kind: type[Compositor]) -> list[str]:
    """A screen of dots after an update of some regions."""
    compositor = app.screen._compositor
    compositor._dirty_regions = set(regions)
    update = kind.render_partial_update(compositor)
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    stream.feed("\r\n".join("." * SIZE[0] for _ in range(SIZE[1])))
    if update is not None:
        # A line feed at the end of a line is Textual's, before it moves to the next one.
        stream.feed(update.render_segments(app.console))
    return list(screen.display)


async def test_changed_regions_look_as_textual_draws_them() -> None:
    app = PanesApp()
    chosen = random.Random(15)  # noqa: S311 - regions, no secrets
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        whole = {Region(0, 0, *SIZE)}
        compositor = app.screen._compositor
        widgets = [region.intersection(clip) for region, clip in
                   compositor.visible_widgets.values()]  # fmt: skip
        for _ in range(30):
            some = {Region(chosen.randrange(55), chosen.randrange(19), chosen.randint(1, 40),
                           chosen.randint(1, 9)) for _ in range(2)}  # fmt: skip
            for regions in (set(chosen.sample(widgets, 2)), some):
                ours = drawn(app, regions, type(compositor))
                theirs = drawn(app, {each.intersection(*whole) for each in regions}, Compositor)
                assert ours == theirs


async def test_what_lies_elsewhere_or_behind_is_not_drawn() -> None:
    app = PanesApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        asked: list[str | None] = []
        for widget in app.screen.query(Static):
            lines = widget.render_lines

            def noted(crop: Region, of=widget.id, lines=lines):  # type: ignore[no-untyped-def]
                asked.append(of)
                return lines(crop)

            widget.render_lines = noted  # type: ignore[method-assign]
        left, last = app.screen.query_one("#left").region, app.screen.query_one("#last").region
        drawn(app, {Region(left.x, 0, left.width, 2), last}, type(app.screen._compositor))
        assert asked == ["last", "left"]
