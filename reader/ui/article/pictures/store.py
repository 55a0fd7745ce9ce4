"""The pictures of the article that is shown: their sizes, and those on the screen decoded."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.typeset.picture_size import CellSize, PixelSize
from reader.ui.article.pictures.half_blocks import BlockGrid, Rgb, TerminalCells, decoded

if TYPE_CHECKING:
    from reader.services.pictures.source import PictureSource

MOST_PICTURES: Final = 5_000
"""Pictures of an article that are looked for."""
KEPT_BYTES: Final = 8 * 1024 * 1024
"""Bytes of decoded pictures that are kept: some hundred, as a screen has few cells."""
_MOST_DUE: Final = 8
"""Pictures that wait to be decoded; who scrolls on does not want the first ones any more."""
_FIRST_SIZES, _MORE_SIZES = 4, 64
"""Sizes that are told of at a time: soon what is on the screen, then many at once."""


class GridKey(NamedTuple):
    """What a picture in cells depends on."""

    address: str
    size: CellSize
    ground: Rgb
    """What is seen through it where it is transparent."""


@dataclass(frozen=True, slots=True)
class SizesFound:
    """Sizes of pictures that are there, by their addresses."""

    sizes: Mapping[str, PixelSize]


@dataclass(frozen=True, slots=True)
class GridMade:
    """A picture in cells; None if it cannot be decoded."""

    key: GridKey
    grid: BlockGrid | None


Found = SizesFound | GridMade


@dataclass(slots=True, eq=False)
class PictureWork:
    """What is to be done for one article."""

    source: PictureSource
    asked: set[str] = field(default_factory=set)
    """Addresses whose sizes were asked for."""
    unknown: deque[str] = field(default_factory=deque)
    """Those that nobody looked at yet."""
    due: deque[GridKey] = field(default_factory=deque)
    """Pictures to decode, the most wanted last."""


class PictureStore:
    """Sizes and decoded pictures for whoever draws them; nothing is drawn before they are known.

    `start` has a worker do something. What that finds it hands to `told`, in its own thread; who
    hears of it gives it to `take`, in the thread that draws.
    """

    def __init__(
        self,
        start: Callable[[Callable[[], None]], None],
        told: Callable[[PictureWork, Found], None],
    ) -> None:
        self._start = start
        self._told = told
        self._work: PictureWork | None = None
        self._lock = Lock()
        self._is_busy = False
        self._grids: OrderedDict[GridKey, BlockGrid] = OrderedDict()
        self._bytes = 0
        self.cells = TerminalCells()
        self.decoded = 0
        """Count of work, for tests."""

    # -- in the thread that draws -------------------------------------------------------

    def begin(self, source: PictureSource | None, addresses: Iterable[str]) -> None:
        """Forget all pictures, and find those of another article; of None there are none."""
        self._grids.clear()
        self._bytes = 0
        self._work = PictureWork(source) if source is not None else None
        self.extend(addresses)

    def extend(self, addresses: Iterable[str]) -> None:
        """Find these pictures of the article too."""
        work = self._work
        if work is None:
            return
        with self._lock:
            for address in addresses:
                if len(work.asked) >= MOST_PICTURES:
                    break
                if address and address not in work.asked:
                    work.asked.add(address)
                    work.unknown.append(address)
        if work.unknown:
            self._begin()

    def look_again(self, addresses: Iterable[str]) -> None:
        """Find these pictures though they were looked for before: they have come since."""
        again = tuple(addresses)
        if self._work is not None:
            self._work.asked.difference_update(again)
        self.extend(again)

    @property
    def source(self) -> PictureSource | None:
        """What has the pictures of the article."""
        return self._work.source if self._work is not None else None

    def grid(self, key: GridKey) -> BlockGrid | None:
        """The picture in cells if it is there; else it is asked for."""
        known = self._grids.get(key)
        if known is not None:
            self._grids.move_to_end(key)
        else:
            self._ask(key, first=True)
        return known

    def expect(self, key: GridKey) -> None:
        """Have a picture decoded when there is nothing else to do: it may be seen next."""
        if key not in self._grids:
            self._ask(key, first=False)

    def take(self, work: PictureWork, found: Found) -> bool:
        """Keep what was found, unless it is another article's; whether it was kept."""
        if work is not self._work:
            return False
        if isinstance(found, GridMade) and found.grid is not None:
            if found.key not in self._grids:
                self._bytes += len(found.grid.data)
            self._grids[found.key] = found.grid
            while self._bytes > KEPT_BYTES and len(self._grids) > 1:
                _, dropped = self._grids.popitem(last=False)
                self._bytes -= len(dropped.data)
        return True

    def _ask(self, key: GridKey, *, first: bool) -> None:
        work = self._work
        if work is None:
            return
        with self._lock:
            due = work.due
            if key in due:
                due.remove(key)
            if first:
                due.append(key)
            else:
                due.appendleft(key)
            while len(due) > _MOST_DUE:
                due.popleft()
        self._begin()

    # -- in a worker --------------------------------------------------------------------

    def _begin(self) -> None:
        with self._lock:
            if self._is_busy:
                return
            self._is_busy = True
        self._start(self._run)

    def _run(self) -> None:
        """Decode what is wanted, and find sizes meanwhile. Runs in a worker."""
        work: PictureWork | None = None
        steps: Iterator[None] | None = None
        while True:
            if work is not self._work or work is None:
                work, steps = self._work, None
            key = self._next_due(work)
            if work is not None and key is not None:
                self._decode(work, key)
                continue
            if steps is None and work is not None and work.unknown:
                steps = self._find_sizes(work)
            if steps is not None:
                steps = steps if _goes_on(steps) else None
            elif self._is_done(work):
                return

    def _next_due(self, work: PictureWork | None) -> GridKey | None:
        with self._lock:
            return work.due.pop() if work is not None and work.due else None

    def _is_done(self, work: PictureWork | None) -> bool:
        """Whether there is nothing left to do; whoever asks for more then begins anew."""
        with self._lock:
            has_more = work is not None and (work.due or work.unknown)
            if work is not self._work or has_more:
                return False
            self._is_busy = False
            return True

    def _find_sizes(self, work: PictureWork) -> Iterator[None]:
        """Find the sizes of what nobody looked at, one at each step."""
        from reader.services.pictures.raster import pixel_size

        with self._lock:
            addresses = list(work.unknown)
            work.unknown.clear()
        sizes: dict[str, PixelSize] = {}
        enough = _FIRST_SIZES
        for address, file in work.source.files(addresses):
            size = pixel_size(file)
            if size is not None:
                sizes[address] = size
            if len(sizes) >= enough:
                self._told(work, SizesFound(sizes))
                sizes, enough = {}, _MORE_SIZES
            yield
        if sizes:
            self._told(work, SizesFound(sizes))

    def _decode(self, work: PictureWork, key: GridKey) -> None:
        grid = None
        for _, file in work.source.files([key.address]):
            self.decoded += 1
            grid = decoded(file, key.size, key.ground, self.cells)
        self._told(work, GridMade(key, grid))


def _goes_on(steps: Iterator[None]) -> bool:
    """Do a step; False if there was none left."""
    return any(True for _ in steps)
