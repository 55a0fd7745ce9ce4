"""AsciiDoc's inline marks and macros."""

from __future__ import annotations

import re
from typing import Final

from reader.document import escape
from reader.document.escape import TextMark
from reader.document.sources.markups.inline_scanner import Grammar, Scan, Written, image, marked

_MARKS: Final = {
    "*": TextMark.STRONG,
    "_": TextMark.EM,
    "#": TextMark.MARK,
    "`": None,
    "+": None,
}
_SCRIPTS: Final = {"^": TextMark.SUP, "~": TextMark.SUB}
_TEXT_IN_BRACKETS: Final = r"\[(?P<{}>(?:[^\]\\\n]|\\.|\n(?!\n)){{0,1000}}+)\]"
_OPENING: Final = re.compile(
    r"(?P<escaped>\\(?=[*_`#^~+\[<{]|\w+:)|\\\\(?=[*_]{2}))"
    r"|(?P<curly>\"`|'`(?=\S))"
    r"|(?P<double>\*\*(?=\S)|__(?=\S)|``(?=\S)|##(?=\S)|\+\+\+?(?=\S))"
    r"|(?P<single>(?<![\w\\;:}])(?:\[(?P<role>[^\[\]\n]{1,60})\])?(?P<mark>[*_`#+])(?=\S))"
    r"|(?P<script>(?<=\S)[\^~](?=[^\s\^~]))"
    r"|(?P<anchor>\[\[[\w:.-]{1,200}(?:,[^\]\n]{0,200})?\]\]|\banchor:[\w-]{1,200}\[[^\]\n]{0,200}\])"
    r"|(?P<cross><<(?P<id>[^<>,\n]{1,300})(?:,(?P<called>[^<>]{1,300}))?>>)"
    r"|(?P<angled><(?P<inner>(?:https?|ftp|mailto):[^<>\s]{1,2000})>)"
    r"|(?P<url>(?:\blink:)?(?<!\w)(?P<target>(?:https?|ftp|irc)://[^\s\[\]<>\"|]{1,2000}|(?<=link:)[^\s\[\]]{1,1000}+(?=\[)"
    rf"|mailto:[^\s\[\]]{{1,300}}+(?=\[))(?:{_TEXT_IN_BRACKETS.format('shown')})?)"
    rf"|(?P<macro>\b(?P<name>image|icon|xref|footnote|footnoteref|kbd|btn|menu|pass|stem|latexmath"
    rf"|asciimath|indexterm2?)(?P<colon>:)(?P<of>[^\s\[\]]{{0,1000}}+)"
    rf"{_TEXT_IN_BRACKETS.format('content')})"
    r"|(?P<index>\(\(\((?P<terms>[^()\n]{1,300})\)\)\)|\(\((?P<term>[^()\n]{1,300})\)\))"
    r"|(?P<callout><(?:\d{1,3}|\.)>)"
    r"|(?P<line_end>[ \t]\+[ \t]*(?=\n|\Z))"
    r"|(?P<dashes>(?<=\w)--(?=\w)|(?<=\s)--(?=\s))"
    r"|(?P<symbol>\((?:C|R|TM)\)|(?<!\.)\.\.\.(?!\.)|[-=]>|<[-=](?![-=]))"
)
_SYMBOLS: Final = {
    "(C)": "©", "(R)": "®", "(TM)": "™", "...": "…", "->": "→", "=>": "⇒", "<-": "←", "<=": "⇐",
}  # fmt: skip


def _escaped(_: Scan, found: re.Match[str]) -> Written:
    end = found.end()
    return escape.encode(found.string[end : end + len(found[0])]), end + len(found[0])


def _curly(scan: Scan, found: re.Match[str]) -> Written | None:
    quote = found[0][0]
    end = scan.ending(f"`{quote}", found.end())
    if end is None:
        return None
    opened, closed = "“”" if quote == '"' else "‘’"
    return f"{opened}{scan.inner(scan.text[found.end() : end.start()])}{closed}", end.end()


def _double(scan: Scan, found: re.Match[str]) -> Written | None:
    mark = found[0]
    end = scan.ending(mark, found.end() + 1)
    return None if end is None else _written(scan, mark[0], found.end(), end)


def _single(scan: Scan, found: re.Match[str]) -> Written | None:
    end = scan.ending(found["mark"], found.end() + 1)
    if end is None:
        return None
    if found["mark"] == "#" and found["role"]:
        return scan.inner(scan.text[found.end() : end.start()]), end.end()
    return _written(scan, found["mark"], found.end(), end)


