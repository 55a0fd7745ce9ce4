"""A bookmark in Markdown: words, note and tags for people, the rest in a comment.

    > The words.

    ^0a1b2c3d4e

    The note.

    green · 2026-01-31 #tag
    <!--reader:{"id":"…","place":[12,40],…}-->

The comment is JSON without white space, so that an editor may wrap the page anew. It holds what
cannot be seen, and of what can be seen only what Markdown cannot say letter for letter. What the
owner changed on the page counts: of two that differ in more than white space the visible one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.document.escape import escape_inside
from reader.state.bookmark import ArticleRef, Bookmark, Kind, parse_bookmark
from reader.state.durable.json_text import DamagedError, decode, format_value, utf_8
from reader.state.exchange.markdown_text import escaped, unescaped
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.text.safe import clean, clean_line
from reader.text.unicode.scripts import SPACELESS

COMMENT = re.compile(r"(?<!\\)<!--\s*reader:(.*?)-->", re.DOTALL)
_HIDDEN = re.compile("[^!-~—‘’“”…、-。《-】！（），：；？ぁ-ゖァ-ヺ㐀-鿿]|[<>`$]|(?<=-)-|(?<=%)%")
"""Characters that could end a comment, be wrapped, composed or hidden, or act on a terminal."""
_NO_TAG = re.compile(r"[^\w/-]+")
# Each begins at the beginning of a run, which is not tried from each of its characters.
_BLOCK_ID = re.compile(r"(?:^|(?<![ \t])[ \t]+)\^[A-Za-z0-9-]+[ \t]*$")
_ONLY_ID = re.compile(r"\^[A-Za-z0-9-]+[ \t]*")
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
_LINK = re.compile(r"(?<![ \t`])[ \t]*+(?:·[ \t]*+)?`++ ?reader .*?`+[ \t]*$", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}(?:[ \t]|$)")
_DOT = " · "
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"[a-z]+")
_HAN_BREAK = re.compile(f"(?<=[{SPACELESS}])\n(?=[{SPACELESS}])")


def comment(fields: Mapping[str, object]) -> str:
    text = json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"<!--reader:{_HIDDEN.sub(_hidden, text)}-->"


def _hidden(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if found[0] > "~" else f"\\u{ord(found[0]):04x}"


def read_comment(found: re.Match[str]) -> dict[str, object]:
    """The fields of a comment. Raises ValueError, with what is wrong with it."""
    try:
        fields = decode(utf_8("".join(found[1].split()))).document
    except DamagedError as error:
        raise ValueError(str(error)) from None
    if not isinstance(fields, dict):
        raise ValueError("it is not an object")  # noqa: TRY004 - a fault of the data, not of a caller
    return fields


# -- written ----------------------------------------------------------------------------------


def format_entry(
    bookmark: Bookmark, heading: ArticleRef, *, block_id: str = "", link: str = ""
) -> Iterator[str]:
    """The paragraphs of an entry below the heading of its article."""
    words = _words_shown(bookmark.quote.exact) if bookmark.quote else ""
    note = _note_shown(bookmark.note)
    yield from filter(None, (words, f"^{block_id}" if words and block_id else "", note))
    facts = " ".join((_facts_shown(bookmark), *filter(None, map(_tag, bookmark.tags))))
    shown = f"{facts}{_DOT}{link}" if link else facts
    yield f"{shown}\n{comment(_fields(bookmark, heading))}"


def _words_shown(exact: str) -> str:
    return "\n>\n".join(f"> {line}" for line in _lines(exact) if line)


def _note_shown(note: str) -> str:
    return "\n".join(_lines(note)).strip("\n") if note.strip() else ""


def _lines(text: str) -> Iterator[str]:
    """Lines without the indentation that would make code of them."""
    for line in clean(text).split("\n"):
        yield escaped(line.strip())


def _facts_shown(bookmark: Bookmark) -> str:
    date = bookmark.created[:10]
    return _DOT.join((_what(bookmark), *([date] if _DATE.fullmatch(date) else ())))


def _what(bookmark: Bookmark) -> str:
    """The colour of a highlight, if it is a word; else the kind of the bookmark."""
    is_shown = bookmark.kind is Kind.HIGHLIGHT and _WORD.fullmatch(bookmark.color)
    return bookmark.color if is_shown else bookmark.kind.value


def _tag(tag: str) -> str:
    """A tag as notebooks write it; empty if it has no letter to write."""
    word = _NO_TAG.sub("-", clean_line(tag)).strip("-")
    return escape_inside(f"#{word}") if word else ""


def _fields(bookmark: Bookmark, heading: ArticleRef) -> dict[str, object]:
    """Fields that the page does not say, or not letter for letter; empty ones are left out."""
    quote, place, end = bookmark.quote, bookmark.place, bookmark.end
    article, tags = bookmark.article, list(bookmark.tags)
    fields: dict[str, object] = {
        "id": bookmark.id,
        "place": [place.block, place.offset] if place else None,
        "end": [end.block, end.offset] if end else None,
        "quote": [quote.prefix, quote.suffix] if quote else None,
        "color": bookmark.color,
        "created": bookmark.created,
        "updated": bookmark.updated,
        "article": _article_fields(article) if article != heading else None,
        "extra": format_value(dict(bookmark.extra)) if bookmark.extra else "",
        "tags": tags if tags != [_tag_read(_tag(tag)) for tag in tags] else None,
    }
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    if quote and _words_read(_words_shown(quote.exact)) != quote.exact:
        told["words"] = quote.exact
    if _note_read(_note_shown(bookmark.note)) != bookmark.note:
        told["note"] = bookmark.note
    return told


def _article_fields(article: ArticleRef) -> dict[str, str]:
    names = ("fingerprint", "path", "title", "url")
    return {name: value for name in names if (value := getattr(article, name))}


def article_comment(article: ArticleRef) -> str:
    return comment({"article": _article_fields(article)})


# -- read -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Shown:
    """The part of a bookmark that the page shows."""

    words: str = ""
    note: str = ""
    what: str = ""
    """The colour or kind; empty if the line that says so is gone."""
    tags: list[str] = field(default_factory=list)


def parse_page(text: str) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    """The bookmarks of a page, and a line for each comment that is not understood."""
    pages = _Pages()
    at, line = 0, 1
    text = text.replace("\r\n", "\n")
    for found in COMMENT.finditer(text):
        line += text.count("\n", at, found.start())
        try:
            pages.take(text[at : found.start()], read_comment(found))
        except ValueError as error:
            pages.notices.append(f"line {line} is left out: {error}")
        line += found[0].count("\n")
        at = found.end()
    pages.take(text[at:], {})
    return pages.bookmarks()


class _Pages:
    """Goes through a page, from comment to comment."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self._article: Mapping[str, object] = {}
        self._entries: list[tuple[Mapping[str, object], _Shown]] = []
        self._is_within = False
        """Whether the last comment was one of a bookmark."""

    def take(self, above: str, fields: Mapping[str, object]) -> None:
        """A comment, with what stands between the one before and it. Raises ValueError."""
        lines = above.split("\n")
        if "id" not in fields:
            begins_article = "article" in fields
            self._add(_before_heading(lines) if begins_article else lines)
            if begins_article:
                self._article = _object(fields["article"])
                self._is_within = False
            return
        begins = 0
        if _has_words(fields):
            begins = next((at for at, line in enumerate(lines) if line.startswith(">")), 0)
        self._add(lines[:begins])
        fields = {"article": self._article, **fields}
        self._entries.append((fields, _read_shown(lines[begins:], fields)))
        self._is_within = True

    def _add(self, lines: Sequence[str]) -> None:
        """Add lines that the owner wrote below a bookmark to its note."""
        text = _note_read("\n".join(lines).strip())
        if text and self._is_within:
            shown = self._entries[-1][1]
            shown.note = f"{shown.note}\n\n{text}" if shown.note else text

    def bookmarks(self) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
        made: list[Bookmark] = []
        for fields, shown in self._entries:
            try:
                made.append(_bookmark(fields, shown))
            except ValueError as error:
                self.notices.append(f"the bookmark {fields['id']} is left out: {error}")
        return tuple(made), tuple(self.notices)


