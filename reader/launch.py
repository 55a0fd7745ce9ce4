"""The composition root of the app: what it works on is made here, and closed here."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import settings
from reader.console.plain import STATUS_TROUBLE, complain, find_roots
from reader.errors import MisuseError, ReaderError
from reader.paths import STDIN, Paths
from reader.process.ending import Ending
from reader.process.streams import open_terminal, put_in_place_of_stdin
from reader.services.desktop.terminal_facts import recalled

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.library.files.piped import PipedFile
    from reader.library.index import Index
    from reader.library.store.reads import IndexSnapshot
    from reader.process.terminal_state import Terminal
    from reader.services.saved_layout import SessionLayout
    from reader.services.session import Own, OwnOnce, Session
    from reader.settings.theme_files import ThemeFiles
    from reader.state.durable.patience import PatientFiles
    from reader.state.durable.store import RecordStore
    from reader.ui.app import ReaderApp

FULL_COLLECTIONS = 500
"""Collections of the younger garbage to one of all."""

MANY_BEGUN = 20
"""Articles that were begun, of which enough will be of this library."""
FIRST_ROWS = 60
"""Articles that are known before the app begins: more than a screen has."""

FRAMES = "200"
"""A second, at the most. With Textual's 60 what is ready waits up to 17 ms to be painted."""
SWITCH_SECONDS = 0.001
"""Seconds after which a worker gives way to the screen: Python's 5 ms are felt at the keys."""


def _check_terminal(*, is_piped: bool) -> None:
    """Raise ReaderError where a full-screen program cannot work, with what can.

    MisuseError where there is no terminal at all. `is_piped`: stdin need not be one.
    """
    plain = "reader cat FILE prints an article, reader list lists them"
    if is_piped:
        plain = "reader cat - prints an article"
    # Textual draws on stderr.
    given = (*(() if is_piped else (sys.stdin,)), sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in given):
        raise MisuseError("this is not a terminal", hint=plain)
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise ReaderError(f"the terminal is {os.environ['TERM']}", hint=plain)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding not in ("utf8", "cp65001"):
        raise ReaderError(
            f"the terminal's encoding is {sys.stdout.encoding}",
            hint="set a UTF-8 locale, such as LANG=C.UTF-8",
        )


def _piped_in(given: Sequence[Path]) -> PipedFile:
    """What is piped in, all of it; stdin is the terminal then, for the keys.

    Raises ReaderError if nothing comes, MisuseError where there is no terminal, or more is asked
    for than what is piped in.
    """
    from reader.console.standard_input import read_standard_input
    from reader.library.files.piped import PipedFile

    if len(given) > 1:
        raise MisuseError("- stands for one article, and alone", hint="curl ADDRESS | reader -")
    try:
        terminal = open_terminal()
    except OSError as error:
        hint = "reader cat - prints an article"
        raise MisuseError("there is no terminal to take keys from", hint=hint) from error
    data = read_standard_input()
    put_in_place_of_stdin(terminal)
    return PipedFile((data,))


def _rest_collector() -> None:
    """Make full garbage collections rare: each stops the app for 40 to 100 ms.

    They look at everything that was imported, and find nothing. Young garbage goes as ever.
    """
    gc.freeze()
    youngest, young, _ = gc.get_threshold()
    gc.set_threshold(youngest, young, FULL_COLLECTIONS)
    gc.enable()


def at_bookmark(given: Sequence[Path]) -> tuple[Sequence[Path], str]:
    """The file and the bookmark of `FILE#BOOKMARK`; a file with such a name is that file."""
    if len(given) != 1 or os.path.lexists(given[0]):
        return given, ""
    name, _, bookmark = str(given[0]).rpartition("#")
    return ((Path(name),), bookmark) if os.path.isfile(name) else (given, "")  # noqa: PTH113


def read(given: Sequence[Path], bookmarks: Path | None, *, fresh: bool = False) -> int:
    """Open the app on folders and files; the exit status.

    `fresh`: not as it was left, which is kept for the next time. Who asks in a single file for its
    folder goes on there.
    """
    ended = _read(given, bookmarks, fresh=fresh)
    if ended.folder is not None:
        ended = _read([ended.folder], bookmarks, fresh=fresh, at_article=ended.article)
    return ended.status


class Ended(NamedTuple):
    """How a session ended."""

    status: int
    """The exit status."""
    folder: Path | None = None
    """The folder that is to be opened next."""
    article: Path | None = None
    """The file in it that was open."""


