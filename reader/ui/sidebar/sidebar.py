"""The left pane: search box and list, and what is chosen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual import events, on
from textual.containers import Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.services.arrangement import ArticleLabel
from reader.text.safe import clean_line
from reader.ui.commands import keymap_of
from reader.ui.common.key_hints import hinted_content
from reader.ui.common.row_panel import RowPanel
from reader.ui.common.search_box import SearchBox
from reader.ui.sidebar import messages
from reader.ui.sidebar.arranging import Arranging
from reader.ui.sidebar.changes import Changes, ReadFlags
from reader.ui.sidebar.dialogs import ListDialogs, SearchDialogs
from reader.ui.sidebar.disk import DiskFollower
from reader.ui.sidebar.list_loader import ListLoader
from reader.ui.sidebar.saved_searches import MOST_SAVED, SavedSearches
from reader.ui.sidebar.search import MOST_COMPLETIONS, MOST_STEPS, Search
from reader.ui.sidebar.widgets.article_list import ArticleList
from reader.ui.sidebar.widgets.list_head import IndexProgress, ListHead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from reader.library.article import Article
    from reader.services.arrangement import Arrangement
    from reader.services.catalog import Catalog, ShownList
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session


class Sidebar(Vertical):
    """Lists the library, or what a search finds in it.

    It carries out the commands of the list, and passes on to its parts what its widgets say.
    """

    Told: TypeAlias = messages.Told
    Filtered: TypeAlias = messages.Filtered
    Emptied: TypeAlias = messages.Emptied
    SearchLeft: TypeAlias = messages.SearchLeft
    Kept: TypeAlias = messages.Kept
    IndexNoted: TypeAlias = messages.IndexNoted
    FilesChanged: TypeAlias = messages.FilesChanged

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._session = session
        self._catalog = catalog
        self.box = box = SearchBox(id="search", placeholder="Search", compact=True)
        self.completions = RowPanel(most=MOST_COMPLETIONS, id="completions")
        self.steps = RowPanel(most=MOST_STEPS, id="next-steps")
        self.head = ListHead(id="list-head")
        self.saved = RowPanel(most=MOST_SAVED, cursor="kept", id="saved")
        self.list = listing = ArticleList(id="list")
        self._emptiness = Static("", id="list-empty", markup=False)
        self._progress = IndexProgress(id="indexing")

        self.loader = loader = ListLoader(self, listing, session, keeper, catalog)
        self.disk = DiskFollower(self, loader, listing, self._progress, session)
        self.arranging = Arranging(self, loader)
        self._changes = changes = Changes(self, loader, keeper)
        self._flags = ReadFlags(changes, loader, listing, keeper, catalog)
        self.searches = searches = SavedSearches(
            self, loader, changes, self.saved, session, keeper, catalog
        )
        self.search = Search(
            self, loader, searches, listing, box, self.completions, self.steps, catalog
        )
        self._dialogs = ListDialogs(self, loader, self.arranging, listing, catalog)
        self.search_dialogs = SearchDialogs(
            self, searches, changes, keeper.searches, self.open_saved
        )

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.completions
        yield self.steps
        yield self.head
        yield self.saved
        yield self.list
        yield self._emptiness
        yield self._progress

    def on_mount(self) -> None:
        if self._session.settings.sidebar:
            self.styles.width = self._session.settings.sidebar
        self.loader.show_known()
        self._show_heading()
        self._describe(self.loader.size_known)

    def begin(self) -> None:
        """The first frame is on the screen: now for all that takes time."""
        self.loader.begin()
        self.disk.begin()
        self.searches.load()
        self.run_worker(self._warm_up, thread=True, group="warm")

    def _warm_up(self) -> None:
        worker = get_current_worker()
        self._catalog.searcher.warm(lambda: worker.is_cancelled)

    async def on_unmount(self) -> None:
        await self.disk.end()

    # -- what the screen asks -------------------------------------------------------------

    @property
    def arrangement(self) -> Arrangement:
        return self.loader.arrangement

    @property
    def shown(self) -> ShownList | None:
        """What the list shows; None until a worker has it."""
        return self.loader.shown

    @property
    def query_text(self) -> str:
        return self.loader.arrangement.query

    def show_peeked(self, articles: Sequence[Article]) -> None:
        """Show what was seen of an index that is still empty."""
        self.loader.show_peeked(articles)

    def show_label(self, kind: str, value: str, *, keep: Path | None = None) -> None:
        """Show the articles with a tag, or of a source or an author, and nothing else's choice."""
        wanted = self.loader.arrangement.searching("").unfiltered()
        self.loader.rearrange(wanted._replace(label=ArticleLabel(kind, value)), keep=keep)
        self.box.value = ""

    def refresh_marks(self) -> None:
        """Show the marks again after any change of the owner's, which may be to a search."""
        self.loader.refresh_marks()
        self.searches.load(tells=False)

    def focus_search(self) -> None:
        self.search.focus()

    def clear_search(self, *, keep: Path | None = None) -> None:
        """Show the whole list, with the cursor on `keep` or on the article that it was on."""
        self.search.clear(keep=keep)

    def leave_search(self) -> None:
        """Clear what was typed; with nothing typed, go to the list."""
        self.search.leave()

    def paint_found(self) -> None:
        """Paint what was found: the status bar says it too by now."""
        self.search.paint()

    def open_saved(self, key: str) -> None:
        """Show what a search that is kept finds."""
        query = self.searches.query_of(key)
        if query:
            self.loader.arrangement = self.loader.arrangement.unfiltered()
            self.search.find(query)
            self.screen.set_focus(self.list)

    # -- what its parts ask ---------------------------------------------------------------

    @property
    def is_scanned(self) -> bool:
        """Whether all files were looked at."""
        return self.disk.is_scanned

    @property
    def is_typing(self) -> bool:
        """Whether what is shown may well be asked for anew at once: then it is only painted."""
        return self.search.is_typing

    def arranged(self, shown: ShownList) -> None:
        """The list shows something else: say what, then let the search go on from there."""
        self._describe(shown.size, more=shown.more)
        self._show_heading()
        told = f"{shown.counted} of {shown.total:,} articles" if self.query_text else ""
        problems = shown.found.problems if shown.found else ()
        self.post_message(self.Filtered(clean_line(" · ".join(filter(None, (*problems, told))))))
        self._show_emptiness(shown)
        self.searches.show()
        self.search.arranged(shown)

    # -- around the list ------------------------------------------------------------------

    def _show_heading(self) -> None:
        self.set_class(self.list.rows.heading(0) is not None, "-headed")

    def _describe(self, count: int, *, more: bool = False) -> None:
        self.head.arranged = self.arrangement.described(self._session.settings.sort)
        what = "found" if self.query_text else "article" if count == 1 else "articles"
        plain = f"{count:,}{'+' if more else ''}"
        known = count or self.query_text or self.is_scanned
        self.head.counted = plain if self.head.arranged else f"{plain} {what}" if known else ""

    def _show_emptiness(self, shown: ShownList) -> None:
        """Say why the list is empty, and what to do."""
        wanted = shown.arrangement
        waiting = not self.is_scanned and not wanted.query and not wanted.is_filtered
        empty = not shown.rows.ids and not waiting
        self.set_class(empty, "-empty")
        if not empty:
            return
        if shown.is_first:
            text = "Searching…"
        elif wanted.query and wanted.is_filtered:
            text = self._with_way_out(
                f"Nothing found for\n{clean_line(wanted.query)}\n"
                f"among what is\n{self.head.arranged}",
                "clears the search.",
            )
        elif wanted.query:
            advice = "and nothing near it: try other words, or fewer."
            text = self._with_way_out(
                f"Nothing found for\n{clean_line(wanted.query)}"
                + ("" if shown.next_steps else f"\n\n{advice}"),
                "clears the search.",
            )
        elif wanted.is_filtered:
            text = self._with_way_out(f"Nothing here is\n{self.head.arranged}", "shows all.")
        else:
            self.post_message(self.Emptied())
            text = self._lesson()
        self._emptiness.update(hinted_content(text))

    def _with_way_out(self, text: str, what: str) -> str:
        return keymap_of(self.app).hinted(text, "list.clear_search", what, joint="\n\n")

    def _lesson(self) -> str:
        """What the reader reads, and how articles come here, for who has none yet."""
        folders = "\n".join(clean_line(str(root)) for root in self._session.roots)
        lesson = (
            "No articles here yet.\n\n"
            "Put saved pages, Markdown, text, EPUB, MHTML or feeds into\n"
            f"{folders}\nand they appear here.\n\n"
            "In a shell, reader add ADDRESS fetches a page, and reader manual tells the rest."
        )
        keymap = keymap_of(self.app)
        return keymap.hinted(lesson, "list.add", "adds an address or a file.", joint="\n\n")

    # -- commands of the list -------------------------------------------------------------

    def action_sort(self) -> None:
        self._dialogs.sort()

    def action_reverse(self) -> None:
        self.arranging.reverse()

    def action_group(self) -> None:
        self._dialogs.group()

    def action_filter(self) -> None:
        self.arranging.next_filter()

    def action_tags(self) -> None:
        self._dialogs.labels("tag")

    def action_sources(self) -> None:
        self._dialogs.labels("source")

    def action_authors(self) -> None:
        self._dialogs.labels("author")

    def action_toggle_read(self) -> None:
        self._flags.toggle()

    def action_all_read(self) -> None:
        self._flags.set_all()

    def action_copies(self) -> None:
        self._dialogs.copies()

    def action_saved(self) -> None:
        self.search_dialogs.show()

    def action_save_search(self) -> None:
        self.searches.save()

    def action_clear_search(self) -> None:
        self.clear_search()

    def action_menu(self) -> None:
        self._dialogs.menu()

    # -- what its widgets ask -------------------------------------------------------------

    @on(ArticleList.MenuAsked)
    def _menu_asked(self, message: ArticleList.MenuAsked) -> None:
        message.stop()
        self._dialogs.menu()

    @on(ListHead.Clicked)
    def _head_clicked(self, message: ListHead.Clicked) -> None:
        message.stop()
        self._dialogs.menu()

    @on(ArticleList.EntriesWanted)
    def _entries_wanted(self, message: ArticleList.EntriesWanted) -> None:
        message.stop()
        self.loader.fetch(message.generation, message.ids)

    @on(ArticleList.PathSought)
    def _path_sought(self, message: ArticleList.PathSought) -> None:
        message.stop()
        self.loader.seek(message.path)

    @on(ArticleList.Opened)
    def _article_opened(self) -> None:
        """Goes on to the screen, which opens it."""
        self.searches.remember()

    @on(RowPanel.Chosen, "#saved")
    def _saved_chosen(self, message: RowPanel.Chosen) -> None:
        message.stop()
        self.open_saved(message.line.key)

    @on(RowPanel.Chosen, "#completions")
    def _completion_chosen(self, message: RowPanel.Chosen) -> None:
        message.stop()
        self.search.take(int(message.line.key))

    @on(RowPanel.Chosen, "#next-steps")
    def _step_chosen(self, message: RowPanel.Chosen) -> None:
        message.stop()
        self.search.take_step(int(message.line.key))

    @on(SearchBox.Changed)
    def _query_changed(self, event: SearchBox.Changed) -> None:
        event.stop()
        self.search.typed(event.value)

    @on(SearchBox.Submitted)
    def _search_submitted(self, event: SearchBox.Submitted) -> None:
        event.stop()
        self.search.submitted()

    @on(SearchBox.Pressed)
    def _key_pressed(self, event: SearchBox.Pressed) -> None:
        event.stop()
        self.search.pressed(event.key)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget is self.box:
            self.search.focused()
