"""Names of the people who wrote an article, out of what stands where an author is named."""

from __future__ import annotations

import re

from reader.library.metadata.values import wiki_links

_LONGEST_NAMES = 1_000
_CONTACT = re.compile(r"\s*[(<\[]?\s*(?:https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+)\s*[)>\]]?\s*")
_BY = re.compile(
    r"^(?:(?:(?:written|posted|words|story|text)\s+)?by\b[ \t]*:?"
    r"|(?:authors?|作者|本文作者|原作者|原文作者|撰文|撰稿|采写|採寫|文字|文)\s*[:：/／|｜丨])\s*",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"^[^|\s][^|]*(?<!\s)\|(?!\s)([^|]+)$")
"""What YAML leaves of `[[John Doe|JD]]` without quotes: two lists, and in them this."""
_BETWEEN = re.compile(r"\s*[;；、]\s*")
_AND = re.compile(r"\s+(?:and|&|und|et|y)\s+|\s*,\s*(?:and\s+|&\s*)?", re.IGNORECASE)
_LAST_FIRST = re.compile(r"([^\s,]+(?: [^\s,]+){0,2}), ([^\s,]+(?: [^\s,]+){0,2})")
_HANDLE = re.compile(r"@?(\S+) on (?:Twitter|X)")
"""As Readwise names the authors of tweets."""
_ROLE = re.compile(r"(?<=\S)(?:\s|[（(])\s?(?:[主合]?[编編]?[著编編撰]|[编編][写寫]|[译譯])[)）]?$")
"""What a book says behind the name of who wrote it: `林一 著`."""
_NOBODY = frozenset(("unknown", "n/a", "none", "null", "undefined", "未知", "未知作者"))
_MOST_WORDS = 4
"""Words of a name in Latin letters: more are a sentence or an office."""


def persons(line: str) -> list[str]:
    """The names in one line, bare: no `By`, no links, no addresses.

    `Doe, John; Roe, Jane` are two who are filed by their last names; `Jane Roe and John Doe` are
    two because each has a first and a last name, `Simon and Schuster` are one publisher.
    """
    line = _ALIAS.sub(r"\1", wiki_links.shown(line[:_LONGEST_NAMES]))
    line = _BY.sub("", line, count=1)
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) > 1 and all(map(_LAST_FIRST.fullmatch, parts)):
        parts = [_LAST_FIRST.sub(r"\2 \1", part) for part in parts]
    names = [_bare(name) for part in parts for name in _split(part)]
    return [
        name for name in names if name and not name.isdecimal() and name.casefold() not in _NOBODY
    ]


def _split(part: str) -> list[str]:
    names = [name for name in _AND.split(part) if name]
    return names if len(names) > 1 and all(map(_is_full_name, names)) else [part]


def _is_full_name(name: str) -> bool:
    """Whether it has a first and a last name, each with a capital."""
    words = _CONTACT.sub(" ", name).split()
    return 2 <= len(words) <= _MOST_WORDS and words[0][0].isupper() and words[-1][0].isupper()


def _bare(name: str) -> str:
    words = " ".join(_CONTACT.sub(" ", name).split())
    name = _ROLE.sub("", words.strip(" ,;"))
    if handle := _HANDLE.fullmatch(name):
        return handle[1]
    return name.removeprefix("@").strip(" ,;")
