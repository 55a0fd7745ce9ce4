"""Values in which notes link to notes, as Obsidian, Logseq, Roam and Readwise write them."""

from __future__ import annotations

import re

WIKI_LINK = re.compile(r"#?\[\[([^\[\]\n]{0,300})\]\]")
_MARKDOWN_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,300})\]\(<?([^()\s<>]{0,2000})>?[^()\n]{0,200}\)"
)


def shown(text: str) -> str:
    """The text as a reader sees it: `JD` of `[[People/John Doe|JD]]`, `John Doe` without alias."""
    if "[" not in text:
        return text
    return _MARKDOWN_LINK.sub(r"\1", WIKI_LINK.sub(lambda match: name_of(match[1]), text))


def name_of(target: str) -> str:
    """What is shown of the inside of `[[…]]`: the alias, else the note's name without folder."""
    note, bar, alias = target.partition("|")
    if bar and alias.strip():
        return alias.strip()
    return note.partition("#")[0].rpartition("/")[2].strip() or note.strip(" #/")


def whole_link(text: str) -> tuple[str, str]:
    """What a value that is one link shows, and its address (empty for a note's); else nothing."""
    text = text.strip()
    if match := WIKI_LINK.fullmatch(text):
        return name_of(match[1]), ""
    if match := _MARKDOWN_LINK.fullmatch(text):
        return match[1].strip(), match[2]
    return "", ""
