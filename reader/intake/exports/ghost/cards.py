"""Cards of Ghost's editors, such as pictures, listings and bookmarks, as HTML.

Source: `kg-default-cards` (for mobiledoc) and `kg-default-nodes` (for Lexical) in TryGhost/Koenig.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Final

Card = Mapping[str, object]


def to_html(name: str, card: Card) -> str:
    """A card by its name; of one that is not known the texts that such cards have."""
    name = name.removeprefix("card-").removesuffix("-card")
    return _WRITERS.get(name, _other)(card)


def text(card: Card, *names: str) -> str:
    """The first of these values that is a text; empty if none is."""
    return next((value for name in names if isinstance(value := card.get(name), str) and value), "")


def markdown_to_html(markdown: str) -> str:
    from markdown_it import MarkdownIt  # late: importing it takes long

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render(markdown))


def _image(card: Card) -> str:
    return _figure(_picture(card), text(card, "caption"))


def _gallery(card: Card) -> str:
    images = card.get("images")
    pictures = (
        each for each in (images if isinstance(images, list) else ()) if isinstance(each, Mapping)
    )
    return _figure("\n".join(map(_picture, pictures)), text(card, "caption"))


def _picture(card: Card) -> str:
    source = text(card, "src")
    if not source:
        return ""
    picture = f'<img src="{escape(source)}" alt="{escape(text(card, "alt", "title"))}">'
    address = text(card, "href")
    return f'<a href="{escape(address)}">{picture}</a>' if address else picture


def _figure(inner: str, caption: str) -> str:
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{inner}{said}</figure>" if inner or said else ""


def _code(card: Card) -> str:
    language = text(card, "language")
    marked = f' class="language-{escape(language)}"' if language else ""
    listing = f"<pre><code{marked}>{escape(text(card, 'code'), quote=False)}</code></pre>"
    caption = text(card, "caption")
    return _figure(listing, caption) if caption else listing


def _bookmark(card: Card) -> str:
    stated = card.get("metadata")
    facts: Card = stated if isinstance(stated, Mapping) else {}
    address = text(card, "url") or text(facts, "url")
    title = text(facts, "title") or text(card, "title") or address
    said = text(facts, "description") or text(card, "description")
    parts = [_link(address, escape(title, quote=False))]
    if said:
        parts.append(f"<p>{escape(said, quote=False)}</p>")
    if caption := text(card, "caption"):
        parts.append(f"<p>{caption}</p>")
    return "\n".join(parts)


def _embed(card: Card) -> str:
    stated = card.get("metadata")
    title = text(stated, "title") if isinstance(stated, Mapping) else ""
    address = text(card, "url")
    shown = _link(address, escape(title or address, quote=False)) if address else text(card, "html")
    caption = text(card, "caption")
    return _figure(shown, caption) if caption else shown


def _callout(card: Card) -> str:
    sign, said = escape(text(card, "calloutEmoji")), text(card, "calloutText")
    said = said if said.startswith("<p>") else f"<p>{said}</p>"
    return f"<blockquote>{said.replace('<p>', f'<p>{sign} ' if sign else '<p>', 1)}</blockquote>"


def _toggle(card: Card) -> str:
    return f"<p><strong>{text(card, 'heading')}</strong></p>\n{text(card, 'content')}"


def _button(card: Card) -> str:
    return _link(text(card, "buttonUrl"), escape(text(card, "buttonText"), quote=False))


def _product(card: Card) -> str:
    picture = _picture({"src": card.get("productImageSrc")})
    parts = (
        f"<p>{picture}</p>" if picture else "",
        f"<p><strong>{text(card, 'productTitle')}</strong></p>",
        text(card, "productDescription"),
        _link(text(card, "productUrl"), escape(text(card, "productButton"), quote=False)),
    )
    return "\n".join(filter(None, parts))


def _media(card: Card) -> str:
    source = text(card, "src")
    title = text(card, "title", "fileTitle", "fileName") or source.rpartition("/")[2]
    caption = text(card, "caption", "fileCaption")
    return _figure(_link(source, escape(title, quote=False)), caption)


def _heading(card: Card) -> str:
    parts = (
        f"<h2>{text(card, 'header')}</h2>" if text(card, "header") else "",
        f"<p>{text(card, 'subheader')}</p>" if text(card, "subheader") else "",
        _button(card),
    )
    return "\n".join(filter(None, parts))


def _call(card: Card) -> str:
    picture = _picture({"src": card.get("imageUrl")})
    return "\n".join(filter(None, (picture, text(card, "textValue"), _button(card))))


def _link(address: str, shown: str) -> str:
    if not address or not shown:
        return f"<p>{shown}</p>" if shown else ""
    return f'<p><a href="{escape(address)}">{shown}</a></p>'


def _other(card: Card) -> str:
    for name in ("html", "markdown", "text", "textValue", "content"):
        if found := text(card, name):
            return markdown_to_html(found) if name == "markdown" else found
    return _media(card) if text(card, "src") else ""


def _nothing(_card: Card) -> str:
    return ""


_WRITERS: Final[Mapping[str, Callable[[Card], str]]] = MappingProxyType(
    {
        "image": _image,
        "gallery": _gallery,
        "code": _code,
        "codeblock": _code,
        "bookmark": _bookmark,
        "embed": _embed,
        "callout": _callout,
        "toggle": _toggle,
        "button": _button,
        "product": _product,
        "audio": _media,
        "video": _media,
        "file": _media,
        "header": _heading,
        "signup": _nothing,
        "call-to-action": _call,
        "hr": lambda _card: "<hr>",
        "horizontalrule": lambda _card: "<hr>",
        "email": _nothing,
        "email-cta": _nothing,
        "paywall": _nothing,
    }
)
