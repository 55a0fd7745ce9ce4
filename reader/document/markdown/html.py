"""Markdown as HTML, for files: what the dialect reads, in elements that browsers know.

Import this late: markdown-it costs 130 ms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from reader.document.markdown.dialect import Parsing
from reader.document.markdown.fix_source import mend

if TYPE_CHECKING:
    from markdown_it.token import Token

_GROUP = 1 << 20


def to_html(markdown: str) -> str:
    """A fragment of HTML; notes stand at its end, formulas have their TeX between brackets."""
    parsing = Parsing(mend(markdown))
    tokens = [token for group in parsing.groups(_GROUP) for token in group]
    text, notes = _apart(tokens)
    html = parsing.render(text, _RULES)
    items = [
        f'<li id="{_note_id(number)}">\n{parsing.render(note, _RULES)}</li>\n'
        for number, note in enumerate(_in_order(parsing.env, notes))
        if note
    ]
    if not items:
        return html
    return f'{html}<section class="footnotes">\n<ol>\n{"".join(items)}</ol>\n</section>\n'


def _apart(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens of the text, and by their labels those of notes, which may be within quotes."""
    text: list[Token] = []
    notes: dict[str, list[Token]] = {}
    open_notes: list[str] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_notes.append(str(token.meta["label"]))
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        elif open_notes:
            notes.setdefault(open_notes[-1], []).append(token)
        else:
            text.append(token)
    return text, notes


def _in_order(env: Mapping[str, Any], notes: Mapping[str, list[Token]]) -> list[list[Token]]:
    """The tokens of each note, as their marks count them; those that no mark has are at the end."""
    listed = env.get("footnotes", {}).get("list", {})
    ordered = [listed[number] for number in sorted(listed)]
    marked = [list(entry.get("tokens") or notes.get(entry.get("label"), ())) for entry in ordered]
    labels = {entry.get("label") for entry in ordered}
    return [*marked, *(tokens for label, tokens in notes.items() if label not in labels)]


def _note_id(number: int) -> str:
    return f"fn{number + 1}"


def _note_mark(tokens: Sequence[Token], index: int, *_: object) -> str:
    number = int(tokens[index].meta["id"])
    again = int(tokens[index].meta.get("subId", 0))
    own = f"fnref{number + 1}" + f":{again}" * bool(again)
    return f'<sup><a href="#{_note_id(number)}" id="{own}">{number + 1}</a></sup>'


def _formula(tokens: Sequence[Token], index: int, *_: object) -> str:
    token = tokens[index]
    return _as_block(token.content) if token.meta.get("display") else _as_words(token.content)


def _formula_block(tokens: Sequence[Token], index: int, *_: object) -> str:
    return f"<p>{_as_block(tokens[index].content)}</p>\n"


def _as_words(tex: str) -> str:
    return f'<span class="math inline">\\({escape(tex, quote=False)}\\)</span>'


def _as_block(tex: str) -> str:
    return f'<span class="math display">\\[{escape(tex, quote=False)}\\]</span>'


def _list_item(tokens: Sequence[Token], index: int, *_: object) -> str:
    task = tokens[index].meta.get("task")
    if task is None:
        return "<li>"
    checked = " checked" if task == "x" else ""
    return f'<li class="task-list-item"><input type="checkbox" disabled{checked}> '


def _paragraph(tokens: Sequence[Token], index: int, *_: object) -> str:
    token = tokens[index]
    if token.hidden:
        return ""
    return "<p><strong>" if token.meta.get("is_title") else "<p>"


def _paragraph_end(tokens: Sequence[Token], index: int, *_: object) -> str:
    if tokens[index].hidden:
        return "\n" if index + 1 < len(tokens) and tokens[index + 1].nesting > 0 else ""
    is_title = index >= 2 and tokens[index - 2].meta.get("is_title")
    return "</strong></p>\n" if is_title else "</p>\n"


_RULES = {
    "footnote_ref": _note_mark,
    "formula": _formula,
    "formula_block": _formula_block,
    "list_item_open": _list_item,
    "paragraph_open": _paragraph,
    "paragraph_close": _paragraph_end,
}
