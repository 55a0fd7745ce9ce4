"""A change of a bookmark: what it says to the owner, and how it is taken back. Pure.

Another reader may change the same bookmark at the same time; what the owner wrote in either of them
is never lost to the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.services.owner.undo import Undoable

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.state.bookmark import Bookmark


class Change(NamedTuple):
    """A bookmark that was made, removed or edited."""

    bookmark: Bookmark
    """For an edit, the bookmark as the owner saw it when the edit began."""
    before: Bookmark | None
    """None if there was none: it was made."""
    after: Bookmark | None
    """None if there is none any more: it was removed."""
    meanwhile: str = ""
    """What to tell the owner of changes that others made before this one; empty for nothing."""

    @property
    def told(self) -> str:
        """The change in words; empty if it changed nothing."""
        if self.before == self.after:
            return ""
        what = self.bookmark.kind.value
        if self.after is None:
            return Undoable(f"{noun(what)} removed")
        if self.before is None:
            made = Undoable("Highlighted") if what == "highlight" else "Bookmarked"
            return self.meanwhile or made
        return f"{parts_changed(self.before, self.after)} kept{self.meanwhile}"


def noun(kind: str) -> str:
    """The word for a bookmark of this kind at the beginning of a sentence."""
    return "Highlight" if kind == "highlight" else "Bookmark"


def many(bookmarks: Collection[object]) -> str:
    """A number of bookmarks in words."""
    return "1 bookmark" if len(bookmarks) == 1 else f"{len(bookmarks):,} bookmarks"


def told_meanwhile(original: Bookmark, said: Bookmark, now: Bookmark | None) -> str:
    """What to tell of changes by others to a part that the owner edits too; empty for nothing.

    `original` is what the owner saw, `said` what the owner made of it, `now` what is kept.
    """
    parts = {"note": said.note != original.note, "tags": said.tags != original.tags}
    if now is None:
        given = " and ".join(name for name, is_said in parts.items() if is_said)
        word = noun(original.kind.value).lower()
        return f"The {word} had been removed; it is back with your {given or 'colour'}"
    both = [
        name
        for name, is_said in parts.items()
        if is_said and getattr(now, name) not in (getattr(original, name), getattr(said, name))
    ]
    if not both:
        return ""
    it = "it" if both == ["note"] else "them"
    return f"; another reader had changed {it} too: both stand"


def own_part(change: Change, now: Bookmark | None) -> Bookmark | None:
    """The result of a change without what others wrote at the same moment.

    `now` is the bookmark as it was kept, merged with the words of others. Note and tags that nobody
    else had changed before are as the owner said them.
    """
    before, said = change.before, change.after
    if before is None or said is None or now is None:
        return now
    return replace(
        now,
        note=said.note if before.note == change.bookmark.note else now.note,
        tags=said.tags if before.tags == change.bookmark.tags else now.tags,
    )


def as_before(now: Bookmark, before: Bookmark, after: Bookmark) -> Bookmark:
    """The bookmark `now` without the change from `before` to `after`.

    A part that is no longer as the change left it stays; of tags, those of others stay.
    """
    added = [tag for tag in after.tags if tag not in before.tags]
    removed = [tag for tag in before.tags if tag not in after.tags and tag not in now.tags]
    others = tuple([tag for tag in now.tags if tag not in added] + removed)
    is_there = (now.place, now.end, now.quote) == (after.place, after.end, after.quote)
    where = before if is_there else now
    return replace(
        now,
        place=where.place,
        end=where.end,
        quote=where.quote,
        note=before.note if now.note == after.note else now.note,
        tags=before.tags if now.tags == after.tags else others,
        color=before.color if now.color == after.color else now.color,
    )


def parts_changed(before: Bookmark, after: Bookmark) -> str:
    """The name of the one part that differs, or a word for several."""
    parts = {
        "Note": before.note != after.note,
        "Tags": before.tags != after.tags,
        "Colour": before.color != after.color,
        "Place": (before.place, before.quote) != (after.place, after.quote),
    }
    changed = [name for name, is_other in parts.items() if is_other]
    return changed[0] if len(changed) == 1 else "Changes"