def _read(
    given: Sequence[Path],
    bookmarks: Path | None,
    *,
    fresh: bool = False,
    at_article: Path | None = None,
) -> Ended:
    """Open the app once; `at_article`: the cursor of the list begins there."""
    paths = Paths.default(os.environ, bookmarks)
    loaded = settings.load(paths.config)
    facts = recalled(paths.state, loaded.settings, os.environ)
    given, at = at_bookmark(given)
    roots = () if STDIN in given else find_roots(given, loaded.settings)
    _check_terminal(is_piped=not roots)
    piped = None if roots else _piped_in(given)
    # Imports and style sheets make no garbage, and looking for it takes 50 ms of the start.
    gc.disable()
    sys.setswitchinterval(SWITCH_SECONDS)
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)

    from reader.library.index import Index

    with ExitStack() as opened:
        ending = opened.enter_context(Ending())
        last = LastSteps()
        ending.cut_off = last.carry_out
        terminal = last.terminal = _terminal(opened)
        if piped is not None:
            last.piped = piped
            roots = _put_down(piped, opened)
        kept_in = paths.index if piped is None else piped.index
        index = opened.enter_context(Index(kept_in, links=loaded.settings.links))
        is_alone = _is_one_file(roots)
        keeps_layout = not fresh and not is_alone
        left = _layout(paths, roots, loaded.settings, keeps_layout)
        if at_article is not None:
            left = _with_cursor(left, at_article, loaded.settings)
        first = _first_contents(index, roots, left, loaded.settings, paths.state)
        if terminal is not None and not is_alone:
            _show(first, loaded.settings, terminal)

        # Before what is slow: while that is imported, the end can import nothing.
        from reader.process.child import end_all

        last.end_children = end_all
        own_themes = _themes(paths.config)
        # From here on everything is slow: Textual comes with it.
        from reader.services.session import OwnOnce, Session
        from reader.state.durable.patience import PatientFiles
        from reader.text.safe import clean_line

        files = PatientFiles()
        own = last.own = OwnOnce(partial(_open_own, paths, files, opened))
        session = Session(
            roots=roots,
            index=index,
            own=own,
            settings=loaded.settings,
            clock=utc_now,
            known=first.known,
            total=first.total,
            left=first.left,
            at=at,
            begun=first.begun,
            is_alone=is_alone,
            folder=roots[0].parent if is_alone and piped is None else None,
            keeps_layout=keeps_layout,
            peeked=first.peeked,
            config=paths.config,
            problems=tuple(map(clean_line, loaded.problems)),
            themes=own_themes,
            terminal=facts,
            library=None if piped is None else paths.index,
            pictures=paths.pictures,
            hurry=files.hurry,
        )
        app = _app(session, ending, terminal)
        if not ending.is_asked:
            app.run()
        ending.is_saving = lambda: True
        if own.made is None and _are_copies_left(paths, files):
            own()
    if own.made is not None:
        _save(own.made)
    ending.is_saving = lambda: False
    if app.crash is not None:
        raise app.crash
    return Ended(app.return_code or 0, app.main.folder_wanted, roots[0])


def _themes(config: Path) -> ThemeFiles:
    """The owner's own themes."""
    from reader.settings.theme_files import read_themes
    from reader.ui.theme.palettes import COLOR_NAMES, PALETTES

    return read_themes(config, COLOR_NAMES, frozenset(PALETTES))


def _put_down(piped: PipedFile, opened: ExitStack) -> tuple[Path, ...]:
    """Keep what was piped in as a file while `opened` is; its path.

    Raises ReaderError if it is none that can be read: no list could say so better.
    """
    from reader.console.standard_input import named_as_piped
    from reader.library.load import glance

    opened.enter_context(piped)
    with named_as_piped(piped.path):
        glance(piped.path)
    return (piped.path,)


def _terminal(opened: ExitStack) -> Terminal | None:
    """The terminal, given back at the end; None where there is no POSIX."""
    if os.name != "posix":
        return None
    from reader.process.terminal_state import Terminal

    return opened.enter_context(Terminal())


