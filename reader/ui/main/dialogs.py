"""The dialogs of the main screen, and what is done with what is picked in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.document.model import Place
from reader.services.prepare_article import ArticleTarget
from reader.text.safe import clean_line
from reader.ui.commands import BY_ID, Command, Keymap, Scope, commands
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.ui.article.messages import OwnKept
    from reader.ui.article.pane import ReadingPane
    from reader.ui.article.pictures.shown_picture import ShownPicture
    from reader.ui.bookmarks.screen import BookmarkScreen
    from reader.ui.bookmarks.shelf import Shelver
    from reader.ui.common.status_bar import StatusBar
    from reader.ui.dialogs.picker import Picked
    from reader.ui.main.navigation.jumps import Jumps


class DialogsFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def keeper(self) -> Keeper: ...
    @property
    def pane(self) -> ReadingPane: ...
    @property
    def jumps(self) -> Jumps: ...
    @property
    def status(self) -> StatusBar: ...
    @property
    def article_in_use(self) -> Article | None: ...
    @property
    def notices(self) -> Sequence[str]: ...
    @property
    def problems(self) -> Sequence[str]: ...
    @property
    def is_left(self) -> bool: ...
    @property
    def keymap(self) -> Keymap: ...
    def run_in_article(self, command: Command) -> None: ...


IN_MENU = frozenset({"app.bookmarks", "app.info", "app.zen", "app.chinese", "app.next_article"})
"""Commands of the reader as a whole that the article's menu offers too."""


class Dialogs:
    """Each is imported when it is first asked for: the reader starts quickly."""

    def __init__(self, face: DialogsFace) -> None:
        self._face = face
        self._listed: BookmarkScreen | None = None
        """The list of bookmarks while it is open."""
        self._shelver: Shelver | None = None

    # -- what can be done ---------------------------------------------------------------

    def article_menu(self) -> None:
        """What can be done with the article, for who does not know the key."""
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picker

        keymap = self._face.keymap
        offered = [c for c in commands(Scope.ARTICLE) if c.palette and c.verb != "menu"]
        offered += [c for c in commands(Scope.APP) if c.id in IN_MENU]
        choices = [Choice(c.id, c.title, note=keymap.label(c)) for c in offered]
        picker = Picker("The article", choices, empty="", verb="choose", key_notes=True)
        self._face.push(picker, self._chosen)

    def _chosen(self, picked: Picked | None) -> None:
        if picked is not None:
            self._face.run_in_article(BY_ID[picked.key])

    # -- outline and links --------------------------------------------------------------

    def outline(self) -> None:
        from reader.ui.dialogs.choices import outline_choices
        from reader.ui.dialogs.picker import Picker

        view = self._face.pane.view
        here = view.anchor_block
        start = max(0, sum(1 for heading in view.headings if heading.block <= here) - 1)
        choices = outline_choices(view.shown_headings)
        self._face.push(
            Picker("Outline", choices, empty="No headings here", start=start),
            self._heading_picked,
        )

    def _heading_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            heading = self._face.pane.view.headings[int(picked.key)]
            self._face.jumps.jump_within(Place(heading.block))

    def links(self) -> None:
        from reader.services.reading.link_list import listed
        from reader.ui.dialogs.choices import link_choices
        from reader.ui.dialogs.picker import Picker

        view = self._face.pane.view
        if view.document is None:
            return
        found = [view.links[each.number] for each in listed(view.links)]
        above = sum(Place(link.block, link.start) < view.place for link in found)
        choices = link_choices(view.document, view.links)
        self._face.push(
            Picker("Links", choices, empty="No links here", start=above), self._link_picked
        )

    def _link_picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self._face.jumps.follow(self._face.pane.view.links[int(picked.key)].href)

    # -- pictures -----------------------------------------------------------------------

    def picture(self, pictures: Sequence[ShownPicture], at: int) -> None:
        """Show a picture alone; the page follows to the one that was seen last."""
        from reader.ui.article.pictures.picture_screen import PictureScreen

        def closed(block: int | None) -> None:
            if block is not None and block != pictures[at].block:
                self._face.jumps.jump_within(Place(block))

        cells = self._face.pane.view.terminal_cells
        self._face.push(PictureScreen(pictures, at, cells), closed)

    # -- bookmarks ----------------------------------------------------------------------

    def bookmarks(self) -> None:
        """List all of them, beginning with those of the article in use."""
        from reader.ui.bookmarks.screen import BookmarkScreen
        from reader.ui.bookmarks.shelf import Shelver, doubts_in

        face = self._face
        if self._shelver is None:
            self._shelver = Shelver(face.session, face.catalog, face.keeper.bookmarks)
        in_article = face.status.scope is Scope.ARTICLE
        article = face.article_in_use
        self._listed = BookmarkScreen(
            face.keeper,
            self._shelver,
            face.pane.keep,
            face.pane.undo,
            at=face.pane.shown_marks.nearest() if in_article else "",
            at_article=article.path if article is not None else None,
            doubts=doubts_in(face.pane.marks),
        )
        face.push(self._listed, self._bookmark_picked)
        face.pane.look_for_changes()

    def heard(self, message: OwnKept) -> None:
        """Something was kept: the list of bookmarks wants to know, if it is open."""
        if self._listed is not None:
            self._listed.heard(message)

    def _bookmark_picked(self, key: str | None) -> None:
        self._listed = None
        bookmark = self._face.keeper.bookmarks.get(key) if key is not None else None
        if bookmark is None:
            return
        ref = bookmark.article
        article = self._face.keeper.bookmarks.article_of(bookmark)
        if article is None:
            self._face.tell(f"Not in this library: {clean_line(ref.title or ref.path)}")
            return
        self._face.jumps.jump(
            ArticleTarget(article.path, bookmark=bookmark.id)
            if bookmark.place is not None
            else ArticleTarget(article.path)
        )

    def annotate(self, key: str) -> None:
        """Ask for the note, the tags and the colour of a highlight in the article."""
        from reader.ui.bookmarks.edit_dialog import BookmarkDialog

        pane, keeper = self._face.pane, self._face.keeper.bookmarks
        marks, no_dialog_due = pane.shown_marks, pane.waiting.no_dialog_due
        bookmark = keeper.get(key)
        is_asked = marks.ask_of_mark(key)
        if is_asked or bookmark is None or self._face.is_left:
            no_dialog_due.set()
            if bookmark is None:
                self._face.tell("The highlight is gone already")
            return

        dialog = BookmarkDialog(
            bookmark,
            tags=keeper.tags(),
            at_top=marks.is_low(key),
            on_color=partial(marks.preview_color, key),
            on_edit=lambda edit: pane.keep(lambda: keeper.edit(bookmark, edit).told),
            on_delete=lambda: pane.keep(lambda: keeper.remove(key).told),
            on_shown=no_dialog_due.set,
        )
        self._face.push(dialog)

    # -- help ---------------------------------------------------------------------------

    def help(self) -> None:
        from reader.ui.dialogs.help import HelpScreen

        status = self._face.status
        scope = status.typing or status.scope
        self._face.push(HelpScreen(scope, self._face.notices, self._face.problems))

    def problems(self) -> None:
        """Show the mistakes in config.toml, or that there are none."""
        from reader.ui.dialogs.help import HelpScreen

        scope, face = self._face.status.scope, self._face
        face.push(HelpScreen(scope, face.notices, face.problems, at_problems=True))
