"""The text of an article in structured data: names under which it goes, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

TEXT_KEYS: Final = (
    "content_html", "html_content", "content", "contents", "body", "body_html", "article_body",
    "markdown", "md", "html", "full_text", "maintext", "cleaned_text", "text", "raw_text",
    "content_text", "text_content", "plain_text", "plaintext", "paragraphs", "正文", "内容", "內容",
    "正文内容", "正文內容", "文章内容", "文章內容", "文章正文",
)  # fmt: skip
"""Names under which a text goes, that with the most markup first; folded as `fold` does.

`maintext` is news-please's, `cleaned_text` Goose's, `plain_text` ReadabiliPy's, `plaintext`
Fundus's.
"""
INNER_TEXT_KEYS: Final = ("rendered", "html", "markdown", "text", "value", "raw")
"""Names under which it goes in a value of its own, as in WordPress's answers."""
ONLY_TEXT: Final = frozenset(("text", "comments", "raw_text"))
"""All names in trafilatura's answer without facts."""
TITLES: Final = ("title", "headline", "标题", "標題", "题目", "題目", "タイトル", "제목")
_ENVELOPES: Final = ("data", "article", "result", "post")
"""Names under which services answer with the article, beside how it went."""
_INNER_FACTS: Final = ("metadata", "meta")
_MOST_PARAGRAPHS: Final = 20_000


def without_envelope(value: object) -> object:
    """The article in what a service answers, with the facts of an object of its own among others.

    {"code": 0, "data": {"title": "A walk", "content": "It was late."}}
    """
    if not isinstance(value, Mapping):
        return value
    if not any(text_within(value.get(key)) for key in (*TITLES, *TEXT_KEYS)):
        found = [value[key] for key in _ENVELOPES if isinstance(value.get(key), Mapping)]
        value = found[0] if len(found) == 1 else value
    for key in _INNER_FACTS:
        facts = value.get(key)
        if isinstance(facts, Mapping):
            value = {**{name: fact for name, fact in facts.items() if not value.get(name)}, **value}
    page = value.get("html")
    if isinstance(page, Mapping) and not value.get("url"):  # of fundus
        value = {**value, "url": page.get("responded_url") or page.get("requested_url")}
    return value


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
