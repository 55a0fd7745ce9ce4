"""What the links of an article may lead to, in numbers: for who asks which articles link to one.

A number is not sure: two targets may have the same. Who asks reads the few articles that have it.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.hrefs import note_href, safe_href
from reader.library.article import Article
from reader.library.links.address_key import address_key
from reader.library.metadata.dates import is_index
from reader.library.note_names import NoteName

MOST_LINKS = 2_000
"""Links of one article that are looked at."""
KEY_BYTES = 4
_IN_MARKDOWN = re.compile(
    r"\[\[(?P<note>[^\[\]\n|]{1,300})"
    r"|\]\(\s{0,3}<(?P<bracketed>[^<>\n]{1,2000})>"
    r"|\]\(\s{0,3}(?P<inline>[^\s<>\"']{1,2000})"
    r"|\]:[ \t]{1,3}<?(?P<defined>[^\s<>]{1,2000})"
    r"|(?P<bare>https?://[^\s<>\"'()\[\]\u0080-\U0010ffff]{1,2000})"
    r"|\bhref\s{0,3}=\s{0,3}(?:\"(?P<quoted>[^\"<>]{1,2000})\"|'(?P<single>[^'<>]{1,2000})')"
)
_IN_HTML = re.compile(
    r"\bhref\s{0,3}=\s{0,3}"
    r"(?:\"(?P<quoted>[^\"<>]{1,2000})\"|'(?P<single>[^'<>]{1,2000})'|(?P<naked>[^\s\"'<>]{1,2000}))",
    re.IGNORECASE,
)
_MARKDOWN = frozenset((BodyKind.MARKDOWN, BodyKind.MIXED, BodyKind.TEXT, *MARKUPS))
_NO_ARTICLE = re.compile(
    r"\.(?:css|js|ico|png|jpe?g|gif|webp|svg|woff2?|zip|mp[34]|xml|json)(?:[?#].*)?\Z",
    re.IGNORECASE,
)


def hrefs_in(body: str, kind: BodyKind) -> Iterator[str]:
    """The targets of what may be links in a source, as `document.links` has them; some twice.

    Code is not told apart.
    """
    is_markdown = kind in _MARKDOWN
    found = 0
    for match in (_IN_MARKDOWN if is_markdown else _IN_HTML).finditer(body):
        kind_of_link = match.lastgroup or ""
        written = match[kind_of_link]
        if kind_of_link == "note":
            name, _, fragment = written.partition("#")
            href = note_href(name.strip(), fragment)
        elif kind_of_link == "bare":
            href = safe_href(written.rstrip(".,;:!?*_"))
        else:
            href = safe_href(unescape(_balanced(written) if kind_of_link == "inline" else written))
        if href and not href.startswith(("#", "mailto:")) and not _NO_ARTICLE.search(href):
            yield href
            found += 1
            if found == MOST_LINKS:
                return


def _balanced(written: str) -> str:
    """An address in brackets up to the one that closes them (CommonMark 6.3)."""
    depth = 0
    for at, letter in enumerate(written):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return written[:at]
    return written


def keys_of_link(href: str, url: str) -> set[int]:
    """The numbers of what a link may lead to, from an article that was saved from `url`."""
    try:
        return set(map(_key, _names_of_link(href, url)))
    except ValueError:  # no URL at all
        return set()


def _names_of_link(href: str, url: str) -> Iterator[str]:
    if href.startswith("[["):
        yield from _of_name(unquote(href[2:-2]).partition("#")[0])
        return
    whole = f"https:{href}" if href.startswith("//") else href
    is_relative = not urlsplit(whole).scheme
    if is_relative and url:
        whole = urljoin(url, href)
    if address := address_key(whole):
        yield address
    if is_relative:
        yield from _of_name(unquote(urlsplit(href).path))


def keys_of_article(article: Article) -> set[int]:
    """The numbers of the links that may lead to an article."""
    names = {*_of_name(article.path.as_posix())}
    if article.url and (address := address_key(article.url)):
        names.add(address)
    return set(map(_key, names))


def _of_name(path: str) -> Iterator[str]:
    """What a path and the names that may stand for it have alike."""
    name = path.rstrip("/").rpartition("/")[2]
    if name and is_index(Path(name)):
        folder = path.rstrip("/").rpartition("/")[0].rpartition("/")[2]
        name = "" if folder in (".", "..") else folder
    if name not in ("", ".", ".."):
        yield f"/{NoteName.stem(name)}"


def packed(hrefs: Iterable[str], url: str) -> bytes:
    """The numbers of all these links, ascending, each of four bytes in this machine's order."""
    numbers: set[int] = set()
    for href in dict.fromkeys(hrefs):
        numbers |= keys_of_link(href, url)
    return array("I", sorted(numbers)).tobytes()


def pack_key(key: int) -> bytes:
    """One number, as it stands in what is packed."""
    return array("I", [key]).tobytes()


def _key(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))
