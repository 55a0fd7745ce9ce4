"""What the rows of the list look like."""

from __future__ import annotations

from reader.ui.theme.looks import Look

LIST_LOOKS = {
    "title": Look("$foreground"),
    "meta": Look("$reader-muted"),
    "unread": Look("$primary"),
    "bookmark": Look("$accent"),
    "marked": Look("bold $accent"),
    "tags": Look("$primary"),
    "error": Look("$error"),
    "heading": Look("bold $reader-muted"),
    "lit": Look("bold underline $accent", in_16_colors="bold underline"),
    "cursor": Look("on $panel", in_16_colors="reverse"),
    "cursor-title": Look("bold"),
    "in-cursor": Look("", in_16_colors="not bold $foreground"),
    "hover": Look("on $reader-code"),
    "bar": Look("$primary"),
}
