from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.sqlite.files import OpenedFile, companions, make_private, remove


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "a.db"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_is_for_its_owner_alone(file: Path) -> None:
    make_private(file)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    file.chmod(0o644)
    make_private(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_in_its_place_is_an_error(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(OSError, match="not a regular file"):
        make_private(file)


def test_another_file_in_its_place_is_noticed(file: Path) -> None:
    opened = OpenedFile(file)
    assert not opened.is_other
    make_private(file)
    assert opened.is_other
    opened.note()
    assert not opened.is_other
    file.with_name("new").write_text("x")
    file.with_name("new").replace(file)
    assert opened.is_other
    file.unlink()
    assert opened.is_other


def test_companions_of_the_file_that_is_gone_go_and_others_stay(file: Path) -> None:
    make_private(file)
    wal, shm, _ = companions(file)
    wal.write_text("of the old one")
    shm.write_text("of the old one")
    opened = OpenedFile(file)
    opened.note()
    shm.with_name("new").write_text("of the new one")
    shm.with_name("new").replace(shm)
    opened.remove_stale_companions()
    assert not wal.exists()
    assert shm.exists()


def test_one_that_has_no_file_never_has_another() -> None:
    opened = OpenedFile(None)
    opened.note()
    opened.remove_stale_companions()
    assert (opened.id, opened.is_other) == (None, False)


def test_all_that_belongs_to_it_is_removed(file: Path) -> None:
    make_private(file)
    for companion in companions(file):
        companion.touch()
    remove(file)
    remove(file)
    assert list(file.parent.iterdir()) == []
