"""Elements out of long XML files, also of damaged and of hostile ones."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.syntax.xml import repaired
from reader.intake.syntax.xml.element_tree import line_of
from reader.intake.syntax.xml.entry_stream import XmlEntry, entries
from tests.unit.intake.exports.source_files import written

NOTE = frozenset(("note",))


def notes(folder: Path, content: str | bytes) -> list[XmlEntry]:
    return list(entries(written(folder, "export.xml", content).path, NOTE))


def lines(folder: Path, content: str | bytes) -> list[str]:
    return [line_of(entry.element) for entry in notes(folder, content)]


def test_elements_come_one_by_one(tmp_path: Path) -> None:
    found = notes(tmp_path, "<r><note><t>one</t></note><x>no</x><note>two</note></r>")
    assert [line_of(entry.element) for entry in found] == ["one", "two"]
    assert all(entry.is_whole for entry in found)


def test_names_keep_their_prefixes_declared_or_not(tmp_path: Path) -> None:
    (entry,) = notes(tmp_path, "<r><note><dc:creator>Ann</dc:creator></note></r>")
    assert line_of(entry.element.find("dc:creator")) == "Ann"


@pytest.mark.parametrize(
    ("written_so", "meant"),
    [
        ("salt & pepper", "salt & pepper"),
        ("a&nbsp;b &eacute; &ouml;", "a b é ö"),
        ("&unknown; &amp; &lt;", "&unknown; & <"),
        ("a\x08b\x1fc &#8; &#x1F; &#xD800; &#65;", "abc A"),
        ("<![CDATA[a & b &nbsp; <i>]]>", "a & b &nbsp; <i>"),
    ],
)
def test_what_xml_forbids_is_repaired(tmp_path: Path, written_so: str, meant: str) -> None:
    assert lines(tmp_path, f"<r><note>{written_so}</note></r>") == [meant]


@given(st.text(alphabet="ab&;<]>[!#C8DAT -", max_size=60), st.integers(1, 7))
def test_repairs_do_not_depend_on_where_pieces_end(text: str, size: int) -> None:
    text = f"<![CDATA[ {text} ]]> {text}"
    whole = "".join(repaired.repaired((text,)))
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert "".join(repaired.repaired(pieces)) == whole


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251", "gb18030"])
def test_the_encoding_is_as_marked_or_declared(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><r><note>Поезд</note></r>'
    assert lines(tmp_path, text.encode(encoding)) == ["Поезд"]


@pytest.mark.parametrize("name", ["base64", "no-such", "rot13", "idna"])
def test_an_encoding_that_is_none_is_not_tried(tmp_path: Path, name: str) -> None:
    assert lines(tmp_path, f'<?xml version="1.0" encoding="{name}"?><note>夜</note>') == ["夜"]


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    assert lines(tmp_path, gzip.compress(b"<r><note>one</note></r>")) == ["one"]


def test_behind_damage_the_next_element_goes_on(tmp_path: Path) -> None:
    found = notes(
        tmp_path,
        "<r><note>one</note><note>bad <b></note></r><note>two</note>junk<note>three</note>",
    )
    told = [(line_of(entry.element), entry.is_whole) for entry in found]
    assert told == [("one", True), ("bad", False), ("two", True), ("three", True)]


def test_a_file_may_end_anywhere(tmp_path: Path) -> None:
    whole = "<r><note>one</note><note><t>two</t></note></r>"
    for end in range(len(whole)):
        found = notes(tmp_path, whole[:end])
        assert len([entry for entry in found if entry.is_whole]) == whole[:end].count("</note>")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "b">',
        '<!ENTITY a "bbb"><!ENTITY c "&a;&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p "x">',
    ],
)
def test_entities_of_its_own_are_refused(tmp_path: Path, declaration: str) -> None:
    with pytest.raises(ReaderError, match="entities"):
        notes(tmp_path, f"<!DOCTYPE r [{declaration}]><r><note>&a;</note></r>")


def test_a_document_type_that_is_elsewhere_is_not_read(tmp_path: Path) -> None:
    assert lines(tmp_path, '<!DOCTYPE r SYSTEM "http://x.invalid/r.dtd"><r><note>1</note></r>') == [
        "1"
    ]


def test_what_is_nested_too_deeply_keeps_its_text(tmp_path: Path) -> None:
    (entry,) = notes(tmp_path, f"<note>{'<b>' * 1000}deep{'</b>' * 1000} end</note>")
    assert line_of(entry.element) == "deep end"


def test_depth_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="deeply"):
        notes(tmp_path, f"<note>{'<b>' * 20_000}")


def test_text_beyond_its_limit_is_left_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "x.xml", f"<r><note><data>{'a' * 50}</data><t>t</t></note></r>").path
    (entry,) = entries(path, NOTE, {"data": 20})
    assert entry.is_cut
    assert line_of(entry.element.find("data")) == ""
    assert line_of(entry.element.find("t")) == "t"


def test_a_tag_without_end_is_damage(tmp_path: Path) -> None:
    found = lines(tmp_path, f'<r><note>1</note><note a="{"x" * 9_000_000}')
    assert found == ["1"]


def test_what_is_damaged_all_over_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="all over"):
        notes(tmp_path, "<note></x>" * 2000)
