"""What a command is: where its keys are heard, who carries it out. Knows no Textual."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """Where the keys of a command are heard; also the prefix of its id."""

    APP = "app"
    LIST = "list"
    ARTICLE = "article"
    SELECT = "select"
    BOOKMARKS = "bookmarks"
    SEARCH = "search"
    """While the query is typed."""
    FIND = "find"
    """The same, in the article."""
    PICKER = "picker"
    """In the dialogs that offer lines to choose from."""
    FILTER = "filter"
    """While such a list, or the list of bookmarks, is filtered."""
    LINE = "line"
    """In the dialogs that ask for a line of text."""
    EDIT = "edit"
    """In the dialog for note, tags and colour."""
    COLOR = "color"
    """On its row of colours."""
    ADD = "add"
    """In the dialog for articles that are to be added."""
    CHOICE = "choice"
    """On its rows of choices."""
    PICTURE = "picture"
    """While a picture is alone on the screen."""
    HELP = "help"
    COUNT = "count"
    """While a number is typed before a command."""
    HINTS = "hints"
    """While links have letters."""
    QUESTION = "question"
    """While it is asked whether a mark belongs where it is."""


HEADINGS = {
    Scope.LIST: "In the list",
    Scope.ARTICLE: "In the article",
    Scope.SELECT: "While selecting",
    Scope.BOOKMARKS: "Among the bookmarks",
    Scope.SEARCH: "In the search box",
    Scope.FIND: "While finding in the article",
    Scope.PICKER: "Where a line is picked",
    Scope.FILTER: "While lines are filtered",
    Scope.LINE: "Where a line is asked for",
    Scope.EDIT: "In a bookmark's note and tags",
    Scope.COLOR: "On its row of colours",
    Scope.ADD: "Where articles are added",
    Scope.CHOICE: "On its rows of choices",
    Scope.PICTURE: "While a picture is alone on the screen",
    Scope.COUNT: "While a number is typed",
    Scope.HINTS: "While links have letters",
    Scope.QUESTION: "While it is asked whether a mark has moved",
    Scope.HELP: "On this page",
    Scope.APP: "Anywhere",
}
"""What stands over the commands of each scope, in the order in which they are told."""


class Target(StrEnum):
    """The object that carries out a command; the values are namespaces of Textual's actions."""

    WIDGET = ""
    """The widget that has the scope's keys."""
    SCREEN = "screen"
    """The screen that the widget is on: a dialog, or the one of bookmarks."""
    MAIN = "main"
    """The main screen."""
    SIDEBAR = "sidebar"
    """The pane around the list."""
    PANE = "pane"
    """The pane around the article."""


class Command(NamedTuple):
    """Something that the reader does, and the keys that ask for it unless the owner chose others.

    Keys are in the form that `reader.ui.commands.key_names.parse` returns.
    """

    scope: Scope
    verb: str
    """The action's name: `action_<verb>` on the target."""
    title: str
    keys: tuple[str, ...]
    hint: str = ""
    """A word for the footer; empty keeps the command out of it."""
    group: str = "Move"
    palette: bool = True
    """Motions are for the fingers only: out of the palette."""
    target: Target = Target.WIDGET
    needed: bool = False
    """The way out of something: never without a key."""
    inner_hint: str = ""
    """The word for the footer where the command leads only one step back, if that is another."""
    selection_hint: str = ""
    """The word for the footer while the mouse has selected something; it offers no others then."""

    @property
    def id(self) -> str:
        return f"{self.scope}.{self.verb}"

    @property
    def action(self) -> str:
        """What Textual calls to carry it out, from the widget that has the scope's keys."""
        return f"{self.target}.{self.verb}" if self.target else self.verb
