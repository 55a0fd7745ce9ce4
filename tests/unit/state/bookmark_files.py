"""Bookmarks to keep, and the file as others see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark


def mark(name: str = "a", block: int | None = None, **values: Any) -> Bookmark:
    article = ArticleRef(fingerprint=f"f-{name}", url=f"https://x.test/{name}", path=f"/{name}.md")
    return Bookmark(article, None if block is None else Place(block), **values)


def document(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def entry(key: str, **values: object) -> dict[str, object]:
    return {"id": key, "article": {"path": f"/{key}"}, **values}
