"""What is asked of the web, and what it answers; how that is done is `client`'s alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from reader.errors import ReaderError

SAVE_IT: Final = "open it in a browser and save the page"
"""What to do with a page that is not for programs."""


class WebError(ReaderError):
    """An address could not be fetched, or must not be; says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of an answer, to ask again only for what has changed (RFC 9110 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """The content at an address."""

    url: str
    """Where it was found, after redirects."""
    data: bytes
    """Without any encoding of the transfer; empty where nothing has changed."""
    content_type: str = ""
    """The media type in small letters, without parameters; empty if unknown."""
    charset: str = ""
    """As the header states it; empty if it does not."""
    validators: Validators = Validators()
    has_changed: bool = True
    """Whether there is anything newer than what the validators were of."""
    notices: tuple[str, ...] = ()
    """What the owner should know of how it came, one line each."""


class Web(Protocol):
    """Fetches addresses; `client.HttpWeb` does, and so does a fake in tests."""

    def get(
        self, url: str, *, most: int = 0, known: Validators | None = None, referrer: str = ""
    ) -> WebAnswer:
        """The content at an address of http or https; waits as long as the host wants it to.

        `most`: bytes of content, at the most; 0: as for a page, of which it is known that it is
        text: what is not is refused by its type. `known`: ask only for what is newer than that.
        `referrer`: the page that the content is a part of, such as a picture. May be called from
        any thread. Raises WebError.
        """
        ...
