"""One key of config.toml is written; all else of the file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.settings import Settings, load
from reader.settings.template import ABOUT, as_toml, effective, template
from reader.settings.writing import changed, create, write_settings
from reader.state.durable.files import DiskFiles, WrittenSignature
from reader.toml_text import loads

OWN = """\
# Mine since 2020.
measure = 60   # as a paperback

sort = "title"

[keys]
"list.menu" = "x"  # the other thumb
"""


def test_a_key_that_is_set_gets_another_value_and_keeps_its_comment() -> None:
    assert changed(OWN, {"measure": 80}, Path("c")) == OWN.replace("60 ", "80 ")


def test_a_new_key_stands_above_the_first_table() -> None:
    text = changed(OWN, {"justify": True}, Path("c"))
    assert text.index("justify = true") < text.index("[keys]")
    assert text.replace("justify = true\n", "") == OWN


def test_a_key_that_is_taken_away_becomes_a_comment_and_comes_back_in_its_place() -> None:
    without = changed(OWN, {"measure": None}, Path("c"))
    assert without == OWN.replace("measure", "#measure")
    assert changed(without, {"measure": 60}, Path("c")) == OWN


def test_a_key_on_several_lines_is_taken_away_whole() -> None:
    text = 'code = """\\\nwrap"""\nmeasure = 60\n'
    assert loads(changed(text, {"code": None}, Path("c"))) == {"measure": 60}


def test_a_commented_line_of_a_table_is_none_of_a_setting() -> None:
    text = '[keys]\n#measure = 3\n"list.menu" = "x"\n'
    written = loads(changed(text, {"measure": 60}, Path("c")))
    assert written == {"measure": 60, "keys": {"list.menu": "x"}}


@pytest.mark.parametrize("text", ["measure = = 3", "measure = 1\nmeasure = 2", "a = " + "[" * 5000])
def test_a_damaged_file_is_not_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(ReaderError, match="is not written over"):
        write_settings(path, {"measure": 60}, DiskFiles())
    assert path.read_text() == text


def test_a_file_that_is_no_text_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ReaderError, match="UTF-8"):
        write_settings(path, {"measure": 60}, DiskFiles())
    assert path.read_bytes() == b"\xff\xfe"


class Editor(DiskFiles):
    """An editor saves the file when it is about to be written."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def signature(self, path: Path) -> WrittenSignature | None:
        if self._text:
            self._path.write_text(self._text)
            self._text = ""
        return super().signature(path)


def test_what_an_editor_saved_meanwhile_is_read_first(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("measure = 60\n")
    write_settings(path, {"justify": True}, Editor(path, "gap = true\n"))
    assert loads(path.read_text()) == {"gap": True, "justify": True}


def test_a_missing_file_is_made_with_its_folder_and_a_link_stays_one(tmp_path: Path) -> None:
    dotfile, path = tmp_path / "dotfiles" / "reader.toml", tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.symlink_to(dotfile)
    write_settings(path, {"theme": "nord"}, DiskFiles())
    assert path.is_symlink()
    assert load(path).settings == Settings(theme="nord")


VALUES = {
    "measure": st.integers(20, 120),
    "theme": st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1),
    "justify": st.booleans(),
}
CHANGES = st.lists(
    st.sampled_from(list(VALUES)).flatmap(
        lambda key: st.tuples(st.just(key), st.none() | VALUES[key])
    ),
    max_size=6,
)


@settings(max_examples=30)
@given(CHANGES, st.sampled_from(["", OWN, template(), "measure = 60"]))
def test_whatever_is_changed_the_file_says_so_and_nothing_else_of_it_changes(
    changes: list[tuple[str, object]], text: str
) -> None:
    expected = loads(text)
    for key, value in changes:
        text = changed(text, {key: value}, Path("c"))  # type: ignore[dict-item]  # of its kind
        expected[key] = value
        if value is None:
            del expected[key]
        assert loads(text) == expected
    assert "[keys]" not in text or text.count("list.menu") == OWN.count("list.menu") * (
        "Mine" in text
    )


def test_the_template_changes_nothing_and_names_every_setting(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    create(path, template(), DiskFiles())
    assert load(path) == (Settings(), (), {})
    assert {*ABOUT, "keys", "commands"} == {*Settings._fields}
    path.write_text(
        "".join(
            line.removeprefix("#")
            for line in template().splitlines(keepends=True)
            if not line.startswith("# ")
        )
    )
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.settings._replace(keys=(), commands=()) == Settings()


def test_a_template_is_not_put_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    create(path, template(), DiskFiles())
    assert path.read_text() == OWN


def test_what_holds_is_printed_as_toml_that_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"{OWN}".replace("measure", 'folders = ["/a b"]\nambiguous = 2\nmeasure'))
    loaded = load(path)
    path.write_text("\n".join(effective(loaded.settings, {"measure": "there"})))
    again = load(path)
    assert "measure = 60" in path.read_text()
    assert "# there" in path.read_text()
    assert again.problems == ()
    assert again.settings._replace(keys=()) == loaded.settings._replace(keys=())
    assert [choice[:2] for choice in again.settings.keys] == [("list.menu", ("x",))]
    assert as_toml("hanging", None) == '"auto"'
