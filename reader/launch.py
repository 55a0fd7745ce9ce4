"""The composition root of the app: what it works on is made here, and closed here."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import settings
from reader.console.plain import find_roots
from reader.ending import Ending
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.library.record import Snapshot
    from reader.ui.session import Own, Session
    from reader.ui.splash import Stage

FULL_COLLECTIONS = 500
"""Collections of the younger garbage to one of all."""

FIRST_ROWS = 60
"""Articles that are known before the app begins: more than a screen has."""

SWITCH_SECONDS = 0.001
"""After so long a worker gives way to the screen: Python's 5 ms are felt several times a key."""


def _check_terminal() -> None:
    """Raises ReaderError where a full-screen program cannot work, with what can."""
    plain = "reader cat FILE prints an article, reader list lists them"
    # Textual draws on stderr.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise ReaderError("this is no terminal", hint=plain)
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise ReaderError(f"the terminal is {os.environ['TERM']}", hint=plain)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding not in ("utf8", "cp65001"):
        raise ReaderError(
            f"the terminal's encoding is {sys.stdout.encoding}",
            hint="set a UTF-8 locale, such as LANG=C.UTF-8",
        )


def _rest_collector() -> None:
    """Let full garbage collections be rare: each stops the app for 40 to 100 ms.

    They look at everything that was imported, and find nothing. Young garbage goes as ever.
    """
    gc.freeze()
    youngest, young, _ = gc.get_threshold()
    gc.set_threshold(youngest, young, FULL_COLLECTIONS)
    gc.enable()


def read(given: Sequence[Path], bookmarks: Path | None) -> int:
    """Open the app on folders and files; the exit status."""
    paths = Paths.default(os.environ, bookmarks)
    loaded = settings.load(paths.config)
    roots = find_roots(given, loaded.settings)
    _check_terminal()
    # Imports and style sheets make no garbage, and looking for it takes 50 ms of the start.
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)

    from reader.library.index import Index

    with ExitStack() as opened:
        ending = opened.enter_context(Ending())
        index = opened.enter_context(Index(paths.index))
        first = index.view(partial(_first, roots=roots))
        if not first.total:
            first = First(peeked=tuple(index.peek(roots, FIRST_ROWS)))
        stage = _show(first, loaded.settings, opened)

        # From here on everything is slow: Textual comes with it.
        from reader.text.safe import clean_line
        from reader.ui.session import OwnOnce, Session

        own = OwnOnce(partial(_open_own, paths, opened))
        session = Session(
            roots=roots,
            index=index,
            own=own,
            settings=loaded.settings,
            clock=utc_now,
            known=first.known,
            total=first.total,
            peeked=first.peeked,
            notices=tuple(clean_line(notice) for notice in loaded.problems),
        )
        status = _run(session, ending, stage)
    if own.made is not None:
        _save(own.made)
    return status


def _save(own: Own) -> None:
    """Raises ReaderError: what could not be kept is said, at last."""
    if own.bookmarks.unsaved:
        own.bookmarks.save()
    if own.searches is not None and own.searches.unsaved:
        own.searches.save()


def utc_now() -> datetime:
    return datetime.now(UTC)


class First(NamedTuple):
    """What the first frame shows: what the index knows best, or else a look at the disk."""

    known: tuple[tuple[int, Article], ...] = ()
    total: int = 0
    peeked: tuple[Article, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for _, article in self.known) or self.peeked


def _first(snapshot: Snapshot, roots: tuple[Path, ...]) -> First:
    return First(tuple(snapshot.newest(roots, FIRST_ROWS)), snapshot.count(roots))


def _show(first: First, chosen: settings.Settings, opened: ExitStack) -> Stage | None:
    """Draw the list before there is an app to draw it; None where that cannot be done."""
    if os.name != "posix":
        return None

    from reader.ui import splash

    picture = splash.picture(chosen, os.environ, first.articles, first.total)
    return opened.enter_context(splash.shown(*picture)) if picture is not None else None


def _open_own(paths: Paths, opened: ExitStack) -> Own:
    """Open what the owner made; what is wrong with it is a notice, and no reason not to start."""
    from reader.library.opening import Opener
    from reader.state.bookmarks import BookmarkStore
    from reader.state.places import StateDatabase
    from reader.state.searches import SearchStore
    from reader.text.safe import clean_line
    from reader.ui.session import Own

    store = BookmarkStore(paths.bookmarks)
    try:
        notices = store.load().notices
    except ReaderError as error:
        notices = (str(error),)
    return Own(
        bookmarks=store,
        state=opened.enter_context(StateDatabase(paths.state)),
        opener=Opener(),
        searches=SearchStore(paths.searches, utc_now),
        notices=tuple(clean_line(notice) for notice in notices),
    )


def _run(session: Session, ending: Ending, stage: Stage | None) -> int:
    """Run the app, unless somebody asked for its end meanwhile; the exit status."""
    from reader.ui.app import ReaderApp, has_few_colors

    driver_class = None
    if stage is not None:
        from reader.ui.painted_driver import painted

        driver_class = painted(stage)
    app = ReaderApp(
        session,
        few_colors=has_few_colors(),
        on_shown=_rest_collector,
        is_ended=lambda: ending.is_asked,
        driver_class=driver_class,
    )
    if not ending.is_asked:
        app.run()
    return app.return_code or 0
