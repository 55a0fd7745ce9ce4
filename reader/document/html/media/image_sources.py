"""Where the pictures of a page are: in lazy attributes, style sheets, drawings, spare copies."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

DRAWING = "data-reader-drawing"
"""The attribute of an `<img>` that stands for a drawing in the page, which has no address."""
IMAGES = "img, amp-img, amp-anim"
_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-url",
    "data-echo",
    "data-lazy",
    "data-lazyload",
    "data-ll-src",
    "data-cfsrc",
    "data-img-src",
    "data-image-src",
    "data-hi-res-src",
    "data-full-src",
    "data-pagespeed-lazy-src",
    "nitro-lazy-src",
)
_SPARE = ("data-orig-file", "data-croporisrc", "data-backsrc", "zoomfile", "file", "real_src")
"""Attributes with the address of another copy, for want of any that is shown."""
_BACKGROUNDS = ("data-bg", "data-bg-url", "data-background", "data-background-image")
_ADDRESS = re.compile(r"[^{\[<][^<]*[./][^<]*")
_PLACEHOLDER = re.compile(r"(?i)^data:|(?:blank|spacer|pixel|transparent|placeholder|loading|lazy)"
                          r"[\w-]*\.(?:gif|png|svg|jpe?g)")  # fmt: skip
_NOTHING = re.compile(
    r"(?i)(?:^|[/_.-])(?:blank|spacer|transparent|placeholder|loading|lazy(?:_?-?load)?|none|clear"
    r"|pixel|1x1|dot|trans|empty|grey|gray)(?:[-_.]?\d{1,4}){0,2}\.(?:gif|png|svg)(?:$|[?#])"
)
"""Names of files that show nothing: for a script to replace, or to be counted."""
_SAVED = re.compile(
    r"(?i)(?:\./)?[^/?#:]{1,200}[_.-](?:files?|Dateien|fichiers|archivos|arquivos|bestanden)/[^?#]"
)
"""Addresses into the folder in which a browser keeps the parts of a page."""
_TRACKER = re.compile(
    r"(?i)^(?:https?:)?//(?:pixel\.|stats?\.|counter\.|track(?:ing|er)?\.|beacon\.|b\.scorecard"
    r"|sb\.scorecard|ad\.|ads\.|hm\.baidu\.com/hm\.gif|(?:www\.)?google-analytics\.com"
    r"|(?:www\.)?facebook\.com/tr\b|[\w.-]{0,60}doubleclick\.net/|feeds\.feedburner\.com/~"
    r"|[\w.-]{0,60}medium\.com/_/stat|www\.cnblogs\.com/[^/]{1,60}/aggbug/|counter\.cnblogs\.com)"
)
_CANDIDATES = re.compile(r"\s\d+(?:\.\d+)?[wx](?:,|$)")
_BACKGROUND = re.compile(
    r"""(?i)background(?:-image)?\s*:[^;]{0,200}?url\(\s*["']?([^"')\s]{4,2000})["']?\s*\)"""
)
_SIZE = re.compile(r"(?i)(?:^|[;\s])(?:min-)?(?:width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px")
_TINY = re.compile(r"(?i)(?:^|[;\s])(width|height)\s*:\s*[01](?:px)?\s*(?:!important\s*)?(?:;|$)")
_VIEW_BOX = re.compile(r"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d{1,6})")
_MAX_ALTERNATIVES = 300
_PARAGRAPH = 200
"""Letters from which a text for readers without scripts is more than a request to allow them."""
_MAX_DRAWINGS = 500
_MAX_DRAWN = 3_000
_MAX_BACKGROUNDS = 2_000
_MOST_LABELS = 500
"""Letters of the labels in a drawing that its caption repeats."""
_SMALLEST = 60
"""Pixels below which a background is decoration."""
_WIDE = 120
"""Pixels from which a drawing without labels is no icon."""
_CONTROLS = ("a", "button", "nav", "header", "footer", "label", "mjx-container", "svg", "summary")


def image_source(node: LexborNode) -> str:
    """The address of an image, also of one that a script loads later; "" for a tracking pixel."""
    attributes = node.attributes
    if attributes.get("width") in _NO_SIZE and attributes.get("height") in _NO_SIZE:
        return ""
    style = attributes.get("style") or ""
    if style and len({match[1].lower() for match in _TINY.finditer(style)}) == 2:
        return ""
    source = (attributes.get("src") or "").strip()
    if _SAVED.match(source) and not _PLACEHOLDER.search(source) and not is_nothing(source):
        return source
    if lazy := _first_address(attributes, _LAZY):
        return lazy
    candidates = attributes.get("data-srcset") or attributes.get("srcset") or ""
    if not source or _PLACEHOLDER.search(source) or is_nothing(source):
        other = _largest(candidates) or _picture_source(node) or _first_address(attributes, _SPARE)
        if other:
            return other
    return "" if is_tracker(source) else source


_NO_SIZE = frozenset(("0", "1", "0px", "1px"))


def _first_address(attributes: Mapping[str, str | None], names: tuple[str, ...]) -> str:
    for name in names:
        value = (attributes.get(name) or "").strip()
        if not value or value.lower().startswith("data:") or _CANDIDATES.search(value):
            continue
        if _ADDRESS.fullmatch(value):
            return value
    return ""


def is_tracker(source: str) -> bool:
    """Whether an address counts readers rather than shows something."""
    return bool(_TRACKER.match(source))


def is_nothing(source: str) -> bool:
    """Whether an address is, by its name, that of a picture which shows nothing."""
    return bool(_NOTHING.search(source))


def _value(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _picture_source(image: LexborNode) -> str:
    parent = image.parent
    return largest_source(parent) if parent is not None and parent.tag == "picture" else ""


def largest_source(picture: LexborNode) -> str:
    """The address of the largest image among the `<source>` of a `<picture>`."""
    for source in picture.css("source"):
        found = _largest(_value(source, "srcset") or _value(source, "data-srcset"))
        if found:
            return found
    return ""


def _largest(srcset: str) -> str:
    """The candidate with the greatest width or density (HTML, srcset attribute)."""
    best, size = "", -1.0
    for candidate in re.split(r",\s+", srcset[:20_000]):
        words = candidate.split()
        if not words or words[0].startswith("data:"):
            continue
        match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)[wx]", words[1]) if len(words) > 1 else None
        weight = float(match[1]) if match else 0.0
        if weight > size:
            best, size = words[0].rstrip(","), weight
    return best


def keep_images(root: LexborNode) -> None:
    """Bring pictures out of what pruning removes: `<noscript>` and drawings. Changes the tree."""
    _keep_alternatives(root)
    for drawing in root.css("svg")[:_MAX_DRAWINGS]:
        _keep_drawing(drawing)


def _keep_alternatives(root: LexborNode) -> None:
    """Drop `<noscript>`, unless it holds the text, or an image, that is nowhere else.

    An image beside one is its twin for a script to load: the one with an address stays.
    """
    nodes = root.css("noscript")
    if not nodes:
        return
    alternatives = {image.mem_id for node in nodes for image in node.css(IMAGES)}
    sources = {
        image_source(image) for image in root.css(IMAGES) if image.mem_id not in alternatives
    }
    whole = visible_length(root.text(deep=True))
    beside = _twins(nodes[:_MAX_ALTERNATIVES])
    # From the inside out: a node is no more once the one around it is gone.
    for node, twin in reversed(beside):
        images = node.css(IMAGES)
        size = visible_length(node.text(deep=True))
        if size >= _PARAGRAPH and (2 * size >= whole or _is_alone(node)):
            node.unwrap()
        elif not images or any(image_source(image) in sources for image in images):
            node.decompose()
        elif twin is None or len(images) > 1:
            node.unwrap()
        elif _shows(twin):
            node.decompose()
        else:
            node.unwrap()
            twin.decompose()


def _is_alone(node: LexborNode) -> bool:
    """Whether its paragraphs are all that the element around it has, but for scripts (Blogger)."""
    if node.css_first("p + p, p ~ p") is None or node.parent is None:
        return False
    beside = islice(node.parent.iter(include_text=True), _MAX_BESIDE)
    return not any(
        (other.text(deep=True) or "").strip()
        for other in beside
        if other.mem_id != node.mem_id and other.tag not in ("script", "style", "template")
    )


def _twins(nodes: list[LexborNode]) -> list[tuple[LexborNode, LexborNode | None]]:
    """Each element with the image right before or behind it, which is the twin of one only."""
    taken: set[int] = set()
    found: list[tuple[LexborNode, LexborNode | None]] = []
    for node in nodes:
        images = (_image_beside(node, forward=False), _image_beside(node, forward=True))
        twin = next((image for image in images if image and image.mem_id not in taken), None)
        if twin is not None:
            taken.add(twin.mem_id)
        found.append((node, twin))
    return found


def _image_beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    beside = neighbours.behind(node) if forward else neighbours.before(node)
    return beside if beside is not None and beside.tag in _TWINS else None


_MAX_BESIDE = 20
_TWINS = frozenset(("img", "amp-img", "amp-anim"))


def _shows(image: LexborNode) -> bool:
    source = image_source(image)
    return bool(source) and not _PLACEHOLDER.search(source) and not is_nothing(source)


# -- drawings and backgrounds ---------------------------------------------------------------


def _keep_drawing(node: LexborNode) -> None:
    """Put images before a drawing for the pictures in it, and for its title and labels.

    Icons go: those in links and buttons, and those with a title alone that are small.
    """
    if _is_control(node):
        return
    sources: list[str] = []
    labels: list[str] = []
    title = _value(node, "aria-label")
    for inner in islice(node.traverse(include_text=True), _MAX_DRAWN):
        if inner.tag == "-text":
            text = " ".join((inner.text_content or "").split())
            kind = _drawn_in(inner)
            if kind == "title" and not title:
                title = text
            elif kind == "text" and text:
                labels.append(text)
        elif inner.tag and not inner.tag.startswith("-"):
            source = _background(inner) or _drawn_image(inner)
            if source and source not in sources and _is_wide(inner):
                sources.append(source)
    for source in sources[:30]:
        node.insert_before(_image(node, source, ""))
    caption = " · ".join(dict.fromkeys(filter(None, (title, *labels))))
    if any(map(_has_letters, labels)) or (title and _is_figure(node)):
        drawing = _image(node, "", caption[:_MOST_LABELS])
        drawing.attrs[DRAWING] = ""
        node.insert_before(drawing)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _drawn_in(text: LexborNode) -> str:
    """What a text in a drawing is: "title", "text" that is seen, or "" for neither."""
    node = text.parent
    for _ in range(8):
        name = (node.tag or "").lower() if node is not None else "svg"
        if name in ("text", "foreignobject"):
            return "text"
        if name in ("title", "svg", "style", "script", "desc", "metadata"):
            return "title" if name == "title" and text.parent == node else ""
        node = node.parent if node is not None else None
    return ""


def _drawn_image(node: LexborNode) -> str:
    if node.tag != "image":
        return ""
    source = _value(node, "href") or _value(node, "xlink:href")
    return "" if source.startswith("data:") else source


def _is_control(node: LexborNode) -> bool:
    if _value(node, "aria-hidden") == "true":
        return True
    outer = node.parent
    for _ in range(6):
        if outer is None:
            return False
        names = outer.attributes.get("class") or ""
        if outer.tag in _CONTROLS or "MathJax" in names or "katex" in names:
            return True
        outer = outer.parent
    return False


def _is_wide(node: LexborNode) -> bool:
    width = re.match(r"\d{1,6}", _value(node, "width"))
    if width is not None:
        return int(width[0]) >= _WIDE or "%" in _value(node, "width")
    box = _VIEW_BOX.match(_value(node, "viewbox") or _value(node, "viewBox"))
    return box is None or int(box[1]) >= _WIDE


def _is_figure(node: LexborNode) -> bool:
    outer = node.parent
    for _ in range(3):
        if outer is not None and outer.tag == "figure":
            return True
        outer = outer.parent if outer is not None else None
    width = re.match(r"\d{1,6}", _value(node, "width"))
    return width is not None and int(width[0]) >= _WIDE


def show_backgrounds(root: LexborNode) -> None:
    """Put an image into each empty element that its style gives a picture. Changes the tree."""
    names = ", ".join(f"[{name}]" for name in _BACKGROUNDS)
    found = [
        (node, source)
        for node in root.css(f"[style*='url('], {names}")[:_MAX_BACKGROUNDS]
        if node.tag in _PAINTED and (source := _background(node)) and not is_nothing(source)
    ]
    times = Counter(source for _, source in found)
    for node, source in found:
        # What stands in several places is a mark or a border.
        if times[source] == 1 and _is_seen(node) and _is_bare(node):
            node.insert_child(_image(node, source, _value(node, "aria-label")))


def _background(node: LexborNode) -> str:
    found = _BACKGROUND.search(_value(node, "style")[:4_000])
    source = found[1] if found and _ADDRESS.fullmatch(found[1]) else ""
    for name in _BACKGROUNDS if not source else ():
        value = _value(node, name)
        source = source or (value if _ADDRESS.fullmatch(value) else "")
    return "" if source.lower().startswith("data:") or source.startswith("#") else source


_PAINTED = frozenset(("div", "section", "figure", "span", "a", "p", "header", "li"))
_REPEATED = re.compile(r"(?i)(?<!no-)\brepeat\b")


def _is_bare(node: LexborNode) -> bool:
    for inner in islice(node.traverse(include_text=True), 1, _MAX_DRAWN):
        if inner.tag == "-text":
            if (inner.text_content or "").strip():
                return False
        elif inner.tag in ("img", "amp-img", "iframe", "video", "pre", "table") or _background(
            inner
        ):
            return False
    return True


def _is_seen(node: LexborNode) -> bool:
    if _value(node, "role") == "img" or _value(node, "aria-label"):
        return True
    style = _value(node, "style")
    if _REPEATED.search(style):
        return False
    return all(int(size) >= _SMALLEST for size in _SIZE.findall(style))


def _image(near: LexborNode, source: str, alternative: str) -> LexborNode:
    image = near.parser.create_node("img")
    if source:
        image.attrs["src"] = source
    if alternative:
        image.attrs["alt"] = alternative
    return image
