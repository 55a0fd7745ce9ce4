"""An index over files of a format of its own: the first line is the title, the rest the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reader.library.article import Article
from reader.library.index import Index, Progress
from reader.library.store.reads import Content


def walk(roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterable[Path]:
    for root in roots:
        for path in [root] if root.is_file() else sorted(root.rglob("*.md")):
            if cancelled():
                return
            yield path


def read(path: Path) -> Content:
    try:
        title, _, text = path.read_text("utf-8").partition("\n")
    except OSError as error:
        return Content(Article(path, path.stem, error=error.strerror or "unreadable"))
    return Content(Article(path, title), text)


def open_index(file: Path | None, read: Callable[[Path], Content] = read) -> Index:
    return Index(file, walk=walk, read=read)


def refresh(index: Index, *roots: Path, batch: int = 32) -> list[Progress]:
    return list(index.refresh(roots, batch=batch))


def titles(index: Index, *roots: Path) -> list[str]:
    return [article.title for article in index.articles(roots)]


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.md").write_text(content, "utf-8")
