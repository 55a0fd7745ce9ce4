"""Articles brought in from elsewhere while the app runs: what is wanted, and what came of it.

Nothing of `reader.intake` is imported before somebody asks for it.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.paths import DEFAULT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.intake.job import IntakeContext
    from reader.intake.order import IntakeOrder, IntakeProgress, IntakeResult
    from reader.library.index import Index
    from reader.services.session import Session

MOST_NOTICES: Final = 5
"""Lines that are told of what failed; of more only the number is."""
_ROOM: Final = 60
"""Characters that the narrowest status bar has room for, more or less."""
_LOOK_SECONDS: Final = 0.1
_ADDRESS: Final = ("http://", "https://", "feed:")


class Wish(NamedTuple):
    """What the owner wants to have in the library."""

    what: str
    """Addresses with white space between them, or the path of one file or folder."""
    folder: Path
    tags: tuple[str, ...] = ()
    pictures: bool = False


def folders_of(session: Session) -> tuple[Path, ...]:
    """The folders that articles may be added to, the likeliest first; never empty."""
    folders = tuple(root for root in session.roots if root.is_dir())
    return folders or session.settings.folders or (DEFAULT_FOLDER.absolute(),)


def is_address(text: str) -> bool:
    """Whether a text is one address of the web."""
    from reader.document.addresses import parse_address

    is_one_line = len(text) < 4_000 and len(text.split()) == 1
    return is_one_line and text.startswith(_ADDRESS) and parse_address(text) is not None


def names_in(text: str) -> tuple[str, ...]:
    """What a typed line names: addresses, or one path, which may have blanks in it."""
    line = text.strip()
    words = line.split()
    if any(word.lower().startswith(_ADDRESS) for word in words):
        return tuple(dict.fromkeys(words))
    if not line:
        return ()
    is_quoted = len(line) > 1 and line[0] == line[-1] and line[0] in "\"'"
    path = Path(line[1:-1] if is_quoted else line)
    with suppress(RuntimeError):  # the home of nobody
        path = path.expanduser()
    # `-` alone would be standard input, which is the keyboard here.
    return (str(path.absolute() if path == Path("-") else path),)


def added(
    session: Session,
    wish: Wish,
    *,
    told: Callable[[str], None],
    wanted: Callable[[], bool],
    is_scanned: Callable[[], bool],
) -> Generator[IntakeResult, None, None]:
    """Add what is wished; a result for each entry. For threads: it reads, asks the web and writes.

    `told` is given what is going on, in words. Ends within a moment once it is not `wanted`; what
    was added until then is whole, and stays. Raises ReaderError if nothing can be done at all.
    """
    from reader.intake.job import carry_out

    def tell(progress: IntakeProgress) -> None:
        told(_in_words(progress))

    with ExitStack() as opened:
        index = _library(session, opened)
        if not _is_up_to_date(session, index, wish.folder, told, wanted, is_scanned):
            return
        context = _context(session, index, opened)
        yield from opened.enter_context(
            closing(carry_out(_order(wish), context, told=tell, wanted=wanted))
        )


def _library(session: Session, opened: ExitStack) -> Index:
    """The index that knows what is in the library: a session on one pipe has another one."""
    from reader.library.index import Index

    if session.library is None:
        return session.index
    return opened.enter_context(Index(session.library, links=session.settings.links))


def _is_up_to_date(
    session: Session,
    index: Index,
    folder: Path,
    told: Callable[[str], None],
    wanted: Callable[[], bool],
    is_scanned: Callable[[], bool],
) -> bool:
    """Wait until the index knows what is in the folder; False if it is not wanted any more."""
    first = "Adding: the library is read first"
    if any(folder.is_relative_to(root) for root in session.roots):
        pause = Event()
        while wanted() and not is_scanned():
            told(first)
            pause.wait(_LOOK_SECONDS)
    elif folder.exists():
        told(first)
        for _ in index.refresh([folder], cancelled=lambda: not wanted()):
            pass
    return wanted()


def _context(session: Session, index: Index, opened: ExitStack) -> IntakeContext:
    from reader.intake.job import IntakeContext
    from reader.state.feed_memory import FeedMemory

    feeds = opened.enter_context(FeedMemory(session.state.path))
    roots, bookmarks, clock = session.roots, session.bookmarks, session.clock
    if session.open_web is None:
        return IntakeContext(index, roots, bookmarks, feeds, clock)
    return IntakeContext(index, roots, bookmarks, feeds, clock, session.open_web)


def _order(wish: Wish) -> IntakeOrder:
    from reader.intake.order import IntakeOrder

    return IntakeOrder(names_in(wish.what), wish.folder, tags=wish.tags, pictures=wish.pictures)


def _in_words(progress: IntakeProgress) -> str:
    parts = ["Adding"]
    if progress.total is not None and progress.total > 1:
        parts.append(f"{progress.done:,} of {progress.total:,}")
    elif progress.total is None and progress.done:
        parts.append(f"{progress.done:,} so far")
    return " · ".join((*parts, progress.now) if progress.now else parts)


def _failure(result: IntakeResult) -> tuple[str, ...]:
    """Why an entry failed; the advice by itself where a line has no room for it too.

    An address comes last, where it may be cut: reasons name its host.
    """
    reason = result.reason.removeprefix(f"{result.title}: ")
    subject, place = f"{result.title}: ", ""
    if is_address(result.title):
        subject, place = "", f" · {result.title}"
    what, _, advice = reason.removesuffix(")").rpartition(" (")
    if len(subject + reason) <= _ROOM or not what or not reason.endswith(")"):
        return (f"Not added: {subject}{reason}{place}",)
    return f"Not added: {subject}{what}{place}", advice


@dataclass(slots=True)
class AddingReport:
    """What came of a wish."""

    added: int = 0
    known: int = 0
    noted: int = 0
    """Entries of which only highlights were wanted."""
    failed: int = 0
    highlights: int = 0
    last: Path | None = None
    """The article that was added last, or is there already."""
    title: str = ""
    """The title of the last entry."""
    notices: tuple[str, ...] = ()
    """What the owner should know, one line each: what failed, what came with flaws."""

    def take(self, result: IntakeResult) -> None:
        """Count one entry."""
        from reader.intake.order import Outcome

        self.title = result.title
        self.highlights += result.highlights
        self.added += result.outcome is Outcome.ADDED
        self.known += result.outcome is Outcome.KNOWN
        self.noted += result.outcome is Outcome.NOTED
        self.failed += result.outcome is Outcome.FAILED
        notices = [f"{result.title}: {notice}" for notice in result.notices]
        if result.outcome is Outcome.FAILED:
            notices += _failure(result)
        self.notices = (*self.notices, *notices)[:MOST_NOTICES]
        if result.path is not None:
            self.last = result.path

    @property
    def entries(self) -> int:
        """The number of entries that are done with."""
        return self.added + self.known + self.noted + self.failed

    @property
    def told(self) -> str:
        """The result in words; empty if the notices say it all."""
        marks = f"{self.highlights:,} highlight{'' if self.highlights == 1 else 's'} kept"
        if self.entries == 1 and self.failed:
            return ""
        if self.entries == 1 and not self.noted:
            what = "Added" if self.added else "Is there already"
            return f"{what}: {self.title}{f' · {marks}' if self.highlights else ''}"
        counted = [
            f"{self.added:,} added" if self.added else "",
            f"{self.known:,} there already" if self.known else "",
            f"{self.failed:,} failed" if self.failed else "",
            marks if self.highlights else "",
        ]
        return ", ".join(filter(None, counted)) or "Nothing new there"
