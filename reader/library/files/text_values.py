"""The text of an article in structured data: names under which it goes, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

TEXT_KEYS: Final = (
    "content_html", "html_content", "content", "contents", "body", "body_html", "article_body",
    "markdown", "md", "html", "full_text", "maintext", "cleaned_text", "text", "raw_text",
    "content_text", "text_content", "plain_text", "plaintext", "正文", "内容", "內容",
)  # fmt: skip
"""Names under which a text goes, that with the most markup first; folded as `fold` does.

`maintext` is news-please's, `cleaned_text` Goose's, `plain_text` ReadabiliPy's, `plaintext`
Fundus's.
"""
INNER_TEXT_KEYS: Final = ("rendered", "html", "markdown", "text", "value", "raw")
"""Names under which it goes in a value of its own, as in WordPress's answers."""
_MOST_PARAGRAPHS: Final = 20_000


def text_within(value: object) -> str:
    """The text in the value of a key that texts go under; empty if there is none.

    It is the value, or in it: under a key of its own, in a list of paragraphs, or in Fundus's
    sections, `{"summary": […], "sections": [{"headline": […], "paragraphs": […]}]}`.
    """
    if isinstance(value, Mapping):
        if isinstance(sections := value.get("sections"), list):
            return "\n\n".join(_paragraphs([value.get("summary"), *sections]))
        value = next((value[key] for key in INNER_TEXT_KEYS if isinstance(value.get(key), str)), "")
    if isinstance(value, list) and all(isinstance(item, str | Mapping) for item in value):
        value = "\n\n".join(_paragraphs(value))
    return value if isinstance(value, str) else ""


def _paragraphs(blocks: list[object]) -> Iterator[str]:
    """The texts of blocks one after the other, headlines marked as Markdown marks them."""
    for block in blocks[:_MOST_PARAGRAPHS]:
        if isinstance(block, Mapping) and "paragraphs" in block:
            yield from (f"## {line}" for line in _lines(block.get("headline")))
            yield from _lines(block["paragraphs"])
        elif isinstance(block, Mapping):
            yield from _lines([block[key] for key in INNER_TEXT_KEYS if key in block][:1])
        else:
            yield from _lines(block)


def _lines(value: object) -> list[str]:
    values = value[:_MOST_PARAGRAPHS] if isinstance(value, list) else [value]
    return [line for line in values if isinstance(line, str) and line.strip()]
