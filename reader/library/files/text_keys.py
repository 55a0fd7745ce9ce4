"""Names under which the text of an article goes in structured data."""

from __future__ import annotations

from typing import Final

TEXT_KEYS: Final = (
    "content_html", "content", "contents", "body", "body_html", "article_body", "markdown", "md",
    "html", "full_text", "maintext", "cleaned_text", "text", "raw_text", "content_text",
    "text_content", "正文", "内容", "內容",
)  # fmt: skip
"""Names under which a text goes, that with the most markup first; folded as `fold` does.

`maintext` is news-please's, `cleaned_text` Goose's.
"""
INNER_TEXT_KEYS: Final = ("rendered", "html", "markdown", "text", "value", "raw")
"""Names under which it goes in a value of its own, as in WordPress's answers."""
