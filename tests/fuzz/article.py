"""One file, the whole way: from its bytes to rows, hits, quotes and lines on stdout.

What must hold of each step is said here once more, as directly as it can be; that nothing raises
but `ReaderError` goes without saying.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import regex

from reader.console.cat import lines as printed_lines
from reader.console.plain import article_line, article_record, print_json
from reader.document import conversion, pipeline, preview
from reader.document.anchors.finder import QuoteFinder
from reader.document.anchors.quote import describe, describe_apart
from reader.document.body_kind import BodyKind
from reader.document.links import links, resolve
from reader.document.model import Block, BlockKind, Document, Place
from reader.document.outline import outline
from reader.document.ranges.copy_text import Source, markdown_quote, selected_text
from reader.document.ranges.find import find
from reader.document.ranges.motions import Ways
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.files.discover import is_article
from reader.library.index import Index
from reader.library.load import LoadedFile, load_with_text
from reader.library.load import describe as described
from reader.library.open_article import OpenedArticle, card_of, open_article
from reader.library.search.query import parse
from reader.library.search.searcher import Searcher
from reader.library.store.tokens import document_tokens
from reader.text.fold import search_form
from reader.text.safe import clean, clean_line
from reader.typeset.model import PageStyle
from tests.fuzz.case import Finding
from tests.fuzz.dictionary import TEXT
from tests.fuzz.failure import of_exception
from tests.fuzz.setting import broken_rows, broken_ways
from tests.typography.sheet import ACTING, lost_letters

STYLES = (
    PageStyle(0),
    PageStyle(0, ambiguous=2),
    PageStyle(0, justify=True, hang=2),
    PageStyle(0, justify=True, gap=True, indent=4),
    PageStyle(0, hang=2, gap=True, ambiguous=2, wrap_code=False),
    PageStyle(0, justify=True, hang=2, gap=True, indent=4, ambiguous=2),
)
WIDTHS = (1, 2, 3, 4, 5, 7, 8, 11, 16, 19, 20, 24, 33, 38, 40, 57, 76, 80, 119, 120, 200)
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
_WORD = regex.compile(r"[\p{L}\p{N}]{2,}")
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")
_HIDDEN_ELEMENT = re.compile(
    r"(?is)<!--.*?(?:-->|\Z)|<(script|style|template|textarea|title|svg|math"
    r"|select|object|noscript|button|dialog|iframe)\b.*?(?:</\1[\s/>]|\Z)"
)
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_MACROS = (("{%", "%}"), ("{{", "}}"), ("comment", "endcomment"))
_TAG = re.compile(r"(?is)<[a-z](?:[^<>\"'=]*=\s*(?:\"[^\"]*\"?|'[^']*'?))+|<[a-z!?/][^<>]*")
_CUT_TAG = re.compile(r"(?i)</?[a-z].*")
_ATTRIBUTES = re.compile(
    r"\{[^{}\n]*\}|:[\w-]{2,}:|\]\([^()\n]*\)|\[[^\]]{1,999}\]:\s*\S+"
    r"""(?:\s+(?:"[^"]{,999}"|'[^']{,999}'))?"""
)
"""And icons' names, links' targets and definitions: with elements and tags what nobody sees.

The index may have it.
"""
_MOST_FOUND = 10_000
_MOST_MARKED = 4_000
"""Characters between two places whose Markdown is looked at."""


