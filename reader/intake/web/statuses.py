"""What a status of HTTP means for somebody who wants an article, and what to do (RFC 9110, 15)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from reader.intake.web.answer import SAVE_IT, WebError

_LATER: Final = "try again later"
_CHECK: Final = "check the address, or look for it at web.archive.org"
_KNOWN: Final = {
    400: ("does not understand the request [400]", SAVE_IT),
    401: ("wants a login [401]", SAVE_IT),
    402: ("wants to be paid [402]", SAVE_IT),
    403: ("does not let programs read this [403]", SAVE_IT),
    404: ("has nothing at this address [404]", _CHECK),
    405: ("does not let programs read this [405]", SAVE_IT),
    406: ("does not let programs read this [406]", SAVE_IT),
    407: ("cannot be reached: the proxy wants a login [407]", "check HTTPS_PROXY"),
    408: ("did not wait for the request [408]", _LATER),
    410: ("has taken this down [410]", "look for it at web.archive.org"),
    418: ("does not let programs read this [418]", SAVE_IT),
    421: ("does not answer for this name [421]", "check the address"),
    429: ("is asked too often [429]", _LATER),
    451: ("may not show this, by law [451]", _CHECK),
    503: ("is out of order, or asks who we are [503]", f"{_LATER}, or {SAVE_IT}"),
}


def check_status(host: str, status: int) -> None:
    """Raise WebError for an answer that has no content that was asked for."""
    if status in (204, 205):
        raise WebError(f"{host} answers without any content [{status}]", hint=SAVE_IT)
    if 200 <= status < 300:
        return
    if status in _KNOWN:
        what, hint = _KNOWN[status]
    elif 300 <= status < 400:
        what, hint = f"sends us elsewhere, but not where [{status}]", SAVE_IT
    elif 400 <= status < 500:
        what, hint = f"refuses the request [{status}]", SAVE_IT
    elif 500 <= status < 600:
        what, hint = f"is out of order [{status}]", _LATER
    else:
        what, hint = f"answers with a status that is none [{status}]", SAVE_IT
    raise WebError(f"{host} {what}", hint=hint)


def seconds_to_wait(retry_after: str, now: datetime) -> float | None:
    """What `Retry-After` asks for (RFC 9110, 10.2.3): seconds, or a date; None if it asks nothing.

    `now` has a time zone.
    """
    value = retry_after.strip()[:60]
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())
