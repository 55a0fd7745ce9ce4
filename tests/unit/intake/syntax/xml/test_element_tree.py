"""Whole documents as trees, well formed or not."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.syntax.xml.element_tree import attribute, parsed, text_of


def words(text: str) -> list[str]:
    return text_of(parsed(text)).split()


def test_a_well_formed_document_is_its_root() -> None:
    root = parsed('<?xml version="1.0" encoding="koi8-r"?><a x:y="1"><b>t&nbsp;u</b></a>')
    assert root.tag == "a"
    assert attribute(root, "y") == "1"
    assert text_of(root) == "t\xa0u"


@pytest.mark.parametrize(
    "text",
    [
        "<a>one <b>two</a> three",
        "<a>one <b>two</c></b> three</a>",
        "<a>one</a> <a>two three</a>",
        "one <p>two</p> three",
        "<a>one <b x=1>two<br> three",
        "<a>one <!-- never --><![CDATA[two]]> <!-- three",
        '<a title="it"s">one</a> two <i/>three',
        "<a>one <? x ?><![CDATA[two three]]></b>",
        "<a><!-- --> one <!two> two <![CDATA[ three",
    ],
)
def test_one_that_is_not_keeps_its_words(text: str) -> None:
    found = words(text)
    assert [word for word in found if word in ("one", "two", "three")] == ["one", "two", "three"]


def test_an_empty_element_takes_nothing_in() -> None:
    root = parsed("<a><p>one<br/>two</p><p>three</a>")
    assert [text_of(each) for each in root.iter("p")] == ["onetwo", "three"]


@pytest.mark.parametrize("ending", ["", "</x>"])
def test_entities_are_refused(ending: str) -> None:
    with pytest.raises(ReaderError, match="entities"):
        parsed(f'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>{ending}')


def test_nothing_is_no_document() -> None:
    assert text_of(parsed("")) == ""


@pytest.mark.parametrize(
    "piece", ["<b>", "<b", '<b x="', "<!--", "<![CDATA[", "</b>", "&", "<b x='\">"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text_of(parsed("<a>" + piece * 20_000))


@given(st.text(alphabet='ab <>/"=!-[]CDAT&;', max_size=80))
def test_anything_has_a_tree(text: str) -> None:
    with suppress(ReaderError):  # an entity may be declared by chance
        parsed(text)