def _written(scan: Scan, mark: str, start: int, end: re.Match[str]) -> Written:
    content = scan.text[start : end.start()]
    kind = _MARKS[mark]
    if kind is not None:
        return marked(kind, scan.inner(content)), end.end()
    if mark == "+":
        return escape.encode(content), end.end()
    if len(content) > 2 and content[0] == content[-1] == "+":  # `+literal+`
        content = content[1:-1]
    return escape.code_span(content), end.end()


def _script(scan: Scan, found: re.Match[str]) -> Written | None:
    end = scan.ending(found[0], found.end() + 1)
    content = scan.text[found.end() : end.start()] if end else ""
    if end is None or not content or any(map(str.isspace, content)):
        return None
    return marked(_SCRIPTS[found[0]], scan.inner(content)), end.end()


def _anchor(_: Scan, found: re.Match[str]) -> Written:
    return "", found.end()


def _cross(scan: Scan, found: re.Match[str]) -> Written:
    return scan.inner((found["called"] or found["id"].lstrip("#")).strip()), found.end()


def _angled(scan: Scan, found: re.Match[str]) -> Written:
    return scan.link(found["inner"], ""), found.end()


def _url(scan: Scan, found: re.Match[str]) -> Written:
    target, text = found["target"], found["shown"]
    if text is None:
        target = target.rstrip(".,;:!?'*_`)")
        return scan.link(target, ""), found.start("target") + len(target)
    text = _text_of(text).removesuffix("^")
    return scan.link(target, text), found.end()


def _macro(scan: Scan, found: re.Match[str]) -> Written:
    name, target, content = found["name"], found["of"], found["content"].replace("\\]", "]")
    if name in ("image", "icon"):
        alternative = _text_of(content).partition(",")[0]
        return image(target, alternative), found.end()
    if name == "xref":
        return scan.inner(_text_of(content) or target.lstrip("#")), found.end()
    if name in ("footnote", "footnoteref"):
        return (f"^[{scan.inner(content)}]" if content else ""), found.end()
    if name == "kbd":
        return marked(TextMark.KBD, escape.encode(content)), found.end()
    if name == "btn":
        return marked(TextMark.STRONG, escape.encode(content)), found.end()
    if name == "menu":
        path = " › ".join(part.strip() for part in (target, *content.split(">")) if part.strip())
        return marked(TextMark.STRONG, escape.encode(path)), found.end()
    if name in ("stem", "latexmath", "asciimath"):
        return f"\\({content}\\)", found.end()
    if name == "indexterm":
        return "", found.end()
    return escape.encode(content), found.end()


def _index(scan: Scan, found: re.Match[str]) -> Written:
    return scan.inner(found["term"]) if found["term"] else "", found.end()


def _callout(_: Scan, found: re.Match[str]) -> Written:
    return escape.encode(f"({found[0][1:-1]})"), found.end()


def _line_end(_: Scan, found: re.Match[str]) -> Written:
    end = found.end()
    return escape.BREAK, end + found.string.startswith("\n", end)


def _dashes(_: Scan, found: re.Match[str]) -> Written:
    return "—", found.end()


def _symbol(_: Scan, found: re.Match[str]) -> Written:
    return _SYMBOLS[found[0]], found.end()


def _text_of(attributes: str) -> str:
    """The first of the attributes in brackets: `A heron` of `A heron, 300, role=x`."""
    text = attributes.strip()
    if text.startswith('"') and (end := text.find('"', 1)) > 0:
        return text[1:end]
    if "=" not in text:
        return text
    first = text.partition(",")[0].strip()
    return "" if re.match(r"[\w-]+=", first) else first


_WORD_END: Final = r"(?!\w)"

GRAMMAR: Final = Grammar(
    _OPENING,
    {
        "escaped": _escaped,
        "curly": _curly,
        "double": _double,
        "single": _single,
        "script": _script,
        "anchor": _anchor,
        "cross": _cross,
        "angled": _angled,
        "url": _url,
        "macro": _macro,
        "index": _index,
        "callout": _callout,
        "line_end": _line_end,
        "dashes": _dashes,
        "symbol": _symbol,
    },
    {
        **{mark: re.compile(rf"(?<=\S){re.escape(mark)}{_WORD_END}") for mark in _MARKS},
        **{2 * mark: re.compile(re.escape(2 * mark)) for mark in _MARKS},
        "+++": re.compile(r"\+\+\+"),
        **{mark: re.compile(re.escape(mark)) for mark in _SCRIPTS},
        '`"': re.compile(r'`"'),
        "`'": re.compile(r"`'"),
    },
)