class Check:
    """One file, looked at from all sides. `seed` decides on widths, places and words."""

    def __init__(self, path: Path, seed: int, begin: Callable[[], None]) -> None:
        """`begin` is told when a step begins."""
        self._path = path
        self._seed = seed
        self._begin = begin

    def findings(self) -> Iterator[Finding]:
        yield from self._guarded("list", self._listed)
        read: list[tuple[LoadedFile, str]] = []

        def load() -> Iterator[Finding]:
            with contextlib.suppress(ReaderError):
                read.append(load_with_text(self._path))
            return iter(())

        yield from self._guarded("load", load)
        for loaded, text in read:
            yield from self._guarded("metadata", partial(broken_metadata, loaded.article))
            yield from self._guarded("tokens", partial(self._tokens, loaded, text))
            yield from self._guarded("index", self._index)
            yield from self._guarded("excerpt", partial(self._excerpts, loaded))
            yield from self._opened(loaded, text)

    def _random(self, what: str) -> Random:
        """A generator for each purpose: a shorter input makes the same choices elsewhere."""
        return Random(f"{self._seed} {what}")

    def _guarded(self, step: str, work: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
        self._begin()
        try:
            yield from work()
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            yield of_exception(step, error)

    # -- the library ----------------------------------------------------------------------

    def _listed(self) -> Iterator[Finding]:
        article = described(self._path)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            print_json([article_record(article)])
        shown = out.getvalue()
        if len(json.loads(shown)) != 1:
            yield Finding("list-json-is-no-array", shown[:300])
        yield from acting("list-json", shown.replace("\n", ""))
        yield from acting("list-line", article_line(article))
        shown.encode("utf-8")

    def _tokens(self, loaded: LoadedFile, text: str) -> Iterator[Finding]:
        document_tokens(loaded.article, text).encode("utf-8")
        return iter(())

    def _index(self) -> Iterator[Finding]:
        if not is_article(self._path):
            return
        random = self._random("index")
        with Index(None) as index:
            for _ in index.refresh([self._path.parent]):
                pass
            article, text = index.article(self._path), index.text(self._path)
            if article is None:
                yield Finding("index-knows-no-article", str(self._path))
                return
            yield from acting("index-text", text.replace("\n", "").replace("\t", ""))
            searcher = Searcher(index, [self._path.parent])
            # What a sign stands for may be one word with what is beside it: ½ and 5 are 1/25.
            form = search_form(text)
            words = _WORD.findall(form[random.randint(0, max(0, len(form) - 500)) :][:500])
            for word in random.sample(words[1:-1], min(3, len(words[1:-1]))):
                found = searcher.search(f'"{word}"')
                if not found.ids:
                    yield Finding("search-finds-no-word", f"{word!r} is in the text")
                for hit in searcher.hits(found, 0, 5):
                    yield from acting("snippet", hit.snippet.text)
            for query in _queries(random, text):
                parse(query)
                found = searcher.search(query, limit=5)
                searcher.hits(found, 0, 5)
                searcher.complete(query, len(query))

    def _excerpts(self, loaded: LoadedFile) -> Iterator[Finding]:
        body, kind, title = loaded.body, loaded.kind, loaded.article.title
        if len(body) <= preview.SHORT:
            return
        at = self._random("excerpt").randint(0, len(body))
        for part in (
            preview.head(body, kind, title=title),
            preview.tail(body, kind, title=title),
            preview.around(body, kind, at, title=title),
        ):
            if part is not None:
                yield from broken_blocks(part.document)

    # -- the article ----------------------------------------------------------------------

    def _opened(self, loaded: LoadedFile, text: str) -> Iterator[Finding]:
        opened: list[OpenedArticle] = []

        def open_() -> Iterator[Finding]:
            opened.append(open_article(self._path))
            return iter(())

        yield from self._guarded("open", open_)
        for each in opened:
            yield from self._guarded("fallback", partial(_fallback, loaded, each.document))
            yield from self._guarded("blocks", partial(broken_blocks, each.document))
            yield from self._guarded("lost", partial(_lost, loaded, text, each.document))
            yield from self._guarded("set", partial(self._set, each))
            yield from self._guarded("cat", partial(self._printed, each))
            yield from self._guarded("find", partial(self._find, each.document))
            yield from self._guarded("anchor", partial(self._anchors, each.document))
            yield from self._guarded("motion", partial(self._moved, each.document))
            yield from self._guarded("quote", partial(self._quoted, each))

    def _set(self, opened: OpenedArticle) -> Iterator[Finding]:
        random = self._random("styles")
        card = card_of(opened)
        size = sum(len(block.text) for block in opened.document.blocks)
        style = PageStyle(76)
        for _ in range(3 if size < 5_000 else 1):
            width = random.choice((random.choice(WIDTHS), random.randint(1, 200)))
            style = replace(random.choice(STYLES), width=width)
            yield from broken_rows(opened.document, style, card)
        yield from broken_ways(opened.document, style, card, self._random("ways"))

    def _printed(self, opened: OpenedArticle) -> Iterator[Finding]:
        style = PageStyle(self._random("cat").choice((20, 38, 76)))
        plain = list(printed_lines(opened, style, color=False))
        colored = list(printed_lines(opened, style, color=True))
        for line in plain:
            yield from acting("cat", line)
        if [_SGR.sub("", line).rstrip() for line in colored] != plain:
            yield Finding("cat-colours-change-text")
        "\n".join((*plain, *colored)).encode("utf-8")

    def _find(self, document: Document) -> Iterator[Finding]:
        random = self._random("find")
        for place, block in _some(document, random, 3):
            for match in _WORD.finditer(block.text, place.offset):
                found = find(document, match[0], limit=_MOST_FOUND)
                if len(found) < _MOST_FOUND and not any(
                    m.block == place.block and m.start <= match.start() for m in found
                ):
                    yield Finding("find-finds-no-word", f"{match[0]!r} in {block.text[:200]!r}")
                break

    def _anchors(self, document: Document) -> Iterator[Finding]:
        random = self._random("anchors")
        finder = QuoteFinder(document)
        last = Place(len(document.blocks) - 1, 0)
        for start, block in _some(document, random, 3):
            longest = random.choice((1, 12, 200))
            end = Place(start.block, min(len(block.text), start.offset + longest))
            describing = random.choice((describe, describe_apart))
            quote = describing(document, start, end)
            found = finder.find(quote, start, end)
            if quote.exact and (found is None or (found.start, found.end) != (start, end)):
                yield Finding("anchor-is-not-where-it-was", f"{quote} at {start}: {found}")
            mere = describing(document, start)
            place = finder.find(mere, start)
            if place is not None and place.start != start:
                yield Finding("anchor-place-is-not-where-it-was", f"{mere} at {start}: {place}")
            if quote.exact.strip() and finder.find(quote, last, last) is None:
                longer = len(set(filter(str.isalnum, quote.exact))) > 3
                yield from [Finding("anchor-lost", f"{quote} from {last}")] * longer
            finder.place(quote, last)

    def _moved(self, document: Document) -> Iterator[Finding]:
        ways = Ways(document, lambda _: True)
        outline(document)
        for link in links(document):
            yield from acting("href", link.href)
            target = resolve(link.href, self._path)
            yield from acting("target", f"{target.url}{target.fragment}")
        for start, _ in _some(document, self._random("motion"), 2):
            here = ways.nearest(start)
            if here is None:
                continue
            for way in (
                ways.forward, ways.backward, ways.word, ways.word_back, ways.word_end,
                ways.sentence_end, ways.sentence_begin, ways.block_end, ways.block_begin,
                ways.end_of, ways.character_before,
            ):  # fmt: skip
                there = way(here)
                text = document.blocks[there.block].text
                if not 0 <= there.offset <= len(text):
                    yield Finding("motion-leaves-the-text", f"{way.__name__}: {here} to {there}")

    def _quoted(self, opened: OpenedArticle) -> Iterator[Finding]:
        document, article = opened.document, opened.article
        for start, _ in _some(document, self._random("quoted"), 2):
            block = min(len(document.blocks) - 1, start.block + 2)
            end = Place(block, min(len(document.blocks[block].text), _MOST_MARKED))
            text = selected_text(document, start, end)
            yield from acting("selected", text.replace("\n", "").replace("\t", ""))
            quote = markdown_quote(document, start, end, Source(article.title, article.url))
            yield from acting("quoted", quote.replace("\n", "").replace("\t", ""))


def findings(path: Path, seed: int, begin: Callable[[], None] = lambda: None) -> Iterator[Finding]:
    """All that a file breaks."""
    return Check(path, seed, begin).findings()


# -- what must hold ---------------------------------------------------------------------------


def acting(what: str, text: str) -> Iterator[Finding]:
    """A line must hold nothing that acts on a terminal, hides or turns text."""
    if ACTING.search(text) or _TAGS.search(_FLAG.sub("", text)):
        yield Finding(f"acting-{what}", repr(text[:400]))


def broken_metadata(article: Article) -> Iterator[Finding]:
    fields = {
        name: getattr(article, name)
        for name in ("title", "author", "source", "url", "summary", "language", "cover", "error")
    }
    for number, tag in enumerate(article.tags):
        fields[f"tag {number}"] = tag
    if article.date is not None:
        fields["date"] = article.date.iso
        if article.date.instant.tzinfo is None:
            yield Finding("date-without-zone", article.date.iso)
    for name, value in fields.items():
        yield from acting(name.split()[0], value)
        if clean_line(value) != value:
            yield Finding(f"unclean-{name.split()[0]}", repr(value[:400]))


def broken_blocks(document: Document) -> Iterator[Finding]:
    """Characters, spans, cells and targets of all blocks."""
    for block in document.blocks:
        kind = block.kind
        verbatim = kind in (BlockKind.CODE, BlockKind.TABLE)
        bare = block.text.replace("\n", "")
        yield from acting(f"block-{kind}", bare.replace("\t", "") if verbatim else bare)
        if clean(block.text) != block.text:
            yield Finding(f"unclean-block-{kind}", repr(block.text[:400]))
        for text in (*(each.marker for each in block.containers), block.language, block.href):
            yield from acting(f"{kind}-decoration", text)
        for span in block.spans:
            yield from acting(f"{kind}-href", span.href)
            if not 0 <= span.start <= span.end <= len(block.text):
                yield Finding("span-leaves-the-text", f"{span} of {len(block.text)}")
        if [*block.spans] != sorted(block.spans, key=lambda span: (span.start, -span.end)):
            yield Finding("spans-are-not-sorted", repr(block.spans[:9]))
        yield from _broken_table(block)
    for name, index in document.anchors.items():
        if not 0 <= index <= len(document.blocks):
            yield Finding("anchor-leads-nowhere", f"{name!r}: {index}")
    for notice in document.notices:
        yield from acting("notice", notice)


def _broken_table(block: Block) -> Iterator[Finding]:
    at = 0
    for row in block.table.rows if block.table else ():
        for cell in row:
            if not at <= cell.start <= cell.end <= len(block.text):
                yield Finding("cells-overlap", f"{cell} behind {at}")
            at = cell.end


def _fallback(loaded: LoadedFile, document: Document) -> Iterator[Finding]:
    """Why an article is shown as plain paragraphs: its text is there, but something broke."""
    if pipeline.NOTICE in document.notices:
        # Whatever was swallowed says more when it is raised.
        for _ in conversion.stream_here(loaded.body, loaded.kind, title=loaded.article.title):
            pass
        yield Finding("fallback-once-only", pipeline.NOTICE)
    for notice in document.notices:
        if "status 1)" in notice:
            for _ in conversion.stream_here(loaded.body, loaded.kind, title=loaded.article.title):
                pass
            yield Finding("fallback-in-child-only", notice)


def _lost(loaded: LoadedFile, text: str, document: Document) -> Iterator[Finding]:
    """Text that is shown nowhere. Of plain text each letter, of others most of the words."""
    shown = [
        "".join((*(each.marker for each in block.containers), block.text))
        for block in document.blocks
    ]
    if loaded.kind is BodyKind.TEXT:
        written = clean(_COMMENT.sub("", loaded.body))
        if missing := lost_letters([written], [loaded.article.title, *shown]):
            yield Finding("lost-letters", missing)
        return
    hrefs = [span.href for block in document.blocks for span in block.spans]
    hrefs += [block.href + block.language for block in document.blocks]
    # With single letters, of which a word is made where a tag between them is no gap.
    everything = "".join(_LETTERS.findall(" ".join((*shown, *hrefs, loaded.article.title))))
    # One by one: what looks like a tag or a macro may hold the beginning of an element.
    patterns = (_HIDDEN_ELEMENT, _TAG, _ATTRIBUTES)
    unseen = [match[0] for pattern in patterns for match in pattern.finditer(loaded.body)]
    unseen += _macros(loaded.body)
    unseen += _rows_with_more_cells(loaded.body)
    unseen += _CUT_TAG.findall(loaded.body, loaded.body.rfind(">") + 1)
    hidden = "".join(_LETTERS.findall(clean("\n".join(unseen))))
    wanted = set(_WORD.findall(clean(text[:20_000])))
    missing_words = [word for word in wanted if word not in everything and word not in hidden]
    if len(missing_words) > max(8, len(wanted) // 4):
        yield Finding(f"lost-words-{loaded.kind}", repr(sorted(missing_words)[:20]))


def _macros(body: str) -> Iterator[str]:
    """Ranges of macros, found by their ends; a pattern would look for each end anew."""
    for opening, closing in _MACROS:
        *pieces, _ = body.split(closing)
        yield from (piece[piece.index(opening) :] for piece in pieces if opening in piece)


def _rows_with_more_cells(body: str) -> Iterator[str]:
    """Rows of tables that are longer than the row of dashes: Markdown leaves the rest out."""
    most = 0
    for line in body.split("\n"):
        if "|" not in line:
            most = 0
        elif "-" in line and not line.strip(" \t>|:-"):
            most = _cells(line)
        elif 0 < most < _cells(line):
            yield line


def _cells(row: str) -> int:
    return row.strip(" \t>").removeprefix("|").removesuffix("|").count("|") + 1


def _some(document: Document, random: Random, count: int) -> Iterator[tuple[Place, Block]]:
    """Places in blocks that have text."""
    numbers = [number for number, block in enumerate(document.blocks) if block.text.strip()]
    for number in random.choices(numbers, k=count) if numbers else ():
        block = document.blocks[number]
        yield Place(number, random.randint(0, len(block.text) - 1)), block


def _queries(random: Random, text: str) -> Sequence[str]:
    start = random.randint(0, len(text))
    return (
        text[start : start + random.randint(1, 40)],
        " ".join(random.choices(TEXT, k=random.randint(1, 4))),
        random.choice(("title:", "date:", "tag:", "-", '"', "OR ", "path:", "is:", "author:"))
        + text[start : start + 6],
    )
