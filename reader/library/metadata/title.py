"""Titles of articles whose metadata name none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.facts.fact import Origin
from reader.document.sources.comments import bare, without_html_comments
from reader.library.metadata.dates import is_index, without_saved
from reader.library.metadata.lines.clipper_lines import is_transcoder_s, original_address
from reader.text.references import unescape
from reader.text.safe import clean_line, shown_path
from reader.text.unicode.scripts import SPACELESS

_LONGEST_LINE = 120
_TITLE_LIKE = 60
_LONGEST_SOURCE = 1000
_WINDOW = 20_000
_LINES = 300

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#!\d]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"^[ \t>]{0,8}(`{3,}|~{3,})")
_HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]{0,1000})?>(.{0,2000}?)</h\1\s*>", re.DOTALL | re.I)
_BREAK = re.compile(r"<br\s{0,20}/?>|\n", re.IGNORECASE)
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\](?![(\[])")
_MARKED = re.compile(r"(?<!=)==(?=[^\s=])([^=\n]+)(?<=\S)==(?!=)")
_BLOCK_NAME = re.compile(r"[ \t]\^(?=\S*[a-z-])[A-Za-z0-9-]{2,64}[ \t]*$")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
# Lines that are no prose: rules, tables' rules, definitions, attributes, templates, contents.
_NO_PROSE = re.compile(
    r"^\s*(?:[-=*_+~|: \t]+$|\[[^\]]+\]:|\{[:%{]|!\[[^\]]*\]\([^)]*\)\s*$|\* content\b|\[toc\]"
    r"|!\[\[[^\[\]]*\]\]\s*$|(?:import|export)\s.*|h[1-6]\.\s*\{|={3,}\[.{1,300}\]={3,}\s*$"
    r"|:{3,}|#[\w/-]+(?:\s+#[\w/-]+)+#?\s*$|(?-i:#[a-z][a-z0-9_/-]*)\s*$)",
    re.IGNORECASE,
)
_LINE_MARKS = re.compile(r"^[\s>]*(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+|#{1,6}\s+)*")
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]|\{#[^}]*\}\s*$|\{:[^}]*\}\s*$")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|(?<!\w)_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w|(?<=_)\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")

_STOP = re.compile(
    r"[。！？][”’」』）)]*"
    r"|(?:(?<=[^\W\d_]{3})|(?<=\b[a-z]{2}))(?<!Mrs)(?<!Prof)[.!?][\"”’)]*(?=[ \t]+[^a-z]|[ \t]*$)"
    r"|(?<=[)\"”\d])\.(?=[ \t]+[A-Z]|$)"
)
_CLAUSE = re.compile(r"[，；：、]|[,;:](?= )|[ ]*[—–]+|[ ]-(?= )")
_WIDE = re.compile(f"[{SPACELESS}]")
_LEAST = 8
"""Characters before the end of a sentence that can be a title."""
_SENTENCE_END = re.compile(r"[.。!！:：;；,，、]$")
_WORD = re.compile(r"[A-Za-z]{3,}")
_INDEX_PART = re.compile(r"_?(?:index|readme)$", re.IGNORECASE)
_NAME_ENDING = re.compile(
    r"\.(?:md|markdown|mkd|mdown|html?|xhtml|xml|txt|mht|mhtml|webarchive|epub|emlx?|json|org|adoc|asciidoc|asc|rest|gmi|gemini|aspx?|php|jsp|rst|[a-z]{2}(?:-[a-z]{2,4})?)$",
    re.IGNORECASE,
)
_NAME_DATE = re.compile(
    r"^[\[【(（]?(?:\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{8}|\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?:[T_ -](?:[01]\d|2[0-3])([-_.]?)[0-5]\d\1[0-5]\d)?(?:[\]】)）]|(?=[-_ ,.]|\b))[-_ .]*"
)
"""The day, and the moment if it is one to the second: `20240318_104500_`."""
_HASH = re.compile(r"[ _-]+[0-9a-f]{32}$")
"""Notion's, behind each name."""
_SITE_IN_NAME = re.compile(r"^(\S.{1,200}?) _ [^_]{2,60}$")
"""`A title _ A site`: browsers save a page under what its tab says, without the bar."""
_PAGE_ENDINGS = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive"))
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def find(path: Path, body: str, kind: BodyKind, text: str) -> tuple[str, Origin]:
    """The first heading that can be the article's, its first line, or its file's name.

    `text` is the plain text of the body. Never empty. A first line that is a sentence is the
    title only if the name tells less (`solution.md`, `002_d6d26883.txt`): up to the end of the
    sentence, of a clause or of a word.
    """
    name = from_name(path)
    is_named = _tells(name) and any(map(is_transcoder_s, body[:_LONGEST_SOURCE].split("\n")))
    if not is_named and (found := heading(body, kind)):
        return found, Origin.HEADING
    line = _first_line(body, kind, text)
    if is_named or _HASH.search(path.stem):
        return name, Origin.FILE_NAME  # Notion gave it to the page, be it `Untitled`
    is_title_like = (
        bool(line)
        and len(line) <= _TITLE_LIKE
        and not _SENTENCE_END.search(line)
        and all(stop.end() == len(line) for stop in _STOP.finditer(line))
    )
    if not line or (_tells(name) and not is_title_like):
        return name, Origin.FOLDER if is_index(path) else Origin.FILE_NAME
    return line if is_title_like else _beginning(line), Origin.FIRST_LINE


