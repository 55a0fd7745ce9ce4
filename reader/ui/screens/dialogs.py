"""The dialogs of the main screen, and what is done with what is picked in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.document.model import Place
from reader.text.safe import clean_line
from reader.ui.preparing import Target
from reader.ui.screens.reading_pane import told_of

if TYPE_CHECKING:
    from reader.state.bookmark import Bookmark
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.picker import Picked


class Dialogs:
    """Each is imported when it is first asked for: the reader starts quickly."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._bookmarks: dict[str, Bookmark] = {}

    # -- outline and links --------------------------------------------------------------

    def outline(self) -> None:
        from reader.ui.screens.choices import outline_choices
        from reader.ui.screens.picker import Picker

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
        from reader.ui.screens.choices import link_choices
        from reader.ui.screens.picker import Picker

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

    def bookmarks(self, at: str = "") -> None:
        """List them as they are on disk: another reader or an editor may have changed them.

        The cursor is on the one whose id is `at`, if it is there.
        """
        self._screen.pane.keep(
            self._screen.keeper.bookmarks.reload, partial(self._list_bookmarks, at)
        )

    def _list_bookmarks(self, at: str) -> None:
        from reader.ui.screens.choices import bookmark_choices
        from reader.ui.screens.picker import Picker

        self._bookmarks = {
            bookmark.id: bookmark for bookmark in self._screen.keeper.bookmarks.all()
        }
        keys = list(self._bookmarks)
        self._screen.app.push_screen(
            Picker(
                "Bookmarks",
                bookmark_choices(self._bookmarks.values()),
                empty="No bookmarks yet: m keeps a place",
                start=keys.index(at) if at in keys else 0,
                edit="note",
                undoable=True,
                on_delete=self._delete_bookmark,
            ),
            self._bookmark_picked,
        )

    def _delete_bookmark(self, key: str) -> None:
        keeper = self._screen.keeper
        self._screen.pane.keep(lambda: told_of(keeper.bookmarks.remove(key)))

    def _bookmark_picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.verb == "undo":
            self._screen.pane.keep(self._undo, partial(self.bookmarks, picked.key))
            return
        bookmark = self._bookmarks[picked.key]
        if picked.verb == "note":
            from reader.ui.screens.picker import NoteDialog

            self._screen.app.push_screen(
                NoteDialog("Note", bookmark.note), partial(self._note_given, bookmark.id)
            )
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

    def _note_given(self, key: str, note: str | None) -> None:
        if note is None:
            self.bookmarks(key)
        else:
            work = partial(self._set_note, key, clean_line(note))
            self._screen.pane.keep(work, partial(self.bookmarks, key))

    def _undo(self) -> str:
        return self._screen.keeper.undo() or "Nothing to undo"

    def _set_note(self, key: str, note: str) -> str:
        change = self._screen.keeper.bookmarks.set_note(key, note)
        return told_of(change) if change is not None else ""

    # -- help ---------------------------------------------------------------------------

    def help(self) -> None:
        from reader.ui.screens.help import HelpScreen

        scope, notices = self._screen.status.scope, self._screen.notices
        self._screen.app.push_screen(HelpScreen(scope, notices))
