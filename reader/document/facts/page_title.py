"""The title of a page, told from the name of its site.

What the page shows as its headline is preferred to `<title>`, which is written for search engines:
of 148 news pages 23 have another one there. A heading counts as the headline if other titles of
the page agree with it, or if it stands where an article's headline does; the site's name and its
logo never do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.text.safe import capped

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_SEPARATORS: Final = 16
"""Separators of a title that are tried; each costs as much as the title is long."""
_SEPARATOR: Final = re.compile(r"\s*(?:[|｜–—―－_·•»«/~：]|::?|-)++\s*")
_PIPE: Final = re.compile(r"\s++[|｜]++\s++")
_MOST_HEADINGS: Final = 40
_HEADINGS: Final = (
    "h1, h2, h3, [itemprop~=headline], .entry-title, .post-title, .article-title, .headline"
)
_MARKED: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:headline|hed)(?:[-_][\w-]*)?"
    r"|(?:[\w-]*[-_])?(?:entry|post|article|story|content|news|topic|thread|blog|doc|main|p)"
    r"[-_]?(?:title|heading|name)(?:[-_][\w-]*)?|title|title-article",
    re.IGNORECASE,
)
"""Names that themes give to an article's headline."""
_LOGO: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:logo|brand|masthead|banner|navbar|site[-_]?(?:title|name|heading|header))"
    r"(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_KICKER: Final = re.compile(
    r"(?:[\w-]*[-_])?(?:kicker|over-?(?:line|title|head|headline)|roofline|dachzeile|eyebrow"
    r"|(?:top|super|sur|pre|sub)-?(?:titles?|titre|lines?|head(?:ing|line)?|titleheader)|spitzmarke"
    r"|titleheader|ober(?:zeile|titel)|entry-section|antet[ií]tulo|volanta|cintillo|occhiello"
    r"|label|badge|topic|categor(?:y|ies)|rubri(?:k|que|c))(?:[-_]{1,2}\w+){0,3}|articleoverline",
    re.IGNORECASE,
)
"""Names of what stands within a heading over the headline: a topic, a section."""
_KICKER_TAGS: Final = frozenset(("small", "time"))
_MOST_PIECES: Final = 60
_MARKS_AROUND: Final = " \t\n:：|–—-·•/"
_HIDDEN: Final = frozenset((
    "hidden", "hide", "d-none", "sr-only", "visually-hidden", "visuallyhidden",
    "screen-reader-text",
))  # fmt: skip
_ASIDE: Final = frozenset(("aside", "footer", "nav", "dialog"))
_MOST_ANCESTORS: Final = 8
_LONGEST_HEADING: Final = 300
_LONGEST_TITLE: Final = 2_000
_SHORTEST: Final = 2
"""Letters of a title that can be compared with others."""
_SIGN_AT_END: Final = re.compile(r"\s*(?:[¶#§🔗]|\[(?:edit|编辑|編輯)\])+\s*$")
_COUNT: Final = re.compile(r"^\(\d{1,4}\+?\)\s+(?=\S)")
"""Notifications that are not read, in front of a title."""
_CERTAIN: Final = frozenset((Origin.PAGE_SCRIPT, Origin.SITE_LAYOUT, Origin.CITATION))
_WORD: Final = re.compile(r"[^\W_]+")
_POST: Final = re.compile(
    r"^.{1,100}? on (?:X|Twitter): [\"“](?P<text>.{1,2000})[\"”](?: / (?:X|Twitter))?$"
)
"""`Jane Roe on X: "What she wrote" / X`."""
_NO_TITLES: Final = frozenset((
    "conversation", "search", "menu", "navigation", "comments", "contents", "home", "tags",
    "advertisement", "categories", "about", "login", "share", "overview", "table of contents",
    "original text", "related posts", "sign in", "log in", "main menu", "目录", "目錄", "首页",
    "首頁", "导航", "導航", "评论", "評論", "搜索", "正文", "相关文章", "相關文章",
))  # fmt: skip
"""What headings of parts of a page say, and of no article."""
_SITE_WORDS: Final = 6
_SITE_LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading that may be the headline."""

    text: str
    level: int
    """1 to 6; 0 of what is no `<h1>` to `<h6>`."""
    is_marked: bool
    """Whether its name or an element around it says that it is an article's."""
    is_logo: bool
    is_hidden: bool = False
    """Whether its names say that it is for machines: pages hide their site's name in an `<h1>`."""


