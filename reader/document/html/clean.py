"""HTML as a tree without what is not text: scripts, controls, icons, hidden elements."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from reader.document.html import mdn_macros
from reader.document.html.mathematics import formulas
from reader.document.html.measures import attribute as attribute
from reader.document.html.measures import letters as letters
from reader.document.html.media.image_sources import keep_images
from reader.document.html.pruning import embedded, forms, hidden, scripted
from reader.document.html_tags import LINE_BLOCKS, STRIPPED_BLOCKS, alternation, selector
from reader.text.chunks import chunks_before
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_TEXT = (
    "script, style, template, title, link, meta, base, head > *,"
    " button, input:not([type=checkbox]), select, textarea, datalist, progress, meter,"
    " svg, canvas, map, rp, col, colgroup"
)
_UNSHOWN = (
    "dialog:not([open]), .sr-only, .screen-reader-text, .visually-hidden,"
    # the controls of players: video.js, JW Player, MediaElement.js, Plyr
    " .vjs-control-bar, .vjs-modal-dialog, .vjs-control-text, .vjs-text-track-settings,"
    " .vjs-caption-settings, .vjs-loading-spinner, .jw-controls, .jw-hidden-accessibility,"
    " .mejs-controls, .mejs__controls, .mejs-offscreen, .mejs__offscreen, .plyr__controls"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CHAT = "[data-message-author-role]"
"""A message of a chat (ChatGPT); who writes it, a heading for screen readers alone says."""
_ICONS = "i[aria-hidden=true], span[aria-hidden=true], a[aria-hidden=true]"
_TYPE_AND_DATA = r"(?<!\w.....)[a-zA-Z]{1,20}/[\w.+-]{1,60})[;,][^\s\"'<>)&]{200,}"
# Each spelling for itself: a pattern that knows no case takes longer than all of the parsing.
_DATA_URI = re.compile(rf"(data:{_TYPE_AND_DATA}", re.DOTALL)
_DATA_URI_IN_CAPITALS = re.compile(rf"(D(?:ata|ATA):{_TYPE_AND_DATA}", re.DOTALL)
_WHOLE = re.compile(r"(?i)<(?:html|head|body|frameset)[\s>]")
_UNSAFE_SCHEME = re.compile(r"(?i)^(?:javascript|vbscript|data|about|file|blob):")
# No pattern below reaches beyond the next tag.
_UNSEEN = re.compile(r"(?is)<(script|style)\b[^<>]{0,2000}>[^<]{0,200000}")
_BLOCK_TAG = re.compile(rf"(?i)</?(?:{alternation(STRIPPED_BLOCKS)})\b[^<>]{{0,2000}}>")
_OTHER_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,20000}>")
_CUT_TAG = re.compile(r"</?[a-zA-Z]\w{0,20}(?=\s*(?:<|\Z))")
_RAW = "(?:title|textarea|script|style|iframe|noembed|noframes|xmp)"
_RAW_OR_TAG = re.compile(
    rf"<(?i:{_RAW})(?=[\s/>])[^<>]{{0,5000}}>[^<]*+(?:<(?!/(?i:{_RAW})[\s/>])[^<]*+)*+"
    rf"(?:</(?i:{_RAW})[^<>]{{0,5000}}>)?"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,5000}>"
)
"""A tag, or with its end tag an element that holds no tags."""
_LONG = 20_000
_LONG_TAG = re.compile(rf"(<[a-zA-Z][a-zA-Z0-9-]{{0,60}}+)(?=[\s/])([^<>]{{{_LONG},}}+)")
_ATTRIBUTE = re.compile(r"[^\s\"'>/=]{1,200}+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?")
_MOST_ATTRIBUTES = 200
_UNENDED = re.compile(r"<(?=/?[a-zA-Z][^<>]{0,5000}<)")
_TAGS_WITH_ENDS = re.compile(
    r"""(?:[^<]++ | <(?!/?[a-zA-Z])
      | <(?:[^<>"'=]++ | =\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])) | ["'])*+>)*+""",
    re.VERBOSE,
)
_BRACKET = re.compile("[<>]")
_COMMENT_END = re.compile("--!?>")
_END = "reader-end"
"""An element put after all others: it is lost with them if a tag does not end."""
_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0<>\"'()\\`{}|^\u2028\u2029\u3000]")


def parse(html: str, *, uncut: bool = False) -> LexborHTMLParser:
    """Parse, settle formulas and prune; of an uncut page what it hides stays.

    Long `data:` URIs are cut to their type first: one page held 53 MB.
    """
    # Loading selectolax costs 10 ms and 5 MB; only bodies that are opened need it.
    from selectolax.lexbor import LexborHTMLParser

    html = mdn_macros.expand_html(_without_data(html))
    if _may_have_long_tag(html):
        html = _LONG_TAG.sub(_with_few_attributes, html)
    html = _without_open_comment(embedded.open_shadow_roots(html))
    if not _WHOLE.search(html, 0, 10_000):
        # Without it scripts at the start, formulas among them, end up in an implied head.
        html = f"<body>{html}"
    tree = LexborHTMLParser(f"{_bounded(html)}<{_END}>")
    if not _take_end(tree):
        tree = LexborHTMLParser(_bounded(_ended(html)))
    scripted.fill(tree, html, _framed)
    formulas.settle_elements(tree, html)
    prune(tree, uncut=uncut)
    formulas.settle_text(tree, html)
    return tree


def _without_data(html: str) -> str:
    return _DATA_URI_IN_CAPITALS.sub(r"\1,", _DATA_URI.sub(r"\1,", html))


def _may_have_long_tag(html: str) -> bool:
    """Whether so many characters follow each other without an angle bracket; in long leaps."""
    at = 0
    while at + _LONG <= len(html):
        last = html.rfind("<", at, at + _LONG)
        if last < 0:
            last = html.rfind(">", at, at + _LONG)
        if last < 0:
            return True
        at = last + 1
    return False


def _without_open_comment(html: str) -> str:
    """Make text of a comment's beginning that has no end: a parser would drop all that follows."""
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = _COMMENT_END.search(html, start + 2)
        if end is None:
            return html[:start] + html[start:].replace("<!--", "&lt;!--")
        at = end.end()
    return html


def _with_few_attributes(tag: re.Match[str]) -> str:
    """Drop attributes beyond a limit: a parser compares each with all before it."""
    if tag[2].count('"') % 2 and tag[2].count("=") <= _MOST_ATTRIBUTES:
        return tag[0]  # one of few, with an angle bracket in it, is long
    attributes = (match[0] for match in _ATTRIBUTE.finditer(tag[2]))
    return " ".join((tag[1], *islice(attributes, _MOST_ATTRIBUTES)))


def _take_end(tree: LexborHTMLParser) -> bool:
    """Whether the last element is the one put there; it is removed then."""
    last = tree.body
    while last is not None and last.last_child is not None:
        last = last.last_child
    if last is None or last.tag != _END:
        return False
    last.decompose()
    return True


def _ended(html: str) -> str:
    """Close tags that a parser would follow to the end of the file, and all text with them.

    They lack a quotation mark or their own end. They end at an angle bracket, else with their line;
    at the end of the file they are dropped.
    """
    pieces: list[str] = []
    at = 0
    while (found := _TAGS_WITH_ENDS.match(html, at)) and (start := found.end()) < len(html):
        tag, behind = _tag_at(html, start)
        pieces += (html[at:start], tag)
        at = behind
    return "".join((*pieces, html[at:]))


def _tag_at(html: str, start: int) -> tuple[str, int]:
    """The unclosed tag that begins there, closed; and the offset of the text after it."""
    bracket = _BRACKET.search(html, start + 1)
    end = bracket.start() if bracket else len(html)
    if html[end : end + 1] != ">" or "\n\n" in html[start:end]:
        line = html.find("\n", start, end)
        end = line if line >= 0 else end
    if end == len(html):
        return "", end
    tag = html[start:end].replace('"', "").replace("'", "")
    return f"{tag}>", end + html.startswith(">", end)


def _bounded(html: str) -> str:
    """Bound the depth to what the tree's selectors can do, which take time by its square."""
    if is_broken(html):
        # Within a tag that does not end, a tag that is taken out would leave the beginning of
        # one that ends where the next does, if any does.
        return bound_depth(_UNENDED.sub("&lt;", html))
    return bound_depth(html, _MAX_DEPTH) if html.count("</") > _MAX_DEPTH else html


def prune(tree: LexborHTMLParser, *, uncut: bool = False) -> None:
    """Remove what no reader sees, but nothing that holds most of the text.

    Of an uncut page only what is no text: scripts, styles, controls, doubles.
    """
    root = tree.body or tree.root
    if root is None:
        return
    embedded.fill_slots(root)
    embedded.unfold_frames(root, _framed)
    keep_images(root)
    if not uncut:
        forms.remove_entry_forms(root)
    forms.unwrap_words(root)
    is_chat = root.css_first(_CHAT) is not None
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(root.css(_NEVER_TEXT if uncut else f"{_NEVER_TEXT}, {_UNSHOWN}")):
        if not (is_chat and node.tag in _HEADINGS):
            node.decompose()
    for node in root.css("iframe"):
        # A parser takes the content of <noframes> for text, tags and all.
        for inner in list(node.iter(include_text=True)):
            inner.decompose()
    for node in reversed(root.css(_ICONS)):
        if len(node.text(deep=True).strip()) <= 2 and node.css_first("img") is None:
            node.decompose()
    if not uncut:
        hidden.remove_hidden(root)
    for node in reversed(root.css("time + time")):
        # One for each width of the screen; a script or a style hides the others.
        before = node.prev
        if before is not None and before.tag == "-text" and not (before.text_content or "").strip():
            before = before.prev
        if before is not None and node.text(deep=True).strip() == before.text(deep=True).strip():
            node.decompose()


def _framed(html: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(_bounded(html))


def safe_target(href: str) -> str:
    """A link's target as Markdown can hold it, "" if it would run something."""
    href = re.sub(r"[\t\n\r\x00-\x1f]", "", href.strip())
    if not href or _UNSAFE_SCHEME.match(href):
        return ""
    return encoded(href)


def encoded(href: str) -> str:
    """Percent-encode characters that would end the address in Markdown or in a terminal."""
    return _IN_URL.sub(lambda match: quote(match[0], errors="replace"), href)


def host(href: str) -> str:
    try:
        name = urlsplit(href).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


_FORMATTING = re.compile(
    r"(?i)<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>]"
)
_ANY_START = re.compile(r"<[a-zA-Z]")
_SELF_ENDING = frozenset((
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "rt", "rp", "thead",
    "tbody", "tfoot", "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
))  # fmt: skip
MOST_TAGS = 400_000
"""Twenty times the number in the largest of real pages."""
_MAX_UNCLOSED = 300
_MAX_DEPTH = 1_000


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


def strip_tags(html: str) -> str:
    """The text of HTML too broken to parse: a block tag ends a line, other tags are cut."""
    # A list of all tags may take ten times their size.
    return "".join(map(_without_tags, chunks_before(html, "<")))


def _without_tags(html: str) -> str:
    text = _UNSEEN.sub(" ", _CUT_TAG.sub(" ", html))
    return unescape(_OTHER_TAG.sub(" ", _BLOCK_TAG.sub("\n", text)))


def block_text(node: LexborNode) -> str:
    """The text of an element with a blank line between its blocks. Changes the tree."""
    for inner in node.css(selector(LINE_BLOCKS)):
        inner.insert_before("\n\n")
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", node.text(deep=True))
