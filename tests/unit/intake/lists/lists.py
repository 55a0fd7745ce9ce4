"""Files that are lists, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from reader.intake.incoming import IncomingAddress
from reader.intake.lists.forms import FORMS
from reader.intake.source_file import SourceForm, source_file


def form_of(path: Path) -> SourceForm | None:
    """The form that a file has, of those of this room."""
    source = source_file(path)
    return next((form for form in FORMS if form.matches(source)), None)


def read(path: Path) -> list[IncomingAddress]:
    """The entries of a file."""
    form = form_of(path)
    assert form is not None
    found = list(form.read(source_file(path)))
    assert all(isinstance(entry, IncomingAddress) for entry in found)
    return [entry for entry in found if isinstance(entry, IncomingAddress)]


class Desk:
    """A folder for the files of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def name_of(self, name: str, content: str | bytes) -> str:
        """The name of the form that such a file has; empty if none of this room."""
        form = form_of(self.put(name, content))
        return form.name if form else ""

    def read(self, name: str, content: str | bytes) -> list[IncomingAddress]:
        return read(self.put(name, content))

    def urls(self, name: str, content: str | bytes) -> list[str]:
        return [entry.facts.url for entry in self.read(name, content)]
