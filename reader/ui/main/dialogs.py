"""The dialogs of the main screen, and what is done with what is picked in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.document.model import Place
from reader.services.prepare_article import Target
from reader.text.safe import clean_line
from reader.ui.commands import Scope

if TYPE_CHECKING:
    from reader.ui.article.marks import KeepingPane
    from reader.ui.bookmarks.screen import BookmarkScreen
    from reader.ui.bookmarks.shelf import Shelver
    from reader.ui.dialogs.picker import Picked
    from reader.ui.main.screen import MainScreen


class Dialogs:
    """Each is imported when it is first asked for: the reader starts quickly."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._listed: BookmarkScreen | None = None
        """The list of bookmarks while it is open."""
        self._shelver: Shelver | None = None

    # -- outline and links --------------------------------------------------------------

    def outline(self) -> None:
        from reader.ui.dialogs.choices import outline_choices
        from reader.ui.dialogs.picker import Picker

        view = self._screen.pane.view
        here = view.anchor_block
        start = max(0, sum(1 for heading in view.headings if heading.block <= here) - 1)
        choices = outline_choices(view.headings)
        self._screen.app.push_screen(
            Picker("Outline", choices, empty="No headings here", start=start),
            self._heading_picked,
        )

    def _heading_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            heading = self._screen.pane.view.headings[int(picked.key)]
            self._screen.jumps.jump_within(Place(heading.block))

    def links(self) -> None:
        from reader.ui.dialogs.choices import link_choices
        from reader.ui.dialogs.picker import Picker

        view = self._screen.pane.view
        if view.document is not None:
            choices = link_choices(view.document, view.links)
            self._screen.app.push_screen(
                Picker("Links", choices, empty="No links here"), self._link_picked
            )

    def _link_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self._screen.jumps.follow(self._screen.pane.view.links[int(picked.key)].href)

    # -- bookmarks ----------------------------------------------------------------------

    def bookmarks(self) -> None:
        """List all of them, beginning with those of the article in use."""
        from reader.ui.bookmarks.screen import BookmarkScreen
        from reader.ui.bookmarks.shelf import Shelver, doubts_in

        screen = self._screen
        if self._shelver is None:
            self._shelver = Shelver(screen.session, screen.catalog, screen.keeper.bookmarks)
        in_article = screen.status.scope is Scope.ARTICLE
        article = screen.article_in_use
        self._listed = BookmarkScreen(
            screen.keeper,
            self._shelver,
            screen.pane.keep,
            screen.pane.undo,
            at=screen.pane.nearest_mark() if in_article else "",
            at_article=article.path if article is not None else None,
            doubts=doubts_in(screen.pane.marks),
        )
        screen.app.push_screen(self._listed, self._bookmark_picked)
        screen.pane.look_for_changes()

    def heard(self, message: KeepingPane.Kept) -> None:
        """Something was kept: the list of bookmarks wants to know, if it is open."""
        if self._listed is not None:
            self._listed.heard(message)

    def _bookmark_picked(self, key: str | None) -> None:
        self._listed = None
        bookmark = self._screen.keeper.bookmarks.get(key) if key is not None else None
        if bookmark is None:
            return
        ref = bookmark.article
        article = self._screen.keeper.bookmarks.article_of(bookmark)
        if article is None:
            self._screen.tell(f"Not in this library: {clean_line(ref.title or ref.path)}")
            return
        self._screen.jumps.jump(
            Target(article.path, bookmark=bookmark.id)
            if bookmark.place is not None
            else Target(article.path)
        )

    def annotate(self, key: str) -> None:
        """Ask for the note, the tags and the colour of a highlight in the article."""
        from reader.ui.bookmarks.edit_dialog import BookmarkDialog

        pane, keeper = self._screen.pane, self._screen.keeper.bookmarks
        bookmark = keeper.get(key)
        is_asked = pane.ask_of_mark(key)
        if is_asked or bookmark is None or self._screen.is_left:
            pane.no_dialog_due.set()
            if bookmark is None:
                self._screen.tell("The highlight is gone already")
            return

        dialog = BookmarkDialog(
            bookmark,
            tags=keeper.tags(),
            at_top=pane.is_low(key),
            on_color=partial(pane.preview_color, key),
            on_edit=lambda edit: pane.keep(lambda: keeper.edit(bookmark, edit).told),
            on_delete=lambda: pane.keep(lambda: keeper.remove(key).told),
            on_shown=pane.no_dialog_due.set,
        )
        self._screen.app.push_screen(dialog)

    # -- help ---------------------------------------------------------------------------

    def help(self) -> None:
        from reader.ui.dialogs.help import HelpScreen

        screen = self._screen
        scope = screen.status.typing or screen.status.scope
        screen.app.push_screen(HelpScreen(scope, screen.notices))
