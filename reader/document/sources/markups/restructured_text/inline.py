"""reStructuredText's inline markup (docutils, "Inline Markup")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from reader.document import escape
from reader.document.escape import TextMark
from reader.document.sources.markups.block_writer import footnote_label
from reader.document.sources.markups.inline_scanner import Grammar, Scan, Written, marked

_BEFORE: Final = (
    r"(?<![^\s\-:/'\"<(\[{\u2018\u201c\u00ab\u00a1\u00bf\u2010-\u2015\u3000-\u303f"
    r"\uff00-\uffef\\\u200b])"
)
_AFTER: Final = (
    r"(?=[\s\-.,:;!?\\/'\")\]}>\u2019\u201d\u00bb\u2010-\u2015\u2026\u3000-\u303f"
    r"\uff00-\uffef\u200b]|\Z)"
)
_REFERENCE_END: Final = r"(?![\w])"
_OPENING: Final = re.compile(
    r"(?P<escaped>\\(?P<what>[\s\S]|\Z))"
    rf"|(?P<literal>{_BEFORE}``(?=\S))"
    rf"|(?P<strong>{_BEFORE}\*\*(?=[^\s*]))"
    rf"|(?P<emphasis>{_BEFORE}\*(?=[^\s*]))"
    rf"|(?P<role>{_BEFORE}:(?P<name>[\w.+:-]{{1,60}}):`(?=\S))"
    rf"|(?P<target>{_BEFORE}_`(?=\S))"
    rf"|(?P<interpreted>{_BEFORE}`(?=[^\s`]))"
    rf"|(?P<substitution>{_BEFORE}\|(?P<named>[^\s|](?:[^|\n]{{0,80}}[^\s|])?)\|_{{0,2}}{_AFTER})"
    rf"|(?P<note>(?<!\w)\[(?P<label>\#?[\w.-]{{0,60}}|\*)\]_{_REFERENCE_END})"
    r"|(?P<bare>(?<!\w)(?:https?|ftp)://[^\s<>\[\]\"|`\\]{1,2000})"
    r"|(?P<word>(?<![\w.:/@-])(?P<referred>[^\W_](?:[^\W_]|[-_.+:](?=[^\W_])){0,100})__?(?![\w`]))"
)
_NAMED_TARGET: Final = re.compile(
    r"(?P<text>(?:[^<]|<(?!\S)){0,2000}?)[ \t\n]*<(?P<target>[^<>]{1,2000})>$"
)
_CODE_ROLES: Final = frozenset(
    (
        "code",
        "literal",
        "file",
        "samp",
        "command",
        "program",
        "option",
        "envvar",
        "func",
        "meth",
        "class",
        "mod",
        "attr",
        "data",
        "exc",
        "obj",
        "const",
        "kbd",
        "c:func",
        "c:type",
        "cpp:class",
        "py:func",
        "py:class",
        "py:meth",
        "py:mod",
        "py:attr",
        "py:data",
        "py:exc",
        "py:obj",
        "makevar",
        "regexp",
        "mimetype",
        "token",
        "keyword",
    )
)
_MARKS: Final = {
    "sub": TextMark.SUB,
    "subscript": TextMark.SUB,
    "sup": TextMark.SUP,
    "superscript": TextMark.SUP,
    "strong": TextMark.STRONG,
    "guilabel": TextMark.STRONG,
    "menuselection": TextMark.STRONG,
    "emphasis": TextMark.EM,
    "title": TextMark.EM,
    "t": TextMark.EM,
    "title-reference": TextMark.EM,
    "dfn": TextMark.EM,
}


def grammar(targets: Mapping[str, str], substitutions: Mapping[str, str]) -> Grammar:
    """The marks of a document with these targets and substitutions, by their folded names."""

    def reference(scan: Scan, text: str, target: str) -> str:
        found = targets.get(folded(target), "")
        return scan.link(found, text) if found else scan.inner(text)

    def interpreted(scan: Scan, found: re.Match[str]) -> Written | None:
        end = scan.ending("`", found.end())
        if end is None:
            return None
        content = scan.text[found.end() : end.start()]
        role = _trailing_role(scan.text, end.end()) if not end["under"] else None
        if role is not None:
            return _of_role(scan, role[1], content), role.end()
        if not end["under"]:
            return marked(TextMark.EM, scan.inner(content)), end.end()
        if named := _NAMED_TARGET.match(content):
            text = named["text"].strip() or named["target"]
            target = "".join(named["target"].split())
            if target.endswith("_") and not target.endswith("\\_"):
                return reference(scan, text, named["target"].strip()[:-1]), end.end()
            return scan.link(target, text), end.end()
        return reference(scan, content, content), end.end()

    def word(scan: Scan, found: re.Match[str]) -> Written | None:
        name = found["referred"]
        is_anonymous = found[0].endswith("__")
        if folded(name) not in targets and not is_anonymous:
            return None
        return reference(scan, name, "__" if is_anonymous else name), found.end()

    def substitution(_: Scan, found: re.Match[str]) -> Written | None:
        text = substitutions.get(folded(found["named"]))
        return None if text is None else (text, found.end())

    unnamed = count(1)

    def note(scan: Scan, found: re.Match[str]) -> Written:
        if found["label"] in ("#", "*"):  # the next of the notes without a label
            return f"[^auto{next(unnamed)}]", found.end()
        return _note(scan, found)

    handlers: dict[str, Callable[[Scan, re.Match[str]], Written | None]] = {
        **_HANDLERS,
        "interpreted": interpreted,
        "note": note,
        "word": word,
        "substitution": substitution,
    }
    return Grammar(_OPENING, handlers, _ENDINGS)


def folded(name: str) -> str:
    """A reference's name as it is compared: any case, any white space (docutils)."""
    return " ".join(name.replace("\\", "").casefold().split())


