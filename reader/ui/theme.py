"""The project's own dark and light theme: ink and paper, one accent, one mark colour."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="reader-dark",
    primary="#7fb4a3",
    secondary="#8fa8c8",
    accent="#e0a95c",
    warning="#e0a95c",
    error="#e07a6a",
    success="#8fbf7f",
    foreground="#d9d4c7",
    background="#1b1c1e",
    surface="#202225",
    panel="#292c30",
    dark=True,
    variables={
        "reader-muted": "#8f8b82",
        "reader-faint": "#5d5b56",
        "reader-strong": "#f2ede0",
        "reader-code": "#25282c",
        "reader-mark": "#6b5423",
        "reader-mark-current": "#e0a95c",
        "reader-on-mark": "#1b1c1e",
        "reader-comment": "#7d7a72",
        "reader-string": "#a3bf8a",
        "reader-number": "#d19a76",
        "reader-keyword": "#8fa8c8",
        "reader-name": "#7fb4a3",
        "input-selection-background": "#4a5a66",
    },
)

LIGHT = Theme(
    name="reader-light",
    primary="#2f6f62",
    secondary="#3d5a80",
    accent="#a8541f",
    warning="#a8541f",
    error="#b03a2e",
    success="#3f7a34",
    foreground="#33302a",
    background="#f8f4ea",
    surface="#f1ecdf",
    panel="#e7e1d2",
    dark=False,
    variables={
        "reader-muted": "#736d61",
        "reader-faint": "#aea795",
        "reader-strong": "#14120f",
        "reader-code": "#efe9da",
        "reader-mark": "#f2d998",
        "reader-mark-current": "#a8541f",
        "reader-on-mark": "#f8f4ea",
        "reader-comment": "#857f70",
        "reader-string": "#4c7034",
        "reader-number": "#96511f",
        "reader-keyword": "#3d5a80",
        "reader-name": "#2f6f62",
        "input-selection-background": "#c9d6d0",
    },
)

THEMES = (DARK, LIGHT)
