"""Org's inline marks (Org Syntax, "Objects")."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from reader.document import escape
from reader.document.escape import TextMark
from reader.document.sources.markups.block_writer import footnote_label
from reader.document.sources.markups.inline_scanner import Grammar, Scan, Written, image, marked

_BEFORE: Final = r"(?<![^\s\-–—({'\"\[\u200b\u3000-\u303f\uff00-\uffef「“‘])"
_AFTER: Final = r"(?=[\s\-–—.,;:!?'\")}\[\]\\\u200b\u3000-\u303f\uff00-\uffef」”’…]|\Z)"
_MARKS: Final = {
    "*": TextMark.STRONG,
    "/": TextMark.EM,
    "_": TextMark.U,
    "+": TextMark.DEL,
    "=": None,
    "~": None,
}
_NAMES_OF_ORG: Final = {"to": "→", "dots": "…", "vbar": "|", "star": "*", "dollar": "$"}
"""Entities that Org calls otherwise than HTML does."""
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", re.IGNORECASE)
_OPENING: Final = re.compile(
    rf"(?P<emphasis>{_BEFORE}[*/_+=~](?=[^\s]))"
    r"|(?P<footnote>\[fn:(?P<label>[\w-]{0,60})(?P<after>[:\]]))"
    r"|(?P<link>\[\[(?P<target>[^\[\]\n]{1,2000}+)\](?P<described>\[)?)"
    r"|(?P<angled><(?P<url>(?:https?|ftp|mailto|file):[^<>\s]{1,2000})>)"
    r"|(?P<bare>(?<!\w)https?://[^\s<>\[\]\"|\\]{1,2000})"
    r"|(?P<anchor><<<?(?P<name>[^<>\n]{1,200})>>>?)"
    r"|(?P<formula>\\\((?P<inline>[^\n]{1,1000}?)\\\)|\\\[(?P<display>[^\\]{1,2000}+)\\\])"
    r"|(?P<dollars>(?<![\w$])\$(?P<tex>[^\s$](?:[^$\n]{0,400}[^\s$.,;])?)\$(?![\w$]))"
    r"|(?P<snippet>@@[\w-]{1,20}:[^@\n]{0,500}+@@)"
    r"|(?P<code>\bsrc_[\w-]{1,30}(?:\[[^\]\n]{0,200}\])?\{(?P<source>[^{}\n]{1,500})\})"
    r"|(?P<entity>\\(?P<symbol>[A-Za-z]{1,30}\d{0,2})(?:\{\}|(?![A-Za-z{])))"
    r"|(?P<script>(?<=[\w)\]])[\^_]\{(?P<raised>[^{}\n]{1,200})\})"
    r"|(?P<line_end>\\\\[ \t]*(?:\n|\Z))"
)


def _emphasis(scan: Scan, found: re.Match[str]) -> Written | None:
    mark = found[0]
    start = found.end()
    end = scan.ending(mark, start)
    if end is None or scan.text.count("\n", start, end.start()) > 1:
        return None
    content = scan.text[start : end.start()]
    kind = _MARKS[mark]
    if kind is not None and content.count("[[") != content.count("]]"):
        return None  # the slash of a path, and one in a link
    if kind is None:
        return escape.code_span(content), end.end()
    return marked(kind, scan.inner(content)), end.end()


def _footnote(scan: Scan, found: re.Match[str]) -> Written | None:
    label = found["label"]
    if found["after"] == "]":
        return (f"[^{footnote_label(label)}]", found.end()) if label else None
    end = scan.ending("]", found.end())
    if end is None:
        return None
    content = scan.inner(scan.text[found.end() : end.start()].strip())
    return f"^[{content}]", end.end()


def _link(scan: Scan, found: re.Match[str]) -> Written | None:
    text = ""
    target = found["target"].strip()
    at = found.end()
    if found["described"]:
        end = scan.ending("]]", at)
        if end is None:
            return None
        text = scan.text[at : end.start()]
        at = end.end()
    elif scan.text.startswith("]", at):
        at += 1
    else:
        return None
    target = re.sub(r"^(?:file\+\w+|file|attachment):", "", target)
    if not text and _PICTURE.search(target):
        return image(target, ""), at
    if not text and target.startswith(("#", "*")):
        return scan.inner(target[1:]), at
    if target.startswith("*") or not re.match(r"[\w.+-]+:|[./#~]", target):
        # A heading or a target of the same file, by its text.
        return scan.inner(text or target), at
    return scan.link(target, text), at


def _angled(scan: Scan, found: re.Match[str]) -> Written:
    return scan.link(found["url"], ""), found.end()


def _bare(scan: Scan, found: re.Match[str]) -> Written:
    url = found[0].rstrip(".,;:!?'*_/=~)" if "(" not in found[0] else ".,;:!?'*_=~")
    url += "/" if found[0][len(url) : len(url) + 1] == "/" else ""
    return scan.link(url, ""), found.start() + len(url)


def _anchor(scan: Scan, found: re.Match[str]) -> Written:
    is_shown = found[0].startswith("<<<")  # a radio target
    return scan.inner(found["name"]) if is_shown else "", found.end()


def _formula(_: Scan, found: re.Match[str]) -> Written:
    return found[0] if found["inline"] else f"$${found['display'].strip()}$$", found.end()


def _dollars(_: Scan, found: re.Match[str]) -> Written:
    return found[0], found.end()


def _snippet(_: Scan, found: re.Match[str]) -> Written:
    return "", found.end()


def _code(_: Scan, found: re.Match[str]) -> Written:
    return escape.code_span(found["source"]), found.end()


def _entity(_: Scan, found: re.Match[str]) -> Written | None:
    character = _NAMES_OF_ORG.get(found["symbol"]) or html5.get(f"{found['symbol']};")
    return (escape.encode(character), found.end()) if character else None


def _script(scan: Scan, found: re.Match[str]) -> Written:
    mark = TextMark.SUP if found[0].startswith("^") else TextMark.SUB
    return marked(mark, scan.inner(found["raised"])), found.end()


def _line_end(_: Scan, found: re.Match[str]) -> Written:
    return escape.BREAK, found.end()


GRAMMAR: Final = Grammar(
    _OPENING,
    {
        "emphasis": _emphasis,
        "footnote": _footnote,
        "link": _link,
        "angled": _angled,
        "bare": _bare,
        "anchor": _anchor,
        "formula": _formula,
        "dollars": _dollars,
        "snippet": _snippet,
        "code": _code,
        "entity": _entity,
        "script": _script,
        "line_end": _line_end,
    },
    {
        **{mark: re.compile(rf"(?<=[^\s]){re.escape(mark)}{_AFTER}") for mark in _MARKS},
        "]": re.compile(r"\]"),
        "]]": re.compile(r"\]\]"),
    },
)