def _escaped(_: Scan, found: re.Match[str]) -> Written:
    what = found["what"]
    return ("" if what.isspace() else escape.encode(what)), found.end()


def _literal(scan: Scan, found: re.Match[str]) -> Written | None:
    end = scan.ending("``", found.end())
    if end is None:
        return None
    return escape.code_span(scan.text[found.end() : end.start()]), end.end()


def _strong(scan: Scan, found: re.Match[str]) -> Written | None:
    return _marked(scan, found, "**", TextMark.STRONG)


def _emphasis(scan: Scan, found: re.Match[str]) -> Written | None:
    return _marked(scan, found, "*", TextMark.EM)


def _marked(scan: Scan, found: re.Match[str], mark: str, kind: TextMark) -> Written | None:
    end = scan.ending(mark, found.end())
    if end is None:
        return None
    return marked(kind, scan.inner(scan.text[found.end() : end.start()])), end.end()


def _role(scan: Scan, found: re.Match[str]) -> Written | None:
    end = scan.ending("`", found.end())
    if end is None:
        return None
    return _of_role(scan, found["name"], scan.text[found.end() : end.start()]), end.end()


def _of_role(scan: Scan, role: str, content: str) -> str:
    named = _NAMED_TARGET.match(content)
    name = role.lower()
    if name == "math":
        return f"\\({content}\\)"
    if named and named["text"].strip():  # `text <where>`: what is referred to by Sphinx
        return scan.inner(named["text"].strip())
    if name == "kbd":
        return marked(TextMark.KBD, escape.encode(content))
    if name in _CODE_ROLES:
        return escape.code_span(content.lstrip("~!"))
    if name in _MARKS:
        return marked(_MARKS[name], scan.inner(content))
    return scan.inner(content)


def _trailing_role(text: str, at: int) -> re.Match[str] | None:
    """`:role:` behind interpreted text."""
    return re.compile(r":([\w.+-]{1,60}):" + _AFTER).match(text, at)


def _target(scan: Scan, found: re.Match[str]) -> Written | None:
    end = scan.ending("`", found.end())
    return None if end is None else (scan.inner(scan.text[found.end() : end.start()]), end.end())


def _note(_: Scan, found: re.Match[str]) -> Written:
    label = found["label"]
    if label[:1] in "#*" or label.isdigit():
        return f"[^{footnote_label(label)}]", found.end()
    return escape.encode(f"[{label}]"), found.end()  # a citation


def _bare(scan: Scan, found: re.Match[str]) -> Written:
    url = found[0].rstrip(".,;:!?'*_)")
    return scan.link(url, ""), found.start() + len(url)


_HANDLERS: Final[Mapping[str, Callable[[Scan, re.Match[str]], Written | None]]] = {
    "escaped": _escaped,
    "literal": _literal,
    "strong": _strong,
    "emphasis": _emphasis,
    "role": _role,
    "target": _target,
    "bare": _bare,
}
_ENDINGS: Final = {
    "``": re.compile(rf"(?<=\S)``{_AFTER}"),
    "**": re.compile(rf"(?<=[^\s\\])\*\*{_AFTER}"),
    "*": re.compile(rf"(?<=[^\s\\*])\*{_AFTER}"),
    "`": re.compile(
        rf"(?<=[^\s\\])`(?:(?P<under>__?){_AFTER}|(?=:[\w.+-]{{1,60}}:){_AFTER}|{_AFTER})"
    ),
}
