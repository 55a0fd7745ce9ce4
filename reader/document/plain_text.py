"""A quick look at the bare text of a body: for beginnings, titles and comparisons.

It is near what is shown, not equal to it: what is searched and counted is `shown.shown_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.html import mdn_macros
from reader.document.html_tags import DROPPED_IN_MARKDOWN, SPACED_BLOCKS, alternation, selector
from reader.document.sources import comments, raw_formulas
from reader.text.chunks import chunks, joined, single_spaced
from reader.text.references import unescape
from reader.text.unicode.scripts import SPACELESS

_SPACED = f"{selector(SPACED_BLOCKS)}, math[display=block]"
_BOUNDARY = "\uf8ff"
"""Separates blocks while white space is folded; a private character that no text has."""
# Patterns below begin with a letter where they can: `re` then leaps from one to the next.
_SOFT_BREAK = re.compile(rf"\n(?<=[{SPACELESS} \t]\n)[ \t]*(?=[{SPACELESS}])")
_BEFORE_BREAK = re.compile(f"[{SPACELESS}]")

_FENCE_LINE = re.compile(r"^[ >\t]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_LINE_MARK = re.compile(
    r"^[ \t]*+(?:>[ \t]?)*+[ \t]*+(?:#{1,6}[ \t]+"
    r"|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+"
    r"|(?:[-=*_|:][ \t]*+){3,}+$|\{:[^}\n]*\}[ \t]*$)?",
    re.MULTILINE,
)
_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)"
)
_DEFINITION = re.compile(
    r"^[ \t]{0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*(?:<[^>\n]*>|\S+)[^\n]*$", re.MULTILINE
)
_NOTE_LABEL = re.compile(r"^[ \t]{0,3}\[\^[^\]\n]{1,200}\]:[ \t]*", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>|<!--")
_REFERENCE_OR_TAG = re.compile(
    r"\]\[[^\]\n]{0,200}\]"
    rf"|</?(?:{alternation(DROPPED_IN_MARKDOWN)})(?=[\s/>])[^<>]{{0,5000}}>",
    re.IGNORECASE,
)
_CODE_OR_TAG = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}+|~{3,}+)[^\n]*\n.*?(?:^[ >\t]*(?P=fence)|\Z)"
    r"|(?P<ticks>(?<!`)`++)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)"
    rf"|{_REFERENCE_OR_TAG.pattern}",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_FORMULA_OR_CODE = re.compile(
    r"^[ >\t]*(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:.*?)(?:^[ >\t]*(?P=fence)|\Z)"
    r"|(?P<formula>\$`{0,3}+\$?|\\{1,2}[(\[]|\\begin\{)"
    r"|(?P<ticks>(?<!`)`++)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)|\\.",
    re.MULTILINE | re.DOTALL,
)
_LONG, _PIECE = 4_000_000, 1_000_000
_LINK_END = "\uf8fe"
_LINK = re.compile(rf"\[([^\[\]{_LINK_END}]{{0,1000}}){_LINK_END}")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_MARKS = {"*": "", "`": "", "~": "", "|": " ", _LINK_END: ""}


def plain_text(body: str, kind: BodyKind) -> str:
    """The text without marks, tags and link targets; blocks are lines.

    For a page this is the main content that `to_markdown` shows, for a feed its items.
    """
    if kind is BodyKind.TEXT:
        return comments.without_html_comments(body)
    if kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.BOOK, BodyKind.UNCUT):
        return _of_html(body, kind)
    if kind in MARKUPS:
        from reader.document.sources.markups import light_markup

        return _of_markdown(light_markup.to_markdown(body, kind))
    if kind is BodyKind.FEED:
        # Loads what only feeds need.
        from reader.document.sources import rss_feed

        # Blocks are apart: within one, the end of a line in Chinese would be no space.
        return _of_markdown(
            rss_feed.to_markdown(
                body, lambda html: _of_html(html, has_notes=False).replace("\n", "\n\n")
            )
        )
    body = comments.bare(body)
    if kind is BodyKind.MIXED:
        body = _TAG.sub(" ", raw_formulas.with_tex(body))
    return _of_markdown(body)


def _of_html(body: str, kind: BodyKind = BodyKind.HTML, *, has_notes: bool = True) -> str:
    # Late, as the formulas below: Markdown, which most libraries are, needs nothing of it.
    from reader.document.html import bounds, clean, tag_stripping
    from reader.document.html.article import main_content
    from reader.document.html.code import listings

    if bounds.is_broken(body):
        return _squeezed(tag_stripping.strip_tags(body))
    tree = clean.parse(body, uncut=kind is BodyKind.UNCUT)
    if tree.body is None:
        return ""
    root = main_content.content(tree.body, kind, has_notes=has_notes)
    listings.rewrite(root)
    for node in root.css(_SPACED):
        node.insert_before(_BOUNDARY)
        node.insert_after(_BOUNDARY)
    return _squeezed(root.text(deep=True))


def _squeezed(text: str) -> str:
    # No pattern for the white space about a boundary: where a run of it has none, each of its
    # characters would be tried as the beginning.
    blocks = map(single_spaced, _without_soft_breaks(text).split(_BOUNDARY))
    return "\n".join(filter(None, blocks))


def _of_markdown(body: str) -> str:
    """Very long text is cut: a fence across a cut may lose characters that look like marks."""
    if len(body) <= _LONG:
        return _of_piece(body)
    return "\n".join(filter(None, map(_of_piece, chunks(body, _PIECE))))


def _of_piece(body: str) -> str:
    body = raw_formulas.with_tex(mdn_macros.expand_markdown(body))
    text = _without_tags(_with_shown_formulas(body))
    if "```" in text or "~~~" in text:
        text = _FENCE_LINE.sub("", text)
    if "]:" in text:
        text = _NOTE_LABEL.sub("", _DEFINITION.sub("", text))
    text = _TARGET.sub(_LINK_END, text)
    # Twice, for an image within a link.
    text = _without_links(_without_links(text))
    text = _without_soft_breaks(text, heading="#")
    text = _ESCAPE.sub("", _LINE_MARK.sub("", text))
    for mark, shown in _MARKS.items():
        text = text.replace(mark, shown)
    return unescape(text).strip()


def _with_shown_formulas(text: str) -> str:
    """The text with its formulas as a reader shows them, their source where that is shown."""
    if not any(opener in text for opener in ("$", "\\(", "\\[", "\\begin{")):
        return text
    from reader.document.formulas.delimiters import formula_at, usage_in
    from reader.document.formulas.unicode_formula import lines, source

    usage = usage_in(text)
    pieces: list[str] = []
    at = 0
    for match in _FORMULA_OR_CODE.finditer(text):
        if match.start() < at or not match["formula"]:
            continue
        found = formula_at(text, match.start(), len(text), usage)
        if found is not None:
            pieces += (text[at : found.start], lines(found.tex) or source(found.tex))
            at = found.end
    return "".join((*pieces, text[at:]))


def _without_tags(text: str) -> str:
    if "`" in text or "~~~" in text:
        return _CODE_OR_TAG.sub(_without_tag, text)
    return _REFERENCE_OR_TAG.sub(_without_tag, text)


def _without_tag(match: re.Match[str]) -> str:
    """Replacement of code by itself, of a reference by its bracket, of a block tag by a newline."""
    found = match[0]
    if found[0] == "]":
        return _LINK_END
    if found[0] != "<":
        return found
    return "\n" if found[:3].lower() in ("<br", "<p>", "<di", "<li", "<tr", "<td") else ""


def _without_links(text: str) -> str:
    """Replace each link by the text in its brackets."""
    return joined(_around_links(text)) if _LINK_END in text else text


def _around_links(text: str) -> Iterator[str]:
    at = 0
    for match in _LINK.finditer(text):
        yield text[at : match.start()].removesuffix("!")
        yield match[1]
        at = match.end()
    yield text[at:]


def _without_soft_breaks(text: str, heading: str | None = None) -> str:
    """Drop line ends in Chinese and Japanese, which are no spaces (CSS Text 3, 4.1.2).

    The end of a line that begins with `heading` stays.
    """
    return joined(_around_soft_breaks(text, heading))


def _around_soft_breaks(text: str, heading: str | None) -> Iterator[str]:
    at = 0
    for match in _SOFT_BREAK.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text[start : match.start()].rstrip(" \t")
        if not _BEFORE_BREAK.match(line[-1:]):
            continue
        is_heading = heading is not None and line.startswith(heading)
        yield text[at : start + len(line)]
        if is_heading:
            yield "\n"
        at = match.end()
    yield text[at:]
