"""What is asked for while there is only the list is done when the rest has come."""

from __future__ import annotations

from textual import events

from reader.ui.app import ReaderApp
from tests.ui.conftest import Start


async def test_keys_wait_for_the_panes(start: Start) -> None:
    def type_ahead(app: ReaderApp) -> None:
        assert not app.main.ready
        for name in ("j", "j", "enter"):
            app.post_message(events.Key(name, name if len(name) == 1 else None))

    async with start(warm=True, early=type_ahead) as reader:
        assert reader.shown == "群聊的黄昏"
        assert reader.main.pane.view.has_focus


async def test_an_article_that_was_opened_before_its_pane_was_there(start: Start) -> None:
    def open_at_once(app: ReaderApp) -> None:
        assert not app.main.ready
        app.main.sidebar.list.move(1)
        app.main.sidebar.list.action_open()

    async with start(warm=True, early=open_at_once) as reader:
        assert reader.shown == "Keys"
        assert reader.main.pane.view.has_focus


async def test_the_end_that_was_asked_for_comes_when_all_is_there(start: Start) -> None:
    def leave(app: ReaderApp) -> None:
        assert not app.main.ready
        app.leave()

    async with start(warm=True, early=leave, busy=True) as reader:
        while reader.app.is_running:
            await reader.pilot.pause()
        assert reader.app.return_code == 0
