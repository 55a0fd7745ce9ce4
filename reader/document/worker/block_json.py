"""Increments as JSON, on their way from the process that makes them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from reader.document.model import (
    Align,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Increment,
    Span,
    SpanKind,
    Table,
)

_BLOCK_KINDS = {kind.value: kind for kind in BlockKind}
_SPAN_KINDS = {kind.value: kind for kind in SpanKind}


def encode(increment: Increment) -> bytes:
    """One line of UTF-8, without a newline; surrogates that stand alone as they are."""
    return json.dumps(
        {
            "blocks": [_block(block) for block in increment.blocks],
            "anchors": dict(increment.anchors),
            "notices": increment.notices,
            "anew": increment.anew,
            "title": increment.title,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "surrogatepass")


def decode(line: bytes) -> Increment:
    """What `encode` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    read = json.loads(line)
    containers: dict[int, Container] = {}
    return Increment(
        tuple(_read_block(values, containers) for values in read["blocks"]),
        MappingProxyType({str(name): int(index) for name, index in read["anchors"].items()}),
        tuple(str(notice) for notice in read["notices"]),
        anew=bool(read["anew"]),
        title=str(read["title"]),
    )


def _block(block: Block) -> list[object]:
    table = block.table
    return [
        block.kind,
        block.text,
        [(span.start, span.end, span.kind, span.href) for span in block.spans],
        [(c.kind, c.serial, c.marker, c.marker_width) for c in block.containers],
        block.level,
        block.language,
        block.href,
        None if table is None else _table(table),
        block.tight,
    ]


def _table(table: Table) -> list[object]:
    rows = [[(cell.start, cell.end) for cell in row] for row in table.rows]
    return [rows, table.header_rows, list(table.aligns)]


def _read_block(values: list[Any], containers: dict[int, Container]) -> Block:
    kind, text, spans, around, level, language, href, table, tight = values
    return Block(
        _BLOCK_KINDS[kind],
        text,
        tuple(Span(start, end, _SPAN_KINDS[name], target) for start, end, name, target in spans),
        tuple(_container(container, containers) for container in around),
        level,
        language,
        href,
        None if table is None else _read_table(*table),
        tight,
    )


def _container(values: list[Any], known: dict[int, Container]) -> Container:
    kind, serial, marker, width = values
    if serial not in known:
        known[serial] = Container(ContainerKind(kind), serial, marker, width)
    return known[serial]


def _read_table(rows: list[Any], header_rows: int, aligns: list[str]) -> Table:
    cells = tuple(tuple(Cell(start, end) for start, end in row) for row in rows)
    return Table(cells, header_rows, tuple(Align(name) for name in aligns))
