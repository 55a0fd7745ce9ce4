"""Articles like the one that is read, from the index: for workers, from any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.library.search.alike.related import RelatedArticle
    from reader.library.store.reads import IndexSnapshot
    from reader.services.session import Session


class RelatedArticles:
    """Looks up what is like an article, among those at or under the roots of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, path: Path) -> Sequence[RelatedArticle]:
        """The articles most like the one at `path`; none if the index does not know it.

        Raises ReaderError if the index fails.
        """
        from reader.library.index import normalize_roots  # late: not in the first frame
        from reader.library.search.alike.related import related

        def look(snapshot: IndexSnapshot) -> Sequence[RelatedArticle]:
            known = snapshot.find(path)
            return () if known is None else related(snapshot, known, normalize_roots(roots))

        roots = self._session.roots
        return self._session.index.view(look)
