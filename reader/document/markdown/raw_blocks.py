"""Blocks of raw HTML within Markdown.

Whole HTML bodies are converted before they come here; this keeps the structure of the pieces that
authors mix in, and always their text.
"""

from __future__ import annotations

from reader.document.code_language import language_of_class
from reader.document.html_tags import HEADINGS, RAW_BOUNDARIES, TABLE_PARTS
from reader.document.markdown.assembler import BULLETS, Assembler
from reader.document.markdown.cells import align, join_cells
from reader.document.markdown.raw_tags import InlineMarkup, Tag, hidden, scan
from reader.document.markdown.text_builder import Passage, PassageBuilder
from reader.document.model import Align, BlockKind, ContainerKind, SpanKind
from reader.text.safe import clean

_LEVELS = {name: level for level, name in enumerate(HEADINGS, 1)}


class _TableReader:
    """Rows of a table while its tags go by."""

    def __init__(self) -> None:
        self.rows: list[list[Passage]] = []
        self.header_rows = 0
        self.aligns: list[Align] = []
        self._heads = 0

    def row(self) -> None:
        self._close_row()
        self.rows.append([])

    def cell(self, passage: Passage, tag: Tag) -> None:
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        if len(self.rows) == 1:
            self.aligns.append(align(tag.get("align") or tag.get("style")))
        row.append(passage)
        self._heads += tag.name == "th"

    def _close_row(self) -> None:
        if len(self.rows) == 1 and self._heads and self._heads == len(self.rows[0]):
            self.header_rows = 1

    def finish(self, assembler: Assembler) -> None:
        self._close_row()
        passage, shape = join_cells(self.rows, header_rows=self.header_rows, aligns=self.aligns)
        if shape.rows:
            assembler.add(BlockKind.TABLE, passage, table=shape)


