"""Markdown as HTML, for whoever wants all articles in one form.

Import this late: markdown-it costs 130 ms.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin


def to_html(markdown: str) -> str:
    """A fragment of HTML; formulas are elements with their TeX between brackets."""
    return str(_parser().render(markdown))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (deflist_plugin, footnote_plugin, tasklists_plugin):
        parser.use(plugin)
    digits = {"allow_digits": False, "allow_space": False}  # `$5 or $6` is money
    return parser.use(dollarmath_plugin, renderer=_formula, **digits)


def _formula(tex: str, options: dict[str, Any]) -> str:
    """What stands in the element of a formula, as pandoc has it: MathJax knows these marks."""
    return escape(f"\\[{tex}\\]" if options.get("display_mode") else f"\\({tex}\\)", quote=False)
