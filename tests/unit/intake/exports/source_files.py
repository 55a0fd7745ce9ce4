"""Files of exports, as tests write them."""

from __future__ import annotations

from pathlib import Path

from reader.intake.source_file import SourceFile, source_file


def written(folder: Path, name: str, content: str | bytes) -> SourceFile:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return source_file(path)