class RawReader:
    """Adds the blocks of raw HTML pieces; `<details>`, lists and tables may span several."""

    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._builder = PassageBuilder()
        self._inline = InlineMarkup(self._builder)
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._role = ""
        self._code: list[str] | None = None
        self._language = ""
        self._table: _TableReader | None = None
        self._cell: Tag | None = None
        self._numbers: list[list[int]] = []
        self._hidden: frozenset[str] = frozenset()
        """Names of the elements of the current piece whose text is not shown."""
        self._is_suspended = True

    def feed(self, markup: str) -> None:
        self._is_suspended = False
        items = markup.lower().count("<li")
        events = list(scan(markup))
        self._hidden = hidden(events)
        for event in events:
            if self._code is not None:
                self._verbatim(event)
            elif isinstance(event, str):
                self._inline.text(event)
            elif self._inline.unseen or not self._block(event, items):
                self._phrase(event)
        self._end_code()
        if self._cell is None:
            self._flush()

    def suspend(self) -> None:
        """Return to Markdown: elements that cannot hold it are closed."""
        if self._is_suspended:
            return
        self._is_suspended = True
        self._end_table()
        self._flush()

    def _phrase(self, tag: Tag) -> None:
        alone = self._builder.empty and self._cell is None and self._table is None
        if tag.name == "img" and alone and not self._inline.unseen:
            link = self._builder.link
            text = tag.get("title") or tag.get("alt")
            self._assembler.add_image(tag.image_source, text, link)
        else:
            self._inline.tag(tag, self._hidden)

    def _block(self, tag: Tag, items: int) -> bool:
        """Whether the tag stands between blocks rather than in text."""
        if tag.name == "pre":
            self._flush()
            self._code = None if tag.closing else []
            self._language = language_of_class(tag.get("class") or tag.get("lang"))
        elif tag.name == "table":
            if self._table is None or tag.closing:
                self._end_table()
                self._flush()
                self._table = None if tag.closing else _TableReader()
        elif tag.name in TABLE_PARTS and self._table is not None:
            self._table_part(self._table, tag)
        elif tag.name == "hr":
            self._flush()
            self._assembler.add(BlockKind.RULE, Passage(""))
        elif tag.name in _LEVELS and self._cell is None:
            self._flush()
            if not tag.closing:
                self._kind, self._level = BlockKind.HEADING, _LEVELS[tag.name]
                self._builder.anchor(tag.identifier)
        elif tag.name in RAW_BOUNDARIES or tag.name in _LEVELS:
            self._boundary(tag, items)
        else:
            return False
        return True

    def _boundary(self, tag: Tag, items: int) -> None:
        if self._cell is not None:
            self._builder.boundary()
            return
        self._flush()
        if tag.closing:
            self._leave(tag.name)
            return
        self._assembler.anchor(tag.identifier)
        if tag.name == "blockquote":
            self._assembler.enter(tag.name, ContainerKind.QUOTE, markdown=False)
        elif tag.name == "details":
            self._assembler.enter(tag.name, ContainerKind.DETAILS, marker="▾", markdown=False)
        elif tag.name == "summary":
            self._role = "summary"
            self._builder.open("summary", SpanKind.STRONG)
        elif tag.name == "figcaption":
            self._role = "figcaption"
        elif tag.name in ("ul", "ol"):
            self._list(tag)
        elif tag.name == "li":
            self._item(tag, items)
        elif tag.name == "dt":
            self._leave("dd")
            self._kind = BlockKind.TERM
        elif tag.name == "dd":
            self._leave("dd")
            self._assembler.enter("dd", ContainerKind.DEFINITION, first_tight=True, markdown=False)

    def _leave(self, name: str) -> None:
        self._assembler.leave(name, markdown=False)
        if name in ("ul", "ol") and self._numbers:
            self._numbers.pop()

    def _list(self, tag: Tag) -> None:
        start = tag.get("start")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
        self._numbers.append([number])
        self._assembler.enter(tag.name, tight=True, markdown=False)

    def _item(self, tag: Tag, items: int) -> None:
        kind = self._assembler.innermost("ul", "ol", "li")
        if kind == "li":
            self._assembler.leave("li", markdown=False)
            kind = self._assembler.innermost("ul", "ol", "li")
        if kind == "ol" and self._numbers:
            count = self._numbers[-1]
            marker, width = f"{count[0]}.", len(f"{count[0] + max(0, items - count[0])}.")
            count[0] += 1
        else:
            depth = self._assembler.count("ul", "bullet_list_open")
            marker = BULLETS[min(max(depth, 1), len(BULLETS)) - 1]
            width = 1
        self._assembler.anchor(tag.identifier)
        self._assembler.enter(
            "li", ContainerKind.ITEM, marker=marker, marker_width=width, tight=True, markdown=False
        )

    def _table_part(self, table: _TableReader, tag: Tag) -> None:
        self._end_cell()
        if tag.name == "caption":
            self._flush()
        elif tag.name == "tr" and not tag.closing:
            table.row()
        elif tag.name in ("td", "th") and not tag.closing:
            self._flush()
            self._cell = tag
            self._builder.anchor(tag.identifier)

    def _end_cell(self) -> None:
        if self._cell is not None and self._table is not None:
            self._table.cell(self._take(), self._cell)
        self._cell = None

    def _end_table(self) -> None:
        self._end_cell()
        if self._table is not None:
            self._table.finish(self._assembler)
        self._table = None

    def _verbatim(self, event: Tag | str) -> None:
        code = self._code if self._code is not None else []
        if isinstance(event, str):
            code.append(event)
        elif event.name == "br":
            code.append("\n")
        elif event.name == "pre" and event.closing:
            self._end_code()
        elif event.name == "code" and not self._language:
            self._language = language_of_class(event.get("class"))

    def _end_code(self) -> None:
        if self._code is None:
            return
        text = clean("".join(self._code))
        text = text.removeprefix("\n").rstrip()
        self._code = None
        self._assembler.add(BlockKind.CODE, Passage(text), language=self._language)

    def _take(self) -> Passage:
        passage = self._builder.finish()
        self._builder = PassageBuilder()
        self._inline = InlineMarkup(self._builder)
        return passage

    def _flush(self) -> None:
        passage = self._take()
        kind, level, role = self._kind, self._level, self._role
        self._kind, self._level, self._role = BlockKind.PARAGRAPH, 0, ""
        if role == "figcaption" and passage.text and self._assembler.caption(passage):
            return
        self._assembler.add(kind, passage, level=level)
