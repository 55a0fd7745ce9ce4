"""Files beside articles that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.files.companions import (
    OWN_ENDINGS,
    PAGE_ENDINGS,
    companions_of,
    is_companion,
    is_left_behind,
)


@pytest.mark.parametrize(
    ("folder", "page"),
    [
        ("River_files", "River.html"),
        ("River.files", "River.htm"),
        ("River_FILES", "River.HTM"),
        ("River-Dateien", "River.htm"),
        ("River_fichiers", "River.xhtml"),
        ("River_archivos", "River.html"),
        ("River-filer", "River.html"),
        ("River.html_files", "River.html"),
        ("river.php_files", "river.php.html"),
        ("河边 (1)_files", "河边 (1).mhtml"),
    ],
)
def test_the_folder_of_a_page_is_named_after_it(folder: str, page: str) -> None:
    assert is_companion(folder, page.__eq__)
    assert not is_companion(folder, lambda _: False)
    assert not is_companion(folder, "Other.html".__eq__)


@pytest.mark.parametrize("folder", ["River", "_files", "Riverfiles", "River_notes", "files"])
def test_other_folders_are_articles_whatever_stands_beside(folder: str) -> None:
    assert not is_companion(folder, lambda _: True)


@given(st.text(min_size=1, max_size=8), st.sampled_from(PAGE_ENDINGS))
def test_all_folders_that_a_page_may_have_are_known_as_such(stem: str, ending: str) -> None:
    page = f"{stem}{ending}"
    assert all(is_companion(name, page.__eq__) for name in companions_of(page))


@pytest.mark.parametrize("ending", OWN_ENDINGS)
def test_of_other_articles_the_folder_has_one_name_only(ending: str) -> None:
    assert list(companions_of(f"River{ending}")) == ["River_files"]
    assert is_companion("River_files", f"River{ending}".__eq__)
    for other in ("River.files", "River-files", "River_fails", "River_FILES"):
        assert not is_companion(other, f"River{ending}".__eq__)


@pytest.mark.parametrize(
    "name",
    ["a.md~", "a.md.orig", "a.html.bak", "#a.org#", "~$a.htm", "~syncthing~a.md.tmp", "a.md.~1~",
     "a.html.crdownload", "a.md.part"],
)  # fmt: skip
def test_what_editors_and_transfers_leave_behind_is_no_article(name: str) -> None:
    assert is_left_behind(name)


@pytest.mark.parametrize("name", ["a.md", "#a.md", "a#.md", "the.original.md", "~a.md", "part.md"])
def test_names_that_only_look_like_it_are(name: str) -> None:
    assert not is_left_behind(name)
