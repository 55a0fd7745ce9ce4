"""The composition root of the app: what it works on is made here, and closed here."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader import settings
from reader.errors import ReaderError
from reader.paths import Paths
from reader.plain import find_roots

FULL_COLLECTIONS = 500
"""Collections of the younger garbage to one of all."""

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
    from reader.library.opening import Opener
    from reader.state.bookmarks import BookmarkStore, utc_now
    from reader.state.places import StateDatabase
    from reader.text.safe import clean_line
    from reader.ui.app import ReaderApp, has_few_colors
    from reader.ui.session import Session

    store = BookmarkStore(paths.bookmarks)
    notices = [*loaded.problems]
    try:
        notices += store.load().notices
    except ReaderError as error:
        notices.append(str(error))
    with Index(paths.index) as index, StateDatabase(paths.state) as state:
        session = Session(
            roots=roots,
            index=index,
            bookmarks=store,
            state=state,
            settings=loaded.settings,
            clock=utc_now,
            opener=Opener(),
            # Here rather than in a worker, where each row would wait for the app's own start.
            known=tuple(index.articles(roots)),
            notices=tuple(clean_line(notice) for notice in notices),
        )
        app = ReaderApp(session, few_colors=has_few_colors(), on_shown=_rest_collector)
        app.run()
    if store.unsaved:
        store.save()  # raises ReaderError: what could not be kept is said, at last, on stderr
    return app.return_code or 0
