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
      | (?:^[ \t]*+)?+\{{%-?[ \t]*(?P<block>raw|highlight|codeblock)\b
            (?:(?!\{{%-?[ \t]*(?:end)?(?P=block)\b).)*+ \{{%-?[ \t]*end(?P=block)[ \t]*-?%\}}
      | \{{\{{[<%][ \t]*(?P<listing>highlight|code(?:-toggle)?)\b
            (?:(?!\{{\{{[<%][ \t]*/?[ \t]*(?P=listing)\b).)*+
            \{{\{{[<%][ \t]*/[ \t]*(?P=listing)[ \t]*[>%]\}}\}}
    )
  | \{{%-?[ \t]*comment[ \t]*-?%\}} (?:(?!\{{%-?[ \t]*(?:end)?comment\b).)*+
        \{{%-?[ \t]*endcomment[ \t]*-?%\}}
  | (?P<definition> ^[ ]{{0,3}}\[[^\]\n]{{0,99}}?\{{\{{[^\n]{{0,99}}?\]:[^\n]*+$ )
  | \{{::comment\}} (?:(?!\{{:/?:?comment).)*+ \{{:/(?:comment)?\}}
  | \{{:[:/][^{{}}\n]{{0,300}}\}}
  | (?P<lonely> ^[ \t]*+ (?:\{{%{_INSIDE}%\}}[ \t]*+)++ (?:\n|\Z) )
  | ^[ \t]*+ (?:\{{%{_INSIDE}%\}}[ \t]*+ | \{{\{{[^{{}}"'\n]{{1,500}}\}}\}}[ \t]*+){{2,20}}+
        (?:\n|\Z) (?<=%\}}\n)
  | (?P<pair> \{{%-?[ \t]*(?P<paired>[A-Za-z]\w*)(?=[ \t(-]|%\}})(?P<options>{_INSIDE})%\}}
        (?P<content>(?:(?!\{{%)[^\n]){{1,{_MAX_TAG}}}+) \{{%-?[ \t]*end(?P=paired)[ \t]*-?%\}} )
  | \{{%-?[ \t]*+(?P<tag>{_INSIDE})-?%\}}
  | \{{\{{[<%][ \t]*(?P<shortcode>(?:(?![>%]\}}\}}|\{{\{{).){{1,{_MAX_TAG}}}+)[>%]\}}\}}
  | \{{\{{-?[ \t]*+(?P<value>[^{{}}\n]{{1,500}}?)[ \t]*-?\}}\}}
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_CALL = re.compile(r"([A-Za-z_][\w:]{0,60})\((.{0,1000})\)", re.DOTALL)
"""How Zola writes a shortcode."""
_TAB = re.compile(
    r"^[ \t]*<!--[ \t]*tab[ \t]+([^\n@]{1,200}?)[ \t]*(?:@[^\n]{0,99})?-->", re.MULTILINE
)
"""How the theme NexT of Hexo names tabs."""
_PLAYED = re.compile(
    r"(?:video|audio|youtube|vimeo|bilibili|tweet|twitter|pdf|iframe)\s+(https?://[^\s<>]+)",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"embed\s+(\[\[[^\[\]]+\]\])", re.IGNORECASE)
"""How Logseq writes players and embedded pages."""
_WEB = re.compile(r"https?://[^\s<>]+")
_STEERED = re.compile(r"^[ \t]*\{%-?[ \t]*(?:for|if|assign|unless|capture|case)\b", re.MULTILINE)
"""A line of a template, by which the body is one."""
_OBJECTS = re.compile(
    r"\.?(?:site|page|post|include|layout|paginator|forloop|item|collections|pagination|config|theme)\."
    r"|(?:content|tags|title|url|date)$|\.(?:Site|Page|Params|Permalink|Title|Content|Date)\b"
)
_TAGS = re.compile(rf"\{{%-?[ \t]*({_INSIDE})%\}}")
_ARGUMENT = re.compile(
    r"""(?:([A-Za-z_][\w-]*)[ \t]*=[ \t]*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`"""
    r"""|([^\s"'`=]+))""",
    re.DOTALL,
)
_STRING = re.compile(
    r""""(?:[^"\\]|\\.?)*+(?:"|(?P<double>\Z))|'(?:[^'\\]|\\.?)*+(?:'|(?P<single>\Z))"""
    r"""|`[^`]*+(?:`|(?P<tick>\Z))""",
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
        "caution", "danger", "details", "expand", "spoiler", "hideToggle", "hideBlock", "folding",
        "collapse", "fold", "success", "error", "primary", "aside",
    }
)
_FOLDED = frozenset(("details", "expand", "spoiler", "hideToggle", "folding", "collapse", "fold"))
"""Asides whose arguments are a title."""
_CONTROLS = frozenset(
    {
        "if", "elsif", "elseif", "elif", "else", "unless", "case", "when", "for", "break",
        "continue", "assign", "capture", "increment", "decrement", "cycle", "tablerow", "include",
        "render", "layout", "block", "extends", "set", "import", "from", "macro", "call", "filter",
        "section", "schema", "cache", "load", "with", "autoescape", "trans", "csrf_token", "url",
        "static", "seo", "feed_meta", "toc", "paginate", "form", "comment", "raw", "liquid",
    }
)
"""Tags that steer a generator, and hold nothing for readers."""
_LINKS = frozenset(("post_link", "asset_link", "link", "btn", "button", "linkgrid", "external"))
# fmt: on
_ADDRESSES = frozenset({"post_url", "post_path", "ref", "relref", "asset_path"})
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "bilibili": "https://www.bilibili.com/video/",
    "gist": "https://gist.github.com/",
    "iframe": "",
    "jsfiddle": "https://jsfiddle.net/",
    "codepen": "https://codepen.io/",
    "tweet": "https://twitter.com/i/status/",
    "twitter": "https://twitter.com/i/status/",
}


def expand(markdown: str, *, title: str = "") -> str:
    """`markdown` without template tags, as far as their meaning is known.

    `title` is the value of `page.title`. Linear in the length.
    """
    if "{:" in markdown:
        # Before anything else takes the attribute and leaves a list of the word "content".
        markdown = _CONTENTS.sub("", markdown)
    if not any(mark in markdown for mark in ("{%", "{{", "{::", "{:/")):
        return markdown
    if "endtabs" in markdown:
        markdown = _TAB.sub(r"**\1**\n", markdown)
    expansion = _Expansion(title, is_template=_STEERED.search(markdown) is not None)
    expanded = _SCAN.sub(expansion.meaning, markdown)
    return f"{expanded}{expansion.rest()}"


class _Expansion:
    """What tags mean, one after the other: the end of a quote says whose it is."""

    def __init__(self, title: str, *, is_template: bool) -> None:
        self._title = title
        self._is_template = is_template
        self._opened: list[tuple[bool, str]] = []
        """Of each block of Liquid that is open whether it is an aside, and who is its author."""

    def rest(self) -> str:
        """The authors of the quotes that nothing ended."""
        return "".join(f"\n\n{author}\n" for _, author in self._opened if author)

    def meaning(self, match: re.Match[str]) -> str:
        """What stands in the place of a match of `_SCAN`."""
        if match["code"] is not None:
            return match[0]
        if match["lonely"] is not None:
            known = [self._lonely(tag.strip("- \t\n")) for tag in _TAGS.findall(match[0])]
            shown = " ".join(filter(None, known))
            return f"{shown}\n" if shown else ""
        if match["pair"] is not None:
            return self._pair(match)
        if match["tag"] is not None:
            printed = _printed(_Call.read(match["tag"].strip("- \t\n")))
            return match[0] if printed is None else printed
        if match["shortcode"] is not None:
            return _shortcode(match)
        if match["value"] is None:
            return ""
        return _value(match, self._title, is_template=self._is_template)

    def _lonely(self, tag: str) -> str:
        """The output of a tag on a line that holds nothing but tags."""
        call = _Call.read(tag)
        if call.name.startswith("end"):
            return self._end(call.name[3:])
        if call.name in _ASIDES:
            self._opened.append((True, _author(tag) if "quote" in call.name else ""))
            return _quote(call)
        if _CALL.match(tag):
            self._opened.append((False, ""))
        printed = _printed(call)
        if printed is None:
            printed = "" if call.name in _CONTROLS else call.words
        return printed

    def _end(self, name: str) -> str:
        is_aside, author = name in _ASIDES, ""
        if self._opened and (not name or is_aside):
            is_aside, author = self._opened.pop()
        return (f"\n\n{author}\n" if author else "") + ("\n</blockquote>\n" if is_aside else "")

    def _pair(self, match: re.Match[str]) -> str:
        """The content of two tags in one line; asides that fill the line are quotes."""
        content = self._expanded(match["content"])
        start, end = match.start(), match.end()
        begins = not match.string[
            match.string.rfind("\n", max(0, start - 99), start) + 1 : start
        ].strip()
        if match["paired"] in _ASIDES and begins and match.string[end : end + 1] in ("", "\n"):
            call = _Call.read(f"{match['paired']} {match['options']}".strip("- "))
            return f"{_quote(call)}{content}\n\n</blockquote>\n"
        return content

    def _expanded(self, content: str) -> str:
        return _SCAN.sub(self.meaning, content) if "{" in content else content


def _printed(call: _Call) -> str | None:
    """The output of a Liquid tag, None for one that may be the author's example."""
    name = call.name
    if name.startswith("include"):
        name = re.sub(r"^.*/|\.\w+$", "", call.arguments[0]) if call.arguments else ""
        return _content(_Call(name, call.arguments[1:], call.named))
    if name in _LINKS:
        return _link(call)
    if name == "label":
        return call.source.partition("@")[2].strip() or call.words
    if name in _ADDRESSES or name in _PICTURES or name in _PLAYERS:
        return _content(call)
    return None


def _link(call: _Call) -> str:
    """The link of Hexo's `{% link text url %}`, `{% post_link name text %}` and the like."""
    if call.name in ("btn", "button") and "," in call.source:
        arguments = [part.strip() for part in call.source.split(",")[:2]]
    else:
        arguments = [argument.rstrip(",") for argument in call.arguments]
    if not arguments:
        return call.text
    web = next((each for each in arguments if _WEB.match(each) or each.startswith("/")), "")
    if call.name == "link" and not web:
        return arguments[0].replace(" ", "%20")
    address = web or arguments[0]
    others = [each for each in arguments if each != address and each not in ("true", "false")]
    text = re.sub(r"[\[\]\\]", "", " ".join(filter(None, others))) or address
    return f"[{text}](<{address}>)"


def _author(tag: str) -> str:
    """Who is quoted: Hexo's `{% blockquote author, source address title %}`."""
    named = _Call.read(tag)
    if cite := _attribution(named).strip():
        return cite
    words = _CALL.sub("", tag).partition(" ")[2].strip()
    address = _WEB.search(words)
    if address is None:
        return f"— {words}" if words else ""
    before, after = words[: address.start()].strip(), words[address.end() :].strip()
    link = f"[{after}](<{address[0]}>)" if after else f"<{address[0]}>"
    return f"— {before} {link}" if before else f"— {link}"


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
    if name in ("tab", "tabitem", "step"):
        return f"\n**{title}**\n" if (title := call.title) else ""
    return _content(call)


def _closes(match: re.Match[str], name: str) -> bool:
    """Whether the next shortcode of that name ends what this one begins."""
    other = re.compile(rf"\{{\{{[<%][ \t]*(/?)[ \t]*{re.escape(name)}\b").search(
        match.string, match.end()
    )
    return other is not None and bool(other[1])


def _value(match: re.Match[str], title: str, *, is_template: bool) -> str:
    """What a value is; in a template an object of the generator, unknown here, is nothing."""
    expression = match["value"].strip()
    literal = _LITERAL.match(expression)
    if literal:
        return literal[1] or literal[2] or ""
    if played := _PLAYED.fullmatch(expression):
        return f"<{played[1]}>"
    if embedded := _EMBEDDED.fullmatch(expression):
        return embedded[1]
    start = match.string.rfind("\n", max(0, match.start() - _MAX_LINE), match.start()) + 1
    called = _CALL.fullmatch(expression)
    if called:
        call = _Call.read(f"{called[1].rpartition(':')[2]} {called[2]}")
        before = match.string[start : match.start()].strip(" \t>-*+")
        is_alone = not before and match.string[match.end() : match.end() + 1] in ("", "\n")
        if is_alone or call.name in _PICTURES or call.name in _PLAYERS:
            return _content(call)
    name = expression.partition("|")[0].strip()
    if title and name in ("page.title", ".Title"):
        return title
    if not _IN_ADDRESS.search(match.string, max(start, match.start() - _MAX_LINE), match.start()):
        return "" if is_template and _OBJECTS.match(name) else match[0]
    return "" if name in ("site.baseurl", "site.url", "site.root") else re.sub(r"\s+", "", name)


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    arguments: tuple[str, ...]
    named: dict[str, str]
    source: str = ""
    """What stands behind the name."""

    @classmethod
    def read(cls, source: str) -> _Call:
        called = _CALL.fullmatch(source.strip())
        name, _, rest = (called[1], "", called[2]) if called else source.partition(" ")
        arguments: list[str] = []
        named: dict[str, str] = {}
        for key, double, single, tick, bare in _ARGUMENT.findall(_with_strings_closed(rest)):
            value = (double or single or tick or bare).replace('\\"', '"').strip()
            if key:
                named.setdefault(key, value.rstrip(",") if bare else value)
            elif value != ",":
                arguments.append(value)
        return cls(name.strip(), tuple(arguments), named, rest)

    @property
    def text(self) -> str:
        """The part of it that is for readers."""
        return next((self.named[key] for key in _TEXTS if self.named.get(key)), "")

    @property
    def title(self) -> str:
        """What a part of tabs or steps is called."""
        names = ("title", "name", "header", "label", "tabName", "tabname")
        named = (self.named[name] for name in names if self.named.get(name))
        return next(named, " ".join(self.arguments))

    @property
    def words(self) -> str:
        """Its named text, else the arguments that can be no settings: words, or not in English."""
        said = (a for a in self.arguments if " " in a.strip() or not a.isascii())
        return self.text or " ".join(said)

    @property
    def picture(self) -> str:
        values = [self.named.get(key, "") for key in _SOURCES]
        values += self.arguments
        shown = (value for value in values if _PICTURE.search(value.partition("?")[0]))
        return next(shown, "")


def _with_strings_closed(arguments: str) -> str:
    """The arguments without quotation marks that nothing closes: each is looked for once."""
    for _ in range(3):  # kinds of marks
        unclosed = next((each for each in _STRING.finditer(arguments) if each.lastgroup), None)
        if unclosed is None:
            break
        at = unclosed.start()
        arguments = arguments[:at] + arguments[at:].replace(arguments[at], "\n")
    return arguments


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
    if address is not None:
        parts = call.arguments or (call.named.get("id") or call.named.get("src", ""),)
        if not parts[0] or _WEB.match(parts[0]):
            return f"<{parts[0]}>" if parts[0] else call.text
        return f"<{address}{'/'.join(parts) if call.name == 'gist' else parts[0]}>"
    return call.text


def _quote(call: _Call) -> str:
    title = call.named.get("title") or call.named.get("summary") or ""
    if not title and call.name in _FOLDED:
        title = " ".join(call.arguments)
    elif not title and "quote" not in call.name:
        title = call.words if not call.text else ""
    text = call.named.get("text") or call.named.get("quote") or ""
    parts = [part for part in (f"**{title}**" if title else "", text) if part]
    return '<blockquote markdown="1">\n\n' + "\n\n".join(parts) + ("\n\n" if parts else "")


def _attribution(call: _Call) -> str:
    cite = call.named.get("cite") or call.named.get("author") or call.named.get("source") or ""
    return f"\n\n— {cite}" if cite else ""