def _before_heading(lines: Sequence[str]) -> Sequence[str]:
    heading = [at for at, line in enumerate(lines) if _HEADING.match(line)]
    return lines[: heading[-1]] if heading else lines


def _has_words(fields: Mapping[str, object]) -> bool:
    """Whether the page shows the words of a bookmark."""
    words = fields.get("words")
    return "quote" in fields and (not isinstance(words, str) or bool(_words_shown(words)))


def _read_shown(lines: Sequence[str], fields: Mapping[str, object]) -> _Shown:
    """Read the text between the comment before and that of this bookmark. Raises ValueError."""
    shown = _Shown()
    end = 0
    if _has_words(fields):
        end = _end_of_quote(lines)
        shown.words = _words_read("\n".join(lines[:end]))
    rest = (line for line in lines[end:] if not _ONLY_ID.fullmatch(line))
    *above, last = _PARAGRAPHS.split("\n".join(rest).strip("\n \t"))
    what, *tags = re.split(r"\s+(?=#)", _LINK.sub("", last).strip())
    what = " ".join(what.split())
    if what == _facts_shown(_bookmark(fields, shown)) or _is_facts(what):
        shown.what = what.split(_DOT)[0]
        shown.tags = [_tag_read(tag.strip()) for tag in tags]
    else:
        above = [*above, last]
    shown.note = _note_read("".join(above).strip("\n \t"))
    return shown


