"""A body in whatever form to a document: the one entry for callers that show articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from reader.document.conversion import plain, stream_here
from reader.document.model import Document, Increment, join

if TYPE_CHECKING:
    from reader.document.body_kind import BodyKind

CROWDED = "Shown as plain paragraphs: the page has too many tags."
NOTICE = "This article could not be parsed; it is shown as plain text."
LARGE = 150_000
"""Characters beyond which a body is read in its own process, so that the app stays responsive."""


def read(body: str, kind: BodyKind, *, title: str = "") -> Document:
    """Convert and parse `body`. Never raises on content, as `stream`."""
    return join(stream(body, kind, title=title))


def stream(
    body: str, kind: BodyKind, *, title: str = "", wanted: Callable[[], bool] = lambda: True
) -> Iterator[Increment]:
    """Convert and parse `body`, bit by bit; a large or odd one in a child under limits.

    A caller that stops wanting it should stop asking too: what comes then is of no use. Never
    raises for the content: where reading fails its text comes as plain paragraphs, with a notice
    that says so. Then, and only then, an increment begins anew.
    """
    # Imported late: conversion needs selectolax and html2text.
    from reader.document.body_kind import MARKUPS, BodyKind
    from reader.document.html.bounds import is_broken, is_crowded
    from reader.document.worker import isolated

    in_tree = kind not in (BodyKind.MARKDOWN, BodyKind.TEXT, *MARKUPS)
    if in_tree and is_crowded(body):
        yield Increment(plain(body, kind), notices=(CROWDED,))
        return
    alone = len(body) > LARGE or (in_tree and is_broken(body))
    try:
        if alone:
            yield from isolated.stream(body, kind, title=title, wanted=wanted)
        else:
            yield from stream_here(body, kind, title=title)
    except isolated.SandboxError as error:
        if not wanted():
            return
        notice = f"Shown as plain paragraphs: {error.what}."
    except Exception:  # noqa: BLE001 - a library's bug on one article must not cost its text
        notice = NOTICE
    else:
        return
    yield Increment(plain(body, kind), notices=(notice,), anew=True)


@contextmanager
def begun(
    body: str, kind: BodyKind, *, title: str = "", wanted: Callable[[], bool] = lambda: True
) -> Iterator[Iterator[Increment]]:
    """What `stream` yields; a large body is read from now on, and no longer than in the context.

    The app itself has nothing to do meanwhile, and can show what there is.
    """
    from reader.document.worker.read_ahead import ReadAhead

    if len(body) <= LARGE:
        yield stream(body, kind, title=title, wanted=wanted)
        return
    with closing(
        ReadAhead(lambda wanted: stream(body, kind, title=title, wanted=wanted), wanted)
    ) as ahead:
        yield iter(ahead)


def warm_up() -> None:
    """Import and prepare what reading needs: half a second that no article should wait for."""
    from reader.document.body_kind import BodyKind

    for kind, body in (
        (BodyKind.MARKDOWN, "# a\n\n*b* `c` [d](e)\n\n- f\n"),
        (BodyKind.HTML, "<h2>a</h2><p><b>b</b> <a href='c'>d</a></p>"),
        (BodyKind.TEXT, "a\n\nb\n"),
    ):
        read(body, kind)
