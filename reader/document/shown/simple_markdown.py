r"""The shown text of Markdown, of which the parser reads only what is not simple.

Simple paragraphs, headings, fences, quotes and items of lists are read by their lines. All the rest
(tables, raw HTML, what has notes and formulas) is parsed at once, in its order, with a mark
wherever something simple stood. Each rule here only has to know what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from reader.document.markdown.assembler import repeated_title, says_title
from reader.document.markdown.fix_source import mend
from reader.document.markdown.parse import parse
from reader.document.model import Block, BlockKind, Container, ContainerKind
from reader.document.shown.block_text import ShownText, block_text
from reader.document.shown.simple_paragraph import picture_caption, simple_text
from reader.text.safe import clean

_MARK: Final = "\uf8fd"
"""A private character: a paragraph of it stands for what was simple there."""
_FENCE: Final = re.compile(r"(`{3,}|~{3,})([^`\n]*)$")
_INNER_FENCE: Final = re.compile(r"[ \t>*+\-\d.)]*?(`{3,}|~{3,})")
_NO_CODE: Final = re.compile(r"[`~]+[ \t]*(?:math|\{)", re.IGNORECASE)
_HEADING: Final = re.compile(r"#{1,6} +(?=\S)")
_ODD_START: Final = re.compile(
    r"[ ]*+(?:[#>+=|:~?/_{\-]|<(?!https?://[^\s<>]{1,2000}>)|!(?!\[)|`{3}|\d{1,9}[.)](?:[ \t]|$)"
    r"|\*(?:[ \t*]*$|[ \t]|\*\*)"
    r"|\[[^\[\]]{0,1000}\]:)|[ ]{4}"
)
"""What begins a line that may be no line of a paragraph."""
_FAR: Final = re.compile(r"[ \t>*+\-\d.)]*+(?:<(?!https?:)[A-Za-z/!?]|:::|///)")
_LIST_MARK: Final = re.compile(r"[-*+]|\d{1,9}[.)]")
_UNDERLINE: Final = re.compile(r"(?:={2,}+|-{2,}+) *+")
_PHRASE: Final = re.compile(
    r"[ \t>*+\-\d.)]*+</?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|q|rp|rt|ruby"
    r"|s|small|span|strike|strong|sub|sup|u)(?=[\s/>])"
)
"""A tag with which a paragraph may begin, in small letters; others reach far."""
_DEFINITION: Final = re.compile(
    r"\[(?P<label>(?!\^)[^\[\]\\`<&\n]{1,100})\]: +(?:https?://|/|#|\.)[^\s<>\\]{0,2000}"
    r"(?: +\"[^\"\\\n]{0,500}\")?[ \t]*+"
)
_ITEM: Final = re.compile(r"(?P<indent> *)(?:[-*+]|(?P<number>\d{1,9})[.)]) {1,4}(?=\S)")
_CODE_INDENT: Final = 3
"""Spaces that may stand before a fence (CommonMark 4.5)."""
_DEEPEST: Final = 6
"""Lists within each other."""
_WITHIN: Final = (Container(ContainerKind.ITEM, 0),)
_GROUP: Final = 4_000
"""Characters of Markdown whose inline content is in memory at once."""


@dataclass(slots=True)
class _Part:
    """Lines of the source from `start` to `end` (exclusive) that are whole blocks."""

    start: int
    end: int
    blocks: Sequence[Block] = ()
    """What simple lines are, but for spans and anchors; none if it takes the parser."""
    source: str = ""
    """What the parser reads instead of the lines, if that is less."""
    is_definitions: bool = False
    """Whether they only say what labels of links mean."""


def shown_text(markdown: str, title: str) -> ShownText:
    """What `parse(markdown, title=title)` shows. Raises whatever the parser raises."""
    return shown_if_simple(markdown, title) or ShownText.of(parse(markdown, title=title))


def shown_if_simple(markdown: str, title: str, most: int | None = None) -> ShownText | None:
    """What `shown_text` gives; None if that is not sure, or if over `most` characters are odd."""
    source = mend(markdown)
    blocks = None if _MARK in source else _blocks(source, title, most)
    if blocks is None:
        return None
    repeated = repeated_title(blocks, title)
    left_out = "" if repeated is None else blocks.pop(repeated).text
    return ShownText(block_text(blocks), left_out)


def _blocks(source: str, title: str, most: int | None) -> list[Block] | None:
    """All blocks of the source, one that repeats the title too; None if that is not sure.

    None also if the parser would have to read more than `most` characters.
    """
    lines = source.split("\n")
    parts = [*_Reader(lines, source, title).parts()]
    if not any(not part.blocks and not part.is_definitions for part in parts):
        parts = [part for part in parts if part.blocks]
    runs = [(is_odd, [*run]) for is_odd, run in groupby(parts, lambda part: not part.blocks)]
    odd = ["\n\n".join(_sources(run, lines)) for is_odd, run in runs if is_odd]
    if most is not None and sum(map(len, odd)) > most:
        return None
    parsed = _parsed(odd)
    if len(parsed) != len(odd) + 1:
        return None
    blocks: list[Block] = []
    *others, notes = parsed
    rest = iter(others)
    for is_odd, run in runs:
        simple = (block for part in run for block in part.blocks)
        for block in next(rest) if is_odd else simple:
            if title and _repeats_title(block, title):
                return None
            if not (blocks and _repeats_caption(blocks[-1], block)):
                blocks.append(block)
    return blocks + notes


def _sources(run: Sequence[_Part], lines: Sequence[str]) -> Iterator[str]:
    """What the parser reads of odd parts that follow each other."""
    for is_whole, group in groupby(run, lambda part: not part.source):
        parts = [*group]
        if is_whole:
            yield "\n".join(lines[parts[0].start : parts[-1].end])
        else:
            yield from (part.source for part in parts)


def _parsed(odd: Sequence[str]) -> list[list[Block]]:
    """The blocks of each of these sources, and at last those of their notes."""
    if not odd:
        return [[]]
    from reader.document.markdown.dialect import Parsing  # late, with markdown-it
    from reader.document.markdown.token_walk import TokenWalk

    parting = f"\n\n{_MARK}\n\n"
    parsing = Parsing(f"{parting.join(odd)}{parting}")
    walk = TokenWalk(parsing.env, "")
    for tokens in parsing.groups(_GROUP):
        walk.feed(tokens)
    found: list[list[Block]] = [[]]
    for block in walk.finish().blocks:
        if block.text == _MARK:
            found.append([])
        else:
            found[-1].append(block)
    return found


def _repeats_title(block: Block, title: str) -> bool:
    return block.kind is BlockKind.IMAGE and says_title(block.text, title)


def _repeats_caption(last: Block, block: Block) -> bool:
    return (
        last.kind is BlockKind.IMAGE
        and block.kind is BlockKind.PARAGRAPH
        and last.text == block.text
        and not last.containers
        and not block.containers
    )


# -- lines ------------------------------------------------------------------------------


class _Reader:
    """Divides lines; from where that is not sure to the end they are one odd part."""

    def __init__(self, lines: Sequence[str], source: str, title: str) -> None:
        self._lines = lines
        self._title = title
        self._has_definitions = "]:" in source
        self._labels = frozenset(_labels(lines)) if self._has_definitions else frozenset()
        self._has_brackets = "\\(" in source or "\\[" in source
        """Whether what brackets mean depends on all that have a backslash."""
        self._is_clean = clean(source) == source
        self._used: set[str] = set()
        """Labels of links that were taken for defined."""
        self._has_block = False

    def parts(self) -> list[_Part]:
        """The parts in order."""
        parts = self._divided()
        if not self._used <= self._labels_of(parts):
            self._labels = frozenset()  # some stand in code or within other blocks
            self._has_block = False
            parts = self._divided()
        return parts

    def _labels_of(self, parts: Iterable[_Part]) -> Set[str]:
        if not self._used:
            return frozenset()
        defined = (part for part in parts if part.is_definitions)
        return {label for part in defined for label in _labels(self._lines[part.start : part.end])}

    def _divided(self) -> list[_Part]:
        parts: list[_Part] = []
        at, end = 0, len(self._lines)
        while at < end:
            line = self._lines[at]
            if not line.strip(" \t"):
                at += 1
                continue
            if line[0] in ":~" and parts and not line.startswith("~~~"):
                parts[-1].blocks = ()  # the term of this definition
            if line.startswith(("```", "~~~")):
                part = self._code(at)
            elif _HEADING.match(line):
                part = self._simple(at, at + 1)
            else:
                part = self._chunk(at)
            found = self._items(part) if not part.blocks and _ITEM.match(line) else [part]
            parts += found
            self._has_block = self._has_block or any(each.blocks for each in found)
            at = part.end
        return parts

    def _code(self, at: int) -> _Part:
        stop = _fence_end(self._lines, at)
        if stop < 0 or _NO_CODE.match(self._lines[at]):
            return _Part(at, len(self._lines) if stop < 0 else stop)
        text = "\n".join(self._lines[at + 1 : stop - 1])
        text = (text if self._is_clean else clean(text)).strip()
        is_odd = not text or "*!*" in text or (self._has_brackets and "\\" in text)
        return _Part(at, stop, () if is_odd else (Block(BlockKind.CODE, text),))

    def _simple(self, at: int, stop: int) -> _Part:
        source = self._lines[at] if stop == at + 1 else "\n".join(self._lines[at:stop])
        heading = _HEADING.match(source)
        if not heading and self._is_clean and (caption := picture_caption(source)) is not None:
            return _Part(at, stop, (Block(BlockKind.IMAGE, caption),))
        text = self._text(_without_end_mark(source[heading.end() :]) if heading else source)
        if not text or (heading and text.endswith("#")):
            return _Part(at, stop)
        if not self._has_block and not heading and says_title(text, self._title):
            return _Part(at, stop)  # whether it is a title depends on its marks
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        return _Part(at, stop, (Block(kind, text),))

    def _text(self, source: str) -> str:
        return simple_text(
            source,
            is_clean=self._is_clean,
            named=self._of_brackets,
        )

    def _of_brackets(self, name: str, label: str | None) -> str:
        """What `[name]` or `[name][label]` shows; "" if that is not sure."""
        if name in ("x", "X") or name[:3].lower() == "toc":
            return ""
        if not self._has_definitions:
            return f"[{name}]" if label is None else f"[{name}][{label}]"
        folded = _label(label or name)
        if folded not in self._labels:
            return ""
        self._used.add(folded)
        return name

    def _items(self, part: _Part) -> list[_Part]:
        """The items of a list, so that the parser reads only those that are not simple."""
        texts = [*_items(self._lines[part.start : part.end])]
        if not all(texts):
            return [part]
        found: list[_Part] = []
        for source in texts:
            text = self._text(source)
            block = Block(BlockKind.PARAGRAPH, text, containers=_WITHIN)
            found.append(
                _Part(part.start, part.end, *(((block,),) if text else ((), f"- {source}")))
            )
        return found

    def _odd(self, start: int, stop: int) -> _Part:
        """A quote of paragraphs, a heading, definitions; else it takes the parser."""
        lines = self._lines[start:stop]
        texts: Iterable[str] = ()
        if lines[0].startswith(">"):
            texts = map(self._text, _quoted(lines))
        elif lines[0].startswith("[") and all(map(_DEFINITION.fullmatch, lines)):
            return _Part(start, stop, is_definitions=True)
        elif len(lines) == 2 and _UNDERLINE.fullmatch(lines[1]) and not _is_odd_start(lines[0]):
            text = self._text(lines[0])
            return _Part(start, stop, (Block(BlockKind.HEADING, text),) if text else ())
        blocks: list[Block] = []
        for text in texts:
            if not text:
                return _Part(start, stop)
            blocks.append(Block(BlockKind.PARAGRAPH, text, containers=_WITHIN))
        return _Part(start, stop, blocks)

    def _chunk(self, at: int) -> _Part:
        """A paragraph; or odd lines, which go on until one that nothing indents or marks."""
        lines, start = self._lines, at
        is_odd = _is_odd_start(lines[at])
        while at < len(lines):
            line = lines[at]
            if line.startswith(("```", "~~~")):
                break
            if not line.strip(" \t"):
                after = _next_text(lines, at)
                if not is_odd or after == len(lines) or _begins_anew(lines[after]):
                    break
                at = after
                continue
            if not is_odd and _HEADING.match(line):
                break
            is_odd = is_odd or _ODD_START.match(line) is not None
            if _reaches_far(line):
                return _Part(start, len(lines))
            if "```" in line or "~~~" in line:
                at = _inner_fence_end(lines, at, is_inner=at > start)
            else:
                at += 1
            if at < 0:
                return _Part(start, len(lines))
        return self._odd(start, at) if is_odd else self._simple(start, at)


def _items(lines: Sequence[str]) -> Iterator[str]:
    """The sources of the items of a list, each on one line; "" at last if it has more than that."""
    offsets: list[int] = []
    for line in lines:
        if not line.strip(" "):
            continue
        item = _ITEM.match(line)
        if item is None:
            yield ""
            return
        indent = item.end("indent")
        while offsets and indent < offsets[-1]:
            offsets.pop()
            is_nested = False
        else:
            is_nested = bool(offsets)
        least = offsets[-1] if offsets else 0
        text = line[item.end() :]
        is_late = is_nested and item["number"] not in (None, "1")
        if indent - least > 3 or is_late or len(offsets) > _DEEPEST:
            yield ""
            return
        offsets.append(item.end())
        yield "" if "::" in text or _ODD_START.match(text) else text


def _quoted(lines: Sequence[str]) -> Iterator[str]:
    """The sources of the paragraphs of a quote; "" at last if it has anything else."""
    paragraph: list[str] = []
    for line in lines:
        text = line[1:].removeprefix(" ")
        if (line[:1] != ">" and line.strip(" ")) or _ODD_START.match(text):
            yield ""
            return
        if text.strip(" "):
            paragraph.append(text)
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph = []
    if paragraph:
        yield "\n".join(paragraph)


def _is_odd_start(line: str) -> bool:
    return line[0] in " \t" or _ODD_START.match(line) is not None


def _reaches_far(line: str) -> bool:
    if "<" not in line and ":::" not in line and "///" not in line:
        return False
    return bool(_FAR.match(line)) and not _PHRASE.match(line) and line != "<!-- -->"


def _begins_anew(line: str) -> bool:
    """Whether a line behind a blank one belongs to nothing before it."""
    return line[0] not in " \t:~" and _LIST_MARK.match(line) is None


def _next_text(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip(" \t"):
        at += 1
    return at


def _fence_end(lines: Sequence[str], at: int) -> int:
    """The line behind the fence that begins there; -1 if that is not sure."""
    opening = _FENCE.match(lines[at])
    if opening is None:
        return -1
    mark = opening[1]
    for number in range(at + 1, len(lines)):
        if mark[:3] in lines[number]:
            return number + 1 if _is_end(lines[number], mark) else -1
    return -1


def _inner_fence_end(lines: Sequence[str], at: int, *, is_inner: bool) -> int:
    """The line behind a fence in a list; -1 if it may end where its container does.

    The next line if no fence begins there.
    """
    opening = _INNER_FENCE.match(lines[at])
    if opening is None:
        return at + 1
    mark, indent = opening[1], opening.start(1)
    if not is_inner and indent <= _CODE_INDENT and not lines[at][:indent].strip(" "):
        indent = 0
    for number in range(at + 1, len(lines)):
        line = lines[number]
        bare = line.lstrip(" ")
        is_level = len(line) - len(bare) >= indent
        if mark[:3] in line:
            return number + 1 if is_level and _is_end(bare, mark) else -1
        if bare and not is_level:
            return -1
    return -1


def _is_end(line: str, mark: str) -> bool:
    return line.startswith(mark) and not line.rstrip(" \t").strip(mark[0])


# -- headings and definitions ------------------------------------------------------------


def _without_end_mark(heading: str) -> str:
    """The text of a heading without the signs that end it (CommonMark 4.2)."""
    bare = heading.rstrip(" ").rstrip("#")
    return bare if bare.endswith(" ") else heading


def _label(written: str) -> str:
    """A label as those are compared (CommonMark 6.3)."""
    return " ".join(written.split()).lower().upper()


def _labels(lines: Sequence[str]) -> Iterator[str]:
    """The labels that are surely defined: by lines at the margin behind a blank one or others."""
    is_begun = True
    for line in lines:
        definition = _DEFINITION.fullmatch(line) if is_begun else None
        if definition is not None:
            yield _label(definition["label"])
        is_begun = definition is not None or not line.strip(" \t")


def simple_length(markdown: str) -> int:
    """The characters of the source that the parser need not read."""
    lines = mend(markdown).split("\n")
    parts = _Reader(lines, markdown, "").parts()
    odd = _sources([part for part in parts if not part.blocks], lines)
    return len(markdown) - sum(map(len, odd))
