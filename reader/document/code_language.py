"""The language of code, as authors name it."""

from __future__ import annotations

import re

from reader.text.safe import clean

_CLASS = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush)[-:]\s*([^\s;]+)")
_WORD = re.compile(r"[^\s,;:{}()\[\]=]+")
_NO_LANGUAGE = frozenset({"highlight", "hljs", "sourcecode", "code", "prettyprint", "none"})


def language_of_info(info: str) -> str:
    """The language named by a fence's info string; "" if it names none.

    Forms in use: `Python`, `{.python .numberLines}`, `js {1,3}`, `language-js`, `js:title=a.js`,
    `ruby?line=1`.
    """
    word = _WORD.search(info.strip())
    if word is None:
        return ""
    name = word.group().lstrip(".").partition("?")[0]
    return _tidy(name.removeprefix("language-").removeprefix("lang-"))


def language_of_class(names: str) -> str:
    """The language named by an HTML `class`: `language-js`, `brush: js`, else its only word."""
    match = _CLASS.search(names)
    if match:
        return _tidy(match[1])
    words = names.split()
    return _tidy(words[0]) if len(words) == 1 and words[0] not in _NO_LANGUAGE else ""


def _tidy(name: str) -> str:
    return clean(name).lower()[:40]