@dataclass(frozen=True, slots=True)
class TitleSigns:
    """What tells which of a page's titles is the article's."""

    element: str
    """`<title>`, with the name of the site in it as often as not."""
    stated: tuple[Fact, ...]
    """Titles that the page's metadata state, most trusted first."""
    headings: tuple[PageHeading, ...]
    """In the order of the page."""
    sites: tuple[str, ...]
    """Names of the site, its host's among them."""
    is_article: bool
    """Whether the page states an author or a date: of other pages `<title>` says more than a
    heading that is something else."""


def signs(tree: LexborHTMLParser, facts: Iterable[Fact]) -> TitleSigns:
    """Read the elements that have to do with the title; `facts` are those of the metadata."""
    named = tuple(facts)
    headings = tuple(_headings(tree))
    sites = [fact.value.lstrip("@") for fact in named if fact.name is FactName.SITE]
    sites += [name for fact in named if fact.name is FactName.URL for name in _hosts(fact.value)]
    sites += [heading.text for heading in headings if heading.is_logo]
    titles = tuple(fact for fact in named if fact.name is FactName.TITLE)
    element = _COUNT.sub("", _text(tree, "head > title") or _text(tree, "title"))
    is_article = any(fact.name in (FactName.AUTHOR, FactName.DATE) for fact in named)
    return TitleSigns(element, titles, headings, tuple(dict.fromkeys(sites)), is_article)


def read(about: TitleSigns) -> Iterator[Fact]:
    """The title, and what else may be it, best first."""
    yield from (fact for fact in about.stated if fact.origin in _CERTAIN)
    sites = {key for name in about.sites if (key := _key(name))}
    headline = _headline(about, sites)
    yield from stated(Origin.HEADING, [(FactName.TITLE, headline)])
    others = [
        *about.stated,
        *stated(Origin.TITLE_ELEMENT, [(FactName.TITLE, about.element)]),
    ]
    proofs = _proofs(about)
    cut = [_without_site(fact, proofs, sites) for fact in others]
    yield from (fact for fact in cut if _key(fact.value) not in sites)
    yield from others


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return "" if node is None else line(node.text(deep=True)[:_LONGEST_TITLE])


def _hosts(address: str) -> Iterator[str]:
    """A host as it is written in titles: whole, and without its ending."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return
    if host:
        yield host
        yield from (label for label in host.split(".")[:-1][-2:] if len(label) > _SHORTEST)


def _headings(tree: LexborHTMLParser) -> Iterator[PageHeading]:
    for node in tree.css(_HEADINGS)[:_MOST_HEADINGS]:
        written = _without_kicker(node) or line(node.text(deep=True, separator=_separator(node)))
        # Signs are only sought where they are few: each would be tried as the first of the last.
        text = _SIGN_AT_END.sub("", written) if len(written) <= 2 * _LONGEST_HEADING else ""
        if not text or len(text) > _LONGEST_HEADING:
            continue
        around = list(_ancestors(node))
        if any(parent.tag in _ASIDE for parent in around):
            continue
        tag = node.tag or ""
        level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0
        names = _names(node)
        is_marked = (
            "headline" in (node.attributes.get("itemprop") or "")
            or any(_MARKED.fullmatch(name) for name in names)
            or (level == 1 and any(parent.tag in ("article", "main") for parent in around))
        )
        is_logo = _leads_home(node) or any(
            _LOGO.fullmatch(name) for parent in (node, *around[:3]) for name in _names(parent)
        )
        is_hidden = "hidden" in node.attributes or not _HIDDEN.isdisjoint(names)
        yield PageHeading(text, level, is_marked, is_logo, is_hidden)


def _without_kicker(node: LexborNode) -> str:
    """The text of a heading that begins with a kicker, without that; empty if none does."""
    if node.css_first("span, small, div, time, p, b, em") is None:
        return ""
    pieces: list[str] = []
    has_kicker = has_letters = False
    texts = (part for part in node.traverse(include_text=True) if part.is_text_node)
    for part in islice(texts, _MOST_PIECES):
        around = part.parent
        while around is not None and around.mem_id != node.mem_id and not _is_kicker(around):
            around = around.parent
        is_kicker = around is not None and around.mem_id != node.mem_id and not has_letters
        has_kicker = has_kicker or is_kicker
        text = part.text_content or ""
        has_letters = has_letters or (not is_kicker and any(map(str.isalnum, text)))
        pieces.append("\n" if is_kicker else text)
    if not has_kicker:
        return ""
    rest = line("".join(pieces))
    return rest.strip(_MARKS_AROUND) if any(map(str.isalpha, rest)) else ""


def _is_kicker(node: LexborNode) -> bool:
    return node.tag in _KICKER_TAGS or any(_KICKER.fullmatch(name) for name in _names(node))


def _separator(node: LexborNode) -> str:
    return " " if node.css_first("br, div, p") is not None else ""


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_MOST_ANCESTORS):
        if parent is None or parent.tag in ("body", "html"):
            return
        yield parent
        parent = parent.parent


def _names(node: LexborNode) -> list[str]:
    attributes = node.attributes
    return [*(attributes.get("class") or "").split()[:20], attributes.get("id") or ""]


def _leads_home(node: LexborNode) -> bool:
    """Whether the heading is a link to the first page of a site."""
    link = node.css_first("a[href]")
    if link is None and node.parent is not None and node.parent.tag == "a":
        link = node.parent
    if link is None or line(link.text(deep=True)) != line(node.text(deep=True)):
        return False
    try:
        parts = urlsplit((link.attributes.get("href") or "").strip())
    except ValueError:
        return False
    return parts.path in ("/", ".", "./", "/index.html", "index.html") or bool(
        parts.netloc and not parts.path
    )


def _headline(about: TitleSigns, sites: set[str]) -> str:
    """The heading that is the article's; empty if none is for certain."""
    able = [
        heading
        for heading in about.headings
        if not heading.is_logo
        and len(key := _key(heading.text)) >= _SHORTEST
        and key not in sites
        and heading.text.casefold() not in _NO_TITLES
    ]
    by_level = sorted(able, key=lambda one: (one.is_hidden, one.level != 1, one.level == 0))
    titles = [*filter(None, (*(fact.value for fact in about.stated), about.element))]
    for title in titles:
        parts = _parts(title)
        for heading in by_level:
            if _key(heading.text) in parts:
                return heading.text
    if titles and not about.is_article:
        return ""
    first = {heading.text: heading for heading in able if heading.level == 1}
    marked = [heading.text for heading in first.values() if heading.is_marked]
    for found in (marked, list(first)):
        if len(found) == 1:
            is_headline = not titles or found is marked
            if is_headline or any(_resembles(found[0], title) for title in titles):
                return found[0]
    return ""


