"""The language of a listing in HTML, by the attributes and classes of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.document.code_language import KNOWN, language_of_class
from reader.document.html.measures import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NOT_LANGUAGES = frozenset((
    "highlight", "highlighter-rouge", "codehilite", "sourcecode", "syntaxhighlighter", "hljs",
    "rouge", "code", "pre", "src", "numberlines", "prettyprint", "linenums", "wrap", "figure",
    "notranslate", "chroma", "prettyprinted", "gist", "plain", "plaintext", "nohighlight",
    "nowrap", "line-numbers", "none", "text", "default", "js-code-highlight",
))  # fmt: skip
_OF_CODE = re.compile(r"(?i)highlight|code|hljs|syntax|crayon|rouge|gist|source|prism|dp-|figure")
_NAMED = re.compile(
    r"(?:language|lang|highlight-source|highlight-text|mw-highlight-lang|brush|src)[-:]"
)
_WORD = re.compile(r"[a-z][a-z0-9+#_.-]{0,20}")
_PREFIXED = re.compile(r"(?:highlight|code-snippet__?|dp|bg|sh|syntax|prism|source|lang)[-_]+(\S+)")
_DP_LANGUAGES = {"j": "java", "py": "python", "rb": "ruby"}


def language_of(elements: Iterable[LexborNode]) -> str:
    """The first language that one of the elements names; "" if none does."""
    for element in elements:
        for name in ("data-lang", "data-language", "data-enlighter-language", "data-code-language"):
            value = attribute(element, name).lower()
            if _WORD.fullmatch(value):
                return "" if value in _NOT_LANGUAGES else value
        found = _language_of_classes(element)
        if found:
            return found
        if attribute(element, "lang").lower() in KNOWN:
            return attribute(element, "lang").lower()
    return ""


def _language_of_classes(element: LexborNode) -> str:
    names = attribute(element, "class")
    parameters = attribute(element, "data-syntaxhighlighter-params")
    for text in (names, parameters):
        if text and _NAMED.search(text):
            named = language_of_class(text)
            if named and named not in _NOT_LANGUAGES and "$" not in named:
                return named
    words = names.lower().split()
    if element.tag in ("pre", "code") or len(words) == 1 or _OF_CODE.search(names):
        for word in words:
            if word in KNOWN and word not in _NOT_LANGUAGES:
                return word
    for word in words:
        prefixed = _PREFIXED.fullmatch(word)
        if prefixed:
            name = _DP_LANGUAGES.get(prefixed[1], prefixed[1])
            if name in KNOWN:
                return name
    return ""
