"""What a terminal says of itself, remembered by its name: it is asked once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.text.width import set_ambiguous_cells

if TYPE_CHECKING:
    from pathlib import Path

    from reader.settings import Settings

MOST_NAME = 120


class TerminalFacts(NamedTuple):
    """Facts of one kind of terminal."""

    name: str
    ambiguous: int = 0
    """Cells of an East Asian Ambiguous character; 0 if it does not say."""

    @property
    def key(self) -> str:
        """The key in the owner's state."""
        return key_of(self.name)

    def dump(self) -> str:
        return json.dumps({"ambiguous": self.ambiguous})


def key_of(name: str) -> str:
    return f"terminal:{name}"


def parse_facts(name: str, text: str) -> TerminalFacts | None:
    """What was remembered of a terminal; None for other text."""
    try:
        known = json.loads(text)
    except (ValueError, RecursionError):
        return None
    ambiguous = known.get("ambiguous") if isinstance(known, dict) else None
    is_known = ambiguous in (0, 1, 2) and not isinstance(ambiguous, bool)
    return TerminalFacts(name, ambiguous) if is_known and isinstance(ambiguous, int) else None


def recalled(state: Path, chosen: Settings, environment: Mapping[str, str]) -> TerminalFacts:
    """What is known of the terminal; everything is measured by it from now on, or as settings say.

    `state` is the owner's state, of which nothing else is opened.
    """
    from reader.state.schema import session_value  # late: the first frame may need none of it

    name = terminal_name(environment)
    facts = None
    if not chosen.ambiguous:
        facts = parse_facts(name, session_value(state, key_of(name)))
    facts = facts or TerminalFacts(name)
    set_ambiguous_cells(chosen.ambiguous or facts.ambiguous or 1)
    return facts


def terminal_name(environment: Mapping[str, str]) -> str:
    """The name of the terminal, as far as the environment tells: its program, version and TERM."""
    parts = (environment.get(name, "") for name in ("TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TERM"))
    inside = "tmux" if environment.get("TMUX") else ""
    return " ".join(filter(None, (*parts, inside))).encode("ascii", "replace").decode()[:MOST_NAME]