class LastSteps:
    """What is still done when the process is cut off, in this order; None: there is nothing yet."""

    def __init__(self) -> None:
        self.terminal: Terminal | None = None
        """It is given back, and takes what is told from then on."""
        self.end_children: Callable[[], None] | None = None
        self.piped: PipedFile | None = None
        """It is removed; the children may have been reading it."""
        self.own: OwnOnce | None = None
        """What the disk refused is tried once more, as at any end."""

    def carry_out(self, status: int) -> None:
        """Do what is left, and end the process here and now."""
        if self.terminal is not None:
            # Textual has put something of its own in the place of stderr.
            left = self.terminal.give_back_for_good()
            sys.stderr = open(left, "w", encoding="utf-8", errors="replace")  # noqa: PTH123, SIM115
        if self.end_children is not None:
            self.end_children()
        if self.piped is not None:
            self.piped.remove()
        try:
            if self.own is not None and self.own.made is not None:
                _save(self.own.made)
        except ReaderError as error:
            complain(str(error))
            status = status or STATUS_TROUBLE
        if sys.stderr is not None:
            sys.stderr.flush()
        os._exit(status)


def _are_copies_left(paths: Paths, files: PatientFiles) -> bool:
    """Whether the disk refused something earlier that is to be saved at this start."""
    from reader.state.durable.emergency import are_in

    return are_in(paths.emergency, files)


def _save(own: Own) -> None:
    """Save all that is unsaved. Raises ReaderError, with where what the disk refused is kept."""
    refusals = [refusal for store in own.stores if (refusal := _refusal(store))]
    if refusals:
        raise ReaderError("; ".join(refusals))


def _refusal(store: RecordStore[Any]) -> str:
    """Save what is not saved yet; why the disk does not take it, empty if it does.

    What is kept nowhere goes to stderr, as an emergency copy holds it.
    """
    from reader.text.safe import escaped

    if not store.unsaved:
        return ""
    try:
        store.save()
    except ReaderError as error:
        if store.kept_in is not None:
            return f"not yet saved: {error}; kept in {store.kept_in}, and saved at the next start"
        print(escaped(store.pending().decode()), file=sys.stderr)
        return f"not saved: {error}; keep the lines above: reader bookmarks import takes them"
    return ""


def utc_now() -> datetime:
    return datetime.now(UTC)


def _is_one_file(roots: Sequence[Path]) -> bool:
    return len(roots) == 1 and roots[0].is_file()


def _layout(
    paths: Paths, roots: Sequence[Path], chosen: settings.Settings, resumes: bool
) -> SessionLayout | None:
    """How to begin: as the last session on these roots was left, or in the one file."""
    from reader.services.saved_layout import SessionLayout, name_of, parse

    if resumes:
        from reader.state.schema import last_layout

        text = last_layout(paths.state, name_of(roots))
        return parse(text, chosen) if text else None
    if _is_one_file(roots):
        from reader.services.arrangement import Arrangement

        return SessionLayout(Arrangement(chosen.sort), article=roots[0])
    return None


def _with_cursor(
    left: SessionLayout | None, article: Path, chosen: settings.Settings
) -> SessionLayout:
    """A layout with the list's cursor on an article, and the keys for the list."""
    from reader.services.arrangement import Arrangement
    from reader.services.saved_layout import SessionLayout

    left = left or SessionLayout(Arrangement(chosen.sort))
    return left._replace(cursor=article, article=None, zen=False)


class First(NamedTuple):
    """The contents of the first frame: what the index knows best, or else a look at the disk."""

    known: tuple[tuple[int, Article], ...] = ()
    total: int = 0
    left: SessionLayout | None = None
    peeked: tuple[Article, ...] = ()
    begun: int = 0
    """How many of `known` stand above the others, since somebody is reading them."""

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for _, article in self.known) or self.peeked


def _first_contents(
    index: Index,
    roots: tuple[Path, ...],
    left: SessionLayout | None,
    chosen: settings.Settings,
    state: Path,
) -> First:
    first = index.view(partial(_first, roots=roots, left=left))
    if _is_newest_first(first, chosen):
        first = index.view(partial(_with_begun, first=first, roots=roots, state=state))
    return first if first.total else first._replace(peeked=tuple(index.peek(roots, FIRST_ROWS)))


def _first(snapshot: IndexSnapshot, roots: tuple[Path, ...], left: SessionLayout | None) -> First:
    total = snapshot.count(roots)
    if left is None:
        return First(tuple(snapshot.newest(roots, FIRST_ROWS)), total)
    ids = [id_ for path in left.rows if (id_ := snapshot.find(path)) is not None]
    articles = snapshot.articles_of(ids)
    if len(articles) < len(left.rows):
        left = left._replace(headings=())  # they stood above other articles
    is_gone = left.article not in roots and (
        left.article is None or snapshot.find(left.article) is None
    )
    if is_gone:
        left = left._replace(article=None, zen=False)
    if articles:
        return First(tuple(zip(ids, articles, strict=True)), total, left)
    return First(tuple(snapshot.newest(roots, FIRST_ROWS)), total, left._replace(rows=()))


