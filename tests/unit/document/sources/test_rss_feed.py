from __future__ import annotations

from reader.document.body_kind import BodyKind
from reader.document.to_markdown import to_markdown


def convert(xml: str) -> str:
    return to_markdown(xml, BodyKind.FEED).markdown


def test_items_are_sections_with_date_and_content() -> None:
    xml = (
        "<?xml version='1.0'?><rss><channel><title>C</title><description>About it</description>"
        "<item><title>First &amp; best</title><link>https://e.org/1</link>"
        "<pubDate>Tue, 03 Jan 2006 21:36:21 +0100</pubDate>"
        "<description>&lt;p&gt;One &lt;b&gt;bold&lt;/b&gt;&lt;/p&gt;</description></item>"
        "<item><title><![CDATA[Two]]></title><content:encoded><![CDATA[<ul><li>x</ul>]]>"
        "</content:encoded><description>short</description></item></channel></rss>"
    )
    assert convert(xml) == (
        "About it\n\n## First & best\n\n2006-01-03 21:36 · <https://e.org/1>\n\n"
        "One **bold**\n\n## Two\n\n- x\n"
    )


def test_atom_entries() -> None:
    xml = (
        "<feed><entry><title type='html'>T</title><link href='https://e.org/t'/>"
        "<published>2020-01-02</published><author><name>Kim</name></author>"
        "<content type='xhtml'><div><p>body</p></div></content></entry></feed>"
    )
    assert convert(xml) == "## T\n\n2020-01-02 · Kim · <https://e.org/t>\n\nbody\n"


def test_a_feed_without_items_keeps_its_text() -> None:
    assert "lonely" in convert("<rss><channel><description>lonely</description></channel></rss>")


def test_unclosed_items_are_bounded() -> None:
    assert "x" in convert("<rss>" + "<item><title>x" * 3_000)


def test_an_author_is_a_name_without_address() -> None:
    xml = (
        "<feed><entry><title>T</title><issued>2006-01-03T14:00:58Z</issued><author><name>Kim</name>"
        "<url>https://e.org/</url><email>kim@e.org</email></author></entry></feed>"
    )
    assert convert(xml) == "## T\n\n2006-01-03 14:00 · Kim\n"


def test_an_item_without_a_title_begins_with_its_date_or_its_address() -> None:
    xml = (
        "<rss><item><link>https://e.org/1</link><description>one</description></item>"
        "<item><pubDate>2 May 2006</pubDate><link>https://e.org/2</link></item></rss>"
    )
    assert convert(xml) == ("## https://e.org/1\n\none\n\n## 2 May 2006\n\n<https://e.org/2>\n")


def test_a_date_in_no_known_form_is_shown_as_it_is() -> None:
    assert "soon" in convert("<rss><item><title>T</title><pubDate>soon</pubDate></item></rss>")


def test_all_sections_of_an_element_are_its_content() -> None:
    xml = (
        "<rss><item><title>T</title><content:encoded><![CDATA[<p>One ]]]]><![CDATA[></p>]]>"
        " &lt;p&gt;two&lt;/p&gt; <![CDATA[<p>three</p>]]></content:encoded></item></rss>"
    )
    assert convert(xml) == "## T\n\nOne \\]\\]>\n\ntwo\n\nthree\n"


def test_a_section_may_show_its_own_end_tag() -> None:
    xml = (
        "<rss><item><title>T</title><description><![CDATA[<p>Close it by"
        " <code></description></code> and go on.</p>]]></description></item></rss>"
    )
    assert "and go on." in convert(xml)


def test_the_full_text_stands_for_a_description_that_says_no_more() -> None:
    xml = (
        "<rss><item><title>T</title><description>all of</description>"
        "<yandex:full-text>&lt;p&gt;all of it&lt;/p&gt;</yandex:full-text></item></rss>"
    )
    assert convert(xml) == "## T\n\nall of it\n"
    assert convert(xml.replace("all of<", "a sum<")) == "## T\n\na sum\n\nall of it\n"


def test_plain_text_of_atom_is_no_markup() -> None:
    xml = (
        "<feed><entry><title>T</title><content type='text'>1 &lt;b&gt; 2\n\nand more</content>"
        "</entry></feed>"
    )
    assert convert(xml) == "## T\n\n1 \\<b> 2\n\nand more\n"


def test_xhtml_may_have_a_prefix() -> None:
    xml = (
        "<feed><entry><title>T</title><content type='xhtml'><xhtml:div><xhtml:p>one</xhtml:p>"
        "<xhtml:p>two</xhtml:p></xhtml:div></content></entry></feed>"
    )
    assert convert(xml) == "## T\n\none\n\ntwo\n"


def test_the_link_to_the_page_is_taken_among_several() -> None:
    xml = (
        "<feed><entry><title>T</title><link rel='self' href='https://e.org/feed'/>"
        "<link href='https://e.org/page' rel='alternate'/></entry></feed>"
    )
    assert convert(xml) == "## T\n\n<https://e.org/page>\n"


def test_what_a_cut_off_feed_still_has_is_shown() -> None:
    assert convert("<rss><item><title>T</title><description>&lt;p&gt;half a") == "## T\n\nhalf a\n"
    assert "half a" in convert("<rss><item><title>T</title><description><![CDATA[<p>half a")
