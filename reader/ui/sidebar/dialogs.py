"""The dialogs of the list: orders, groups, properties, copies, searches that are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.services.arrangement import GROUPS, ArticleLabel, direction, sort_name
from reader.services.list_entry import Entry
from reader.text.safe import clean_line
from reader.ui.commands import Scope, commands, keymap_of
from reader.ui.dialogs.choice import Choice
from reader.ui.sidebar.messages import Told

if TYPE_CHECKING:
    from reader.services.catalog import Catalog
    from reader.services.owner.saved_searches import SearchKeeper
    from reader.state.saved_searches import SavedSearch
    from reader.ui.dialogs.picker import Picked
    from reader.ui.sidebar.arranging import Arranging
    from reader.ui.sidebar.changes import Changes
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader
    from reader.ui.sidebar.saved_searches import SavedSearches
    from reader.ui.sidebar.widgets.article_list import ArticleList

TAKE_AWAY = "-"
"""Before the position, in the key of a choice that takes a filter away."""
NOW = "✓"


class ListDialogs:
    """Each is imported when it is first asked for."""

    def __init__(
        self,
        host: Host,
        loader: ListLoader,
        arranging: Arranging,
        listing: ArticleList,
        catalog: Catalog,
    ) -> None:
        self._host = host
        self._loader = loader
        self._arranging = arranging
        self._list = listing
        self._catalog = catalog

    def _pick(
        self,
        title: str,
        choices: Sequence[Choice],
        done: Callable[[Picked], None],
        *,
        empty: str = "Nothing here",
        start: int = 0,
        verb: str = "choose",
        key_notes: bool = False,
    ) -> None:
        from reader.ui.dialogs.picker import Picker

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                done(chosen)

        self._host.app.push_screen(
            Picker(title, choices, empty=empty, start=start, verb=verb, key_notes=key_notes),
            picked,
        )

    # -- arranging --------------------------------------------------------------------------

    def sort(self) -> None:
        """The order that holds is named the other way round: choosing it does that."""
        arrangement = self._arranging.now
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
        self._pick("Sort", choices, lambda p: self._arranging.sort_by(p.key), start=start)

    def group(self) -> None:
        known = self._arranging.now.group
        names = {"": "No groups", **{group: f"By {group}" for group in GROUPS}}
        choices = [
            Choice(group, name, note=NOW if group == known else "") for group, name in names.items()
        ]
        start = list(names).index(known)
        self._pick("Group", choices, lambda p: self._arranging.group_by(p.key), start=start)

    def labels(self, kind: str) -> None:
        """The values of a property, counted in a thread."""
        self._host.run_worker(partial(self._find_values, kind), group="facets", exclusive=True)

    async def _find_values(self, kind: str) -> None:
        own = self._loader.flagger.own
        self._show_values(kind, await asyncio.to_thread(self._catalog.facets, kind, own))

    def _show_values(self, kind: str, values: Sequence[tuple[str, int]]) -> None:
        """Offer values, those first that the list is filtered by: choosing one takes it away."""
        filters = self._arranging.now.filters
        labels = [ArticleLabel(kind, value) for value, _ in values]
        held = [each for each in filters if each.kind == kind]
        choices = [
            Choice(f"{TAKE_AWAY}{at}", clean_line(label.value), note=f"{NOW} takes it away")
            for at, label in enumerate(held)
        ]
        choices += [
            Choice(str(at), clean_line(value), note=f"{count:,}")
            for at, (value, count) in enumerate(values)
            if labels[at] not in held
        ]

        def done(picked: Picked) -> None:
            at = picked.key.removeprefix(TAKE_AWAY)
            self._arranging.turn((held if at != picked.key else labels)[int(at)])

        self._pick(f"{kind.capitalize()}s", choices, done, empty=f"No article here has a {kind}")

    def menu(self) -> None:
        """What else can be done with the list, for who does not know the key."""
        offered = [
            command
            for command in commands(Scope.LIST)
            if command.group in {"Arrange", "Keep", "Read"} and command.palette
            if command.verb != "menu"
        ]
        offered += [c for c in commands(Scope.LIST) if c.verb in {"save_search", "saved"}]
        keymap = keymap_of(self._host.app)
        choices = [Choice(c.action, c.title, note=keymap.label(c)) for c in offered]
        self._pick("The list", choices, self._menu_picked, key_notes=True)

    def _menu_picked(self, picked: Picked) -> None:
        # As if its key had been pressed there.
        self._host.call_later(self._host.app.run_action, picked.key, self._list)

    # -- copies -----------------------------------------------------------------------------

    def copies(self) -> None:
        """The files that hold the article under the cursor."""
        id_, shown = self._list.current_id, self._loader.shown
        others = shown.copies.get(id_, ()) if shown is not None and id_ is not None else ()
        if id_ is None or not others:
            self._host.post_message(Told("This article has no copies"))
            return
        work = partial(self._find_copies, (id_, *others))
        self._host.run_worker(work, group="facets", exclusive=True)

    async def _find_copies(self, ids: Sequence[int]) -> None:
        found = await asyncio.to_thread(self._catalog.articles, ids)
        self._show_copies([Entry(article) for article in found.values()])

    def _show_copies(self, entries: Sequence[Entry]) -> None:
        choices = [
            Choice(str(at), entry.article.file_name, entry.article.file_path)
            for at, entry in enumerate(entries)
        ]

        def done(picked: Picked) -> None:
            self._list.open_entry(entries[int(picked.key)])

        self._pick("Copies", choices, done, verb="open")


class SearchDialogs:
    """Lists the searches that are kept, to open, rename or delete one."""

    def __init__(
        self,
        host: Host,
        searches: SavedSearches,
        changes: Changes,
        keeper: SearchKeeper,
        open_search: Callable[[str], None],
    ) -> None:
        """`open_search` shows what the search with an id finds."""
        self._host = host
        self._searches = searches
        self._changes = changes
        self._keeper = keeper
        self._open = open_search
        self.is_due = False
        """Whether the searches are to be shown again once what was done to them is kept."""

    def show(self, at: str = "") -> None:
        """Show the searches that are known, the cursor on the one whose id is `at`, if any."""
        from reader.ui.dialogs.picker import Picker

        keys = [search.id for search in self._searches.known]
        choices = [
            Choice(
                search.id,
                clean_line(search.title),
                clean_line(search.query),
                note=self._searches.counts.get(search.id, ""),
            )
            for search in self._searches.known
        ]
        self._host.app.push_screen(
            Picker(
                "Views and searches",
                choices,
                empty=keymap_of(self._host.app).hinted(
                    "None are kept yet", "list.save_search", "keeps one", joint=": "
                ),
                start=keys.index(at) if at in keys else 0,
                edit="rename",
                undoable=True,
                on_delete=self._delete_search,
            ),
            self._search_picked,
        )

    def _delete_search(self, key: str) -> None:
        again = partial(self._searches.load, tells=False)
        self._changes.keep(partial(self._keeper.remove, key), again)

    def _search_picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.verb == "undo":
            again = self._saved_again(picked.key)
            self._changes.undo(partial(self._searches.load, again, tells=False))
        elif picked.verb == "note":
            from reader.ui.dialogs.line_dialog import LineDialog

            search = next(search for search in self._searches.known if search.id == picked.key)
            rename = partial(self._rename, search)
            title = "Name of the view" if search.view else "Name of the search"
            dialog = LineDialog(title, search.title, hint="a name", on_draft=rename)
            self._host.app.push_screen(dialog, partial(self._name_given, search))
        else:
            self._open(picked.key)

    def _name_given(self, search: SavedSearch, name: str | None) -> None:
        if name is None:
            self.show(search.id)
        else:
            self._rename(search, name, self._saved_again(search.id))

    def _saved_again(self, key: str) -> Callable[[], None]:
        """Show the searches again when all is saved, if they are still wanted then."""
        self.is_due = True

        def show() -> None:
            if self.is_due:
                self.is_due = False
                self.show(key)

        return show

    def give_up(self) -> None:
        """Do not show the searches again."""
        self.is_due = False

    def _rename(
        self, search: SavedSearch, name: str, then: Callable[[], None] | None = None
    ) -> None:
        """A name that was not touched is not written."""
        known = search.name if name == search.title else clean_line(name)
        work = partial(self._keeper.rename, search, known)
        self._changes.keep(work, partial(self._searches.load, then, tells=False))
