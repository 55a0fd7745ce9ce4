"""The one registry of commands: bindings, footer, help and the command palette read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding

FULL_WIDTH_OFFSET = 0xFEE0
"""From an ASCII character to its full-width twin (Unicode, Halfwidth and Fullwidth Forms)."""


class Scope(StrEnum):
    """Where a command acts; also the prefix of its id."""

    APP = "app"
    LIST = "list"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the reader does, and the keys that ask for it."""

    scope: Scope
    verb: str
    """The action's name: `action_<verb>` on whoever has the scope."""
    title: str
    keys: tuple[str, ...]
    hint: str = ""
    """A word for the footer; empty keeps the command out of it."""
    group: str = "Move"
    palette: bool = True
    """Motions are for the fingers only: out of the palette."""

    @property
    def id(self) -> str:
        return f"{self.scope}.{self.verb}"


def _move(scope: Scope, verb: str, title: str, *keys: str) -> Command:
    return Command(scope, verb, title, keys, palette=False)


COMMANDS: tuple[Command, ...] = (
    _move(Scope.LIST, "cursor_down", "Next article in the list", "j", "down"),
    _move(Scope.LIST, "cursor_up", "Previous article in the list", "k", "up"),
    _move(Scope.LIST, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.LIST, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.LIST, "page_down", "Page down", "f", "space", "pagedown"),
    _move(Scope.LIST, "page_up", "Page up", "b", "pageup"),
    _move(Scope.LIST, "first", "First article", "g", "home"),
    _move(Scope.LIST, "last", "Last article", "G", "end"),
    Command(Scope.LIST, "open", "Read the article", ("enter", "l", "right", "tab"), "read", "Read"),
    Command(Scope.LIST, "search", "Search titles and full text", ("/",), "search", "Search"),
    Command(Scope.LIST, "clear_search", "Clear the search", ("escape",), "", "Search"),
    Command(Scope.LIST, "save_search", "Keep this search", ("w",), "", "Search"),
    Command(Scope.LIST, "saved", "Searches that are kept", ("v",), "", "Search"),
    Command(Scope.LIST, "sort", "Sort; again the other way round", ("S",), "sort", "Arrange"),
    Command(Scope.LIST, "reverse", "Turn the order round", ("r",), "", "Arrange"),
    Command(Scope.LIST, "group", "Group by source, tag, folder or month", ("B",), "", "Arrange"),
    Command(
        Scope.LIST, "filter", "All, unread, or bookmarked articles", ("F",), "filter", "Arrange"
    ),
    Command(Scope.LIST, "tags", "Articles with a tag", ("t",), "", "Arrange"),
    Command(Scope.LIST, "sources", "Articles of a source", ("s",), "", "Arrange"),
    Command(Scope.LIST, "authors", "Articles by an author", ("a",), "", "Arrange"),
    Command(
        Scope.LIST, "bookmark", "Bookmark the article, or take it away", ("m",), "bookmark", "Keep"
    ),
    Command(Scope.LIST, "toggle_read", "Read, or unread again", ("N",), "", "Keep"),
    Command(Scope.LIST, "all_read", "Everything in the list is read", ("A",), "", "Keep"),
    Command(Scope.LIST, "copies", "Copies of the article", ("c",), "", "Read"),
    Command(Scope.LIST, "open_original", "Open the original in the browser", ("o",), "", "Read"),
    Command(Scope.LIST, "menu", "What can be done here", (".",), "", "Read"),
    _move(Scope.ARTICLE, "line_down", "Line down", "j", "down"),
    _move(Scope.ARTICLE, "line_up", "Line up", "k", "up"),
    _move(Scope.ARTICLE, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.ARTICLE, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.ARTICLE, "page_down", "Page down", "space", "f", "pagedown"),
    _move(Scope.ARTICLE, "page_up", "Page up", "b", "pageup"),
    _move(Scope.ARTICLE, "top", "To the beginning", "g", "home"),
    _move(Scope.ARTICLE, "bottom", "To the end", "G", "end"),
    _move(Scope.ARTICLE, "percent", "So far into the article: 50%", "%"),
    _move(Scope.ARTICLE, "next_heading", "Next heading", "]"),
    _move(Scope.ARTICLE, "previous_heading", "Previous heading", "["),
    Command(Scope.ARTICLE, "outline", "Outline", ("t",), "outline", "Move"),
    Command(Scope.ARTICLE, "find", "Find in the article", ("/",), "find", "Search"),
    Command(Scope.ARTICLE, "next_match", "Next match", ("n",), "", "Search", palette=False),
    Command(Scope.ARTICLE, "previous_match", "Previous match", ("N",), "", "Search", palette=False),
    Command(
        Scope.ARTICLE, "clear", "Clear matches, then back to the list", ("escape",), "", "Search"
    ),
    Command(Scope.ARTICLE, "next_link", "Next link", ("tab",), "link", "Links", palette=False),
    Command(
        Scope.ARTICLE, "previous_link", "Previous link", ("shift+tab",), "", "Links", palette=False
    ),
    Command(Scope.ARTICLE, "follow", "Follow the link", ("enter",), "", "Links"),
    Command(Scope.ARTICLE, "links", "All links", ("L",), "", "Links"),
    Command(
        Scope.ARTICLE,
        "open_original",
        "Open the original in the browser",
        ("o",),
        "original",
        "Links",
    ),
    Command(
        Scope.ARTICLE, "back", "Back to where a jump began", ("ctrl+o", "alt+left"), "", "Links"
    ),
    Command(Scope.ARTICLE, "forward", "Forward again", ("alt+right",), "", "Links"),
    Command(
        Scope.ARTICLE,
        "bookmark",
        "Bookmark this place, or take it away",
        ("m",),
        "bookmark",
        "Keep",
    ),
    Command(Scope.ARTICLE, "reload", "Read the file again", ("R",), "", "Page"),
    Command(Scope.ARTICLE, "copy", "Copy the selected text", ("y",), "", "Keep"),
    Command(Scope.ARTICLE, "to_list", "To the list", ("h", "left"), "", "Panes"),
    _move(Scope.ARTICLE, "scroll_code_left", "Wide code to the left", "<", "shift+left"),
    _move(Scope.ARTICLE, "scroll_code_right", "Wide code to the right", ">", "shift+right"),
    Command(Scope.ARTICLE, "wider", "Wider column", ("+",), "", "Page"),
    Command(Scope.ARTICLE, "narrower", "Narrower column", ("-",), "", "Page"),
    Command(Scope.ARTICLE, "default_measure", "Default column width", ("=",), "", "Page"),
    Command(Scope.APP, "next_article", "Next article", ("J",), "", "Read"),
    Command(Scope.APP, "previous_article", "Previous article", ("K",), "", "Read"),
    Command(Scope.APP, "search_library", "Search the library", ("ctrl+f",), "", "Search"),
    Command(Scope.APP, "bookmarks", "All bookmarks", ("M",), "bookmarks", "Keep"),
    Command(Scope.APP, "undo", "Undo what was kept, flagged or taken away", ("U",), "", "Keep"),
    Command(Scope.APP, "zen", "Only the article", ("z",), "", "Page"),
    Command(Scope.APP, "toggle_dark", "Dark or light", ("ctrl+t",), "", "Page"),
    Command(Scope.APP, "help", "All keys", ("?", "f1"), "keys", "Reader"),
    Command(
        Scope.APP,
        "command_palette",
        "Commands by name",
        (":", "ctrl+p"),
        "",
        "Reader",
        palette=False,
    ),
    Command(Scope.APP, "back_or_quit", "Back to the list, then quit", ("q",), "quit", "Reader"),
    Command(Scope.APP, "suspend_process", "To the shell; fg comes back", ("ctrl+z",), "", "Reader"),
    Command(Scope.APP, "quit", "Quit", ("Q", "ctrl+q"), "", "Reader"),
)


def commands(scope: Scope) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if command.scope is scope)


def with_full_width(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Add the full-width twin of each printable key, for who types with an input method on."""
    twins = [
        chr(ord(key) + FULL_WIDTH_OFFSET) for key in keys if len(key) == 1 and "!" <= key <= "~"
    ]
    return (*keys, *twins)


def bindings(scope: Scope) -> list[Binding]:
    """Textual bindings of a scope, one for each key so that a comma can be one."""
    return [
        Binding(key, command.verb, command.title, show=False, id=command.id)
        for command in commands(scope)
        for key in with_full_width(command.keys)
    ]


KEY_NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def key_label(key: str) -> str:
    """A key as help and footer write it: `ctrl+p`, `↓`, `alt+←`."""
    return "+".join(KEY_NAMES.get(part, part) for part in key.split("+")) if key != "+" else key
