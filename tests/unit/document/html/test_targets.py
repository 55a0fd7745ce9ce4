from __future__ import annotations

import pytest

from reader.document.html import targets


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://e.org/a b(c)", "https://e.org/a%20b%28c%29"),
        ("../x.html#y", "../x.html#y"),
        ("javascript:alert(1)", ""),
        (" JAVA\tSCRIPT:x", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("", ""),
        ("https://e.org/\x1b]0;x", "https://e.org/]0;x"),
    ],
)
def test_targets_are_encoded_or_dropped(href: str, target: str) -> None:
    assert targets.safe_target(href) == target
