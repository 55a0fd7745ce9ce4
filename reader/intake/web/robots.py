"""What a site lets programs ask for: its robots.txt, by RFC 9309.

`urllib.robotparser` takes the first rule that fits instead of the longest, takes `*` and `$` for
letters, and knows no group of several agents that blank lines part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

MOST_BYTES: Final = 512 * 1024
"""Bytes that are read; RFC 9309, 2.5, asks for 500 kB at least."""
_MOST_RULES: Final = 5_000
_MOST_STARS: Final = 20
_LONGEST_RULE: Final = 2_000
_LONGEST_DELAY: Final = 10.0
_TOKEN: Final = re.compile(r"[a-z_-]{1,60}")
_LINE: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[str, ...]
    """The pattern between its stars."""
    is_to_the_end: bool
    length: int
    is_allowed: bool

    def fits(self, target: str) -> bool:
        first, *inner = self.parts
        if not target.startswith(first):
            return False
        at = len(first)
        if not inner:
            return not self.is_to_the_end or at == len(target)
        for part in inner[:-1]:
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.is_to_the_end:
            return len(target) - at >= len(inner[-1]) and target.endswith(inner[-1])
        return target.find(inner[-1], at) >= 0


@dataclass(frozen=True, slots=True)
class RobotRules:
    """The rules for us."""

    rules: tuple[_Rule, ...] = ()
    delay: float = 0.0
    """Seconds between two requests, at least; ten at most, whatever is asked for."""

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be asked for.

        The longest rule decides, of equal ones the one that allows (RFC 9309, 2.2.2).
        """
        target = _comparable(target)
        fitting = [rule for rule in self.rules if rule.fits(target)]
        if not fitting:
            return True
        longest = max(rule.length for rule in fitting)
        return any(rule.is_allowed for rule in fitting if rule.length == longest)


def parse_robots(data: bytes, agent: str) -> RobotRules:
    """The rules of a robots.txt for an agent, else those for all (`*`)."""
    own: list[_Rule] = []
    common: list[_Rule] = []
    delays: dict[bool, float] = {}
    named: set[str] = set()
    is_named = is_for_us = is_for_all = False
    for name, value in _fields(data):
        if name == "user-agent":
            if not is_named:
                named = set()
            is_named = True
            named.add(_agent(value))
            is_for_us, is_for_all = agent in named, "*" in named
            continue
        if name in ("allow", "disallow"):
            is_named = False
            rule = _rule(value, is_allowed=name == "allow")
            for rules, is_meant in ((own, is_for_us), (common, is_for_all)):
                if rule is not None and is_meant and len(rules) < _MOST_RULES:
                    rules.append(rule)
        elif name == "crawl-delay":
            is_named = False
            for is_own, is_meant in ((True, is_for_us), (False, is_for_all)):
                if is_meant:
                    delays[is_own] = _delay(value)
        if is_for_us:
            delays.setdefault(True, 0.0)
    has_own = True in delays
    return RobotRules(tuple(own if has_own else common), delays.get(has_own, 0.0))


def _fields(data: bytes) -> list[tuple[str, str]]:
    text = data[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    fields: list[tuple[str, str]] = []
    for line in _LINE.split(text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            fields.append((name.strip().lower(), value.strip()))
    return fields


def _agent(value: str) -> str:
    """The product token of an agent (RFC 9309, 2.2.1): `name/2.0` is `name`."""
    if value.startswith("*"):
        return "*"
    token = _TOKEN.match(value.lower())
    return token[0] if token else ""


def _rule(pattern: str, *, is_allowed: bool) -> _Rule | None:
    """A rule; None for an empty one, which says nothing, and for one that cannot be meant."""
    if not pattern.startswith(("/", "*")) or len(pattern) > _LONGEST_RULE:
        return None
    pattern = _comparable(pattern)
    is_to_the_end = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    if len(parts) > _MOST_STARS:
        return None
    return _Rule(tuple(parts), is_to_the_end, len(pattern), is_allowed)


def _comparable(path: str) -> str:
    """A path in one spelling: what is encoded without need is not (RFC 9309, 2.2.2)."""
    spelled = re.sub(
        r"%(?:2[aA]|24|2[fF]|3[fF]|25|23)", lambda found: f"%25{found[0][1:].upper()}", path
    )
    return quote(unquote(spelled, errors="replace"), safe="/*$%?=&+:;,@!~'()[]")


def _delay(value: str) -> float:
    try:
        seconds = float(value[:20])
    except ValueError:
        return 0.0
    return min(seconds, _LONGEST_DELAY) if seconds > 0 else 0.0
