"""What was asked for in the main screen and is not there yet: keys typed meanwhile are for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.ui.keyboard import Opening, ended

if TYPE_CHECKING:
    from textual.worker import Worker

    from reader.ui.main.screen import MainScreen

ANSWERS = {
    "facets": "the list of values",
    "recall": "the answer",
    "follow": "where the link leads",
}
"""Groups of workers of which each brings what somebody asked for: a dialog, or another place."""


def openings(main: MainScreen) -> Iterator[Opening]:
    """Openings in the order in which they come to the screen. `main` has all its panes."""
    yield from _dialogs(main)
    yield from _in_article(main)
    yield from _in_list(main)


def _dialogs(main: MainScreen) -> Iterator[Opening]:
    pane, searches = main.pane, main.sidebar.search_dialogs
    due, give_up = pane.waiting.no_dialog_due, pane.shown_marks.give_up_dialog
    if not due.is_set():
        yield Opening("the highlight", due.wait, give_up, takes_text=True)
    for worker in _running(main, *ANSWERS):
        yield Opening(ANSWERS[worker.group], partial(ended, worker), worker.cancel)
    if searches.is_due:
        for worker in _running(main, "keep", "searches"):
            yield Opening("the searches", partial(ended, worker), searches.give_up)


def _in_article(main: MainScreen) -> Iterator[Opening]:
    pane = main.pane
    if main.focused is not pane.view:
        return
    if not pane.opener.there.is_set():
        yield Opening("the article", pane.opener.there.wait, partial(_leave_article, main))
    elif pane.view.awaits_layout:
        yield Opening("the article", pane.view.layout_done, partial(_leave_article, main))
    if pane.finder.is_finding:
        for worker in _running(main, "find"):
            yield Opening("what is to be found", partial(ended, worker), worker.cancel)


def _leave_article(main: MainScreen) -> None:
    main.pane.opener.give_up()
    main.show_list()


def _in_list(main: MainScreen) -> Iterator[Opening]:
    sidebar = main.sidebar
    if sidebar.search.opens:
        for worker in _running(main, "arrange"):
            yield Opening(
                "the first result", partial(ended, worker), sidebar.search.give_up_opening
            )
    if sidebar.list.owes_opening:
        for worker in _running(main, "arrange", "entries"):
            yield Opening("the article", partial(ended, worker), sidebar.list.give_up_opening)
    if sidebar.loader.owes_rows and main.focused is sidebar.list:
        for worker in _running(main, "arrange"):
            yield Opening(
                "the list",
                partial(ended, worker),
                sidebar.loader.give_up_rows,
                is_left_by_escape=False,
            )


def _running(main: MainScreen, *groups: str) -> Iterator[Worker[Any]]:
    workers = main.app.workers
    return (each for each in workers if each.group in groups and not each.is_finished)