def _is_facts(text: str) -> bool:
    """Whether a line begins with a colour or kind, and a date, whatever the comment says."""
    what, *date = text.split(_DOT)
    is_known = what in (*HIGHLIGHT_COLORS, *(kind.value for kind in Kind))
    return is_known and all(map(_DATE.fullmatch, date))


def _end_of_quote(lines: Sequence[str]) -> int:
    """The index behind the last line of the block quote that `lines` begin with."""
    end = 0
    for at, line in enumerate(lines):
        if line.startswith(">") or (line.strip() and end == at):
            end = at + 1
        elif line.strip():
            break
    return end


def _words_read(shown: str) -> str:
    """The words that a block quote shows: a line for each paragraph, however it is wrapped."""
    lines = (re.sub(r"^>[ \t]?", "", line).rstrip() for line in shown.split("\n"))
    paragraphs = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return "\n".join(unescaped(_joined(_BLOCK_ID.sub("", each))) for each in paragraphs)


def _joined(paragraph: str) -> str:
    return _HAN_BREAK.sub("", paragraph).replace("\n", " ")


def _note_read(shown: str) -> str:
    lines = (_BLOCK_ID.sub("", line.rstrip()) for line in shown.split("\n"))
    return unescaped("\n".join(lines))


def _tag_read(shown: str) -> str:
    return unescaped(shown).removeprefix("#")


def _bookmark(fields: Mapping[str, object], shown: _Shown) -> Bookmark:
    """The bookmark of an entry. Raises ValueError, naming the field that is wrong."""
    quote = _strings(fields.get("quote"), "quote")
    words = _told(fields, "words", shown.words, _words_read(_words_shown(_text(fields, "words"))))
    entry: dict[str, object] = {
        **_extra(_text(fields, "extra")),
        "article": fields["article"],
        "id": fields["id"],
        "place": _place_entry(fields.get("place")),
        "end": _place_entry(fields.get("end")),
        "quote": {"exact": words, **dict(zip(("prefix", "suffix"), quote, strict=False))}
        if "quote" in fields
        else None,
        "note": _told(fields, "note", shown.note, _note_read(_note_shown(_text(fields, "note")))),
        "created": fields.get("created", ""),
        "updated": fields.get("updated", ""),
        "color": fields.get("color", ""),
        "tags": fields.get("tags", shown.tags),
    }
    parsed = parse_bookmark(entry)
    return _as_shown(parsed, shown) if shown.what else parsed


def _as_shown(parsed: Bookmark, shown: _Shown) -> Bookmark:
    """The bookmark with the tags and the colour that the page shows."""
    by_shown = {_tag_read(_tag(tag)): tag for tag in parsed.tags}
    hidden = [tag for tag in parsed.tags if not _tag(tag)]
    if [*filter(None, by_shown)] != list(dict.fromkeys(shown.tags)):
        seen = [by_shown.get(tag, tag) for tag in shown.tags if tag]
        parsed = replace(parsed, tags=(*seen, *hidden))
    is_other = shown.what in HIGHLIGHT_COLORS and shown.what != _what(parsed)
    if parsed.kind is Kind.HIGHLIGHT and is_other:
        parsed = replace(parsed, color=shown.what)
    return parsed


def _told(fields: Mapping[str, object], name: str, shown: str, unchanged: str) -> str:
    """A text letter for letter, if the page shows it as it was written; else what it shows."""
    if name in fields and "".join(shown.split()) == "".join(unchanged.split()):
        return _text(fields, name)
    return shown


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is not a string")  # noqa: TRY004 - a fault of the data
    return value


def _strings(value: object, name: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"“{name}” is not a list of strings")
    return value


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("a field of a wrong form")  # noqa: TRY004 - a fault of the data
    return value


def _extra(text: str) -> dict[str, object]:
    """Fields that are not known here: JSON within JSON, for numbers to stay as they are."""
    try:
        return _object(decode(utf_8(text)).document) if text else {}
    except DamagedError as error:
        raise ValueError(str(error)) from None


def _place_entry(value: object) -> dict[str, object] | None:
    """A place as `bookmarks.json` has it, from its two numbers."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("a place that is not two numbers")
    return {"block": value[0], "offset": value[1]}
