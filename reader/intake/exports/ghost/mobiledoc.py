"""Mobiledoc 0.3, in which Ghost 1 to 4 kept texts, as HTML.

{"version": "0.3.1", "markups": [["a", ["href", "/x"]]], "atoms": [["soft-return", "", {}]],
 "cards": [["image", {"src": "h.png"}]], "sections": [[1, "p", [[0, [0], 1, "A link"]]], [10, 0]]}
Source: MOBILEDOC.md in bustle/mobiledoc-kit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from reader.intake.exports.ghost import cards

_MARKUP: Final = 1
_IMAGE: Final = 2
_LIST: Final = 3
_CARD: Final = 10
_TAGS: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote", "ul", "ol")
)
_INLINE: Final = frozenset(
    ("a", "b", "strong", "i", "em", "s", "del", "u", "code", "sub", "sup", "mark")
)


def to_html(document: object) -> str:
    """The text of a document; empty if this is none."""
    if not isinstance(document, Mapping):
        return ""
    return "\n".join(
        filter(None, (_section(each, document) for each in _list(document, "sections")))
    )


def only_markdown(document: object) -> str:
    """The Markdown that a document consists of, as those of Ghost 1 do; empty if it is another."""
    if not isinstance(document, Mapping) or len(_list(document, "sections")) > 2:
        return ""
    found = _list(document, "cards")
    card = found[0] if len(found) == 1 else None
    if not isinstance(card, list) or len(card) != 2 or not isinstance(card[1], Mapping):
        return ""
    is_markdown = card[0] in ("markdown", "card-markdown")
    texts = [
        each for each in _list(document, "sections") if _section(each, {**document, "cards": []})
    ]
    return cards.text(card[1], "markdown") if is_markdown and not texts else ""


def _section(section: object, document: Mapping[object, object]) -> str:
    if not isinstance(section, list) or len(section) < 2:
        return ""
    kind = _number(section[0])
    if kind == _CARD:
        card = _at(_list(document, "cards"), section[1])
        if isinstance(card, list) and len(card) > 1 and isinstance(card[1], Mapping):
            return cards.to_html(str(card[0]), card[1])
        return "<hr>" if isinstance(card, list) and card[:1] == ["hr"] else ""
    if kind == _IMAGE:
        return f'<p><img src="{escape(str(section[1]))}" alt=""></p>'
    if len(section) < 3 or not isinstance(section[2], list):
        return ""
    tag = section[1] if section[1] in _TAGS else "p"
    if kind == _LIST:
        items = (f"<li>{_markers(each, document)}</li>" for each in section[2])
        return f"<{tag}>{''.join(items)}</{tag}>"
    inner = _markers(section[2], document)
    tag = "blockquote" if tag in ("aside", "pull-quote") else tag
    return f"<{tag}>{inner}</{tag}>" if kind == _MARKUP and inner.strip() else ""


def _markers(markers: object, document: Mapping[object, object]) -> str:
    written: list[str] = []
    open_tags: list[str] = []
    for marker in markers if isinstance(markers, list) else ():
        if not isinstance(marker, list) or len(marker) < 4:
            continue
        is_atom, opened, closed, value = marker[:4]
        for number in opened if isinstance(opened, list) else ():
            markup = _at(_list(document, "markups"), number)
            tag, start = _start_tag(markup)
            open_tags.append(tag)
            written.append(start)
        written.append(
            _atom(value, document) if _number(is_atom) == 1 else escape(str(value), quote=False)
        )
        for _ in range(min(_number(closed), len(open_tags))):
            tag = open_tags.pop()
            written.append(f"</{tag}>" if tag else "")
    written += (f"</{tag}>" for tag in reversed(open_tags) if tag)
    return "".join(written)


def _start_tag(markup: object) -> tuple[str, str]:
    """The name of an element in running text, and its start tag; both empty for others."""
    if not isinstance(markup, list) or not markup or markup[0] not in _INLINE:
        return "", ""
    tag = str(markup[0])
    if tag != "a":
        return tag, f"<{tag}>"
    pairs = markup[1] if len(markup) > 1 and isinstance(markup[1], list) else []
    facts = dict(_pairs(pairs))
    return tag, f'<a href="{escape(facts.get("href", ""))}">'


def _pairs(flat: list[object]) -> Iterator[tuple[str, str]]:
    return ((str(flat[at]), str(flat[at + 1])) for at in range(0, len(flat) - 1, 2))


def _atom(number: object, document: Mapping[object, object]) -> str:
    atom = _at(_list(document, "atoms"), number)
    if not isinstance(atom, list) or len(atom) < 2:
        return ""
    return "<br>" if atom[0] == "soft-return" else escape(str(atom[1]), quote=False)


def _list(document: Mapping[object, object], name: str) -> list[object]:
    found = document.get(name)
    return found if isinstance(found, list) else []


def _at(values: list[object], number: object) -> object:
    at = _number(number)
    return values[at] if 0 <= at < len(values) else None


def _number(value: object) -> int:
    """A whole number that JSON has, which is text here; -1 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
