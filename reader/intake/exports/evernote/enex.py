"""ENEX: notes of Evernote in one XML file, with their pictures.

<note><title>A walk</title><content><![CDATA[<en-note><div>It was late.</div></en-note>]]></content>
<created>20240309T101112Z</created><tag>walks</tag>
<resource><data encoding="base64">iVBORw0…</data><mime>image/png</mime></resource></note>
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from hashlib import md5
from pathlib import PurePath
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.exports.evernote import enml
from reader.intake.exports.evernote.enml import NoteFile, NoteParts, NoteTask
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.xml import element_tree, entry_stream
from reader.intake.syntax.xml.element_tree import line_of, text_of
from reader.intake.syntax.xml.entry_stream import XmlEntry

_MOST_RESOURCE: Final = 34 * 1024 * 1024
"""Digits of a picture in base64: 25 MB, as much as Evernote took for a note without payment."""
_ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
    "image/avif": "avif",
    "image/heic": "heic",
}
_CLIPPED: Final = "--en-clipped-source-url"


def _matches(file: SourceFile) -> bool:
    is_named = file.ending == ".enex" and b"<" in file.head
    return is_named or b"<en-export" in file.head[:4096]


def _read(file: SourceFile) -> Iterator[Incoming]:
    limits = {"data": _MOST_RESOURCE}
    for number, entry in enumerate(
        entry_stream.entries(file.path, frozenset(("note",)), limits), 1
    ):
        yield _incoming(entry, number)


def _incoming(entry: XmlEntry, number: int) -> Incoming:
    note = entry.element
    title = line_of(note.find("title"))
    name = title or f"note {number}"
    content = note.find("content")
    text = text_of(content)
    if not entry.is_whole and "</en-note>" not in text:
        return Unreadable(name, "the export is damaged in the middle of the note")
    if content is None or not text.strip():
        return Unreadable(name, "the note has no text")
    if "aes" in content.get("encoding", ""):
        return Unreadable(name, "the note is encrypted; decrypt it in Evernote first")
    try:
        root = element_tree.parsed(text)
    except ReaderError as error:
        return Unreadable(name, error.what)
    contents, files = _resources(note)
    parts = NoteParts(files, tuple(map(_task, note.findall("task"))))
    body = enml.to_html(root, parts)
    kept = {files[digest].address: contents[digest] for digest in sorted(parts.shown)}
    cut = ("A part of the note is too long to be kept.",) if entry.is_cut else ()
    torn = () if entry.is_whole else ("The export is damaged behind the text of the note.",)
    unshown = [
        f"An attached file is not kept: {file.name or 'file'}"
        for digest, file in files.items()
        if not file.is_picture and f"[{file.name or 'file'}]" not in body
    ]
    return IncomingArticle(
        _facts(note, title, root),
        body,
        BodyKind.HTML,
        files=MappingProxyType(kept),
        notices=tuple(dict.fromkeys((*torn, *cut, *parts.missing, *unshown))),
        is_inert=True,
    )


def _facts(note: Element, title: str, root: Element) -> ArticleFacts:
    attributes = note.find("note-attributes")
    told = {} if attributes is None else {each.tag: line_of(each) for each in attributes}
    created = _time(line_of(note.find("created"))) or _time(line_of(note.find("updated")))
    url = told.get("source-url", "")
    if not url.startswith(("http://", "https://")):
        url = _clipped_from(root)
    return ArticleFacts(
        title=title,
        author=told.get("author", ""),
        # What was clipped was written some time before.
        date="" if url else created,
        url=url,
        tags=tuple(dict.fromkeys(filter(None, map(line_of, note.findall("tag"))))),
        saved=created,
        by=FORM.name,
    )


def _clipped_from(root: Element) -> str:
    """The address that a clipped page states in a style: `--en-clipped-source-url:https://…`."""
    for each in root.iter():
        style = each.get("style", "")
        if _CLIPPED in style:
            address = style.partition(_CLIPPED)[2].removeprefix(":").partition(";")[0].strip("'\" ")
            return address if address.startswith(("http://", "https://")) else ""
    return ""


def _time(stated: str) -> str:
    """`20240309T101112Z` as ISO 8601 writes it in full; empty if it is no such time."""
    digits = stated.replace("-", "").replace(":", "")
    day, _, time = digits.partition("T")
    if len(day) != 8 or not (day + time[:6]).isdecimal():
        return ""
    shown = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if len(time) < 6:
        return shown
    return f"{shown}T{time[:2]}:{time[2:4]}:{time[4:6]}{'Z' if time.endswith('Z') else ''}"


def _task(task: Element) -> NoteTask:
    return NoteTask(
        line_of(task.find("title")),
        line_of(task.find("taskStatus")).lower() == "completed",
        line_of(task.find("taskGroupNoteLevelID")),
    )


def _resources(note: Element) -> tuple[dict[str, bytes], dict[str, NoteFile]]:
    """The pictures of a note, and what is attached to it, by the MD5 of the bytes."""
    contents: dict[str, bytes] = {}
    files: dict[str, NoteFile] = {}
    for resource in note.findall("resource"):
        data = _bytes(text_of(resource.find("data")))
        kind = line_of(resource.find("mime")).lower()
        digest = md5(data, usedforsecurity=False).hexdigest()
        name = line_of(resource.find("resource-attributes/file-name"))
        ending = _ENDINGS.get(kind, "")
        address = f"{digest}.{ending}"
        files.setdefault(digest, NoteFile(address, PurePath(name).name, bool(ending and data)))
        if ending and data:
            contents[digest] = data
    return contents, files


def _bytes(digits: str) -> bytes:
    """What base64 means; nothing if it is damaged."""
    try:
        return binascii.a2b_base64(digits)
    except (binascii.Error, ValueError):
        return b""


FORM = SourceForm("evernote", _matches, _read)
