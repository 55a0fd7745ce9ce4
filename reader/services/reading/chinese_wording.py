"""An article in another way of writing Chinese, on the screen only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reader.document.model import Block, BlockKind, Document
from reader.text.chinese_variants.conversion import is_simplified, written_as
from reader.text.chinese_variants.variant import Variant
from reader.text.language import guess_language
from reader.typeset.wording import AS_WRITTEN, PageWording

_SAMPLE = 4_000
"""Characters of an article that tell how it is written."""
_KEPT_LINES = 4_096
_VERBATIM = frozenset({BlockKind.CODE, BlockKind.MATH})


@dataclass(frozen=True, slots=True)
class ChineseWording:
    """Shows text in a variant; what does not tell is taken for what the article is."""

    variant: Variant
    simplified: bool = True
    """Whether the article is written in Simplified."""

    def block(self, block: Block) -> Block:
        if block.kind in _VERBATIM:
            return block
        text = written_as(block.text, self.variant, simplified=self.simplified)
        return block if text == block.text else replace(block, text=text)

    def line(self, text: str) -> str:
        return line_in(text, self.variant, simplified=self.simplified)


@lru_cache(_KEPT_LINES)
def line_in(text: str, variant: Variant, *, simplified: bool = True) -> str:
    """A title, or another short text, in a variant."""
    return written_as(text, variant, simplified=simplified)


def wording_of(document: Document, variant: Variant) -> PageWording:
    """How to show a document in a variant; as it is written where it is no Chinese."""
    if variant is Variant.AS_WRITTEN:
        return AS_WRITTEN
    sample = _sample(document)
    if guess_language(sample) == "ja":
        return AS_WRITTEN
    return ChineseWording(variant, is_simplified(sample, otherwise=True))


def in_wording(document: Document, wording: PageWording, first: int, last: int) -> Document:
    """The document with blocks `first` to `last` as they are shown."""
    if wording is AS_WRITTEN:
        return document
    blocks = list(document.blocks)
    blocks[first : last + 1] = map(wording.block, blocks[first : last + 1])
    return replace(document, blocks=tuple(blocks))


def _sample(document: Document) -> str:
    parts: list[str] = []
    size = 0
    for block in document.blocks:
        if block.kind in _VERBATIM:
            continue
        parts.append(block.text[: _SAMPLE - size])
        size += len(parts[-1])
        if size >= _SAMPLE:
            break
    return "\n".join(parts)
