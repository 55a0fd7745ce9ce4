"""Forms, told from the text that some of them frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.measures import letters, linked, prose
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ENTRY = (
    "input[type=email], input[type=password], input[type=search], input[type=tel], textarea,"
    " input[name=q], input[name=s], input[name=email]"
)
_EXPLAINED = "p button[aria-haspopup=dialog]"
_MOST_WORDS = 500
_LONGEST_WORD = 60
_LEAST_BESIDE = 20
"""Letters of its paragraph beside a button that is a word of it."""
_LONGEST = 600
"""Letters beyond which a form frames more than its own fields."""
_MOST = 0.3


def remove_entry_forms(root: LexborNode) -> None:
    """Remove forms to sign up, to log in, to search or to comment by, while their fields tell."""
    forms = [form for form in root.css("form") if form.css_first(_ENTRY) is not None]
    whole = letters(root) if forms else 0
    for form in reversed(forms):
        size = letters(form)
        if size <= _LONGEST and size <= _MOST * whole:
            form.decompose()


def unwrap_words(root: LexborNode) -> None:
    """Make words of a sentence text again that are buttons: they show what they mean."""
    sizes: dict[int, int] = {}
    for button in root.css(_EXPLAINED)[:_MOST_WORDS]:
        paragraph = next((node for node in neighbours.ancestors(button) if node.tag == "p"), None)
        size = visible_length(button.text(deep=True))
        if paragraph is None or not 0 < size <= _LONGEST_WORD:
            continue
        if paragraph.mem_id not in sizes:
            sizes[paragraph.mem_id] = letters(paragraph)
        if sizes[paragraph.mem_id] - size >= _LEAST_BESIDE:
            button.unwrap()


def frames_text(form: LexborNode) -> bool:
    """Whether text stands in a form that is not about the form."""
    return prose(form) and 2 * linked(form) < letters(form)
