"""One file read: its metadata and its body."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document.body_kind import MARKUPS, BodyKind, of_file
from reader.document.facts.fact import PageFacts
from reader.document.model import Document
from reader.document.plain_text import plain_text
from reader.document.shown.block_text import ShownText
from reader.errors import ReaderError
from reader.library.article import Article, LengthUnit
from reader.library.containers.saved_page import SavedPage
from reader.library.containers.unpack import member_source, unpack, unpack_members
from reader.library.files.decode import DecodedText, decode, is_binary
from reader.library.files.regular_file import LIMIT, FileContent, opened, read_opened
from reader.library.metadata import article_fields, front_matter, omnivore
from reader.library.metadata.article_fields import BEGINNING
from reader.library.metadata.front_matter import ParsedFile
from reader.text.chunks import chunks
from reader.text.length import count
from reader.text.safe import clean_line, composed, shown_path

if TYPE_CHECKING:
    from reader.library.kept_documents import KeptDocuments

CHARACTERS_A_MINUTE = 400
WORDS_A_MINUTE = 220

_TELLING_HEAD = frozenset((BodyKind.HTML_DOCUMENT, BodyKind.FEED))
_MAX_DAMAGE = 0.1
"""Share of a text that may be U+FFFD; with more, it is no text."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file that was read."""

    article: Article
    body: str
    """The text without front matter, as in the file or, of a saved archive, as in its page, but for
    newlines, NUL and NFC."""
    kind: BodyKind
    notices: tuple[str, ...] = ()
    """Guesses and repairs, one line each."""
    is_measured: bool = True
    """Whether the article says how long it is, and has its fingerprint."""


def load(path: Path, known: Article | None = None) -> LoadedFile:
    """Read one file, whatever it holds.

    `known` is what an index has of the file: if that has not changed since, its text need not be
    counted again, which takes half of the time.

    Raises:
        ReaderError: It cannot be read, or is no text.
    """
    loaded = glance(path, known)
    return loaded if loaded.is_measured else measure(loaded)[0]


def load_with_text(path: Path, kept: KeptDocuments | None = None) -> tuple[LoadedFile, str]:
    """Load a file; return it with its `shown_text`. Raises as `load` does.

    What a long one is made into is `kept`.
    """
    return measure(_read(path, None), kept)


def glance(path: Path, known: Article | None = None) -> LoadedFile:
    """Load as `load` does, but do not measure a text that is not `known`: that is slow."""
    return _read(path, known)


def begin(path: Path, known: Article) -> tuple[LoadedFile, float] | None:
    """The first documents of a long book, and how many times longer all the others are.

    None for other files, for short books, and if the file is not as it is `known`: then it takes
    a `glance`. Raises as `load` does.
    """
    with opened(path) as file:
        if not _describes(known, path, read_opened(file, limit=0)):
            return None
        page = unpack_members(path, file, most=BEGINNING)
    if page is None or page.kind is None or not page.rest:
        return None
    return LoadedFile(known, decode(page.data).text, page.kind, page.notices), page.rest


def load_bytes(path: Path, data: bytes) -> LoadedFile:
    """Load what a file of this name would hold, as `load` does; nothing is read from the disk.

    It is not measured.
    """
    return _understood(path, FileContent(data, len(data), 0), None)


def _read(path: Path, known: Article | None) -> LoadedFile:
    with opened(path) as file:
        page = unpack_members(path, file)
        content = read_opened(file, limit=0 if page is not None else LIMIT)
    return _understood(path, content, known, page)


def _understood(
    path: Path, content: FileContent, known: Article | None, page: SavedPage | None = None
) -> LoadedFile:
    page, decoded = _decoded(path, content, page)
    if page is not None and page.kind is not None:
        parsed, kind = ParsedFile(body=decoded.text), page.kind
    else:
        parsed = omnivore.joined(path, front_matter.split(decoded.text))
        kind = of_file(parsed.body, path.suffix)
    body = parsed.body
    notices = (*_notices(content, decoded), *(page.notices if page else ()), *parsed.notices)
    if known is not None and _describes(known, path, content):
        return LoadedFile(known, body, kind, notices)
    facts = _facts(parsed, kind, page)
    beginning = cache(partial(plain_text, body[:BEGINNING], kind))
    article = replace(
        article_fields.build(path, parsed, body, kind, facts, beginning),
        encoding=decoded.encoding,
        size=content.size,
        mtime_ns=content.mtime_ns,
    )
    return LoadedFile(article, body, kind, notices, is_measured=False)


def source_text(path: Path) -> str:
    """The text of a file, or of the page in it, with markup and metadata. Raises as `load` does."""
    with opened(path) as file:
        members = member_source(path, file)
        if members is not None:
            return decode(members).text
        content = read_opened(file)
    return _decoded(path, content)[1].text


