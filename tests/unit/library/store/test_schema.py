"""An index is made anew when what its keys were made by has changed."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import reader.text
from reader.library.store.schema import TABLES_CRC

NAMES = (
    "fold_table.txt",
    "expansion_table.txt",
    "pinyin/pinyin_table.txt",
    "pinyin/phrase_table.txt",
)


def test_the_version_tells_of_the_tables_that_keys_are_made_by() -> None:
    folder = Path(next(iter(reader.text.__path__)))
    tables = (folder / name for name in NAMES)
    text = "".join(table.read_text(encoding="utf-8") for table in tables)
    assert zlib.crc32(text.encode()) == TABLES_CRC, "put the new number into schema.py"


def test_opening_an_index_loads_nothing_that_reads_files() -> None:
    heavy = (
        "hashlib",
        "json",
        "reader.library.store.simhash",
        "reader.library.store.row",
        "reader.library.indexing.refresh",
        "reader.library.store.writes",
        "reader.library.store.tokens",
        "reader.text.fold",
        "reader.text.pinyin.readings",
    )
    source = f"import sys, reader.library.index; print(*sys.modules.keys() & set({heavy}))"
    loaded = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True, timeout=60
    )
    assert loaded.stdout.split() == []