def _is_newest_first(first: First, chosen: settings.Settings) -> bool:
    """Whether the list begins as it does where nothing was changed of it."""
    from reader.services.arrangement import Arrangement

    if first.left is None:
        return bool(first.known) and Arrangement(chosen.sort) == Arrangement()
    return bool(first.known) and first.left.arrangement == Arrangement() and not first.left.rows


def _with_begun(
    snapshot: IndexSnapshot, first: First, roots: tuple[Path, ...], state: Path
) -> First:
    """Put the articles that the app will find begun above the others."""
    from reader.services.saved_layout import MOST_BEGUN, SessionLayout, begun_headings
    from reader.state.schema import last_begun

    begun: dict[int, Article] = {}
    for fingerprint, path in last_begun(state, MANY_BEGUN):
        at_path, same_text = snapshot.find(path), snapshot.find_fingerprint(fingerprint)
        id_ = at_path if at_path in same_text or not same_text else same_text[0]
        article = snapshot.article(id_) if id_ is not None else None
        if article and id_ and any(article.path.is_relative_to(root) for root in roots):
            begun[id_] = article
        if len(begun) == MOST_BEGUN:
            break
    if not begun:
        return first
    left = first.left or SessionLayout()
    headings = begun_headings(len(begun), left.size or first.total)
    known = (*begun.items(), *first.known)
    return first._replace(known=known, left=left._replace(headings=headings), begun=len(begun))


def _hides_list(left: SessionLayout | None) -> bool:
    """Whether the first frame is to be of the article alone."""
    if left is None or left.article is None:
        return False
    from reader.ui.window_sizes import NARROW

    return left.zen or os.get_terminal_size(sys.stderr.fileno()).columns < NARROW


def _show(first: First, chosen: settings.Settings, terminal: Terminal) -> None:
    """Draw the list before there is an app to draw it, if that can be done."""
    if _hides_list(first.left):
        return

    from reader.ui.start import first_picture

    picture = first_picture.picture(chosen, os.environ, first.articles, first.total, first.left)
    if picture is not None:
        first_picture.show(*picture, terminal)


def _open_own(paths: Paths, files: PatientFiles, opened: ExitStack) -> Own:
    """Open what the owner made; what is wrong with it is a notice, and no reason not to start."""
    from reader.library.kept_documents import KeptDocuments, kept_beside
    from reader.library.open_article import Opener
    from reader.services.session import Own
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.own_articles import OwnArticleStore, beside
    from reader.state.reading_state import StateDatabase
    from reader.state.saved_searches import SearchStore
    from reader.text.safe import clean_line

    own = Own(
        bookmarks=BookmarkStore(paths.bookmarks, files=files, emergency=paths.emergency),
        state=opened.enter_context(StateDatabase(paths.state)),
        opener=Opener(kept=KeptDocuments(kept_beside(paths.index))),
        searches=SearchStore(paths.searches, utc_now, files, paths.emergency),
        articles=OwnArticleStore(beside(paths.bookmarks), files=files, emergency=paths.emergency),
    )
    notices = [clean_line(notice) for store in own.stores for notice in _loaded(store)]
    return own._replace(notices=tuple(notices))


def _loaded(store: RecordStore[Any]) -> Iterator[str]:
    """Read a file of the owner's; what there is to tell of it."""
    try:
        yield from store.load().notices
        store.recover()
    except ReaderError as error:
        yield str(error)
    yield from store.take_notices()


def _app(session: Session, ending: Ending, terminal: Terminal | None) -> ReaderApp:
    from reader.services.desktop.clipboard import Clipboard
    from reader.ui.app import ReaderApp, has_few_colors

    driver_class = None
    if terminal is not None:
        from reader.ui.terminal.driver import driver_of

        asks = not session.settings.ambiguous and not (
            session.terminal and session.terminal.ambiguous
        )
        driver_class = driver_of(terminal, ending, asks_width=asks)
    return ReaderApp(
        session,
        few_colors=has_few_colors(),
        on_shown=_rest_collector,
        ending=ending,
        clipboard=Clipboard.of_platform(),
        driver_class=driver_class,
    )
