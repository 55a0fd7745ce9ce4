"""Every command of the reader, with the keys that ask for it by default. Knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.safe import clean_line
from reader.ui.commands.command import Command, Scope, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.command_settings import OwnCommand


def _move(scope: Scope, verb: str, title: str, *keys: str) -> Command:
    return Command(scope, verb, title, keys, palette=False)


def _pane(
    scope: Scope,
    verb: str,
    title: str,
    *keys: str,
    hint: str = "",
    group: str,
    palette: bool = True,
    target: Target = Target.WIDGET,
) -> Command:
    """One of the list or the article, whichever of the main screen carries it out."""
    return Command(scope, verb, title, keys, hint, group, palette=palette, target=target)


def _own(verb: str, title: str, *keys: str, hint: str = "", group: str = "Read") -> Command:
    """One of the screen of bookmarks: of no use anywhere else, so not in the palette."""
    return Command(
        Scope.BOOKMARKS, verb, title, keys, hint, group, palette=False, target=Target.SCREEN
    )


def _select(
    verb: str, title: str, hint: str, *keys: str, target: Target = Target.WIDGET
) -> Command:
    return Command(Scope.SELECT, verb, title, keys, hint, "Keep", palette=False, target=target)


def _typing(scope: Scope, verb: str, title: str, hint: str, *keys: str) -> Command:
    return Command(scope, verb, title, keys, hint, "Search", palette=False)


def _dialog(
    scope: Scope, verb: str, title: str, *keys: str, group: str = "Dialog", needed: bool = False
) -> Command:
    """One that the dialog carries out, whichever of its widgets has the keys."""
    return Command(
        scope,
        verb,
        title,
        keys,
        "",
        group,
        palette=False,
        target=Target.SCREEN,
        needed=needed,
    )


COMMANDS: tuple[Command, ...] = (
    _move(Scope.LIST, "cursor_down", "Next article in the list", "j", "down"),
    _move(Scope.LIST, "cursor_up", "Previous article in the list", "k", "up"),
    _move(Scope.LIST, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.LIST, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.LIST, "page_down", "Page down", "f", "space", "pagedown"),
    _move(Scope.LIST, "page_up", "Page up", "b", "pageup"),
    _move(Scope.LIST, "first", "First article", "g", "home"),
    _move(Scope.LIST, "last", "Last article", "G", "end"),
    _pane(
        Scope.LIST,
        "open",
        "Read the article",
        "enter",
        "l",
        "right",
        "tab",
        hint="read",
        group="Read",
    ),
    _pane(
        Scope.LIST,
        "search",
        "Search titles and full text",
        "/",
        hint="search",
        group="Search",
        target=Target.MAIN,
    ),
    _pane(
        Scope.LIST,
        "clear_search",
        "Clear the search",
        "escape",
        group="Search",
        target=Target.SIDEBAR,
    ),
    _pane(
        Scope.LIST, "save_search", "Keep this search", "w", group="Search", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST, "saved", "Searches that are kept", "v", group="Search", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST,
        "sort",
        "Sort; again the other way round",
        "S",
        hint="sort",
        group="Arrange",
        target=Target.SIDEBAR,
    ),
    _pane(
        Scope.LIST, "reverse", "Turn the order round", "r", group="Arrange", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST,
        "group",
        "Group by source, tag, folder or month",
        "B",
        group="Arrange",
        target=Target.SIDEBAR,
    ),
    _pane(
        Scope.LIST,
        "filter",
        "All, unread, or bookmarked articles",
        "F",
        hint="filter",
        group="Arrange",
        target=Target.SIDEBAR,
    ),
    _pane(Scope.LIST, "tags", "Articles with a tag", "t", group="Arrange", target=Target.SIDEBAR),
    _pane(
        Scope.LIST, "sources", "Articles of a source", "s", group="Arrange", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST, "authors", "Articles by an author", "a", group="Arrange", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST,
        "bookmark",
        "Bookmark the article, or take it away",
        "m",
        hint="bookmark",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(
        Scope.LIST, "toggle_read", "Read, or unread again", "N", group="Keep", target=Target.SIDEBAR
    ),
    _pane(
        Scope.LIST,
        "all_read",
        "Everything in the list is read",
        "A",
        group="Keep",
        target=Target.SIDEBAR,
    ),
    _pane(
        Scope.LIST,
        "add",
        "Add articles: an address, a file, a list",
        "+",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(Scope.LIST, "copies", "Copies of the article", "c", group="Read", target=Target.SIDEBAR),
    _pane(
        Scope.LIST,
        "open_original",
        "Open the original in the browser",
        "o",
        group="Read",
        target=Target.MAIN,
    ),
    _pane(
        Scope.LIST,
        "edit",
        "Edit the file in your editor",
        "e",
        group="Read",
        target=Target.MAIN,
    ),
    _pane(Scope.LIST, "menu", "What can be done here", ".", group="Read", target=Target.SIDEBAR),
    _move(Scope.ARTICLE, "line_down", "Line down", "j", "down"),
    _move(Scope.ARTICLE, "line_up", "Line up", "k", "up"),
    _move(
        Scope.ARTICLE, "half_page_down", "Half a page down; drop a mark asked about", "d", "ctrl+d"
    ),
    _move(Scope.ARTICLE, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.ARTICLE, "page_down", "Page down", "space", "f", "pagedown"),
    _move(Scope.ARTICLE, "page_up", "Page up", "b", "pageup"),
    _move(Scope.ARTICLE, "top", "To the beginning", "g", "home"),
    _move(Scope.ARTICLE, "bottom", "To the end", "G", "end"),
    _move(Scope.ARTICLE, "percent", "So far into the article: 50%", "%"),
    _move(Scope.ARTICLE, "next_heading", "Next heading", "]"),
    _move(Scope.ARTICLE, "previous_heading", "Previous heading", "["),
    _pane(
        Scope.ARTICLE, "outline", "Outline", "t", hint="outline", group="Move", target=Target.MAIN
    ),
    _pane(
        Scope.ARTICLE,
        "find",
        "Find in the article",
        "/",
        hint="find",
        group="Search",
        target=Target.PANE,
    ),
    _pane(Scope.ARTICLE, "next_match", "Next match", "n", group="Search", palette=False),
    _pane(Scope.ARTICLE, "previous_match", "Previous match", "N", group="Search", palette=False),
    _pane(Scope.ARTICLE, "clear", "Clear matches, then back to the list", "escape", group="Search"),
    _pane(
        Scope.ARTICLE, "next_link", "Next link", "tab", hint="link", group="Links", palette=False
    ),
    _pane(
        Scope.ARTICLE, "previous_link", "Previous link", "shift+tab", group="Links", palette=False
    ),
    _pane(
        Scope.ARTICLE, "follow", "Follow the link; keep a mark asked about", "enter", group="Links"
    ),
    _pane(Scope.ARTICLE, "links", "All links", "L", group="Links", target=Target.MAIN),
    _pane(
        Scope.ARTICLE,
        "open_original",
        "Open the original in the browser",
        "o",
        hint="original",
        group="Links",
        target=Target.MAIN,
    ),
    _pane(
        Scope.ARTICLE,
        "back",
        "Back to where a jump began",
        "ctrl+o",
        "alt+left",
        group="Links",
        target=Target.MAIN,
    ),
    _pane(
        Scope.ARTICLE, "forward", "Forward again", "alt+right", group="Links", target=Target.MAIN
    ),
    _pane(
        Scope.ARTICLE,
        "bookmark",
        "Bookmark this place, or take it away",
        "m",
        hint="bookmark",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(
        Scope.ARTICLE,
        "highlight",
        "Highlight what is selected; what it says",
        "H",
        group="Keep",
        target=Target.PANE,
    ),
    _pane(
        Scope.ARTICLE,
        "next_bookmark",
        "Next bookmark or highlight",
        "'",
        group="Keep",
        target=Target.PANE,
    ),
    _pane(
        Scope.ARTICLE,
        "previous_bookmark",
        "Previous bookmark or highlight",
        '"',
        group="Keep",
        target=Target.PANE,
    ),
    _pane(
        Scope.ARTICLE,
        "extent",
        "The whole page as it was saved, its source, the article",
        "\\",
        group="Page",
        target=Target.PANE,
    ),
    _pane(
        Scope.ARTICLE,
        "fold",
        "Show what is folded behind the end, or fold it",
        "x",
        group="Page",
    ),
    _pane(
        Scope.ARTICLE,
        "related",
        "Related articles: the most like this one",
        "r",
        group="Read",
        target=Target.MAIN,
    ),
    _pane(Scope.ARTICLE, "reload", "Read the file again", "R", group="Page", target=Target.PANE),
    _pane(
        Scope.ARTICLE,
        "edit",
        "Edit the file in your editor, at this line",
        "e",
        group="Page",
        target=Target.MAIN,
    ),
    _pane(
        Scope.ARTICLE,
        "save_copy",
        "Save as Markdown, HTML or text",
        "s",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(
        Scope.ARTICLE,
        "pipe",
        "Give the article, or what is selected, to a command",
        "|",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(Scope.ARTICLE, "copy", "Copy the selected text", "y", group="Keep", target=Target.MAIN),
    _pane(
        Scope.ARTICLE,
        "copy_quote",
        "Copy it as a Markdown quote with its source",
        "Y",
        group="Keep",
        target=Target.MAIN,
    ),
    _pane(Scope.ARTICLE, "select", "Select text by keys", "v", hint="select", group="Keep"),
    _pane(Scope.ARTICLE, "select_blocks", "Select paragraphs by keys", "V", group="Keep"),
    _pane(Scope.ARTICLE, "to_list", "To the list", "h", "left", group="Panes", target=Target.MAIN),
    _move(Scope.ARTICLE, "scroll_code_left", "Wide code to the left", "<", "shift+left"),
    _move(Scope.ARTICLE, "scroll_code_right", "Wide code to the right", ">", "shift+right"),
    _pane(Scope.ARTICLE, "wider", "Wider column", "+", group="Page"),
    _pane(Scope.ARTICLE, "narrower", "Narrower column", "-", group="Page"),
    _pane(Scope.ARTICLE, "default_measure", "Default column width", "=", group="Page"),
    _move(Scope.BOOKMARKS, "cursor_down", "Next bookmark", "j", "down"),
    _move(Scope.BOOKMARKS, "cursor_up", "Previous bookmark", "k", "up"),
    _move(Scope.BOOKMARKS, "half_page_down", "Half a page down", "ctrl+d"),
    _move(Scope.BOOKMARKS, "half_page_up", "Half a page up", "ctrl+u"),
    _move(Scope.BOOKMARKS, "page_down", "Page down", "pagedown", "ctrl+f"),
    _move(Scope.BOOKMARKS, "page_up", "Page up", "pageup", "ctrl+b"),
    _move(Scope.BOOKMARKS, "first", "First bookmark", "g", "home"),
    _move(Scope.BOOKMARKS, "last", "Last bookmark", "G", "end"),
    _move(Scope.BOOKMARKS, "next_article", "Next article's bookmarks", "]", "J"),
    _move(Scope.BOOKMARKS, "previous_article", "Previous article's bookmarks", "[", "K"),
    _move(Scope.BOOKMARKS, "mark", "Mark, for delete and export", "space"),
    _own("open", "Go to the bookmark", "enter", "l", "right", hint="open"),
    _own("search", "Search words, notes, titles, tags", "/", hint="search", group="Find"),
    _own("kind", "Articles, places, highlights, with notes", "f", "tab", hint="kind", group="Find"),
    _own("kind_back", "The other way round", "F", "shift+tab", group="Find"),
    _own("tag", "Bookmarks with a tag", "t", "#", hint="tag", group="Find"),
    _own("sort", "By article, or the latest first", "s", "S", hint="sort", group="Find"),
    _own("clear", "All again", "escape", group="Find"),
    _own("note", "Note", "e", hint="note", group="Change"),
    _own("tags", "Tags", "T", group="Change"),
    _own("color", "Colour of a highlight", "c", group="Change"),
    _own(
        "delete",
        "Delete; all that are marked, if any",
        "d",
        "delete",
        hint="delete",
        group="Change",
    ),
    _own("undo", "Undo", "U", hint="undo", group="Change"),
    _own("copy", "Copy the words", "y", group="Files"),
    _own("export", "Write to a file", "x", hint="export", group="Files"),
    _own("import", "Read from a file", "i", group="Files"),
    _own("help", "These keys", "?", "f1", hint="keys", group="Files"),
    _own("close", "Back to where you were", "q", "M", hint="close", group="Files"),
    _move(Scope.SELECT, "left", "Character before", "h", "left"),
    _move(Scope.SELECT, "right", "Character after", "l", "right"),
    _move(Scope.SELECT, "down", "Line down", "j", "down"),
    _move(Scope.SELECT, "up", "Line up", "k", "up"),
    _move(Scope.SELECT, "word", "Next word", "w"),
    _move(Scope.SELECT, "word_back", "Beginning of the word, or the one before", "b"),
    _move(Scope.SELECT, "word_end", "End of the word, or the next one", "e"),
    _move(Scope.SELECT, "row_begin", "Beginning of the line", "0"),
    _move(Scope.SELECT, "row_end", "End of the line", "$"),
    _move(Scope.SELECT, "sentence_begin", "Beginning of the sentence", "("),
    _move(Scope.SELECT, "sentence_end", "End of the sentence", ")"),
    _move(Scope.SELECT, "block_begin", "Beginning of the paragraph", "{"),
    _move(Scope.SELECT, "block_end", "End of the paragraph", "}"),
    _move(Scope.SELECT, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.SELECT, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.SELECT, "page_down", "Page down", "space", "f", "pagedown"),
    _move(Scope.SELECT, "page_up", "Page up", "ctrl+b", "pageup"),
    _move(Scope.SELECT, "first", "To the beginning", "g", "home"),
    _move(Scope.SELECT, "last", "To the end", "G", "end"),
    _select("toggle", "Let the caret go free; begin anew", "", "v"),
    _select("toggle_blocks", "Whole paragraphs", "", "V"),
    _select("copy", "Copy the selected text", "copy", "y", target=Target.MAIN),
    _select(
        "copy_quote",
        "Copy it as a Markdown quote with its source",
        "quote",
        "Y",
        target=Target.MAIN,
    ),
    _select("highlight", "Highlight it", "highlight", "H", target=Target.PANE),
    _select("bookmark", "Bookmark where it begins", "bookmark", "m", target=Target.MAIN),
    _select("pipe", "Give it to a command", "", "|", target=Target.MAIN),
    _select("swap", "To the other end", "other end", "o"),
    _select("follow", "What the highlight says, or where the link leads", "", "enter"),
    Command(
        Scope.SELECT,
        "leave",
        "Leave",
        ("escape", "q"),
        "leave",
        "Keep",
        palette=False,
        needed=True,
    ),
    _typing(Scope.SEARCH, "submit", "Read the first result", "read", "enter"),
    _typing(Scope.SEARCH, "down", "To the results; next completion", "results", "down", "ctrl+n"),
    _typing(Scope.SEARCH, "up", "Earlier searches; previous completion", "earlier", "up"),
    _typing(Scope.SEARCH, "tab", "Complete the value; or to the results", "complete", "tab"),
    _typing(Scope.SEARCH, "save", "Keep this search", "keep", "ctrl+s"),
    _typing(Scope.SEARCH, "escape", "Clear what was typed; then leave", "clear", "escape"),
    _typing(Scope.FIND, "submit", "To the article, the matches stay lit", "done", "enter"),
    _typing(Scope.FIND, "next", "Next match", "next", "down", "ctrl+n"),
    _typing(Scope.FIND, "previous", "Previous match", "previous", "up"),
    _typing(Scope.FIND, "close", "Leave, the matches go out", "leave", "escape"),
    _move(Scope.PICKER, "cursor_down", "Next line", "j", "down"),
    _move(Scope.PICKER, "cursor_up", "Line before", "k", "up"),
    _move(Scope.PICKER, "page_down", "Page down", "space", "pagedown"),
    _move(Scope.PICKER, "page_up", "Page up", "pageup"),
    _move(Scope.PICKER, "first", "First line", "g", "home"),
    _move(Scope.PICKER, "last", "Last line", "G", "end"),
    _move(Scope.PICKER, "choose", "Take the line", "enter"),
    _dialog(Scope.PICKER, "filter", "Filter the lines", "/"),
    _dialog(Scope.PICKER, "delete", "Delete, where it is offered", "d", "delete"),
    _dialog(Scope.PICKER, "note", "Change its name or note, where it is offered", "e"),
    _dialog(Scope.PICKER, "undo", "Undo, where it is offered", "U"),
    _dialog(Scope.PICKER, "close", "Close", "escape", "q", needed=True),
    _dialog(Scope.FILTER, "take", "Take the first line; among the bookmarks, to them", "enter"),
    _dialog(Scope.FILTER, "to_list", "To the lines", "down", "up"),
    _dialog(Scope.FILTER, "clear", "Clear the filter; then leave", "escape", needed=True),
    _dialog(Scope.LINE, "submit", "Take the line", "enter"),
    _dialog(Scope.LINE, "cancel", "Give it up", "escape", needed=True),
    _dialog(Scope.EDIT, "keep", "Keep it", "enter"),
    Command(
        Scope.EDIT,
        "new_line",
        "Another line of the note",
        ("ctrl+j", "shift+enter", "alt+enter"),
        group="Dialog",
        palette=False,
    ),
    _dialog(Scope.EDIT, "next_field", "Next field", "tab"),
    _dialog(Scope.EDIT, "previous_field", "Field before", "shift+tab"),
    _dialog(Scope.EDIT, "next_color", "Next colour", "ctrl+n"),
    _dialog(Scope.EDIT, "delete", "Delete the bookmark", "ctrl+d"),
    _dialog(Scope.EDIT, "cancel", "Leave it as it was", "escape", needed=True),
    _move(Scope.COLOR, "previous", "Colour before", "left", "h", "k"),
    _move(Scope.COLOR, "next", "Next colour", "right", "space", "l", "j"),
    _dialog(Scope.ADD, "submit", "Add it", "enter"),
    _dialog(Scope.ADD, "next_field", "Next field", "tab", "down"),
    _dialog(Scope.ADD, "previous_field", "Field before", "shift+tab", "up"),
    _dialog(Scope.ADD, "cancel", "Give it up", "escape", needed=True),
    _move(Scope.CHOICE, "previous", "Choice before", "left", "h"),
    _move(Scope.CHOICE, "next", "Next choice", "right", "space", "l"),
    _dialog(Scope.FORM, "submit", "Take it", "enter"),
    _dialog(Scope.FORM, "complete", "Complete a folder's name; else the next field", "tab"),
    _dialog(Scope.FORM, "previous_field", "Field before", "shift+tab"),
    _dialog(Scope.FORM, "earlier", "Earlier line, where they are kept; else field before", "up"),
    _dialog(Scope.FORM, "later", "Later line; else next field", "down"),
    _dialog(Scope.FORM, "next_kind", "Next kind", "ctrl+n"),
    _dialog(Scope.FORM, "cancel", "Give it up", "escape", needed=True),
    _move(Scope.OUTPUT, "line_down", "Line down", "j", "down"),
    _move(Scope.OUTPUT, "line_up", "Line up", "k", "up"),
    _move(Scope.OUTPUT, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.OUTPUT, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.OUTPUT, "page_down", "Page down", "space", "f", "pagedown"),
    _move(Scope.OUTPUT, "page_up", "Page up", "b", "pageup"),
    _move(Scope.OUTPUT, "top", "To the beginning", "g", "home"),
    _move(Scope.OUTPUT, "bottom", "To the end", "G", "end"),
    _dialog(Scope.OUTPUT, "copy", "Copy it", "y"),
    _dialog(
        Scope.OUTPUT,
        "close",
        "Close; end the program",
        "escape",
        "q",
        "enter",
        needed=True,
    ),
    _move(Scope.HELP, "line_down", "Line down", "j", "down"),
    _move(Scope.HELP, "line_up", "Line up", "k", "up"),
    _move(Scope.HELP, "half_page_down", "Half a page down", "d", "ctrl+d"),
    _move(Scope.HELP, "half_page_up", "Half a page up", "u", "ctrl+u"),
    _move(Scope.HELP, "page_down", "Page down", "space", "f", "pagedown"),
    _move(Scope.HELP, "page_up", "Page up", "b", "pageup"),
    _move(Scope.HELP, "top", "To the beginning", "g", "home"),
    _move(Scope.HELP, "bottom", "To the end", "G", "end"),
    _dialog(
        Scope.HELP,
        "close",
        "Close",
        "escape",
        "q",
        "?",
        "f1",
        "enter",
        "h",
        "left",
        needed=True,
    ),
    _move(Scope.COUNT, "cancel", "Give up the number", "escape"),
    _move(Scope.QUESTION, "keep", "The mark stays where it is", "enter"),
    _move(Scope.QUESTION, "drop", "The mark goes", "d"),
    Command(Scope.APP, "next_article", "Next article", ("J",), "", "Read"),
    Command(Scope.APP, "previous_article", "Previous article", ("K",), "", "Read"),
    Command(Scope.APP, "search_library", "Search the library", ("ctrl+f",), "", "Search"),
    Command(Scope.APP, "bookmarks", "All bookmarks", ("M",), "bookmarks", "Keep"),
    Command(Scope.APP, "recent", "Articles read lately", ("ctrl+r",), "", "Read"),
    Command(Scope.APP, "open_added", "What was added last", ("O",), "", "Read"),
    Command(Scope.APP, "info", "About this article", ("i",), "", "Read"),
    Command(Scope.APP, "undo", "Undo what was kept, flagged or taken away", ("U",), "", "Keep"),
    Command(Scope.APP, "zen", "Only the article", ("z",), "", "Page"),
    Command(
        Scope.APP,
        "chinese",
        "Chinese as written, Simplified, Traditional, Taiwan, Hong Kong",
        ("T",),
        "",
        "Page",
    ),
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
    Command(Scope.APP, "quit", "Quit", ("Q", "ctrl+q"), "", "Reader", needed=True),
)

BY_ID = {command.id: command for command in COMMANDS}
_BY_SCOPE = {scope: tuple(c for c in COMMANDS if c.scope is scope) for scope in Scope}


def commands(scope: Scope) -> tuple[Command, ...]:
    return _BY_SCOPE[scope]


def own_commands(stated: Sequence[OwnCommand]) -> tuple[Command, ...]:
    """The owner's own commands of config.toml: without a key, until `[keys]` gives them one."""
    return tuple(
        Command(Scope.COMMAND, each.name, clean_line(each.title) or each.name, (), group="Own")
        for each in stated
    )
