"""Forms, told from the text that some of them frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.html.measures import letters, linked, prose

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ENTRY = (
    "input[type=email], input[type=password], input[type=search], input[type=tel], textarea,"
    " input[name=q], input[name=s], input[name=email]"
)
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


def frames_text(form: LexborNode) -> bool:
    """Whether text stands in a form that is not about the form."""
    return prose(form) and 2 * linked(form) < letters(form)
