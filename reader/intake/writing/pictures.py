"""The pictures of an article: where its text refers to them, and names for their files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.hrefs import is_image
from reader.intake.web.pictures import is_active_drawing
from reader.intake.writing.file_names import folded, numbered, safe_stem

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_PICTURES = 500
"""Pictures of one article that are fetched."""
MOST_BYTES = 32 * 1024 * 1024
"""Bytes of one of them."""
_LONGEST_STEM = 80
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), ".webp"),
    (re.compile(rb".{4}ftyp(?:avif|avis)", re.DOTALL), ".avif"),
    (re.compile(rb".{4}ftyp(?:heic|heix|mif1|msf1)", re.DOTALL), ".heic"),
    (re.compile(rb".{4}JXL |\xff\x0a", re.DOTALL), ".jxl"),
    (re.compile(rb"BM.{4}\x00{4}", re.DOTALL), ".bmp"),
    (re.compile(rb"\x00\x00\x01\x00"), ".ico"),
    (re.compile(rb"II\*\x00|MM\x00\*"), ".tif"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<]{0,300}|<!--[^<]{0,2000}|<!DOCTYPE svg"
                rb"[^<]{0,300}){0,4}<svg[\s>]", re.IGNORECASE), ".svg"),
)  # fmt: skip
"""How files of pictures begin, and their endings."""
_HTML = frozenset((BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.UNCUT))
_IN_MARKDOWN = re.compile(
    r"""(?P<before>!\[(?:[^\]\n!]|!(?!\[)){0,2000}+\]\(\s{0,4}"""
    r"""|^[ ]{0,3}\[[^\]\n]{1,300}\]:[ \t]{0,8}"""
    r"""|<img\s(?:[^<>]{0,2000}\s)?src\s{0,4}=\s{0,4})"""
    r"""(?:(?P<mark><|["'])(?P<marked>[^<>"'\n]{1,4096})(?=[>"'])"""
    r"""|(?P<bare>(?:[^\s<>()"']|\([^\s<>()"']{0,500}\)){1,4096}+))""",
    re.IGNORECASE | re.MULTILINE,
)
"""Where Markdown may name a picture: in its own way, by a definition, in a tag."""
_WIKI = re.compile(r"(?P<before>!\[\[)(?P<address>[^\[\]|#\n]{1,500})(?=[\]|#])")
_OTHER_COPIES = ("data-", "srcset", "sizes", "loading", "nitro-lazy-src")
"""How attributes begin that name other files for the same picture, or when to load it."""


class KeptPicture(NamedTuple):
    """A picture that stands beside its article."""

    name: str
    data: bytes


def picture_ending(data: bytes) -> str:
    """The ending for a file of these bytes; empty if they are no picture."""
    return next((ending for begins, ending in _SIGNATURES if begins.match(data)), "")


def picture_references(body: str, kind: BodyKind) -> tuple[str, ...]:
    """The addresses of pictures as a body has them, each once, in their order."""
    if kind in _HTML:
        tree = _tree(body)
        found = (source for _, source in _images(tree)) if tree is not None else iter(())
    elif kind in MARKUPS or kind is BodyKind.TEXT:
        found = iter(())
    else:
        found = (_address(match) for match in _IN_MARKDOWN.finditer(body) if _is_picture(match))
    return tuple(dict.fromkeys(found))


def named_files(files: Mapping[str, bytes]) -> dict[str, KeptPicture]:
    """The files of pictures by the addresses that a body has for them; what is none is left out.

    So is a drawing that does something: it would when somebody opens its file.

    Names are safe on every system, and unique there. Addresses of one picture share a file.
    """
    kept: dict[str, KeptPicture] = {}
    taken: set[str] = set()
    by_data: dict[bytes, KeptPicture] = {}
    for address, data in files.items():
        ending = picture_ending(data)
        if not ending or is_active_drawing(data):
            continue
        if data not in by_data:
            stem = safe_stem(_stem(address), most=_LONGEST_STEM, otherwise="picture")
            names = (f"{each}{ending}" for each in numbered(stem))
            name = next(name for name in names if folded(name) not in taken)
            taken.add(folded(name))
            by_data[data] = KeptPicture(name, data)
        kept[address] = by_data[data]
    return kept


def with_local_pictures(body: str, kind: BodyKind, places: Mapping[str, str]) -> str:
    """The body with other addresses for its pictures: `places` has the new by the old ones."""
    if not places:
        return body
    if kind in _HTML:
        return _rewritten_page(body, kind, places)

    def replaced(match: re.Match[str]) -> str:
        address = _found(_address(match), places)
        return f"{match['before']}{match['mark'] or ''}{address}" if address else match[0]

    def replaced_wiki(match: re.Match[str]) -> str:
        address = _found(match["address"].strip(), places)
        return match["before"] + unquote(address) if address else match[0]

    return _WIKI.sub(replaced_wiki, _IN_MARKDOWN.sub(replaced, body))


def relative_address(folder: str, name: str) -> str:
    """How a body names a file in the folder beside it."""
    return f"{quote(folder)}/{quote(name)}"


def _found(address: str, places: Mapping[str, str]) -> str:
    """The new address of a picture; an address may be written in two ways, encoded or not."""
    return places.get(address) or places.get(unquote(address)) or ""


def _stem(address: str) -> str:
    if address.startswith("data:"):
        return ""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return PurePosixPath(unquote(path.rstrip("/").rpartition("/")[2]).replace("\\", "/")).stem


def _address(match: re.Match[str]) -> str:
    return match["marked"] or match["bare"]


def _is_picture(match: re.Match[str]) -> bool:
    """Whether what Markdown names is one; a definition may be of a link too."""
    return not match["before"].lstrip().startswith("[") or is_image(_address(match))


# -- pages --------------------------------------------------------------------------------


def _tree(html: str) -> LexborHTMLParser | None:
    """The tree of a page or of a part of one; None where it would take too long."""
    from selectolax.lexbor import LexborHTMLParser  # late: an article without pictures needs none

    from reader.document.html.bounds import bounded, is_broken, is_crowded

    return None if is_crowded(html) or is_broken(html) else LexborHTMLParser(bounded(html))


def _images(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    from reader.document.html.media.image_sources import IMAGES, image_source

    for node in tree.css(IMAGES):
        source = image_source(node)
        if source:
            yield node, source


def _rewritten_page(body: str, kind: BodyKind, places: Mapping[str, str]) -> str:
    tree = _tree(body)
    if tree is None:
        return body
    for node, source in list(_images(tree)):
        if place := _found(source, places):
            _point_to(node, place)
    if kind is BodyKind.HTML_DOCUMENT:
        return tree.html or body
    parts = (tree.head, tree.body)
    return "".join(part.inner_html or "" for part in parts if part is not None)


def _point_to(node: LexborNode, place: str) -> None:
    for name in node.attributes:
        if name.startswith(_OTHER_COPIES):
            del node.attrs[name]
    node.attrs["src"] = place
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for other in parent.css("source"):
            other.decompose()
