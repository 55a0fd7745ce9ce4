"""Runs the owner's own commands of config.toml with what they want to know of the article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.services.desktop.own_command import filled
from reader.text.safe import clean_line
from reader.ui.main.around.running import Job, Runner
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.services.session import Session
    from reader.ui.commands import Keymap


class OwnCommandsFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def keymap(self) -> Keymap: ...
    @property
    def article_in_use(self) -> Article | None: ...
    def get_selected_text(self) -> str | None: ...


class OwnCommands:
    """Those that config.toml states."""

    def __init__(self, face: OwnCommandsFace, runner: Runner) -> None:
        self._face = face
        self._runner = runner

    def run(self, name: str) -> None:
        """Run the one of this name, if there is all that it wants to know."""
        stated = self._face.session.settings.commands
        command = next((each for each in stated if each.name == name), None)
        if command is None:
            return
        article = self._face.article_in_use
        values = {
            "path": str(article.path.absolute()) if article is not None else "",
            "url": article.url if article is not None else "",
            "title": article.title if article is not None else "",
            "selection": self._face.get_selected_text() or "",
        }
        missing = next((each for each in sorted(command.placeholders) if not values[each]), "")
        if missing:
            self._face.tell(self._told_missing(missing, command.title or name))
            return
        title = clean_line(command.title) or name
        job = Job(title=title, command=partial(filled, command, values), output=command.output)
        self._runner.run(job)

    def _told_missing(self, missing: str, title: str) -> str:
        if missing == "selection":
            key = self._face.keymap.label("article.select")
            means = f"{key} or the mouse" if key else "the mouse"
            return f"{title} wants a selection: select with {means} first"
        if missing == "url":
            return f"{title} wants an address, and this article has none"
        return f"{title} wants an article"
