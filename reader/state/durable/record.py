"""Records, as the owner's files hold them: objects, each with an id of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Generic, TypeVar

_EPOCH = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """The fields that every kind has."""

    id: str = ""
    """Unique in the file, opaque; the store gives one to a record that has none."""
    created: str = ""
    """ISO 8601, UTC, milliseconds; the store's clock if empty."""
    updated: str = ""
    """The time of the last change, written as `created` is; of two versions the later wins."""
    extra: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)
    """Fields that this version does not know."""


R = TypeVar("R", bound=KeptRecord)


@dataclass(frozen=True, slots=True)
class RecordForm(Generic[R]):
    """How one kind of records stands in its file, and how two versions of one are merged."""

    name: str
    """The name of the list in the file, and of the records in messages: `bookmarks`."""
    parse: Callable[[object], R]
    """Reads an entry. Raises ValueError, naming the field that is wrong."""
    format: Callable[[R], dict[str, object]]
    """The entry of a record; `parse` undoes it."""
    order: Callable[[R], tuple[object, ...]]
    """Sorts the file, so that a change stays local."""
    derived_id: Callable[[R, int], str]
    """The id of an entry that has none: the same in every process, another for each number."""
    check: Callable[[R], None]
    """Raises ValueError for a record that could not be read again."""
    units: tuple[tuple[str, ...], ...] = ()
    """Fields that mean something only together: all are taken from the same side."""
    texts: frozenset[str] = frozenset()
    """Fields of the owner's own words: of a conflict both sides stand."""
    sets: frozenset[str] = frozenset()
    """Fields that are lists without an order that matters: merged element by element."""


def timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant(text: str) -> datetime:
    """The time that a text says; no ISO 8601 counts as long ago, one without a zone as UTC."""
    try:
        moment = datetime.fromisoformat(text)
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return min(aware, _END)
    except (ValueError, OverflowError):
        return _EPOCH
