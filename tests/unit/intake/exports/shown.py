"""What comes of an export, and what the reader makes of its articles."""

from __future__ import annotations

from reader.document.to_markdown import to_markdown
from reader.intake.incoming import Incoming, IncomingArticle, Unreadable
from reader.intake.source_file import SourceFile, SourceForm


def all_of(form: SourceForm, file: SourceFile) -> list[Incoming]:
    """Every entry of a file that has this form."""
    assert form.matches(file)
    return list(form.read(file))


def articles(form: SourceForm, file: SourceFile) -> list[IncomingArticle]:
    """The entries, all of which have a text."""
    found = all_of(form, file)
    texts = [each for each in found if isinstance(each, IncomingArticle)]
    assert texts == found
    return texts


def article(form: SourceForm, file: SourceFile) -> IncomingArticle:
    """The only entry."""
    (only,) = articles(form, file)
    return only


def unreadable(entry: Incoming) -> Unreadable:
    assert isinstance(entry, Unreadable)
    return entry


def markdown(found: IncomingArticle) -> str:
    """The text as the reader understands it."""
    return to_markdown(found.body, found.kind).markdown


def content(found: IncomingArticle) -> str:
    """The text without the element that is around what was made harmless."""
    return found.body.removeprefix("<article>\n").removesuffix("\n</article>\n")
