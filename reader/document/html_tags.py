"""Names of HTML elements by what they do to text: the one place for such lists.

The sets differ because they answer different questions; each says its own. Their common parts
follow the sections of the HTML standard (4.3 sections, 4.4 grouping, 4.9 tables).
"""

from __future__ import annotations

from collections.abc import Iterable

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "dl")
_LIST_PARTS = ("li", "dt", "dd")
_SECTIONS = ("article", "section", "aside", "header", "footer", "main", "address")
_CELLS = ("td", "th")
_TABLE_GROUPS = ("thead", "tbody", "tfoot")
TABLE_PARTS = frozenset(("tr", "caption", *_CELLS, *_TABLE_GROUPS))

COUNTED_BLOCKS = frozenset(
    (
        *(*HEADINGS, *_LISTS, *_LIST_PARTS, *_SECTIONS, *_CELLS, *_TABLE_GROUPS),
        *("nav", "table", "tr", "p", "div", "pre", "blockquote", "center", "hr"),
        *("details", "figure", "figcaption", "form", "fieldset"),
    )
)
"""Tags whose number and contents tell a body of HTML from one of Markdown (DESIGN.md 6b)."""

CONVERTED_BLOCKS = (
    *("table", "div", "figure", "p", *_LISTS, "blockquote", "center", "pre", *HEADINGS),
    *(*_SECTIONS, "iframe", "video", "audio", "form", "fieldset"),
)
"""Raw HTML within Markdown that is converted by itself, from such a tag to its end."""

RAW_BOUNDARIES = frozenset(
    (
        *(*_LISTS, *_LIST_PARTS, *_SECTIONS, *TABLE_PARTS),
        *("html", "head", "body", "nav", "hgroup", "p", "div", "center", "blockquote", "dialog"),
        *("figure", "figcaption", "details", "summary", "dir", "menu", "noscript"),
        *("form", "fieldset", "legend", "button", "optgroup", "option"),
    )
)
"""Raw HTML that ends a paragraph, but has no handling of its own (headings and `<pre>` have)."""

SPACED_BLOCKS = (
    *("p", "div", *HEADINGS, "ul", "ol", *_LIST_PARTS, "pre", "blockquote", "br", "hr"),
    *("section", "article", "header", "address", "summary", "option", "figcaption"),
    *("table", "tr", *_CELLS, "caption", "title", "description"),
)
"""Elements whose text stands apart from the text around them when all tags are dropped."""

LINE_BLOCKS = ("p", "div", "li", *HEADINGS, "tr", "pre", "blockquote", "dd", "dt", "br")
"""Elements that end a line within code that was written with tags."""

STRIPPED_BLOCKS = (
    *("p", "div", "li", "br", *HEADINGS, "tr", "td", "section", "article", "blockquote"),
    *("ul", "ol", "pre"),
)
"""Tags that part paragraphs where a page is too broken to be parsed."""

EXCERPT_STARTS = (
    *("p", "div", *HEADINGS, *_LISTS, "li", "table", "tr", "pre", "blockquote", "figure"),
    *("section", "article"),
)
"""Tags before which a long page may be cut, for an excerpt of it."""

GENERIC_BLOCKS = (
    *_SECTIONS,
    *(*_CELLS, *_TABLE_GROUPS, "tr", "caption"),
    *("html", "body", "nav", "hgroup", "p", "center", "figcaption", "dialog", "dir"),
    *("form", "fieldset", "legend", "optgroup", "option", "noscript", "object", "search"),
)
"""Blocks of a page that are nothing but their content."""

SPACE_EATERS = frozenset(
    (*GENERIC_BLOCKS, "div", "menu", *_LISTS, *_LIST_PARTS, "br", "pre", "blockquote", "table")
)
"""Elements beside which white space is nothing (CSS Text 3, 4.1.2)."""

_PHRASES = (
    *("a", "abbr", "b", "big", "br", "code", "del", "em", "font", "i", "iframe", "img", "ins"),
    *("kbd", "mark", "picture", "q", "rp", "rt", "ruby", "s", "small", "source", "span"),
    *("strong", "sub", "sup", "u", "video"),
)
INLINE_TAGS = (
    *(*_PHRASES, "audio", "cite", "dfn", "embed", "samp", "script", "strike", "style"),
    *("summary", "time", "tt", "var", "wbr"),
)
"""Tags in running text by which a body is Markdown rather than plain text."""

DROPPED_IN_MARKDOWN = (
    *(*_PHRASES, *HEADINGS, *_LISTS, *_LIST_PARTS, *_CELLS, "thead", "tbody", "table", "tr"),
    *("blockquote", "center", "details", "div", "figcaption", "figure", "hr", "p", "pre"),
    "summary",
)
"""Tags of raw HTML that are dropped from the plain text of Markdown."""


def alternation(names: Iterable[str]) -> str:
    """A pattern for one of the names; whoever uses it says what must follow."""
    return "|".join(names)


def selector(names: Iterable[str]) -> str:
    """A CSS selector for all elements of these names."""
    return ", ".join(names)
