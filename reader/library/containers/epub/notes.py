"""Notes whose marks have no text: pictures that are tapped in a reading program.

Duokan's and iReader's marks are pictures that link to a list of notes; those of WeRead and of
iReader's older books link nowhere, and have the words of the note in an attribute.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from reader.library.containers.epub.xhtml import TAG
from reader.text.references import unescape

_PICTURE_MARK: Final = re.compile(
    r"<a(?=\s)(?P<link>[^<>]{1,2000}+)>(?P<before>(?:\s|<(?:sup|span)(?:\s[^<>]{0,500}+)?>){0,4}+)"
    r"<img(?=\s)(?P<picture>[^<>]{1,4000}+)>(?P<after>(?:\s|</(?:sup|span)>){0,4}+)</a>",
    re.IGNORECASE,
)
_SAYS_NOTE: Final = re.compile(
    r"noteref|footnote|endnote|\bnote[\w-]{0,10}\.(?:png|gif|jpe?g|svg|webp)|duokan|注",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"\s(?:zy-footnote|data-footnote|data-wr-footernote|alt)\s*=\s*"
                           r"(\"[^\"]*\"|'[^']*')", re.IGNORECASE)  # fmt: skip
_IS_NOTE_PICTURE: Final = re.compile(r"\sclass\s*=\s*[\"'][^\"']{0,200}footnote", re.IGNORECASE)
_EMPTY_MARK: Final = re.compile(
    r"<span(?=\s)(?P<own>[^<>]{0,500}data-wr-footernote[^<>]{0,20000}+)></span>", re.IGNORECASE
)
_FEWEST: Final = 4
"""Letters of a note: an alternative text may be a mark alone."""


def with_marks(body: str, number: int) -> str:
    """The body of document `number` with a text in each mark, and a note for each that had none."""
    if "footnote" not in body and "noteref" not in body and "footernote" not in body:
        return body
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        if "href" not in match["link"] or not _SAYS_NOTE.search(match["link"] + match["picture"]):
            return match[0]
        count += 1
        return f"<a{match['link']}>{match['before']}[{count}]{match['after']}</a>"

    body = _PICTURE_MARK.sub(mark, body)
    notes: list[str] = []

    def own_note(match: re.Match[str], attributes: str) -> str:
        words = _WORDS.search(attributes)
        text = unescape(words[1][1:-1]).strip() if words else ""
        if len(text) < _FEWEST:
            return match[0]
        name = f"b{number}--{len(notes) + 1}"
        label = f"[{count + len(notes) + 1}]"
        notes.append(
            f'<aside role="doc-footnote" id="{name}"><p>{escape(text)}'
            f' <a href="#{name}-mark">↩</a></p></aside>'
        )
        return f'<a id="{name}-mark" href="#{name}">{label}</a>'

    def picture(match: re.Match[str]) -> str:
        if match[1].lower() != "img" or not _IS_NOTE_PICTURE.search(match[2]):
            return match[0]
        return own_note(match, match[2])

    body = _EMPTY_MARK.sub(lambda match: own_note(match, match["own"]), body)
    if "footnote" in body:
        body = TAG.sub(picture, body)
    return "".join((body, *notes))
