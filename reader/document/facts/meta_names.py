"""Facts in a page's `<meta>` elements, by the vocabulary of their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MetaValues = dict[str, list[str]]

_MOST_AUTHORS: Final = 20
_VOCABULARIES: Final[tuple[tuple[Origin, FactName, str], ...]] = (
    (Origin.CITATION, FactName.TITLE, "citation_title"),
    (Origin.CITATION, FactName.AUTHOR, "citation_author citation_authors"),
    (
        Origin.CITATION,
        FactName.DATE,
        "citation_publication_date citation_date citation_online_date",
    ),
    (Origin.CITATION, FactName.SITE, "citation_journal_title"),
    (Origin.OPEN_GRAPH, FactName.TITLE, "og:title"),
    (Origin.OPEN_GRAPH, FactName.AUTHOR, "og:article:author article:author og:author"),
    (
        Origin.OPEN_GRAPH,
        FactName.DATE,
        """
        article:published_time og:article:published_time og:published_time article:published
        og:pubdate og:release_date article:post_date
        """,
    ),
    (Origin.OPEN_GRAPH, FactName.SITE, "og:site_name og:article:publisher_name"),
    (Origin.OPEN_GRAPH, FactName.URL, "og:url"),
    (Origin.OPEN_GRAPH, FactName.IMAGE, "og:image og:image:url"),
    (
        Origin.META,
        FactName.AUTHOR,
        """
        author authors byl parsely-author sailthru.author bt:author cxenseparse:author
        shareaholic:article_author_name vr:author rbauthors article.author
        """,
    ),
    (
        Origin.META,
        FactName.DATE,
        """
        datepublished publishdate publish_date pubdate publication_date publish-date
        published parsely-pub-date sailthru.date cxenseparse:recs:publishtime bt:pubdate
        date_published published_time displaydate ptime og:time article.published
        article_date_original originalpublicationdate firstpublished apub:time
        weibo:article:create_at date
        """,
    ),
    (Origin.META, FactName.SITE, "application-name"),
    (Origin.META, FactName.DESCRIPTION, "description og:description"),
    (Origin.DUBLIN_CORE, FactName.TITLE, "dc.title dcterms.title"),
    (
        Origin.DUBLIN_CORE,
        FactName.AUTHOR,
        "dc.creator dcterms.creator dc.creator.personalname dcsext.author",
    ),
    (
        Origin.DUBLIN_CORE,
        FactName.DATE,
        "dc.date.issued dcterms.issued dcterms.date dcterms.created dc.date.created dc.date",
    ),
    (Origin.DUBLIN_CORE, FactName.SITE, "dc.publisher dcterms.publisher"),
    (Origin.TWITTER, FactName.TITLE, "twitter:title"),
    (Origin.TWITTER, FactName.AUTHOR, "twitter:data:author"),
    (Origin.TWITTER, FactName.SITE, "twitter:site"),
    (Origin.TWITTER, FactName.URL, "twitter:url"),
    (Origin.TWITTER, FactName.IMAGE, "twitter:image twitter:image:src"),
    (Origin.TWITTER, FactName.DESCRIPTION, "twitter:description"),
    (Origin.ROOT, FactName.LANGUAGE, "og:locale content-language language"),
)
"""Of each vocabulary its names of a fact, best first; vocabularies in order of trust."""


def values(tree: LexborHTMLParser) -> MetaValues:
    """What the elements state, by name in small letters, in order.

    The names within a nested `itemprop` are not the page's: `name` is that of an author.
    """
    found: MetaValues = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")
        content = line(attributes.get("content"))
        for part in (name or "").lower().split()[:5]:
            if content:
                found.setdefault(
                    part.replace("dc:", "dc.").replace("dcterms:", "dcterms."), []
                ).append(content)
    return found


def read(meta: MetaValues) -> Iterator[Fact]:
    """The facts of all vocabularies, in order of trust."""
    for origin, fact, names in _VOCABULARIES:
        for name in names.split():
            if name not in meta:
                continue
            if fact is FactName.AUTHOR:
                people = dict.fromkeys(meta[name][:_MOST_AUTHORS])
                yield from stated(origin, [(fact, ", ".join(filter(_is_name, people)))])
            else:
                yield from stated(origin, [(fact, meta[name][0])])


def _is_name(value: str) -> bool:
    return not value.startswith(("http:", "https:", "//"))
