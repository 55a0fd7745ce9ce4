"""Sets the date for a time that was told from the day of saving: `2 days ago`, `5h`, `昨天`."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DATED = "time[datetime], span[title], a[title], abbr[title], relative-time[datetime]"
_MOST = 5_000
_LONGEST = 40
_MOST_NODES = 8
_RELATIVE = re.compile(
    r"(?:about |over |almost |~)?(?:an? |\d{1,4} ?)(?:s|secs?|seconds?|m|mi|mins?|minutes?|h|hrs?"
    r"|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)\.?(?: ago)?"
    r"|yesterday|just now|last (?:week|month|year)"
    r"|\d{1,4} ?(?:秒|分钟|小时|天|周|个?月|年)前|刚刚|昨天|前天",
    re.IGNORECASE,
)
_DAY = re.compile(r"((?:19|20)\d\d-[01]\d-[0-3]\d)(?:[T ].{0,60})?")


def settle(root: LexborNode) -> None:
    for node in root.css(_DATED)[:_MOST]:
        text = _short_text(node)
        if len(text) > _LONGEST or not _RELATIVE.fullmatch(text):
            continue
        day = _DAY.fullmatch(attribute(node, "datetime") or attribute(node, "title"))
        if day is not None:
            inner = node
            while inner.first_child is not None and inner.first_child.tag != "-text":
                inner = inner.first_child
            for child in list(inner.iter(include_text=True)):
                child.decompose()
            inner.insert_child(day[1])


def _short_text(node: LexborNode) -> str:
    """The text of a few nodes; "" if it has more."""
    inner = list(islice(node.traverse(include_text=True), _MOST_NODES + 1))
    if len(inner) > _MOST_NODES:
        return ""
    return " ".join("".join(n.text_content or "" for n in inner if n.tag == "-text").split())
