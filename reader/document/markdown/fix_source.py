"""Mends the source of Markdown before it is parsed."""

from __future__ import annotations

import re

from reader.document.hrefs import shortened

_DATA_URI = re.compile(
    r"""(\]\(\s*<?|\]:\s*|\bsrc=["']?)data:([\w.+\-]*/?[\w.+\-]*)[;,]([^\s)"'>]{128,})"""
)
_LIQUID_CODE = re.compile(
    r"^(?P<indent>[ \t]*)\{%-?[ \t]*(?P<name>highlight|codeblock)\b(?P<options>[^%\n]*)%\}[ \t]*\n"
    r"(?P<code>.*?)"
    r"^[ \t]*\{%-?[ \t]*end(?:highlight|codeblock)[ \t]*-?%\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_FENCED = re.compile(
    r"^[ \t>]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]++)*+"
    r"(?P<fence>`{3,}+|~{3,}+)(?P<info>[^`\n]*+|(?:smart|warn|offline)\b[^\n]*+)\n"
    r"(?P<code>(?:(?![ \t>]*+(?P=fence)[`~]*[ \t]*$)[^\n]*+\n)*+)(?:[ \t>]*+(?P=fence)[^\n]*+)?",
    re.MULTILINE,
)
_ASIDE_INFO = re.compile(
    r"^[ \t]*(?:(?P<plain>smart|warn|offline|summary)|\{(?P<braced>note|tip|hint|important|warning"
    r"|caution|danger|attention|seealso|admonition)\})(?:[ \t]+(?:header=)?(?P<title>.*))?$"
)
_MARKDOWN_WITHIN = re.compile(
    r"^([ \t]*<[a-z][a-z0-9]*\b[^<>\n]*\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?"
    r"(?:\s[^<>\n]*)?>)",
    re.MULTILINE | re.IGNORECASE,
)
_ASIDE = re.compile(r"^<aside>[ \t]*\n(?=[^<\n]*[^<\s])", re.MULTILINE)
"""The beginning of what Notion exports of a callout, which is Markdown."""
_SCRIPT_WITHIN = re.compile(
    r"(?P<before>^[ \t]*<[a-z/][^\n]*>[ \t]*\n)[ \t]*<(?P<name>script|style)\b"
    r"(?:(?!</?(?P=name)\b).)*+</(?P=name)>[ \t]*\n?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_INCLUDE = re.compile(
    r"\[!(?:INCLUDE|code-[\w-]+)[ \t]*(\[[^\]\n]{0,200}\]\([^()\n]{0,500}\))\]", re.IGNORECASE
)
_VIDEO = re.compile(r"\[!VIDEO[ \t]+(https?://[^\s\]]+)\]", re.IGNORECASE)
_DIVISION = re.compile(r"^[ \t>]*\[!div\b[^\]\n]*\][ \t]*\n", re.MULTILINE | re.IGNORECASE)
_REFERENCE = re.compile(r"(?<!\\)<xref:([^<>\s?#]+)[^<>\s]*>")
_DOCFX = re.compile(
    r"^[ \t>]*:{3}[ \t]*(?P<name>moniker|zone|row|column|code|image)(?P<end>-end)?\b"
    r"(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_NAMED = re.compile(r'([\w-]+)="([^"]*)"')
_LIQUID_RAW = re.compile(
    r"\{%-?[ \t]*raw[ \t]*-?%\}((?:(?!\{%-?[ \t]*(?:end)?raw\b).)*+)\{%-?[ \t]*endraw[ \t]*-?%\}",
    re.DOTALL,
)
_TAKEN_OUT = "\ufdd0"
"""A character that no text has, where a tag of a pair stood."""
_TAKEN_OUT_LINE = re.compile(f"^[ \\t]*+{_TAKEN_OUT}[ \\t]*\\n|{_TAKEN_OUT}", re.MULTILINE)
_HUGO_CODE = re.compile(
    r"^(?P<indent>[ \t]*)\{\{[<%][ \t]*(?P<name>highlight|code(?:-toggle)?)\b(?P<options>[^\n]*?)"
    r"[>%]\}\}[ \t]*\n(?P<code>.*?)"
    r"^[ \t]*\{\{[<%][ \t]*/[ \t]*(?P=name)[ \t]*[>%]\}\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_QUOTED_LANGUAGE = re.compile(r"lang(?:uage)?[=:]\s*[\"']?([\w+#\-]+)|^[\"']?([\w+#\-]+)")


def mend(markdown: str) -> str:
    r"""Make all line ends `\n`, shorten embedded pictures, and make fences of template code blocks.

    A `data:` picture of a megabyte is one destination to markdown-it, read by the character.
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    if "data:" in markdown:
        markdown = _DATA_URI.sub(_shortened, markdown)
    if "{%" in markdown:
        if "{% end" in markdown or "{%- end" in markdown:
            markdown = _LIQUID_CODE.sub(_fence, markdown)
        markdown = _LIQUID_RAW.sub(rf"{_TAKEN_OUT}\1{_TAKEN_OUT}", markdown)
        markdown = _TAKEN_OUT_LINE.sub("", markdown)
    if "{{<" in markdown or "{{%" in markdown:
        markdown = _HUGO_CODE.sub(_fence, markdown)
    return _by_part(markdown)


def _shortened(found: re.Match[str]) -> str:
    return found[1] + shortened(found[2], found[3])


def _by_part(markdown: str) -> str:
    """Mend what stands outside of fences, and fences that hold no code."""
    parts: list[str] = []
    position = 0
    for match in _FENCED.finditer(markdown):
        parts += (_text(markdown[position : match.start()]), _aside(match))
        position = match.end()
    parts.append(_text(markdown[position:]))
    return "".join(parts)


def _text(markdown: str) -> str:
    if "markdown" in markdown:
        # kramdown, PHP Markdown Extra and MkDocs: what the element holds is Markdown.
        markdown = _MARKDOWN_WITHIN.sub(r"\1\n\n", markdown)
    if "<aside" in markdown:
        markdown = _ASIDE.sub(r"\g<0>\n", markdown)
    if "<script" in markdown or "<style" in markdown:
        # CommonMark ends a block of HTML at the script's first blank line.
        markdown = _SCRIPT_WITHIN.sub(r"\g<before>", markdown)
    if "[!" in markdown:
        markdown = _DIVISION.sub("", _VIDEO.sub(r"<\1>", _INCLUDE.sub(r"\1", markdown)))
    if "<xref:" in markdown:
        markdown = _REFERENCE.sub(lambda match: f"`{match[1].removesuffix('%2A')}`", markdown)
    return _DOCFX.sub(_docfx, markdown) if ":::" in markdown else markdown


def _docfx(match: re.Match[str]) -> str:
    """Replace Microsoft's `:::` directives: pictures are shown, listings named, others dropped."""
    values = dict(_NAMED.findall(match["rest"]))
    source = values.get("source", "")
    if match["name"] == "image" and source:
        return f"![{values.get('alt-text', '')}]({source})"
    if match["name"] == "code" and source:
        return f"[{source.rpartition('/')[2]}]({source})"
    return ""


def _aside(match: re.Match[str]) -> str:
    """Make a quote with a bold title of a fence that javascript.info and MyST use for notes."""
    info = _ASIDE_INFO.match(match["info"].strip())
    if info is None:
        return match[0]
    title = (info["title"] or "").strip().strip("\"'") or (info["plain"] or info["braced"])
    title = title if info["title"] else title.capitalize()
    if info["plain"] and not info["title"]:
        title = ""
    lines = ([f"**{title}**", ""] if title else []) + match["code"].rstrip("\n").split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _fence(match: re.Match[str]) -> str:
    indent, code = match["indent"], match["code"]
    found = _QUOTED_LANGUAGE.search(match["options"].strip())
    language = (found[1] or found[2]) if found else ""
    if match["name"] == "code-toggle":
        language = "toml"  # what Hugo's authors write, and show as YAML and JSON too
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{indent}{ticks}{language}\n{code}{indent}{ticks}"
