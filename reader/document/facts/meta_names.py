"""Facts in a page's `<meta>` elements, by the vocabulary of their names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.document.facts.visible import person_name

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MetaValues = dict[str, list[str]]

_MOST_AUTHORS: Final = 100
_AUTHOR_LABEL: Final = re.compile(
    r"written|author|\bby\b|verfasst|geschrieben|[eé]crit|escrito|scritto|作者|撰|文", re.IGNORECASE
)
_DATE_LABEL: Final = re.compile(
    r"publish|posted|date|veröffentlicht|publi|发布|發佈", re.IGNORECASE
)
_VOCABULARIES: Final[tuple[tuple[Origin, FactName, str], ...]] = (
    (Origin.CITATION, FactName.TITLE, "citation_title"),
    (
        Origin.CITATION,
        FactName.AUTHOR,
        "citation_author citation_authors bepress_citation_author eprints.creators_name",
    ),
    (
        Origin.CITATION,
        FactName.DATE,
        """
        citation_publication_date citation_date citation_online_date bepress_citation_date
        prism.publicationdate eprints.date
        """,
    ),
    (Origin.CITATION, FactName.SITE, "citation_journal_title prism.publicationname"),
    (Origin.OPEN_GRAPH, FactName.TITLE, "og:title"),
    (
        Origin.OPEN_GRAPH,
        FactName.AUTHOR,
        "og:article:author article:author og:author article:author_name book:author",
    ),
    (
        Origin.OPEN_GRAPH,
        FactName.DATE,
        """
        article:published_time og:article:published_time og:published_time article:published
        og:pubdate og:release_date article:post_date article:create_at article:published_date
        og:article:published og:publish_date
        """,
    ),
    (
        Origin.OPEN_GRAPH,
        FactName.CHANGED,
        "article:modified_time og:article:modified_time og:updated_time article:modified",
    ),
    (Origin.OPEN_GRAPH, FactName.SITE, "og:site_name og:article:publisher_name"),
    (Origin.OPEN_GRAPH, FactName.URL, "og:url"),
    (Origin.OPEN_GRAPH, FactName.IMAGE, "og:image og:image:url"),
    (Origin.DUBLIN_CORE, FactName.TITLE, "dc.title dcterms.title"),
    (
        Origin.DUBLIN_CORE,
        FactName.AUTHOR,
        "dc.creator dcterms.creator dc.creator.personalname dcsext.author",
    ),
    (
        Origin.DUBLIN_CORE,
        FactName.DATE,
        """
        dc.date.issued dcterms.issued dcterms.date dcterms.created dc.date.created dc.date
        dc.date.published dcterms.available dc.created
        """,
    ),
    (Origin.DUBLIN_CORE, FactName.CHANGED, "dcterms.modified dc.date.modified dc.modified"),
    (Origin.DUBLIN_CORE, FactName.SITE, "dc.publisher dcterms.publisher"),
    (
        Origin.META,
        FactName.AUTHOR,
        """
        author authors byl parsely-author sailthru.author bt:author cxenseparse:author
        shareaholic:article_author_name vr:author rbauthors article.author qc:author
        article_author byline branch:deeplink:authorname1 analyticsattributes.author
        authorname author_name author-name article-author news_authors creator writer
        sailthru.byline_name
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
        weibo:article:create_at analyticsattributes.articledate article-publication-date
        article:publicationdate created-date created creation_date datecreated pub_date
        published-date publication-date published_at published_date publishtime
        publish_time shareaholic:article_published_time mediator_published_time
        vr:published_time article.created rnews:datepublished
        dcsext.articlefirstpublished artpubdate iso-8601-publish-date gsa_publish_date
        cxenseparse:publishtime pubtime pdate release_date date
        """,
    ),
    (
        Origin.META,
        FactName.CHANGED,
        """
        datemodified modified last-modified lastmod modified-date dateupdated updated_time
        revision_date revised article.updated apub:time-modified
        """,
    ),
    (Origin.META, FactName.SITE, "contentsource sitename application-name"),
    (Origin.META, FactName.DESCRIPTION, "description og:description"),
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
    """The facts of all vocabularies, in order of trust, then those in pairs and in JSON."""
    for origin, fact, names in _VOCABULARIES:
        for name in names.split():
            if name not in meta:
                continue
            if fact is FactName.AUTHOR:
                yield from stated(origin, [(fact, _people(meta[name][:_MOST_AUTHORS], origin))])
            else:
                yield from stated(origin, [(fact, meta[name][0])])

    yield from _labelled(meta)
    yield from _parsely_page(meta)


def _labelled(meta: MetaValues) -> Iterator[Fact]:
    """What a Twitter card shows beside labels of the page's own: `Written by`, `Published`."""
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        for name, value in zip(meta.get(label, [])[:1], meta.get(data, [])[:1], strict=False):
            if _AUTHOR_LABEL.search(name):
                yield from stated(
                    Origin.TWITTER, [(FactName.AUTHOR, _people([value], Origin.META))]
                )
            elif _DATE_LABEL.search(name):
                yield from stated(Origin.TWITTER, [(FactName.DATE, value)])


def _parsely_page(meta: MetaValues) -> Iterator[Fact]:
    """A page's facts in JSON, for a service that counts readers."""
    for value in meta.get("parsely-page", [])[:1]:
        try:
            page = json.loads(value)
        except (ValueError, RecursionError):
            return
        if not isinstance(page, dict):
            return
        people = page.get("authors") or page.get("author") or ()
        named = people if isinstance(people, list) else [people]
        names = [name for name in named[:_MOST_AUTHORS] if isinstance(name, str)]
        yield from stated(Origin.META, [(FactName.AUTHOR, _people(names, Origin.META))])
        yield from stated(Origin.META, [(FactName.DATE, str(page.get("pub_date") or ""))])


def _people(values: list[str], origin: Origin) -> str:
    """The names in the values of one name; `Ray, Ann` is turned where each value is one person."""
    if origin is Origin.CITATION:
        values = [person_name.turned(value) for value in values]
    return person_name.joined(name for value in values for name in person_name.credited(value))