def _decoded(
    path: Path, content: FileContent, page: SavedPage | None = None
) -> tuple[SavedPage | None, DecodedText]:
    page = page or _unpacked(path, content)
    data = content.data if page is None else page.data
    # Asked first: to make a text of 32 MB of bytes that are none takes ten seconds.
    if is_binary(data):
        raise ReaderError("is not a text file", path=path)
    decoded = decode(data)
    if decoded.text.count("\ufffd") > max(4, len(decoded.text) * _MAX_DAMAGE):
        raise ReaderError("is not a text file", path=path)
    return page, decoded


def measure(loaded: LoadedFile, kept: KeptDocuments | None = None) -> tuple[LoadedFile, str]:
    """The file with the length and the fingerprint of the text that it shows; and that text."""
    from reader.document.shown.shown_text import shown_text  # late: it loads what makes blocks

    body, kind, title = loaded.body, loaded.kind, loaded.article.title
    keep = partial(kept.keep, body, kind, title) if kept is not None else None
    shown = shown_text(body, kind, title=title, keep=keep)
    return _measured(loaded, shown), shown.text


def measure_by(loaded: LoadedFile, document: Document) -> LoadedFile:
    """The file with the length and the fingerprint that `measure` gives; `document` is all of it.

    One that is measured stays as it is.
    """
    return loaded if loaded.is_measured else _measured(loaded, ShownText.of(document))


def _measured(loaded: LoadedFile, shown: ShownText) -> LoadedFile:
    length, unit, minutes = _length(shown.text)
    article = replace(
        loaded.article,
        length=length,
        unit=unit,
        minutes=minutes,
        # Texts under two headings are two, whether the title repeats them or not.
        fingerprint=fingerprint(f"{shown.title}\n{shown.text}"),
    )
    return replace(loaded, article=article, is_measured=True)


def _describes(known: Article, path: Path, content: FileContent) -> bool:
    same = (known.path, known.size, known.mtime_ns) == (path, content.size, content.mtime_ns)
    return same and not known.error


def describe(path: Path) -> Article:
    """A file's metadata; never raises: of a file that cannot be read, the name and the reason."""
    try:
        return load(path).article
    except ReaderError as error:
        reason = f"{error.what} ({error.hint})" if error.hint else error.what
        return Article(path, shown_path(path.name) or "?", error=clean_line(reason))


def fingerprint(text: str) -> str:
    """32 hexadecimal digits of a text, white space aside; empty if there is no text."""
    digest = hashlib.blake2b(digest_size=16)
    is_empty = True
    for piece in chunks(text):
        bare = "".join(composed(piece).split())
        digest.update(bare.encode("utf-8", "surrogatepass"))
        is_empty = is_empty and not bare
    return "" if is_empty else digest.hexdigest()


def _unpacked(path: Path, content: FileContent) -> SavedPage | None:
    try:
        return unpack(path, content.data, is_cut=content.truncated)
    except ReaderError as error:
        raise ReaderError(error.what, path=path, hint=error.hint) from error


def _facts(parsed: ParsedFile, kind: BodyKind, page: SavedPage | None) -> PageFacts:
    """What the body states of itself, and the container that it was in."""
    facts = PageFacts()
    if kind in MARKUPS:
        from reader.document.facts import markup_header  # late: few libraries need its patterns

        facts = markup_header.read(parsed.body, kind)
    elif _states_facts(parsed, kind):
        from reader.document.facts import page_facts  # late: Markdown needs nothing of it

        facts = page_facts.read(parsed.body)
    return facts if page is None else page.add_facts(facts)


def _states_facts(parsed: ParsedFile, kind: BodyKind) -> bool:
    # Pages without doctype and `<html>` may have a head too (HTML allows it).
    if kind is BodyKind.HTML:
        return not parsed.metadata or "<title" in parsed.body[:4000].lower()
    return kind in _TELLING_HEAD


def _length(text: str) -> tuple[int, LengthUnit, int]:
    counted = count(text)
    total = counted.characters + counted.words
    if counted.characters * 3 > counted.words:  # code and names are Latin in any language
        unit, speed = LengthUnit.CHARACTERS, CHARACTERS_A_MINUTE
    else:
        unit, speed = LengthUnit.WORDS, WORDS_A_MINUTE
    return total, unit, max(1, round(total / speed)) if total else 0


def _notices(content: FileContent, decoded: DecodedText) -> tuple[str, ...]:
    notices: list[str] = []
    if content.truncated and content.data:
        shown, size = len(content.data) >> 20, content.size >> 20
        whole = f" of {size} MiB" if size > shown else ""  # of a pipe nobody knows it
        notices.append(f"Only the first {shown} MiB{whole} are shown.")
    if decoded.lossy:
        notices.append(f"Some bytes mean nothing in {decoded.encoding}; � stands for them.")
    return tuple(notices)
