"""What has to be mended in Markdown before a parser sees it."""

from __future__ import annotations

import re

_DATA_URI = re.compile(
    r"""((?:\]\(\s*<?|\]:\s*|\bsrc=["']?)data:[\w.+\-]*/?[\w.+\-]*)[;,][^\s)"'>]{128,}"""
)
_LIQUID_CODE = re.compile(
    r"^([ \t]*)\{%-?[ \t]*(?:highlight|codeblock)\b([^%\n]*)%\}[ \t]*\n(.*?)"
    r"^[ \t]*\{%-?[ \t]*end(?:highlight|codeblock)[ \t]*-?%\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_LIQUID_RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*\n?")
_HUGO_CODE = re.compile(
    r"^([ \t]*)\{\{[<%][ \t]*(?:highlight|code)\b([^\n]*?)[>%]\}\}[ \t]*\n(.*?)"
    r"^[ \t]*\{\{[<%][ \t]*/[ \t]*(?:highlight|code)[ \t]*[>%]\}\}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_QUOTED_LANGUAGE = re.compile(r"lang(?:uage)?[=:]\s*[\"']?([\w+#\-]+)|^[\"']?([\w+#\-]+)")


def mend(markdown: str) -> str:
    r"""Line ends made `\n`, embedded pictures emptied, template code blocks made fences.

    A `data:` picture of a megabyte is one destination to markdown-it, read by the character.
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    if "data:" in markdown:
        markdown = _DATA_URI.sub(r"\1,", markdown)
    if "{%" in markdown:
        if "{% end" in markdown or "{%- end" in markdown:
            markdown = _LIQUID_CODE.sub(_fence, markdown)
        markdown = _LIQUID_RAW.sub("", markdown)
    if "{{<" in markdown or "{{%" in markdown:
        markdown = _HUGO_CODE.sub(_fence, markdown)
    return markdown


def _fence(match: re.Match[str]) -> str:
    indent, options, code = match.groups()
    found = _QUOTED_LANGUAGE.search(options.strip())
    language = (found[1] or found[2]) if found else ""
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{indent}{ticks}{language}\n{code}{indent}{ticks}"
