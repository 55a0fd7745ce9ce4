"""What the owner does with the marked articles of the list, or the one under the cursor."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.articles.own_articles import many
from reader.services.owner.keeper import in_words
from reader.services.owner.tags import format_tags, parse_tags
from reader.text.safe import clean_line
from reader.ui.sidebar.messages import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.owner.articles.deletions import Deletion
    from reader.services.owner.keeper import Keeper
    from reader.ui.sidebar.changes import Changes
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader
    from reader.ui.sidebar.widgets.article_list import ArticleList

NONE_HERE = "No article here"


class ChosenArticles(NamedTuple):
    """Articles of the list, and the copies that they stand for."""

    articles: Sequence[Article]
    copies: Sequence[Article]
    tags: tuple[str, ...]
    """The owner's tags that all of them have."""
    are_archived: bool


class OwnArticleChanges:
    """Gives the chosen articles tags, and puts them out of the list."""

    def __init__(
        self,
        host: Host,
        changes: Changes,
        loader: ListLoader,
        listing: ArticleList,
        keeper: Keeper,
        catalog: Catalog,
        take_in: Callable[[frozenset[Path]], None],
    ) -> None:
        """`take_in` has the index know of files that changed; any thread calls it."""
        self._take_in = take_in
        self._host = host
        self._changes = changes
        self._loader = loader
        self._list = listing
        self._keeper = keeper
        self._catalog = catalog

    def _groups(self) -> list[tuple[int, ...]]:
        """Ids of the chosen articles, each with those of its copies; none is told."""
        chosen, shown = self._list.chosen, self._loader.shown
        if not chosen or shown is None:
            self._host.post_message(Told(NONE_HERE))
            return []
        return [(id_, *shown.copies.get(id_, ())) for id_ in chosen]

    # -- tags -------------------------------------------------------------------------------

    def ask_tags(self) -> None:
        """Ask for the tags of the chosen articles: those that all of them have are there."""
        groups = self._groups()
        if groups:
            work = partial(self._ask_tags, groups)
            self._host.run_worker(work, group="facets", exclusive=True)

    async def _ask_tags(self, groups: Sequence[tuple[int, ...]]) -> None:
        try:
            chosen = await asyncio.to_thread(self._look_up, groups)
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
            return
        from reader.ui.common.tag_suggester import TagSuggester
        from reader.ui.dialogs.line_dialog import LineDialog

        of = many(chosen.articles)
        if len(chosen.articles) == 1:
            of = clean_line(chosen.articles[0].title)
        dialog = LineDialog(
            f"Tags of {of}",
            format_tags(chosen.tags),
            hint="#one #two words",
            on_draft=partial(self._tag, chosen),
            suggester=TagSuggester(self._known_tags()),
        )
        self._host.app.push_screen(dialog, partial(self._tags_given, chosen))

    def _known_tags(self) -> tuple[str, ...]:
        """Tags to choose from: those on articles, then those on bookmarks."""
        keeper = self._keeper
        return tuple(dict.fromkeys([*keeper.articles.own.tags(), *keeper.bookmarks.tags()]))

    def _tags_given(self, chosen: ChosenArticles, text: str | None) -> None:
        if text is not None:
            self._tag(chosen, text)

    def _tag(self, chosen: ChosenArticles, text: str) -> None:
        said = parse_tags(text)
        added = [tag for tag in said if tag not in chosen.tags]
        removed = [tag for tag in chosen.tags if tag not in said]
        keeper = self._keeper.articles
        self._changes.keep(
            lambda: keeper.tag(chosen.articles, added, removed, copies=chosen.copies), self._show
        )

    # -- archive ----------------------------------------------------------------------------

    def archive(self) -> None:
        """Put the chosen articles out of the list; if all are, bring them back."""
        groups = self._groups()
        if groups:
            self._changes.keep(partial(self._archive, groups), self._show)

    # -- delete -----------------------------------------------------------------------------

    def ask_deletion(self) -> None:
        """Ask once whether the files of the chosen articles go into the trash; all are named."""
        chosen = self._list.chosen
        if chosen:
            work = partial(self._ask_deletion, chosen)
            self._host.run_worker(work, group="facets", exclusive=True)
        else:
            self._host.post_message(Told(NONE_HERE))

    async def _ask_deletion(self, ids: Sequence[int]) -> None:
        try:
            wanted = await asyncio.to_thread(self._plan_deletion, ids)
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
            return
        if not wanted.paths:
            why = clean_line(wanted.refused[0]) if wanted.refused else NONE_HERE
            self._host.post_message(Told(f"Not deleted: {why}"))
            return
        from reader.ui.dialogs.confirm import ConfirmDialog

        dialog = ConfirmDialog(
            f"Put {many(wanted.articles)} into the trash?",
            self._named(wanted),
            verb="puts them there",
        )
        self._host.app.push_screen(dialog, partial(self._deletion_answered, wanted))

    def _named(self, wanted: Deletion) -> list[str]:
        """All files of a deletion, a line each."""
        name_of = self._keeper.deletions.name_of
        return [
            *(clean_line(name_of(path)) for path in wanted.articles),
            *(f"{clean_line(name_of(path))}, with the parts of the page" for path in wanted.parts),
            *(f"Stays: {clean_line(why)}" for why in wanted.refused),
        ]

    def _deletion_answered(self, wanted: Deletion, answer: bool | None) -> None:
        if answer:
            work = partial(self._keeper.deletions.delete, wanted, self._take_in)
            self._changes.keep(work, self._show)

    def _plan_deletion(self, ids: Sequence[int]) -> Deletion:
        """For a thread. Raises ReaderError."""
        return self._keeper.deletions.plan(self._catalog.articles(ids).values())

    # -- for threads ------------------------------------------------------------------------

    def _archive(self, groups: Sequence[tuple[int, ...]]) -> str:
        chosen, keeper = self._look_up(groups), self._keeper.articles
        if chosen.are_archived:
            return keeper.bring_back([*chosen.articles, *chosen.copies])
        return keeper.archive(chosen.articles)

    def _look_up(self, groups: Sequence[tuple[int, ...]]) -> ChosenArticles:
        """Raises ReaderError."""
        own = self._keeper.articles.own.state()
        known = self._catalog.articles([id_ for group in groups for id_ in group])
        tags = [
            dict.fromkeys(tag for id_ in group for tag in own.tags(id_)).keys() for group in groups
        ]
        return ChosenArticles(
            [known[group[0]] for group in groups if group[0] in known],
            [known[id_] for group in groups for id_ in group[1:] if id_ in known],
            tuple(tag for tag in tags[0] if all(tag in each for each in tags)),
            all(not own.archived.isdisjoint(group) for group in groups),
        )

    def _show(self) -> None:
        """Show the list as it is now: what the filters no longer let through goes."""
        self._loader.rearrange(stay=True)
