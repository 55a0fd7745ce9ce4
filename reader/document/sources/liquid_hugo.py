"""Liquid tags and Hugo shortcodes in Markdown, which site generators would have filled in.

Pictures, links, notes and quotes become Markdown; tags that only steer the generator go; a value
that is unknown here stays as written. Code is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAX_TAG = 2_000
_MAX_LINE = 400
"""Characters before a value in which its link must begin."""

_INSIDE = r"(?:[^%{]|%(?!\})|\{(?!%))*+"
"""The content of a Liquid tag, which may span lines."""

_SCAN = re.compile(
    rf"""
    (?P<code>
        ^[ \t>]*+(?P<fence>`{{3,}}+|~{{3,}}+)(?:[^`\n]*+|(?:smart|warn)\b[^\n]*+)\n
            (?:(?![ \t>]*+(?P=fence)[`~]*[ \t]*$)[^\n]*+\n)*+ [ \t>]*+(?:(?P=fence)[^\n]*+)?
      | (?<!`)(?P<ticks>`++)[^`\n]{{1,{_MAX_TAG}}}(?P=ticks)(?!`)
      | \{{%-?[ \t]*(?P<block>raw|highlight|codeblock)\b
            (?:(?!\{{%-?[ \t]*(?:end)?(?P=block)\b).)*+ \{{%-?[ \t]*end(?P=block)[ \t]*-?%\}}
      | \{{\{{[<%][ \t]*(?P<listing>highlight|code(?:-toggle)?)\b
            (?:(?!\{{\{{[<%][ \t]*/?[ \t]*(?P=listing)\b).)*+
            \{{\{{[<%][ \t]*/[ \t]*(?P=listing)[ \t]*[>%]\}}\}}
    )
  | \{{%-?[ \t]*comment[ \t]*-?%\}} (?:(?!\{{%-?[ \t]*(?:end)?comment\b).)*+
        \{{%-?[ \t]*endcomment[ \t]*-?%\}}
  | (?P<definition> ^[ ]{{0,3}}\[[^\]\n]{{0,99}}?\{{\{{[^\n]{{0,99}}?\]:[^\n]*+$ )
  | (?P<lonely> ^[ \t]*+ (?:\{{%{_INSIDE}%\}}[ \t]*+)++ (?:\n|\Z) )
  | \{{%-?[ \t]*(?P<tag>{_INSIDE})-?%\}}
  | \{{\{{[<%][ \t]*(?P<shortcode>(?:(?![>%]\}}\}}|\{{\{{).){{1,{_MAX_TAG}}}+)[>%]\}}\}}
  | \{{\{{-?[ \t]*(?P<value>[^{{}}\n]{{1,500}}?)[ \t]*-?\}}\}}
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TAGS = re.compile(rf"\{{%-?[ \t]*({_INSIDE})%\}}")
_ARGUMENT = re.compile(
    r"""(?:([A-Za-z_][\w-]*)[ \t]*=[ \t]*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`"""
    r"""|([^\s"'`=]+))""",
    re.DOTALL,
)
_IN_ADDRESS = re.compile(
    r"(?:\]\(<?|\]:[ \t]*<?|\b(?:src|href)=[\"']?)(?:[^\s\"'<>()]|\{\{[^{}\n]*\}\})*$"
)
_LITERAL = re.compile(r"""^(?:"([^"]*)"|'([^']*)')""")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^[ ]{0,3}[-*+1][.)]?[ \t][^\n]*\n[ ]{0,3}\{:[ \t]*toc\b[^\n]*\}$", re.MULTILINE
)

_SOURCES = ("src", "link", "image", "image_path", "img", "url", "file", "path")
_TEXTS = ("caption", "text", "quote", "content", "title", "summary", "alt")
_PICTURES = frozenset(
    ("img", "image", "figure", "asset_img", "fancybox", "picture", "photo", "legacy-img")
)
# fmt: off
_ASIDES = frozenset(
    {
        "blockquote", "quote", "quote-block", "pullquote", "centerquote", "cq", "note", "notice",
        "admonition", "alert", "callout", "hint", "tip", "info", "warning", "important",
        "caution", "danger", "details", "expand",
    }
)
# fmt: on
_ADDRESSES = frozenset({"link", "post_url", "post_path", "ref", "relref", "asset_path"})
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "bilibili": "https://www.bilibili.com/video/",
    "gist": "https://gist.github.com/",
}


def expand(markdown: str, *, title: str = "") -> str:
    """`markdown` without template tags, as far as their meaning is known.

    `title` is the value of `page.title`. Linear in the length.
    """
    if "{:" in markdown:
        # Before anything else takes the attribute and leaves a list of the word "content".
        markdown = _CONTENTS.sub("", markdown)
    if "{%" not in markdown and "{{" not in markdown:
        return markdown

    def replace(match: re.Match[str]) -> str:
        return _meaning(match, title)

    return _SCAN.sub(replace, markdown)


def _meaning(match: re.Match[str], title: str) -> str:
    if match["code"] is not None:
        return match[0]
    if match["lonely"] is not None:
        known = [_printed(tag.strip("- \t\n"), lonely=True) for tag in _TAGS.findall(match[0])]
        shown = " ".join(filter(None, known))
        return f"{shown}\n" if shown else ""
    if match["tag"] is not None:
        printed = _printed(match["tag"].strip("- \t\n"), lonely=False)
        return match[0] if printed is None else printed
    if match["shortcode"] is not None:
        return _shortcode(match)
    if match["value"] is not None:
        return _value(match, title)
    return ""


def _printed(tag: str, *, lonely: bool) -> str | None:
    """The output of a Liquid tag; within a line None for one that may be the author's example."""
    call = _Call.read(tag)
    name = call.name
    if name.startswith("end") and name[3:] in _ASIDES:
        return "\n</blockquote>\n" if lonely else None
    if name in _ASIDES and lonely:
        return _quote(call)
    if name.startswith("include"):
        name = re.sub(r"^.*/|\.\w+$", "", call.arguments[0]) if call.arguments else ""
        return _content(_Call(name, call.arguments[1:], call.named))
    if name in _ADDRESSES or name in _PICTURES or name in _PLAYERS:
        return _content(call)
    return "" if lonely else None


def _shortcode(match: re.Match[str]) -> str:
    call = _Call.read(match["shortcode"].strip())
    closing = match["shortcode"].lstrip().startswith("/")
    name = call.name.removeprefix("/").strip()
    if closing:
        return "\n\n</blockquote>\n" if name in _ASIDES else ""
    if name in _ASIDES and _closes(match, name):
        return _quote(call)
    if name in _ASIDES and call.text:
        return f"{_quote(call)}{_attribution(call)}\n\n</blockquote>\n"
    return _content(call)


def _closes(match: re.Match[str], name: str) -> bool:
    """Whether the next shortcode of that name ends what this one begins."""
    other = re.compile(rf"\{{\{{[<%][ \t]*(/?)[ \t]*{re.escape(name)}\b").search(
        match.string, match.end()
    )
    return other is not None and bool(other[1])


def _value(match: re.Match[str], title: str) -> str:
    expression = match["value"].strip()
    literal = _LITERAL.match(expression)
    if literal:
        return literal[1] or literal[2] or ""
    name = expression.partition("|")[0].strip()
    if title and name in ("page.title", ".Title"):
        return title
    start = match.string.rfind("\n", 0, match.start()) + 1
    if not _IN_ADDRESS.search(match.string, max(start, match.start() - _MAX_LINE), match.start()):
        return match[0]
    return "" if name in ("site.baseurl", "site.url", "site.root") else re.sub(r"\s+", "", name)


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    arguments: tuple[str, ...]
    named: dict[str, str]

    @classmethod
    def read(cls, source: str) -> _Call:
        name, _, rest = source.partition(" ")
        arguments: list[str] = []
        named: dict[str, str] = {}
        for key, double, single, tick, bare in _ARGUMENT.findall(rest):
            value = (double or single or tick or bare).replace('\\"', '"').strip()
            if key:
                named.setdefault(key, value)
            else:
                arguments.append(value)
        return cls(name.strip(), tuple(arguments), named)

    @property
    def text(self) -> str:
        """The part of it that is for readers."""
        return next((self.named[key] for key in _TEXTS if self.named.get(key)), "")

    @property
    def picture(self) -> str:
        values = [self.named.get(key, "") for key in _SOURCES]
        values += self.arguments
        shown = (value for value in values if _PICTURE.search(value.partition("?")[0]))
        return next(shown, "")


def _content(call: _Call) -> str:
    picture = call.picture
    if picture:
        # A named picture may stand beside arguments, and is none of them.
        is_argument = picture in call.arguments
        after = call.arguments[call.arguments.index(picture) + 1 :] if is_argument else ()
        words = (value for value in after if not re.fullmatch(r"\d+(?:px|%)?", value))
        caption = call.text or " ".join(words)
        caption = re.sub(r"[\[\]\\]", "", caption)
        return f"![{caption}](<{picture}>)"
    if call.name in _ADDRESSES:
        return call.arguments[0].replace(" ", "%20") if call.arguments else ""
    address = _PLAYERS.get(call.name.lower())
    if address:
        parts = call.arguments or (call.named.get("id", ""),)
        return f"<{address}{'/'.join(parts) if call.name == 'gist' else parts[0]}>"
    return call.text


def _quote(call: _Call) -> str:
    title = call.named.get("title") or call.named.get("summary") or ""
    if not title and call.name in ("details", "expand"):
        title = " ".join(call.arguments)
    text = call.named.get("text") or call.named.get("quote") or ""
    parts = [part for part in (f"**{title}**" if title else "", text) if part]
    return '<blockquote markdown="1">\n\n' + "\n\n".join(parts) + ("\n\n" if parts else "")


def _attribution(call: _Call) -> str:
    cite = call.named.get("cite") or call.named.get("author") or call.named.get("source") or ""
    return f"\n\n— {cite}" if cite else ""
