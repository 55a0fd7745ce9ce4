"""A message as an article: which of its parts are read, and in which order.

Of alternatives the page is read rather than the text, what stands beside each other is joined, and
a message that was sent on as an attachment is the article if nothing of note is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from reader.document.body_kind import BodyKind, detect
from reader.errors import ReaderError
from reader.library.containers import header_words, mime
from reader.library.containers.mail import facts, flowed_text, forwarded
from reader.library.containers.mime import EnclosingPart, MimePart
from reader.library.containers.saved_page import SavedPage

if TYPE_CHECKING:
    from email.message import Message

_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))
_TEXT: Final = frozenset(("text/plain", "text/markdown", "text/x-markdown"))
_MESSAGES: Final = frozenset(("message/rfc822", "message/global"))
_ENCRYPTED: Final = frozenset(
    ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
)
_FIELDS: Final = re.compile(
    rb"^(?:From|Subject|Message-ID|Received|Return-Path|MIME-Version|Date):", re.I | re.M
)
_SURELY: Final = (b"\nmime-version:", b"\nmessage-id:")
"""Fields, one of which every message has, and no front matter."""
_APPLE: Final = re.compile(rb"\s{0,10}(\d{1,10})[ \t]{0,20}\r?\n")
"""How Apple Mail begins a file: with the bytes of the message, behind which a property list is."""
_UNSEEN: Final = re.compile(r"<(?:style|script|title)(?=[\s>])[^<>]*>[^<]*|<[^<>]*>|<!--", re.I)
_SEEN: Final = 20_000
"""Characters of a body in which words are counted."""
_FEW: Final = 40
"""Words that may stand before a message that is sent on, for it to be the article."""
_FEWEST: Final = 3
"""Words of a page that is read rather than the text beside it, if that has more."""
_MOST_SHOWN: Final = 200
_TELLING: Final = 80
"""Letters by which a text is known to be the page once more."""
_MOST_MESSAGES: Final = 200
_MOST_NAMES: Final = 5
_LONGEST_NAME: Final = 80
_SHOWN_PART: Final = re.compile(r"[\"'(]cid:([^\"'()<>\s]{1,300})", re.IGNORECASE)
_CUT_OFF: Final = "The message ends in the middle; what is there is shown."


def is_message(data: bytes, *, is_named: bool) -> bool:
    """Whether a file is a message; `is_named`: its name says so."""
    data = _message(data)
    if not mime.starts_with_field(data):
        return False
    head = mime.head(data)
    if is_named:
        return _FIELDS.search(head) is not None
    fields = b"\n" + head.lower()
    return b"\nfrom:" in fields and all(field in fields for field in _SURELY)


def unpack(data: bytes) -> SavedPage:
    """The article that a message is. Raises ReaderError if nothing in it can be read."""
    data = _message(data)
    header = mime.message_header(data)
    found = mime.parts(data, header, opens_messages=True)
    _refuse_encrypted(header, found)
    own = [part for part in found if _inner(part) is None]
    inner = [part for part in found if _inner(part) is not None]
    body = _Body(data, own)
    if inner and body.words() <= _FEW and len({id(_inner(part)) for part in inner}) == 1:
        sent_on = _Body(data, inner)
        if not sent_on.is_empty:
            header, body, inner = _inner_header(inner[0]), sent_on, []
    if facts.is_forwarded(header):
        header = forwarded.header_in(body.source(), header, is_page=body.is_page) or header
    if body.is_empty and not inner:
        raise ReaderError("is a message without text", hint="open it in a mail program")
    is_cut = bool(found) and bool(found[-1].around) and not found[-1].is_whole
    return SavedPage(
        _shown(body, data, inner).encode("utf-8", "replace"),
        facts=facts.of_message(header, body.html, body.text),
        kind=BodyKind.HTML_DOCUMENT if inner else body.kind,
        notices=(*((_CUT_OFF,) if is_cut else ()), *_attachments(found, body.html)),
    )


def _is_attached(part: MimePart) -> bool:
    """Whether a part is a file that came with the message rather than a part of what is read."""
    disposition = mime.raw_line(part.header, "Content-Disposition").partition(";")[0].strip()
    return disposition.lower() == "attachment"


class _Body:
    """The parts of one message that are read."""

    def __init__(self, data: bytes, parts: Sequence[MimePart]) -> None:
        readable = [part for part in parts if part.kind in _HTML | _TEXT]
        # What is sent as a file is the article if there is nothing else.
        readable = [part for part in readable if not _is_attached(part)] or readable
        self._bodies = [_PartBody(part, _source(data, part)) for part in readable[:_MOST_SHOWN]]
        self.html = "\n".join(body.source for body in self._bodies if body.is_page)
        self.text = "\n\n".join(body.source for body in self._bodies if not body.is_page)
        words = _words(self.html)
        self.is_page = bool(self.html) and (words >= _FEWEST or words >= _words(self.text))
        self.is_empty = not (self.html if self.is_page else self.text).strip()
        self.kind = BodyKind.HTML_DOCUMENT if self.is_page else _kind_of_text(self.text)

    def words(self) -> int:
        """The words that are seen, as far as they are counted."""
        return _words(self.html if self.is_page else self.text)

    def source(self) -> str:
        """The body as it is read, of its kind."""
        if self.is_page:
            return "\n".join(
                body.source if body.is_page else _as_html(body.source) for body in self._beside()
            )
        is_markdown = self.kind in (BodyKind.MARKDOWN, BodyKind.MIXED)
        return flowed_text.without_headings(self.text) if is_markdown else self.text

    def as_html(self) -> str:
        """The body as HTML, whatever it is."""
        return self.source() if self.is_page else _as_html(self.text)

    def _beside(self) -> Iterator[_PartBody]:
        """The pages, and the texts that are not one of them once more: what a list adds below."""
        answered = {id(_alternative(body.part)) for body in self._bodies if body.is_page}
        answered.discard(id(None))
        letters = _letters(self.html[: 10 * _SEEN])
        for body in self._bodies:
            is_alternative = id(_alternative(body.part)) in answered
            if body.is_page or not (
                is_alternative or _letters(body.source[: 10 * _TELLING])[:_TELLING] in letters
            ):
                yield body


class _PartBody(NamedTuple):
    """A part that is read, and its text."""

    part: MimePart
    source: str

    @property
    def is_page(self) -> bool:
        return self.part.kind in _HTML


def _source(data: bytes, part: MimePart) -> str:
    return part.text(data) if part.kind in _HTML else flowed_text.of_part(data, part)


def _kind_of_text(text: str) -> BodyKind:
    found = detect(text)
    if found is BodyKind.HTML_DOCUMENT:
        return BodyKind.HTML
    return BodyKind.MARKDOWN if found is BodyKind.FEED else found


def _letters(source: str) -> str:
    """The letters and digits of a body, markup aside."""
    return "".join(filter(str.isalnum, unescape(_UNSEEN.sub("", source))))


def _alternative(part: MimePart) -> EnclosingPart | None:
    """The alternatives that a part is one of."""
    return next((each for each in part.around if each.kind == "multipart/alternative"), None)


def _inner(part: MimePart) -> EnclosingPart | None:
    """The outermost message within the message that a part is of."""
    return next((each for each in part.around if each.kind in _MESSAGES), None)


def _inner_header(part: MimePart) -> Message:
    found = _inner(part)
    return part.header if found is None else found.header


def _shown(body: _Body, data: bytes, inner: Sequence[MimePart]) -> str:
    """The body, and below it the messages that were sent on with it."""
    if not inner:
        return body.source()
    sections = [body.as_html()]
    groups = groupby(inner, key=lambda part: id(_inner(part)))
    for (_, parts), _ in zip(groups, range(_MOST_MESSAGES), strict=False):
        found = list(parts)
        header = _inner_header(found[0])
        sender = facts.sender_of(mime.raw_line(header, "From"))
        about = " · ".join(filter(None, (sender.name or sender.address, mime.line(header, "Date"))))
        title = facts.title_of(mime.line(header, "Subject"))
        sections.append(f"<hr><h2>{escape(title)}</h2><p>{escape(about)}</p>")
        sections.append(_Body(data, found).as_html())
    return "\n".join(sections)


def _as_html(text: str) -> str:
    paragraphs = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", text))
    return "".join(
        f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs if part.strip()
    )


def _words(body: str) -> int:
    """The words in the beginning of a body, markup aside; of Chinese each two characters."""
    seen = unescape(_UNSEEN.sub(" ", body[:_SEEN]))
    wide = sum(character > "\u2e80" for character in seen)
    return len(seen.split()) + wide // 2


def _refuse_encrypted(header: Message, parts: Sequence[MimePart]) -> None:
    kinds = {header.get_content_type()}
    kinds.update(part.kind for part in parts if part.kind != "application/pkcs7-signature")
    kinds.update(each.kind for part in parts for each in part.around)
    if kinds & _ENCRYPTED:
        is_signed = mime.parameter(header, "smime-type").lower() == "signed-data"
        what = "is a message whose signature hides its text" if is_signed else "is encrypted"
        raise ReaderError(what, hint="open it in a mail program and save its text")


def _attachments(parts: Iterable[MimePart], html: str) -> tuple[str, ...]:
    """A line that names the files which came with the message, and are not shown in `html`."""
    shown_there = frozenset(map(unquote, _SHOWN_PART.findall(html)))
    attached = (part for part in parts if _is_attached(part))
    names = [
        _file_name(part)
        for part in attached
        # Gmail and Outlook send a picture in the text as they send a file.
        if not part.ids[0] or part.ids[0] not in shown_there
    ]
    if not names:
        return ()
    shown = ", ".join(names[:_MOST_NAMES])
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return (f"Attached, and not shown: {shown}{more}.",)


def _file_name(part: MimePart) -> str:
    stated = mime.parameter(part.header, "filename", "content-disposition")
    name = header_words.decoded(stated or mime.parameter(part.header, "name"))
    return " ".join(name.split())[:_LONGEST_NAME] or part.kind


def _message(data: bytes) -> bytes:
    """The message in a file of Apple Mail; any other file as it is."""
    found = _APPLE.match(data)
    return data[found.end() : found.end() + int(found[1])] if found else data
