"""Converts leaves, the paragraphs and headings of a page, by html2text, and stacks them.

html2text loses its place in lists within quotes within lists, and takes quadratic time for some of
them. So it sees one leaf at a time, and the containers around a leaf are written here, as prefixes
of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape as escape_html

from reader.document import escape
from reader.document.escape import CLOSES, OPENS
from reader.document.hrefs import ORDINARY_ADDRESS

_NBSP, _WIDE = escape.encode("\u00a0"), escape.encode("\u3000")
_WHITE = rf"(?:[\s{_NBSP}{_WIDE}]|<br>)"
_OPENING = rf"(?:[{OPENS}]|<a [^>]*>)"
_CLOSING = rf"(?:[{CLOSES}]|</a>)"
# Each takes a whole run even where it is followed by nothing that matters: tried from each of its
# characters, a run of 10,000 would take a minute.
_INWARD = re.compile(rf"({_OPENING}++)({_WHITE}*+)")
_OUTWARD = re.compile(rf"({_WHITE}++)({_CLOSING}*+)")
_AROUND_BREAK = re.compile(rf"[\s{_NBSP}{_WIDE}]*+(<br>)[\s{_NBSP}]*|[\s{_NBSP}{_WIDE}]++")
_RUN = re.compile(rf"{_WHITE}++")
_EMPTY = re.compile(rf"[{OPENS}]({_WHITE}*)[{CLOSES}]|<a [^>]*>({_WHITE}*)</a>")
_HARD_SPACES = re.compile(rf"(?:{_NBSP}\s*){{2,}}|\s+{_NBSP}|{_NBSP}\s+")
_UNTIDY = re.compile(f"[<{OPENS}{_NBSP}{_WIDE}]")
_TOUCHED = re.compile(
    rf"[>{OPENS}](?<!</a>)(?:[\s{CLOSES}]|</a>)|\s(?:[{CLOSES}]|</a>)|[{_NBSP}{_WIDE}]"
)
_BREAKS = re.compile(r"(?:<br>){2,}+")
_TRAILING_TITLE = re.compile(rf"\)(\]\([^()\s]*\))?{escape.TITLE_START}(\d+){escape.TITLE_END}")

_PLAIN_LINK = re.compile(rf'<a href="({ORDINARY_ADDRESS})">([^<]++)</a>')
_ESCAPED_START = re.compile(r"(?:^|>)\s*[\d+\-]")
"""The beginning of a text before which html2text may write a backslash."""

_BATCH = 200


@dataclass(slots=True, eq=False)
class ListState:
    ordered: bool
    delimiter: str
    number: int = 1
    loose: bool = False


@dataclass(slots=True, eq=False)
class LinePrefix:
    """A container around leaves: what its first line and all others begin with."""

    first: str
    rest: str
    list: ListState | None = None
    used: bool = False

    def prefix(self) -> str:
        prefix = self.rest if self.used else self.first
        self.used = True
        return prefix


@dataclass(slots=True)
class Leaf:
    content: str
    """Tidied HTML of one paragraph, or Markdown."""
    frames: tuple[LinePrefix, ...]
    level: int = 0
    """1 to 6 for a heading."""
    is_markdown: bool = False
    is_html: bool = False
    """Raw HTML that ends at a blank line only."""
    is_term: bool = False


@dataclass(slots=True)
class Stash:
    """Markdown that no later step may touch: code, formulas, anchors."""

    pieces: list[str] = field(default_factory=list)
    code: dict[str, str] = field(default_factory=dict)
    """Placeholder of each inline code to its text."""
    anchors: set[str] = field(default_factory=set)

    def put(self, markdown: str) -> str:
        self.pieces.append(markdown)
        return f"{escape.STASH_START}{len(self.pieces) - 1}{escape.STASH_END}"

    def title(self, text: str) -> str:
        self.pieces.append(text)
        return f"{escape.TITLE_START}{len(self.pieces) - 1}{escape.TITLE_END}"

    def restore(self, markdown: str, *, cell: bool = False) -> str:
        if escape.TITLE_START in markdown:
            markdown = _TRAILING_TITLE.sub(self._title, markdown)
        if escape.STASH_START not in markdown:
            return markdown
        return escape.STASHED.sub(
            lambda match: self._piece(int(match[1])).replace("|", "\\|" if cell else "|"), markdown
        )

    def _piece(self, index: int) -> str:
        return self.pieces[index] if index < len(self.pieces) else ""

    def _title(self, match: re.Match[str]) -> str:
        text = re.sub(r'([\\"<&`*_\[\]$])', r"\\\1", self._piece(int(match[2])))
        return f' "{text}"){match[1] or ""}'


def tidy(content: str) -> str:
    """Move white space out of marks and off the edges, and drop empty marks."""
    content = " ".join(content.split())
    if not _UNTIDY.search(content) or ("<br>" not in content and not _TOUCHED.search(content)):
        return content
    content = _HARD_SPACES.sub(" ", content)
    for _ in range(12):
        before = content
        content = _EMPTY.sub(r"\1\2", content)
        content = _INWARD.sub(r"\2\1", content)
        content = _OUTWARD.sub(r"\2\1", content)
        if content == before:
            break
    if "<br>" in content:
        content = _AROUND_BREAK.sub(lambda match: match[1] or match[0], content)
        content = _BREAKS.sub("<br>", content)
    return _without_edges(" ".join(content.split()))


def _without_edges(content: str) -> str:
    runs = [match.span() for match in _RUN.finditer(content)]
    end = runs[-1][0] if runs and runs[-1][1] == len(content) else len(content)
    start = runs[0][1] if runs and not runs[0][0] else 0
    return content[start:end]


def render(leaves: list[Leaf], stash: Stash) -> None:
    """Make each leaf's content Markdown.

    Some hundred paragraphs go through html2text at a time: one by one takes three times as long.
    """
    waiting: list[Leaf] = []
    for leaf in leaves:
        if leaf.is_markdown:
            continue
        if leaf.level:
            leaf.content = leaf.content.replace("<br>", " ")
        written = _with_plain_links(leaf.content)
        if "<" in written:
            waiting.append(leaf)
        else:
            # Text without a tag comes out of html2text as it went in.
            _finish(leaf, written, stash)
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        for leaf, markdown in zip(batch, _paragraphs([b.content for b in batch]), strict=True):
            _finish(leaf, markdown, stash)


def _with_plain_links(content: str) -> str:
    """Write the links as html2text does, if they are all that it would write otherwise."""
    if "<" not in content or _ESCAPED_START.search(content):
        return content
    return _PLAIN_LINK.sub(r"[\2](\1)", content)


def _paragraphs(contents: list[str]) -> list[str]:
    joined = _html2text("".join(f"<p>{content}</p>" for content in contents))
    found = joined.split("\n\n")
    if len(found) == len(contents):
        return found
    return [_html2text(f"<p>{content}</p>") for content in contents]


def _finish(leaf: Leaf, markdown: str, stash: Stash) -> None:
    leaf.is_markdown = True
    if leaf.level:
        text = escape.decode(" ".join(markdown.split()), heading=True)
        leaf.content = "#" * leaf.level + " " + stash.restore(text)
    else:
        leaf.content = stash.restore(escape.decode(markdown.replace("  \n", "\\\n")))


def to_table(rows: list[list[str]], stash: Stash) -> str:
    """Write rows of tidied cells, all of one length, the first of them the header."""
    cells = [_break_lines(cell) for row in rows for cell in row]
    marked = [number for number, cell in enumerate(cells) if "<" in cell]
    for start in range(0, len(marked), _BATCH):
        batch = marked[start : start + _BATCH]
        written = _paragraphs([cells[number] for number in batch])
        for number, markdown in zip(batch, written, strict=True):
            cells[number] = " ".join(markdown.split("\n"))
    width = len(rows[0])
    lines = [_row(cells[start : start + width], stash) for start in range(0, len(cells), width)]
    lines.insert(1, "|" + "---|" * width)
    return "\n".join(lines)


def _break_lines(cell: str) -> str:
    return cell.replace("<br>", escape.BREAK)


def _row(cells: list[str], stash: Stash) -> str:
    # A backslash at the end of a cell must not escape the bar behind it.
    line = escape.decode(f"| {' | '.join(cells)} |")
    return stash.restore(line, cell=True)


def _html2text(fragment: str) -> str:
    # Imported late: 25 ms that a list of articles need not pay.
    import html2text

    converter = html2text.HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.use_automatic_links = False
    converter.skip_internal_links = False
    converter.ignore_emphasis = True
    return converter.handle(fragment).strip("\n")


def link_start(href: str) -> str:
    return f'<a href="{escape_html(href)}">'


def image(source: str, alt: str) -> str:
    return f'<img src="{escape_html(source)}" alt="{escape.encode(alt)}">'


def stack(leaves: list[Leaf]) -> str:
    """Join rendered leaves line by line, each with the prefixes of its containers."""
    lines: list[str] = []
    before: Leaf | None = None
    for leaf in leaves:
        if before is not None and not _touch(before, leaf):
            shared = _shared(before, leaf)
            lines.append("".join(frame.rest for frame in leaf.frames[:shared]).rstrip())
        lines += [
            ("".join(frame.prefix() for frame in leaf.frames) + line).rstrip(" ")
            for line in leaf.content.split("\n")
        ]
        before = leaf
    return escape.forgotten("\n".join(lines) + "\n") if lines else ""


def _shared(one: Leaf, other: Leaf) -> int:
    count = 0
    for mine, its in zip(one.frames, other.frames, strict=False):
        if mine is not its:
            break
        count += 1
    return count


def _touch(before: Leaf, leaf: Leaf) -> bool:
    """Whether no blank line is needed: items of a tight list, a term and its definition."""
    shared = _shared(before, leaf)
    if shared == len(leaf.frames) or before.is_html or leaf.is_html:
        return False
    if before.is_term and shared == len(before.frames):
        return leaf.frames[shared].first.startswith(":")
    new = leaf.frames[shared].list
    if new is None or new.loose:
        return False
    if shared < len(before.frames):
        return before.frames[shared].list is new
    nested = shared > 0 and before.frames[shared - 1].list is not None
    return nested and (not new.ordered or leaf.frames[shared].first.startswith("1"))