def heading(body: str, kind: BodyKind) -> str:
    """The first heading of level 1, or one of another level that stands before any prose."""
    if kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.BOOK):
        return _html_heading(body)
    if kind in (BodyKind.TEXT, BodyKind.FEED, *MARKUPS):
        return ""
    candidate = ""
    for level, text in _headings(body):
        title = plain(text)
        if title and level == 1:
            return title
        candidate = candidate or (title if level > 0 else "\0")
    html = _html_heading(body[:2000]) if kind is BodyKind.MIXED else ""
    return html or candidate.strip("\0")


def from_name(path: Path) -> str:
    """The file's name without date and ending; for `index.html` its folder's. Never empty.

    Without what tools add to it, too: Notion's 32 digits, SingleFile's moment, the site's name
    that a browser took from the tab.
    """
    name = shown_path(path.name)
    if is_index(path) and path.parent.name:
        name = shown_path(path.parent.name)
    bare = _without_additions(_without_endings(name))
    if path.suffix.lower() in _PAGE_ENDINGS and (match := _SITE_IN_NAME.match(bare)):
        bare = match[1]
    # Tools that save a site into one folder write `site__folder__page`.
    parts = [part for part in re.split("_{2,}", bare) if part]
    if len(parts) > 1 and _INDEX_PART.match(parts[-1]):
        parts.pop()
    bare = parts[-1].strip("_") if parts else bare
    bare = _NAME_DATE.sub("", bare) or bare
    if " " not in bare.strip() and bare.isascii():
        bare = bare.replace("-", " ").replace("_", " ")
    return clean_line(bare) or clean_line(name) or "?"


def _without_endings(name: str) -> str:
    for _ in range(3):
        shorter = _NAME_ENDING.sub("", name)
        if not shorter or shorter == name:
            break
        name = shorter
    return name


def _without_additions(name: str) -> str:
    name = _HASH.sub("", without_saved(name))
    if " " not in name and _PERCENT.search(name):
        try:
            return shown_path(unquote(name, errors="strict"))
        except UnicodeDecodeError:
            pass
    return name


def plain(markdown: str) -> str:
    """A line of Markdown or HTML as it reads: one line, without marks, tags and templates."""
    line = _TEMPLATE.sub("", markdown[:_LONGEST_SOURCE])
    line = _IMAGE.sub(r"\1", _FOOTNOTE.sub("", line))
    line = _WIKI_LINK.sub(r"\1", _LINK.sub(r"\1", line))
    line = _MARKED.sub(r"\1", _BLOCK_NAME.sub("", line))
    for _ in range(3):
        line = _EMPHASIS.sub(r"\2", line)
    return clean_line(unescape(_TAG.sub("", _ESCAPE.sub(r"\1", line))))


def _headings(body: str) -> Iterator[tuple[int, str]]:
    """Level and source of each heading at the start; level 0 at the first line of prose."""
    fence = ""
    before = ""
    is_prose_seen = False
    lines = bare(body[:_WINDOW]).split("\n")
    for line in lines[:_LINES]:
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
            before = ""
            continue
        if fence:
            continue
        if (match := _ATX.match(line)) and not _NO_PROSE.match(line):
            yield len(match[1]), match[2]
            before = ""
        elif before and (match := _SETEXT.match(line)):
            yield (1 if match[1][0] == "=" else 2), before
            before = ""
        else:
            if before and not is_prose_seen:
                is_prose_seen = True
                yield 0, before
            before = "" if not line.strip() or _NO_PROSE.match(line) else line
            if line.strip() and not before:
                continue


def _html_heading(body: str) -> str:
    window = without_html_comments(body[:_WINDOW])
    first = ""
    for match in _HTML_HEADING.finditer(window):
        title = plain(_BREAK.sub(" ", match[2]))
        if title and match[1] == "1":
            return title
        if title and not first and not plain(window[: match.start()]):
            first = title
    return first


def _tells(name: str) -> bool:
    """Whether a name is words, rather than a number, a hash or a role."""
    return not name.isascii() or len(_WORD.findall(name)) >= 2


def _beginning(line: str) -> str:
    """The first sentence of a line, or as much of it as a title may be."""
    is_wide = len(_WIDE.findall(line, 0, _LONGEST_LINE)) * 2 > min(len(line), _LONGEST_LINE)
    most = _LONGEST_LINE // 2 if is_wide else _LONGEST_LINE
    stops = (stop for stop in _STOP.finditer(line, 0, most + 4) if stop.start() >= _LEAST)
    sentence = next(stops, None)
    if sentence is not None and sentence.start() < most:
        end = sentence.start() + (sentence[0][0] in "!?！？")
        return (
            line if sentence.end() == len(line) else line[:end].rstrip() + sentence[0][1:].strip()
        )
    if len(line) <= most:
        return line
    clauses = [clause.start() for clause in _CLAUSE.finditer(line, most // 3, most)]
    end = clauses[-1] if clauses else line.rfind(" ", most // 2, most)
    return line[: end if end > 0 else _LONGEST_LINE // 2].rstrip() + "…"


def _is_no_prose(line: str) -> bool:
    return _NO_PROSE.match(line) is not None or bool(original_address(line))


def _first_line(body: str, kind: BodyKind, text: str) -> str:
    is_markdown = kind in (BodyKind.MARKDOWN, BodyKind.MIXED)
    source = bare(body[:_WINDOW]) if is_markdown else text[:_WINDOW]
    fence = False
    for line in source.replace("<!--", "").split("\n")[:_LINES]:
        if is_markdown and _FENCE.match(line):
            fence = not fence
        elif not fence and line.strip() and not _is_no_prose(line):
            title = (
                plain(_LINE_MARKS.sub("", line))
                if is_markdown
                else clean_line(_TEMPLATE.sub("", line[:_LONGEST_SOURCE]))
            )
            if title and any(map(str.isalnum, title)):
                return title
    return ""
