"""How deep and how broken a page may be: what a parser and its selectors do in linear time."""

from __future__ import annotations

import re

_RAW = "(?:title|textarea|script|style|iframe|noembed|noframes|xmp)"
_RAW_OR_TAG = re.compile(
    rf"<(?i:{_RAW})(?=[\s/>])[^<>]{{0,5000}}>[^<]*+(?:<(?!/(?i:{_RAW})[\s/>])[^<]*+)*+"
    rf"(?:</(?i:{_RAW})[^<>]{{0,5000}}>)?"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,5000}>"
)
"""A tag, or with its end tag an element that holds no tags."""
_UNENDED = re.compile(r"<(?=/?[a-zA-Z][^<>]{0,5000}<)")
_FORMATTING = re.compile(
    r"(?i)<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>]"
)
_ANY_START = re.compile(r"<[a-zA-Z]")
_LINE_END = re.compile(r"<[bB][rR](?:\s[^<>]{0,5000})?/?>")
_SELF_ENDING = frozenset((
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "rt", "rp", "thead",
    "tbody", "tfoot", "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
))  # fmt: skip
MOST_TAGS = 400_000
"""Twenty times the number in the largest of real pages."""
_PILED = re.compile(r"(?i)<(/?)(option|optgroup|ruby|rt|rp|html|body)(?=[\s/>])[^<>]{0,5000}>")
"""Tags of elements that a parser looks through anew for each other one of them."""
_FEW_TAGS = 5_000
"""Tags of a page on which nothing can be piled up that takes long."""
_MOST_OPTIONS = 5_000
_MOST_ROOTS = 100
_MAX_UNCLOSED = 300
_MAX_DEPTH = 1_000


def bounded(html: str) -> str:
    """Bound the depth to what the tree's selectors can do, which take time by its square."""
    html = without_piles(html)
    if is_broken(html):
        # Within a tag that does not end, a tag that is taken out would leave the beginning of
        # one that ends where the next does, if any does.
        return bound_depth(_UNENDED.sub("&lt;", html))
    return bound_depth(html, _MAX_DEPTH) if html.count("</") > _MAX_DEPTH else html


def without_piles(html: str) -> str:
    """Remove the tags over which a parser takes time by the square of their number.

    These are options of a form beyond the first few thousand, notes of ruby outside of it, which
    lie in each other then, and roots after the first: each adds its attributes to that one.
    """
    if html.count("<") <= _FEW_TAGS:
        return html
    options = roots = 0
    in_ruby = False

    def kept(tag: re.Match[str]) -> str:
        nonlocal options, roots, in_ruby
        name, is_start = tag[2].lower(), not tag[1]
        if name == "ruby":
            in_ruby = is_start
        elif name in ("rt", "rp"):
            return tag[0] if in_ruby else " "
        elif name in ("html", "body"):
            roots += is_start
            return tag[0] if roots <= _MOST_ROOTS or not is_start else " "
        else:
            options += is_start
            return tag[0] if options <= _MOST_OPTIONS else " "
        return tag[0]

    return _PILED.sub(kept, html)


def is_crowded(html: str) -> bool:
    """Whether it has too many tags for a tree: each takes half a kilobyte of memory."""
    return html.count("<") > MOST_TAGS


def is_broken(html: str) -> bool:
    """Whether so many elements are left open that parsing may take more than linear time.

    Unclosed formatting costs most: the parsing algorithm (HTML, 13.2.4.3) reopens all of it in
    each new paragraph.
    """
    brackets = html.count("<")
    if brackets > MOST_TAGS:
        return True
    ends = html.count("</")
    if brackets - 2 * ends < _MAX_UNCLOSED:
        return False
    opened = sum(1 for _ in _ANY_START.finditer(html))
    unclosed = opened - ends
    if unclosed < _MAX_UNCLOSED:
        return False
    if unclosed > 10 * _MAX_UNCLOSED and unclosed > opened * 0.6:
        void = sum(1 for _ in _LINE_END.finditer(html))  # a book of poems has little else
        if unclosed - void > 10 * _MAX_UNCLOSED and unclosed - void > (opened - void) * 0.6:
            return True
    return sum(-1 if match[1] else 1 for match in _FORMATTING.finditer(html)) > _MAX_UNCLOSED


def _is_deeper(html: str, limit: int) -> bool:
    # Half of the time that `bound_depth` takes: no page that is read for pleasure is so deep.
    depth = 0
    for match in _RAW_OR_TAG.finditer(html):
        name = match[2]
        if name is None or name in _SELF_ENDING or name.lower() in _SELF_ENDING:
            continue
        if not match[1]:
            depth += 1
            if depth > limit:
                return True
        elif depth:
            depth -= 1
    return False


def bound_depth(html: str, limit: int = 250) -> str:
    """Remove the tags of elements more than `limit` deep; their text stays.

    Elements that end by themselves (`<p>`, `<li>`, …) and void ones do not count.
    """
    if not _is_deeper(html, limit):
        return html
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2] is None or match[2].lower() in _SELF_ENDING:
            return match[0]
        if match[1]:
            depth = max(0, depth - 1)
            return match[0] if depth < limit else " "
        depth += 1
        return match[0] if depth <= limit else " "

    return _RAW_OR_TAG.sub(kept, html)
