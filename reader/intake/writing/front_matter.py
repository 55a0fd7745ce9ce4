"""What is told of an article, as the front matter of its file.

Every value is a string in double quotes on one line, or a list of them: JSON, which is YAML too.
Nothing in a value ends it, and no value begins a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from reader.intake.incoming import ArticleFacts
from reader.text.safe import clean_line

_LONGEST = 4_096
"""Characters of a value."""
_MOST_TAGS = 200
_TEMPLATE = re.compile(r"\{(?=[{%])")
"""What programs that save pages leave of a field that they could not fill."""


def front_matter(facts: ArticleFacts) -> str:
    """Front matter in YAML with its fences, and a blank line behind; what is empty is left out."""
    told: tuple[tuple[str, str | Sequence[str]], ...] = (
        ("title", facts.title),
        ("author", facts.author),
        ("date", facts.date),
        ("source", facts.source),
        ("url", facts.url),
        ("tags", facts.tags[:_MOST_TAGS]),
        ("summary", facts.summary),
        ("language", facts.language),
        ("saved", facts.saved),
        ("by", facts.by),
    )
    lines = [f"{name}: {text}" for name, value in told if (text := _yaml(value))]
    return "\n".join(("---", *lines, "---", "", ""))


def _yaml(value: str | Sequence[str]) -> str:
    if not isinstance(value, str):
        tags = dict.fromkeys(filter(None, map(_yaml, value)))
        return f"[{', '.join(tags)}]" if tags else ""
    line = clean_line(value[:_LONGEST])
    return json.dumps(_literal(line), ensure_ascii=False) if line else ""


def _literal(line: str) -> str:
    """The line with a character reference where the reader would take it for an unfilled field."""
    return _TEMPLATE.sub("&#123;", line) if "{" in line else line
