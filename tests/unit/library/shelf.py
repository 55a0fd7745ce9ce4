"""A folder of articles that are made up, for an index that changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.library.index import Index
from reader.library.store.reads import Content


@dataclass
class Shelf:
    """Stands for a folder with folders in it: what `walk` names has its content here.

    The files are real, but empty; a change is seen by its time, which `version` is.
    """

    folder: Path
    contents: dict[str, Content] = field(default_factory=dict)
    version: int = 0

    def replace(self, contents: dict[str, Content]) -> None:
        for name in self.contents.keys() - contents.keys():
            (self.folder / name).unlink()
        for name, content in contents.items():
            if self.contents.get(name) != content:
                self.version += 1
                (self.folder / name).parent.mkdir(exist_ok=True)
                (self.folder / name).touch()
                os.utime(self.folder / name, ns=(self.version, self.version))
        self.contents = contents

    def walk(self, roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterator[Path]:
        assert not cancelled()
        paths = [self.folder / name for name in self.contents]
        return (path for path in paths if any(path.is_relative_to(root) for root in roots))

    def read(self, path: Path) -> Content:
        return self.contents[str(path.relative_to(self.folder))]

    def index(self, file: Path | None = None) -> Index:
        return Index(file, walk=self.walk, read=self.read)
