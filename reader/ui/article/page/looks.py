"""What each part of an article looks like, in every theme."""

from __future__ import annotations

from collections.abc import Mapping

from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.ui.theme.looks import Look

MATCH = "match"
CURRENT_MATCH = "match-current"
FOCUSED_LINK = "link-focused"
FOCUSED_PICTURE = "picture-focused"
AWAITED_PICTURE = "picture-awaited"
TARGET = "target"
BOOKMARK = "bookmark"
NOTE = "note"
CARET = "caret"
CARET_IN_SELECTION = "caret-selected"
UNSURE = "unsure"
UNSURE_HIGHLIGHT = "highlight-unsure"
HIGHLIGHT = "highlight-{}"

ARTICLE_LOOKS: Mapping[str, Look] = {
    # roles
    "text": Look("$foreground"),
    "title": Look("bold $reader-title", in_16_colors="bold underline $reader-title"),
    "meta": Look("$reader-muted"),
    "summary": Look("$reader-muted"),
    "label": Look("$reader-muted"),
    "heading-1": Look("bold $accent"),
    "heading-2": Look("bold $accent"),
    "heading-3": Look("bold $primary"),
    "heading-4": Look("bold italic $reader-strong"),
    "quote": Look("$reader-muted"),
    "code-block": Look("on $reader-code"),
    "table-header": Look("bold $reader-strong"),
    "caption": Look("italic $reader-muted"),
    "math": Look("$secondary"),
    "term": Look("bold $reader-strong"),
    "footnote-text": Look("$reader-muted"),
    "bar": Look("$primary"),
    "marker": Look("$primary"),
    "line": Look("$reader-faint"),
    "continuation": Look("$reader-faint"),
    # spans
    "span-strong": Look("bold $reader-strong"),
    "span-emphasis": Look("italic"),
    "span-code": Look("$secondary on $reader-code"),
    "span-strike": Look("strike"),
    "span-inserted": Look("underline"),
    "span-mark": Look("on $reader-mark", in_16_colors="bold italic on $reader-mark"),
    "span-key": Look("bold $reader-strong on $panel"),
    "span-link": Look("underline $primary"),
    "span-image": Look("italic $reader-muted"),
    "span-footnote": Look("$primary"),
    "span-math": Look("$secondary"),
    "span-tex": Look("$secondary on $reader-code"),
    # code
    "syntax-comment": Look("italic $reader-comment"),
    "syntax-keyword": Look("bold $reader-keyword"),
    "syntax-string": Look("$reader-string"),
    "syntax-number": Look("$reader-number"),
    "syntax-function": Look("$reader-name"),
    "syntax-class": Look("bold $reader-name"),
    "syntax-builtin": Look("$reader-name"),
    "syntax-decorator": Look("$accent"),
    "syntax-tag": Look("$reader-keyword"),
    "syntax-attribute": Look("$reader-name"),
    "syntax-inserted": Look("$success"),
    "syntax-deleted": Look("$error"),
    "syntax-heading": Look("bold $accent"),
    # what lies over the text
    MATCH: Look(
        "$reader-strong on $reader-mark",
        in_16_colors="bold underline $reader-strong on $reader-mark",
    ),
    CURRENT_MATCH: Look(
        "bold $reader-on-mark on $reader-mark-current",
        without_colors="bold reverse",
    ),
    FOCUSED_LINK: Look("reverse"),
    "hint": Look("bold $reader-on-mark on $reader-mark-current", without_colors="bold reverse"),
    FOCUSED_PICTURE: Look("$accent"),
    AWAITED_PICTURE: Look("on $reader-code"),
    "hover": Look("on $reader-code"),
    TARGET: Look(
        "$reader-strong on $reader-target",
        in_16_colors="underline $reader-strong on $reader-target",
    ),
    **{
        HIGHLIGHT.format(color): Look(
            f"on $reader-highlight-{color}",
            in_16_colors=f"$reader-on-highlight-{color} on $reader-highlight-{color}",
            without_colors="underline",
        )
        for color in HIGHLIGHT_COLORS
    },
    UNSURE_HIGHLIGHT: Look("italic underline"),
    CARET: Look("reverse"),
    CARET_IN_SELECTION: Look(
        "bold $reader-on-mark on $reader-mark-current",
        in_16_colors="not reverse bold $reader-on-mark on $reader-mark-current",
        without_colors="not reverse bold underline",
    ),
    # the margin
    BOOKMARK: Look("$accent"),
    NOTE: Look("$accent"),
    UNSURE: Look("bold $warning", in_16_colors="bold reverse"),
}