def _parts(title: str) -> set[str]:
    """Keys of a title and of its halves at each separator."""
    keys = {_key(title)}
    for match in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        keys |= {_key(title[: match.start()]), _key(title[match.end() :])}
    return keys - {""}


def _resembles(heading: str, title: str) -> bool:
    """Whether half of the pairs of letters of the shorter one are in the other."""
    one, other = (set(map("".join, pairwise(_key(text)))) for text in (heading, title))
    return bool(one and other) and 2 * len(one & other) >= min(len(one), len(other))


def _proofs(about: TitleSigns) -> Counter[str]:
    """Keys of the titles and headings that show which part of another title is the article's.

    How often each occurs: a title does not prove itself.
    """
    headings = (heading.text for heading in about.headings if not heading.is_logo)
    return Counter(map(_key, chain((fact.value for fact in about.stated), headings)))


def _without_site(fact: Fact, proofs: Mapping[str, int], sites: set[str]) -> Fact:
    """A title without ` - Site`, if the page says which part is the site."""
    title = fact.value
    if post := _POST.match(title):
        return Fact(fact.name, post["text"], fact.origin)
    own = None if fact.origin is Origin.TITLE_ELEMENT else _key(title)
    for match in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        left, right = title[: match.start()].strip(), title[match.end() :].strip()
        for half, other in ((left, right), (right, left)):
            key = _key(half)
            is_proved = proofs.get(key, 0) > (key == own)
            if other and half and (is_proved or _key(other) in sites):
                return Fact(fact.name, half, fact.origin)
    return Fact(fact.name, _without_last_part(title), fact.origin)


def _without_last_part(title: str) -> str:
    """A title without ` | Site` at its end, and ` | by Somebody` before it."""
    parts = list(_PIPE.finditer(title))[-_MOST_SEPARATORS:]
    if not parts or not _is_site_like(title[parts[-1].end() :], title[: parts[-1].start()]):
        return title
    if len(parts) > 1 and title.startswith("by ", parts[-2].end()):
        return title[: parts[-2].start()]
    return title[: parts[-1].start()]


def _is_site_like(part: str, before: str) -> bool:
    """Whether what stands behind a pipe is so short beside the title that it names the site."""
    words = len(_WORD.findall(part))
    return words <= _SITE_WORDS and len(part) <= min(_SITE_LETTERS, max(len(before), 12))


def _key(text: str) -> str:
    """Letters and digits only: pages punctuate headings and titles differently."""
    return "".join(c for c in unicodedata.normalize("NFKC", capped(text)).casefold() if c.isalnum())
