"""Which XML is an article."""

from __future__ import annotations

import pytest

from reader.library.files.xml_article import WINDOW, is_text_xml


@pytest.mark.parametrize(
    "head",
    [
        '<doc title="a"><main>',
        "<doc>\n  <main>",
        '<?xml version="1.0"?>\n<doc sitename="a"\n  source="b">\n<main/>',
        '<!-- by hand --><TEI xmlns="http://www.tei-c.org/ns/1.0">',
        '\ufeff<?xml version="1.0"?><?xml-model href="x"?><tei:TEI xmlns:tei="x">',
        "<TEI.2>",
        '<!DOCTYPE TEI SYSTEM "tei.dtd">\n<TEI>',
        '<doc title="' + "a" * WINDOW,
    ],
)
def test_trafilatura_and_tei_are(head: str) -> None:
    assert is_text_xml(head.encode())


def test_it_may_be_in_utf_16() -> None:
    assert is_text_xml('<?xml version="1.0"?><doc title="a"><main>'.encode("utf-16"))


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<doc><assembly>",
        "<doc><members/></doc>",
        '<add><doc title="a"><field>',
        '<doc title="a"><field name="x">',
        "<project><TEI/></project>",
        "<teiCorpus><TEI>",
        "words <TEI>",
        "<!--" * 1000,
        "<doc title " * 1000,
    ],
)
def test_other_xml_is_none(head: str) -> None:
    assert not is_text_xml(head.encode())
