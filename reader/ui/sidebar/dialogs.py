"""The dialogs of the list: orders, groups, properties, copies, searches that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.services.arrangement import GROUPS, Label, direction, sort_name
from reader.services.list_entry import Entry
from reader.text.safe import clean_line
from reader.ui.dialogs.choice_list import Choice

if TYPE_CHECKING:
    from reader.state.saved_searches import SavedSearch
    from reader.ui.dialogs.picker import Picked
    from reader.ui.sidebar.sidebar import Sidebar

ALL = "all"
"""Key of the choice that takes a filter away; no position is written so."""
NOW = "✓"


class ListDialogs:
    """Each is imported when it is first asked for."""

    def __init__(self, sidebar: Sidebar) -> None:
        self._sidebar = sidebar
        self._values: list[tuple[str, int]] = []

    def _pick(
        self,
        title: str,
        choices: Sequence[Choice],
        done: Callable[[Picked], None],
        *,
        empty: str = "Nothing here",
        start: int = 0,
        verb: str = "choose",
    ) -> None:
        from reader.ui.dialogs.picker import Picker

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                done(chosen)

        self._sidebar.app.push_screen(
            Picker(title, choices, empty=empty, start=start, verb=verb), picked
        )

    # -- arranging --------------------------------------------------------------------------

    def sort(self) -> None:
        """The order that holds is named the other way round: choosing it does that."""
        arrangement = self._sidebar.arrangement
        known, is_reversed = arrangement.order
        choices = [
            Choice(
                sort,
                f"By {sort_name(sort)}",
                note=(
                    f"{NOW} {direction(sort, is_reversed=is_reversed)}"
                    if sort == known
                    else direction(sort, is_reversed=False)
                ),
            )
            for sort in arrangement.sorts
        ]
        start = arrangement.sorts.index(known)
        self._pick("Sort", choices, lambda p: self._sidebar.sort_by(p.key), start=start)

    def group(self) -> None:
        known = self._sidebar.arrangement.group
        names = {"": "No groups", **{group: f"By {group}" for group in GROUPS}}
        choices = [
            Choice(group, name, note=NOW if group == known else "") for group, name in names.items()
        ]
        start = list(names).index(known)
        self._pick("Group", choices, lambda p: self._sidebar.group_by(p.key), start=start)

    def labels(self, kind: str) -> None:
        """The values of a property, counted by a worker."""
        self._sidebar.find_values(kind)

    def show_values(self, kind: str, values: Sequence[tuple[str, int]]) -> None:
        label = self._sidebar.arrangement.label
        choices = [Choice(ALL, f"Any {kind}")] if label is not None else []
        choices += [
            Choice(str(at), clean_line(value), note=f"{count:,}")
            for at, (value, count) in enumerate(values)
        ]

        def done(picked: Picked) -> None:
            chosen = None if picked.key == ALL else Label(kind, values[int(picked.key)][0])
            self._sidebar.show_label(chosen)

        self._pick(f"{kind.capitalize()}s", choices, done, empty=f"No article here has a {kind}")

    def menu(self) -> None:
        """What else can be done with the list, for who does not know the key."""
        from reader.ui.commands import Scope, commands, keymap_of

        offered = [
            command
            for command in commands(Scope.LIST)
            if command.group in {"Arrange", "Keep", "Read"} and command.verb != "menu"
        ]
        offered += [c for c in commands(Scope.LIST) if c.verb in {"save_search", "saved"}]
        keymap = keymap_of(self._sidebar.app)
        choices = [Choice(c.verb, c.title, note=keymap.label(c)) for c in offered]
        self._pick("The list", choices, self._menu_picked)

    def _menu_picked(self, picked: Picked) -> None:
        sidebar = self._sidebar
        # As if its key had been pressed there.
        sidebar.call_later(sidebar.app.run_action, picked.key, sidebar.list)

    # -- copies -----------------------------------------------------------------------------

    def copies(self) -> None:
        """The files that hold the article under the cursor."""
        self._sidebar.find_copies()

    def show_copies(self, entries: Sequence[Entry]) -> None:
        choices = [
            Choice(str(at), entry.article.file_name, entry.article.file_path)
            for at, entry in enumerate(entries)
        ]

        def done(picked: Picked) -> None:
            self._sidebar.list.open_entry(entries[int(picked.key)])

        self._pick("Copies", choices, done, verb="open")

    # -- searches that are kept -------------------------------------------------------------

    def saved(self, at: str = "") -> None:
        """Those that are known; the cursor is on the one whose id is `at`, if it is there."""
        from reader.ui.dialogs.picker import Picker

        sidebar = self._sidebar
        keys = [search.id for search in sidebar.searches]
        choices = [
            Choice(
                search.id,
                clean_line(search.title),
                clean_line(search.query),
                note=sidebar.counts.get(search.id, ""),
            )
            for search in sidebar.searches
        ]
        sidebar.app.push_screen(
            Picker(
                "Searches",
                choices,
                empty="No searches yet: w keeps one",
                start=keys.index(at) if at in keys else 0,
                edit="rename",
                undoable=True,
                on_delete=self._delete_search,
            ),
            self._search_picked,
        )

    def _delete_search(self, key: str) -> None:
        sidebar = self._sidebar
        again = partial(sidebar.load_searches, tells=False)
        sidebar.keep(partial(sidebar.keeper.searches.remove, key), again)

    def _search_picked(self, picked: Picked | None) -> None:
        sidebar = self._sidebar
        if picked is None:
            return
        again = partial(sidebar.load_searches, partial(self.saved, picked.key), tells=False)
        if picked.verb == "undo":
            sidebar.undo(again)
        elif picked.verb == "note":
            from reader.ui.dialogs.line_dialog import LineDialog

            search = next(search for search in sidebar.searches if search.id == picked.key)
            rename = partial(self._rename, search)
            dialog = LineDialog("Name of the search", search.title, hint="a name", on_draft=rename)
            sidebar.app.push_screen(dialog, partial(self._name_given, search))
        else:
            sidebar.open_saved(picked.key)

    def _name_given(self, search: SavedSearch, name: str | None) -> None:
        if name is None:
            self.saved(search.id)
        else:
            self._rename(search, name, partial(self.saved, search.id))

    def _rename(
        self, search: SavedSearch, name: str, then: Callable[[], None] | None = None
    ) -> None:
        """A name that was not touched is not written."""
        sidebar = self._sidebar
        known = search.name if name == search.title else clean_line(name)
        work = partial(sidebar.keeper.searches.rename, search, known)
        sidebar.keep(work, partial(sidebar.load_searches, then, tells=False))
