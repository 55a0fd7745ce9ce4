"""Articles in trafilatura's XML and in TEI."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers.saved_page import SavedPage
from reader.library.containers.text_xml import document
from reader.library.containers.unpack import unpack

FILE = Path("otters.xml")
WORDS = "Nine otters were counted below the weir."


def doc(content: str, more: str = "") -> str:
    return (
        '<doc sitename="River Post" title="Otters &amp; weirs" author="Ann Reed; Ben Weir"'
        ' date="2024-04-02" source="https://river.example/otters" hostname="river.example"'
        f' excerpt="Nine" tags="otters;rivers" fingerprint="x">'
        f"\n  <main>{content}</main>{more}\n</doc>"
    )


def tei(body: str, header: str = "", back: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">'
        f"<teiHeader>{header}</teiHeader><text><body>{body}</body>{back}</text></TEI>"
    )


def page_of(source: str | bytes) -> SavedPage:
    page = unpack(FILE, source.encode() if isinstance(source, str) else source)
    assert page is not None
    return page


def html(source: str) -> str:
    return page_of(source).data.decode()


def test_the_root_states_the_facts() -> None:
    facts = page_of(doc(f"<p>{WORDS}</p>")).facts
    assert facts.first(FactName.TITLE) == "Otters & weirs"
    assert facts.first(FactName.AUTHOR) == "Ann Reed; Ben Weir"
    assert facts.first(FactName.SITE) == "River Post"
    assert facts.first(FactName.DATE) == "2024-04-02"
    assert facts.first(FactName.URL) == "https://river.example/otters"
    assert [fact.value for fact in facts.of(FactName.KEYWORD)] == ["otters", "rivers"]


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ('<head rend="h3">Below</head>', "<h3>Below</h3>"),
        ("<head>Below</head>", "<h2>Below</h2>"),
        ('<list rend="ol"><item>a</item></list>', "<ol><li>a</li></ol>"),
        ('<list rend="ul"><item>a</item></list>', "<ul><li>a</li></ul>"),
        (
            '<list rend="dl"><item rend="dt-1">a</item><item rend="dd-1">b</item></list>',
            "<dl><dt>a</dt><dd>b</dd></dl>",
        ),
        ("<quote><p>a</p></quote>", "<blockquote><p>a</p></blockquote>"),
        ("<p>a <code>x = 1</code></p>", "<p>a <code>x = 1</code></p>"),
        ("<code>x &lt; 1</code>", "<pre><code>x &lt; 1</code></pre>"),
        ("<p><code>a<lb/>b</code></p>", "<p><pre><code>a\nb</code></pre></p>"),
        ('<p><hi rend="#b">a</hi><hi rend="#i #b">b</hi></p>', "<p><b>a</b><i><b>b</b></i></p>"),
        (
            '<p><hi rend="#t">a</hi><hi rend="#sub">b</hi><hi rend="#sup">c</hi></p>',
            "<code>a</code><sub>b</sub><sup>c</sup>",
        ),
        (
            '<p><ref target="https://a.example/?b=1&amp;c">a</ref></p>',
            '<a href="https://a.example/?b=1&amp;c">a</a>',
        ),
        ('<p><ref target="javascript:x">a</ref></p>', "<p>a</p>"),
        (
            '<graphic src="a.jpg" alt="An &quot;otter&quot;"/>',
            '<img src="a.jpg" alt="An &quot;otter&quot;">',
        ),
        (
            (
                '<table><row span="2"><cell role="head" span="2">a</cell></row>'
                "<row><cell>b</cell></row></table>"
            ),
            '<table><tr><th colspan="2">a</th></tr><tr><td>b</td></tr></table>',
        ),
        ("<p>a<lb/>b <del>c</del></p>", "<p>a<br>b <del>c</del></p>"),
        ("<p>&nbsp;&eacute; &amp;lt; <b>c</b></p>", "<p>\u00a0é &amp;lt; c</p>"),
    ],
)
def test_elements_of_trafilatura_become_those_of_html(source: str, written: str) -> None:
    assert written in html(doc(f"<p>{WORDS}</p>{source}"))


def test_comments_have_a_heading_if_there_are_any() -> None:
    assert "Comments" not in html(doc(f"<p>{WORDS}</p>", "<comments/>"))
    assert "Comments" not in html(doc(f"<p>{WORDS}</p>", "<comments>\n </comments>"))
    with_one = html(doc(f"<p>{WORDS}</p>", "<comments><p>First</p></comments>"))
    assert "<h2>Comments</h2><p>First</p>" in with_one


HEADER = (
    '<fileDesc><titleStmt><title type="main">Counting otters</title></titleStmt><publicationStmt>'
    '<date when="2019-05-01">May</date></publicationStmt><sourceDesc><biblStruct><analytic>'
    "<author><persName><forename>Ann</forename><surname>Reed</surname></persName><email>a@b</email>"
    "<affiliation>River U</affiliation></author><author><persName><forename>Ben</forename>"
    '<surname>Weir</surname></persName></author></analytic><monogr><title level="j">Rivers</title>'
    "<author>An Editor</author></monogr><idno type='DOI'>10.1/ab</idno></biblStruct></sourceDesc>"
    "</fileDesc><profileDesc><langUsage><language ident='en'/></langUsage>"
    "<abstract><p>{abstract}</p></abstract><textClass><keywords><term>otters</term></keywords>"
    "</textClass></profileDesc>"
)


def test_the_header_of_tei_states_the_facts() -> None:
    page = page_of(tei(f"<p>{WORDS}</p>", HEADER.replace("{abstract}", "Short.")))
    stated = {name: page.facts.first(name) for name in FactName}
    assert stated[FactName.TITLE] == "Counting otters"
    assert stated[FactName.AUTHOR] == "Ann Reed; Ben Weir"
    assert stated[FactName.SITE] == "Rivers"
    assert stated[FactName.DATE] == "2019-05-01"
    assert stated[FactName.URL] == "https://doi.org/10.1/ab"
    assert stated[FactName.LANGUAGE] == "en"
    assert stated[FactName.KEYWORD] == "otters"
    assert stated[FactName.DESCRIPTION] == "Short."
    assert "Short." not in page.data.decode()


def test_trafilatura_names_itself_and_gives_all_tags_at_once() -> None:
    header = (
        "<fileDesc><titleStmt><title>Otters</title></titleStmt><publicationStmt><publisher>"
        "River (river.example)</publisher></publicationStmt></fileDesc><profileDesc><textClass>"
        '<keywords><term type="tags">otters,rivers</term></keywords></textClass></profileDesc>'
        '<encodingDesc><appInfo><application ident="Trafilatura">'
        '<ptr target="https://tool.example"/></application></appInfo></encodingDesc>'
    )
    facts = page_of(tei(f"<p>{WORDS}</p>", header)).facts
    assert [fact.value for fact in facts.of(FactName.KEYWORD)] == ["otters", "rivers"]
    assert facts.first(FactName.URL) == ""
    assert facts.first(FactName.SITE) == "River"


def test_keywords_of_trafilatura_stand_in_one_element() -> None:
    terms = '<keywords><term type="tags">otters,rivers</term><term>weirs, old</term></keywords>'
    page = page_of(tei(f"<p>{WORDS}</p>", terms))
    keywords = [fact.value for fact in page.facts.of(FactName.KEYWORD)]
    assert keywords == ["otters", "rivers", "weirs, old"]


def test_a_long_abstract_is_read_with_the_text() -> None:
    source = tei(f"<p>{WORDS}</p>", HEADER.replace("{abstract}", WORDS * 8))
    assert html(source).startswith(f"<h2>Abstract</h2><p>{WORDS}")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<div><head>A</head><div><head>B</head></div></div>", "<h2>A</h2><h3>B</h3>"),
        ("<lg><l>a</l><l>b</l></lg>", "<p>a<br>b<br></p>"),
        ("<p><choice><sic>teh</sic><corr>the</corr></choice></p>", "<p>the</p>"),
        ("<p>a<pb n='2'/>b <persName>Ann</persName></p>", "<p>ab Ann</p>"),
        (
            "<figure><head>Fig. 1</head><label>1</label><figDesc>b</figDesc></figure>",
            "<figcaption>Fig. 1</figcaption><figcaption>b</figcaption>",
        ),
        ("<p>a <q>b</q></p>", "a “b”"),
        ("<formula>a = b</formula>", "<p>a = b</p>"),
        ('<ab type="header" rend="h3">One</ab>', "<h3>One</h3>"),
        ('<ab type="codeblock python">a\nb</ab>', "<pre><code>a\nb</code></pre>"),
        ('<list type="unordered"><item>a</item></list>', "<ul><li>a</li></ul>"),
        ('<list type="ordered"><item>a</item></list>', "<ol><li>a</li></ol>"),
        ('<row role="label"><cell>a</cell></row>', "<tr><th>a</th></tr>"),
    ],
)
def test_elements_of_tei_become_those_of_html(source: str, written: str) -> None:
    assert written in html(tei(source + f"<p>{WORDS}</p>"))


def test_notes_stand_behind_the_text() -> None:
    written = html(tei(f'<p>{WORDS}<note n="3" place="foot">Wet ones.</note> Then</p>'))
    assert '<sup><a href="#note-1" role="doc-noteref">3</a></sup> Then' in written
    assert written.endswith('<ol><li id="note-1">Wet ones.</li></ol></section>')
    grobid = html(tei(f'<p>{WORDS}</p><note xml:id="foot_0" place="foot">Wet.</note>'))
    assert '<li id="foot_0">Wet.</li>' in grobid
    assert "<sup>" not in grobid


def test_a_year_of_a_reference_stands_once() -> None:
    entry = (
        '<biblStruct><monogr><imprint><date when="2001">{}</date></imprint></monogr></biblStruct>'
    )
    for text in ("2001", ""):
        back = f"<p>{WORDS}</p><div><listBibl>{entry.format(text)}</listBibl></div>"
        assert html(tei(back)).count("2001") == 1


def test_entries_of_a_bibliography_are_parted() -> None:
    entry = (
        '<biblStruct xml:id="b0"><analytic><title>Weirs</title><author><persName>'
        "<surname>Mill</surname></persName></author></analytic><monogr>"
        '<title level="j">Rivers</title><imprint>'
        '<date when="2001"/></imprint></monogr>'
        '<note type="raw_reference">Mill 2001</note></biblStruct>'
    )
    written = html(tei(f"<p>{WORDS}</p>", back=f"<back><listBibl>{entry}</listBibl></back>"))
    assert (
        '<ol><li id="b0"><cite>Weirs</cite>. Mill , <cite>Rivers</cite>. 2001 </li></ol>' in written
    )


def test_entities_of_its_own_are_refused() -> None:
    source = '<!DOCTYPE doc [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + doc("<p>&b;</p>")
    with pytest.raises(ReaderError, match="entities") as caught:
        document.unpack(source.encode())
    assert caught.value.hint


def test_what_is_cut_off_or_damaged_is_read_as_far_as_it_goes() -> None:
    source = doc(f"<p>{WORDS}</p><p>And <hi>more")
    page = page_of(source[: source.index("more")])
    assert WORDS in page.data.decode()
    assert len(page.notices) == 1
    with pytest.raises(ReaderError, match="damaged"):
        document.unpack(source[: source.index("<main>")].encode())


def test_control_characters_and_old_charsets_do_no_harm() -> None:
    assert "a b" in html(doc(f"<p>{WORDS} a\x01 b</p>"))
    source = doc("<p>河边的水獭，今年有九只，比去年多两只。</p>")
    old = ('<?xml version="1.0" encoding="gb2312"?>' + source).encode("gb18030")
    assert "比去年多两只" in page_of(old).data.decode()


def test_elements_in_each_other_end_somewhere() -> None:
    within = "<div>" * 500 + WORDS + "</div>" * 500
    assert WORDS in html(tei(within))
    page = page_of(tei(f"<p>{WORDS}</p>" + "<div>" * 20_000))
    assert WORDS in page.data.decode()
    assert page.notices
    header = "<a>" * 500 + "<title>x</title>" + "</a>" * 500
    assert page_of(tei(f"<p>{WORDS}</p>", header)).facts.first(FactName.TITLE) == ""


def test_attributes_that_no_element_has_cost_nothing() -> None:
    many = " ".join(f'a{number}="x"' for number in range(20_000))
    assert WORDS in html(tei(f"<p {many}>{WORDS}</p>"))


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<note>",
                "</note>",
                "<code>",
                "</code>",
                "<list>",
                "</list>",
                "<div>",
                "</div>",
                "<choice><sic>",
                "</sic></choice>",
                "<lb/>",
                "<biblStruct>",
                "</biblStruct>",
                "words",
                "&x;",
                "<",
            ]
        ),
        max_size=30,
    )
)
def test_no_document_is_too_odd(parts: list[str]) -> None:
    page = page_of(tei(f"<p>{WORDS}</p>{''.join(parts)}"))
    assert WORDS in page.data.decode()
