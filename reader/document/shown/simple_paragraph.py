"""The shown text of one paragraph of Markdown, if simple rules tell it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reader.document.hrefs import UNNAMED_IMAGE, is_image
from reader.document.markdown.assembler import is_noise
from reader.document.markdown.text_builder import PassageBuilder
from reader.text.safe import clean

_TAKEN: Final = "\ufdd1"
"""A character that no text has, where a span stood."""
_ODD: Final = re.compile(r"[\t`\[\]\\<~^{$*|_]|&[#A-Za-z]|==|\+\+|＝＝＝|\(\(|[ ]{2}\n")
_ICON: Final = re.compile(r":(?:material|octicons|simple|fontawesome|lucide|twemoji)-")
_WORDS: Final = r"[^\[\]\\`*<~^{}$|\n\s](?:[^\[\]\\`*<~^{}$|\n]{0,500}[^\[\]\\`*<~^{}$|\n\s])?"
"""What stands in the brackets of a link; whether it is simple is asked of it alone."""
_ADDRESS: Final = r"[^\s()<>\\\"'`\[\]{}]{1,2000}"
_SPAN: Final = re.compile(
    r"(?<!`)`(?![ `])(?P<code>[^`\n]{1,2000})(?<! )`(?!`)"
    rf"|(?<![!\]\\])\[(?P<text>{_WORDS})\]\({_ADDRESS}(?: \"[^\"&\\\n]{{0,500}}\")?\)"
    rf"|(?<![!\]\\])\[(?P<name>(?![!^]){_WORDS})\](?:\[(?P<label>[^\[\]\\`\n]{{0,100}})\])?"
    r"(?![\[(:{])"
    r"|<(?P<address>https?://(?![^<>]{0,200}xn--)[A-Za-z0-9/_.~=?&#;+,:@!-]{1,2000})>"
    r"|\\(?P<escaped>[*_#.!<>~+|`\"'=&^-])"
    r"|</?(?:em|strong|b|i)>|<a (?:id|name)=\"[^\"<>&\n]{1,200}\"></a>"
)
_STRESS: Final = re.compile(
    r"(?<!\*)(?:(?<![^ \n])(?=\*\*?[^\s*])|(?=\*\*?[^\W_]))(?P<mark>\*\*?)(?!\*)(?P<text>[^*\n]*)"
    r"(?:(?<=[^\W_])(?P=mark)(?!\*)|(?<=[^\s*])(?P=mark)(?![^ \n\ufdd2]))"
)
_BREAK: Final = re.compile(r"(?:\\|[ ]{2,}+)\n")
_BROKEN: Final = "\ufdd2"
"""A character that no text has, where a line ends for good."""
_CAPTION: Final = (
    r"(?:[^\[\]\\`*_!<&~^{}=+$|:\n\s](?:[^\[\]\\`*_!<&~^{}=+$|:\n]{0,500}"
    r"[^\[\]\\`*_!<&~^{}=+$|:\n\s])?)?"
)
_PICTURE_SOURCE: Final = r"[^\s()<>\\\"'`\[\]{}#]{1,2000}"
_PICTURE: Final = re.compile(
    rf"(?P<linked>\[)?!\[(?P<text>{_CAPTION})\]\({_PICTURE_SOURCE}(?: \"(?P<title>{_CAPTION})\")?\)"
    rf"(?(linked)\]\((?P<target>(?:https?:)?/{_PICTURE_SOURCE})\))"
)
_WITHIN_WORD: Final = re.compile(r"(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])")
_LABEL: Final = re.compile(r"\W{0,10}[^\W\d_][^:：\n]{0,60}[:：]")
"""What a line may begin with that states something; more of them than the parser knows."""
_LONGEST: Final = 2_000
"""Characters of a paragraph with marks that is surely not hostile."""


def picture_caption(source: str) -> str | None:
    """What is shown of a paragraph that is one picture, in a link or not; None of any other."""
    picture = _PICTURE.fullmatch(source)
    if picture is None:
        return None
    text = picture["title"] or picture["text"]
    if not is_noise(text):
        return text
    return UNNAMED_IMAGE if picture["linked"] and not is_image(picture["target"]) else ""


def simple_text(source: str, *, is_clean: bool, named: Callable[[str, str | None], str]) -> str:
    """The text of a paragraph or heading; "" if it takes the parser to know it.

    `named` is asked what `[name]` or `[name][label]` shows, with None for no label.
    """
    if (not is_clean and clean(source) != source) or (":" in source and _ICON.search(source)):
        return ""
    text = source
    if _ODD.search(text):
        if len(text) > _LONGEST or (text[0] in "[<" and "\n" in text):
            return ""
        taken: list[str] = []
        for match in _SPAN.finditer(text):
            shown = match[match.lastgroup] if match.lastgroup else ""
            if match["name"]:
                shown = named(match["name"], match["label"])
            if (match["name"] or match["text"]) and (not shown or not _is_plain(shown)):
                return ""
            taken.append(shown)
        text = _BREAK.sub(f"{_BROKEN}\n", _SPAN.sub(_TAKEN, text))
        text = _STRESS.sub(r"\g<text>", text)
        if _ODD.search(_WITHIN_WORD.sub("", text)):
            return ""
        first, *others = text.split(_TAKEN)
        text = "".join((first, *(f"{a}{b}" for a, b in zip(taken, others, strict=True))))
    text = _one_line(text) if "\n" in text else text.strip(" ")
    return text if text.strip("= ") else ""  # else a rule


def _is_plain(text: str) -> bool:
    return _ODD.search(text) is None or _ODD.search(_WITHIN_WORD.sub("", text)) is None


def _one_line(text: str) -> str:
    """The lines of a paragraph joined; "" if each may be an entry that stands by itself."""
    if _LABEL.match(text):
        return ""
    builder = PassageBuilder()
    first, *others = text.split(_BROKEN)
    builder.write(first)
    for part in others:
        builder.hard_break()
        builder.write(part)
    return builder.finish().text
