"""A page that was fetched, converted in a process of its own if it is long.

It comes from anybody, and markup can be made that takes time by the square of its length.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any, Final

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.pages import article_page
from reader.intake.pages.article_page import RefreshError
from reader.intake.web.answer import WebAnswer, WebError
from reader.process.channel import ChannelError, to_parent
from reader.process.child import MOST_MEGABYTES, Limits, end_with_parent
from reader.process.task import NoChildError, StoppedError, answers

LONG: Final = 128 * 1024
"""Bytes of a page from which on it is worth a process: that takes half a second."""
SECONDS: Final = 30.0
"""Of CPU; the longest of real pages take two."""
_MEGABYTES: Final = 2 * MOST_MEGABYTES
_NICENESS: Final = 5
_PIECE: Final = 1 << 20
_MOST_ANSWER: Final = 4 << 20
_MOST_IN_ALL: Final = 256 << 20
_HINT: Final = "open it in a browser and save the page"


def article_of_answer(answer: WebAnswer, *, seconds: float = SECONDS) -> IncomingArticle:
    """Convert as `article_page` does; a long page within `seconds` of CPU and bounded memory.

    Raises WebError, also if that is not enough.
    """
    if len(answer.data) <= LONG:
        return article_page.article_of_answer(answer)
    told = answers(
        _convert,
        Limits(seconds, _MEGABYTES, _NICENESS),
        _request(answer),
        wanted=lambda: True,
        most=_MOST_ANSWER,
        most_in_all=_MOST_IN_ALL,
    )
    try:
        with closing(told):
            return _article(told)
    except NoChildError:
        raise
    except StoppedError as error:
        reason = "takes too long to convert" if error.used_up else "is too large to convert"
        raise WebError(reason, hint=_HINT) from error
    except ChannelError as error:
        raise WebError(error.what, hint=_HINT) from error


def _request(answer: WebAnswer) -> Iterator[bytes]:
    """What is known of the page, then its bytes in pieces."""
    known = {
        "url": answer.url,
        "content_type": answer.content_type,
        "charset": answer.charset,
        "notices": answer.notices,
    }
    yield json.dumps(known).encode("ascii")
    yield from _pieces(answer.data)


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _article(messages: Iterator[bytes]) -> IncomingArticle:
    """What the child tells: the article without its texts, then these. Raises WebError."""
    head: dict[str, Any] = json.loads(next(messages))
    if "refresh" in head:
        raise RefreshError(head["refresh"])
    if "error" in head:
        raise WebError(head["error"], hint=head["hint"])
    texts = b"".join(messages)
    facts = head["facts"]
    return IncomingArticle(
        ArticleFacts(**{**facts, "tags": tuple(facts["tags"])}),
        texts[: head["body"]].decode("utf-8", "surrogatepass"),
        BodyKind(head["kind"]),
        page=texts[head["body"] :].decode("utf-8", "surrogatepass"),
        notices=tuple(head["notices"]),
        is_inert=head["is_inert"],
    )


def _convert() -> None:
    """Answer one request, in the child."""
    parent = to_parent()
    known = json.loads(parent.receive() or b"")
    known["notices"] = tuple(known["notices"])
    answer = WebAnswer(data=b"".join(parent), **known)
    end_with_parent()
    try:
        article = article_page.article_of_answer(answer)
    except RefreshError as error:
        parent.send(json.dumps({"refresh": error.target}).encode("ascii"))
    except ReaderError as error:
        parent.send(json.dumps({"error": error.what, "hint": error.hint}).encode("ascii"))
    else:
        body = article.body.encode("utf-8", "surrogatepass")
        head = asdict(replace(article, body="", page="", files={}, annotations=()))
        parent.send(json.dumps({**head, "body": len(body)}).encode("ascii"))
        for piece in _pieces(body + article.page.encode("utf-8", "surrogatepass")):
            parent.send(piece)
    parent.end()
