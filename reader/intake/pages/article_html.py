"""The main content of a page as HTML that can be kept: it does nothing, and loads pictures alone.

What the reader shows of the page it shows of this too: names of classes and identifiers stay, which
tell footnotes, languages of code and boxes; of styles what tells code and lines. Pictures are where
scripts would have put them, players are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from reader.document.body_kind import BodyKind, detect
from reader.document.escape import forget_private
from reader.document.html import bounds, clean, tag_stripping
from reader.document.html.article import main_content
from reader.document.html.measures import attribute
from reader.document.html.media import image_sources, players
from reader.document.html.media.pictures import PICTURE_FILE
from reader.document.html.targets import host, safe_target
from reader.document.sources import wordpress
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_KEPT: Final = frozenset((
    "article", "section", "aside", "header", "footer", "main", "nav", "address", "hgroup", "h1",
    "h2", "h3", "h4", "h5", "h6", "p", "div", "center", "blockquote", "pre", "hr", "br", "ul", "ol",
    "li", "dl", "dt", "dd", "menu", "dir", "figure", "figcaption", "details", "summary", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "a", "abbr", "acronym", "b", "bdi",
    "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "input", "ins", "kbd",
    "label", "legend", "mark", "nobr", "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_DROPPED: Final = (
    "script, style, template, title, textarea, select, noembed, noframes, frameset, frame, applet,"
    " base, link, meta, svg, canvas"
)
_RENAMED: Final = {
    "body": "div", "html": "div", "form": "div", "fieldset": "div", "dialog": "div",
    "search": "div", "object": "div", "optgroup": "div", "option": "div", "listing": "pre",
}  # fmt: skip
"""Blocks that a browser does something for: their content is kept."""
_RAW: Final = frozenset(("xmp", "plaintext"))
"""Elements that hold no tags: what they hold would be tags in another one."""
_SPENT: Final = ("source", "track", "param")
"""What pictures and players are looked up in."""
_ATTRIBUTES: Final = frozenset((
    "id", "class", "lang", "dir", "title", "alt", "role", "name", "width", "height", "colspan",
    "rowspan", "scope", "headers", "start", "reversed", "value", "type", "checked", "disabled",
    "open", "datetime", "align", "valign", "rel", "face", "itemprop", "itemtype", "aria-label",
    "for", "xml:lang", "alttext", "display",
))  # fmt: skip
_LONGEST_VALUE: Final = 2_000
_MOST_ATTRIBUTES: Final = 100
"""Attributes of an element that is kept: taking one off takes time by the number of all."""
_LONGEST_DATA: Final = 200
_STYLES: Final = re.compile(
    r"(?:^|;)\s{0,20}((?:white-space|font-family|text-align|text-decoration(?:-line)?|font-weight"
    r"|font-style|display|top|(?:min-)?width|(?:min-)?height|vertical-align"
    r"|(?:-webkit-)?user-select|tab-size|list-style(?:-type)?)\s{0,20}:[^;(\\<>\"]{1,200})(?=;|$)",
    re.IGNORECASE,
)
_MOST_STYLES: Final = 4_000
_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel", "ftp", "gemini", "magnet", "doi"))
_HIDES: Final = re.compile(r"display ?: ?none.*", re.IGNORECASE)
_IMAGES: Final = frozenset(image_sources.IMAGES.split(", "))
_OF_IMAGES: Final = ("alt", "title", "class", "width", "height", "aria-label")
_OF_FORMULAS: Final = ("alttext", "display", "class")
_BASE: Final = re.compile(
    r"<base\s[^<>]{0,300}?href\s{0,9}=\s{0,9}(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})'|([^\s\"'<>]{1,2000}))",
    re.IGNORECASE,
)
_MOST_HEAD: Final = 400_000
_UNSEEN: Final = frozenset(("-comment", "!doctype", "-doctype"))
_RENAMED_TAG: Final = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?=[\s>])")
_MARK: Final = re.compile(r"&[#\w]{1,10};|[!#$%*+:=>@\[-`{-~-]")
"""A sign, or a reference that stands for one already."""
_TEXT: Final = re.compile(r"(?<=>)[^<>]++(?=<)")


def article_html(page: str, kind: BodyKind, base: str) -> str:
    """The main content of a whole page, or all of a fragment, as an `<article>`.

    `kind` is `HTML_DOCUMENT` or `HTML`; addresses are made absolute by `base`, where there is one.
    It is empty if the page has no text.
    """
    page = forget_private(page)
    if bounds.is_crowded(page):
        return _lines(page)
    if bounds.is_broken(page):
        return _paragraphs(page, kind)
    body = clean.parse(page).body
    if body is None:
        return ""
    base = _stated_base(page, base)
    root = main_content.main_node(body) if kind is BodyKind.HTML_DOCUMENT else body
    image_sources.show_backgrounds(root)
    bare = _bare_links(root)
    for node in reversed(root.css(_DROPPED)):
        node.decompose()
    _drop_comments(root)
    # From the inside out: what is replaced is read before what is around it.
    for node in reversed(root.css("*")):
        if node.mem_id != root.mem_id:
            _settle(node, base)
    for node in root.css(", ".join(_SPENT)):
        node.decompose()
    _drop_emptied_links(root, bare)
    content = "".join(child.html or "" for child in root.iter(include_text=True))
    if not (content.strip() and (root.text(deep=True).strip() or "<img" in content)):
        return ""
    start = "".join(f' {name}="{escape(value)}"' for name, value in _root_attributes(root) if value)
    return _told_as_html(f"<article{start}>\n{_renamed(content).strip()}\n</article>\n")


def _paragraphs(page: str, kind: BodyKind) -> str:
    """The bare text of a page that is too broken for a tree of more."""
    body = clean.parse(page).body
    if body is None:
        return ""
    root = main_content.main_node(body) if kind is BodyKind.HTML_DOCUMENT else body
    return _of_texts(tag_stripping.block_text(root).split("\n\n"))


def _lines(page: str) -> str:
    """The bare text of a page with so many tags that a tree of them does not fit into memory."""
    return _of_texts(tag_stripping.strip_tags(page).split("\n"))


def _of_texts(texts: Iterable[str]) -> str:
    parts = filter(None, map(str.strip, texts))
    content = "".join(f"<p>{escape(part, quote=False)}</p>\n" for part in parts)
    return _told_as_html(f"<article>\n{content}</article>\n") if content else ""


def _stated_base(page: str, base: str) -> str:
    found = _BASE.search(page, 0, _MOST_HEAD)
    if found is None:
        return base
    return _absolute(unescape(found[1] or found[2] or found[3] or ""), base) or base


def _drop_comments(root: LexborNode) -> None:
    for node in [node for node in root.traverse(include_text=True) if node.tag in _UNSEEN]:
        node.decompose()


def _bare_links(root: LexborNode) -> set[int]:
    """Links without content that show where they lead; of others the target goes.

    One that leads within its site shows nothing, and would when its address is absolute.
    """
    bare: set[int] = set()
    for link in root.css("a"):
        if link.first_child is not None:
            continue
        href = attribute(link, "href")
        is_named = attribute(link, "title") or attribute(link, "aria-label")
        if is_named or host(href) or PICTURE_FILE.search(href):
            bare.add(link.mem_id)
    return bare


def _drop_emptied_links(root: LexborNode, bare: set[int]) -> None:
    """Drop links around what was dropped, and those that showed nothing; a target stays."""
    for link in reversed(root.css("a")):
        if link.first_child is not None or link.mem_id in bare:
            continue
        if "href" in link.attributes and (link.id or "name" in link.attributes):
            del link.attrs["href"]
        elif "href" in link.attributes:
            link.decompose()


def _settle(node: LexborNode, base: str) -> None:
    """Make an element one that does nothing, or put such a one in its place."""
    tag = node.tag or ""
    if tag in _IMAGES:
        _settle_image(node, base)
    elif tag == "picture":
        _settle_picture(node, base)
    elif tag in players.PLAYERS:
        _settle_player(node, base)
    elif tag in players.VOICES and (name := players.voice_name(node)):
        node.replace_with(_made(node, "div", {}, f"▶ {name}"))
    elif tag == "math" and attribute(node, "alttext"):
        told = {name: attribute(node, name) for name in _OF_FORMULAS}
        node.replace_with(_made(node, "math", told, node.text(deep=True)))
    elif tag in _RAW:
        node.replace_with(_made(node, "pre", {}, node.text(deep=True)))
    elif tag == "input" and attribute(node, "type").lower() != "checkbox":
        node.decompose()
    elif (tag in _KEPT or tag in _RENAMED) and len(node.attributes) <= _MOST_ATTRIBUTES:
        _keep_attributes(node, base)
    elif node.first_child is None and tag not in _SPENT:
        node.decompose()
    elif tag not in _SPENT:
        node.unwrap()


def _keep_attributes(node: LexborNode, base: str) -> None:
    kept = dict(_kept_attributes(node, base))
    for name, value in list(node.attributes.items()):
        if name not in kept:
            del node.attrs[name]
        elif kept[name] != value:
            node.attrs[name] = kept[name]


def _kept_attributes(node: LexborNode, base: str) -> Iterator[tuple[str, str]]:
    for name, written in node.attributes.items():
        value = written or ""
        if (name == "href" and node.tag == "a") or (name == "cite" and node.tag != "cite"):
            if target := _absolute(value, base):
                yield name, target
        elif name == "style":
            if styles := ";".join(_styles(value)):
                yield name, styles
        elif (name in _ATTRIBUTES and len(value) <= _LONGEST_VALUE) or _is_data(name, value):
            yield name, value


def _root_attributes(root: LexborNode) -> Iterator[tuple[str, str]]:
    for name, value in _kept_attributes(root, ""):
        if name in ("class", "style", "lang", "dir"):
            yield name, value


def _is_data(name: str, value: str) -> bool:
    """Whether it is an attribute for scripts, such as the language of code, with no address."""
    return name.startswith("data-") and len(value) <= _LONGEST_DATA and "//" not in value


def _styles(written: str) -> Iterator[str]:
    for found in _STYLES.finditer(written[:_MOST_STYLES]):
        style = " ".join(found[1].split())
        if not _HIDES.fullmatch(style):
            yield style


# -- pictures, players, formulas ------------------------------------------------------------


def _settle_image(node: LexborNode, base: str) -> None:
    """Give a picture the address that is shown, and no other."""
    source = image_sources.image_source(node)
    # The content of a picture in the page was left out when that was parsed.
    is_inline = source.lower().startswith("data:")
    kept = f"{source.partition(',')[0]}," if is_inline else _absolute(source, base)
    node.replace_with(_image(node, kept))


def _settle_picture(node: LexborNode, base: str) -> None:
    """Give it the picture that it lacks."""
    source = "" if node.css_first("img") is not None else image_sources.largest_source(node)
    if source:
        node.insert_child(_made(node, "img", {"src": _absolute(source, base)}))


def _settle_player(node: LexborNode, base: str) -> None:
    """Put a link in its place, else its poster."""
    address = players.address(node)
    poster = attribute(node, "poster")
    line = _made(node, "div", {})
    if href := _absolute(address, base):
        line.insert_child(_made(node, "a", {"href": href}, f"▶ {players.name(node, address)}"))
    elif poster and not poster.lower().startswith("data:"):
        told = {"src": _absolute(poster, base), "alt": attribute(node, "title")}
        line.insert_child(_made(node, "img", told))
    node.replace_with(line)


def _image(node: LexborNode, source: str) -> LexborNode:
    # The size of one of AMP's is often no more than a ratio: `3` by `2`.
    names = _OF_IMAGES if node.tag == "img" else ("alt", "title", "class")
    told = {name: attribute(node, name)[:_LONGEST_VALUE] for name in names}
    style = ";".join(_styles(attribute(node, "style")))
    image = _made(node, "img", {"src": source, **told, "style": style})
    if image_sources.DRAWING in node.attributes:
        image.attrs[image_sources.DRAWING] = ""
    return image


def _made(near: LexborNode, tag: str, attributes: dict[str, str], text: str = "") -> LexborNode:
    node = near.parser.create_node(tag)
    for name, value in attributes.items():
        if value:
            node.attrs[name] = value
    if text:
        node.insert_child(text)
    return node


# -- addresses and text ---------------------------------------------------------------------


def _absolute(href: str, base: str) -> str:
    """An address as it leads from any place; "" for one that must not be followed.

    A fragment stays one: it leads into the article.
    """
    href = safe_target(href)
    if not href or href.startswith("#"):
        return href
    try:
        joined = urljoin(base, href) if base else href
        scheme = urlsplit(joined).scheme.lower()
    except ValueError:
        return ""
    is_relative = not scheme and not base.lower().startswith(("http:", "https:"))
    return joined if scheme in _SCHEMES or is_relative else ""


def _renamed(html: str) -> str:
    return _RENAMED_TAG.sub(lambda found: f"<{found[1]}{_RENAMED[found[2]]}", html)


def _told_as_html(html: str) -> str:
    """HTML with references for what Markdown, or a blog's shortcodes, would take for marks."""
    if detect(html) is not BodyKind.HTML:
        return _TEXT.sub(lambda text: _MARK.sub(_reference, text[0]), html)
    if "[" in html and wordpress.expand(html, markdown=False) != html:
        return _TEXT.sub(lambda text: text[0].replace("[", "&#91;"), html)
    return html


def _reference(mark: re.Match[str]) -> str:
    return mark[0] if len(mark[0]) > 1 else f"&#{ord(mark[0])};"
