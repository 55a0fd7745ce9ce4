"""RSS, RDF and Atom: what of an entry is read from where."""

from __future__ import annotations

import pytest

from reader.errors import ReaderError
from reader.intake.feeds import xml_feed
from reader.intake.incoming import IncomingAddress, IncomingArticle
from tests.unit.intake.feeds.feeds import LONG, URL, atom, cdata, only, read, rss


def test_an_item_of_rss_with_its_text() -> None:
    entry = only(
        rss(
            "<title>At the pier</title><link>https://blog.example.org/pier</link>"
            '<guid isPermaLink="false">pier-1</guid><dc:creator>Ann Reed</dc:creator>'
            "<category>boats</category><category>tides</category>"
            "<pubDate>Sat, 09 Mar 2024 08:00:00 +0800</pubDate>"
            "<description>A morning in March.</description>"
            f"<content:encoded>{cdata(LONG)}</content:encoded>"
        )
    )
    assert (entry.id, entry.url) == ("pier-1", "https://blog.example.org/pier")
    assert (entry.title, entry.author) == ("At the pier", "Ann Reed")
    assert (entry.tags, entry.source) == (("boats", "tides"), "Harbour Notes")
    assert entry.published == "2024-03-09T08:00:00+08:00"
    assert (entry.summary, entry.body, entry.is_whole) == ("A morning in March.", LONG, True)
    assert isinstance(entry.incoming(), IncomingArticle)


def test_an_entry_of_atom_with_its_text() -> None:
    feed = read(
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
        "<title>Hafen</title><author><name>Ann Reed</name></author>"
        '<link rel="self" href="https://blog.example.org/atom"/>'
        "<entry><title type='html'>Ebbe &amp;amp; &lt;em&gt;Flut&lt;/em&gt;</title>"
        '<link rel="edit" href="https://blog.example.org/edit/1"/>'
        '<link rel="alternate" href="/ebbe"/><id>tag:example.org,2024:1</id>'
        "<published>2024-03-09T08:00:00Z</published><updated>2024-05-01T08:00:00Z</updated>"
        '<category term="sea" label="Die See"/>'
        f'<content type="html">{cdata(LONG)}</content></entry></feed>'
    )
    (entry,) = feed.entries
    assert (feed.title, feed.language) == ("Hafen", "de")
    assert entry.url == "https://blog.example.org/ebbe"
    assert (entry.title, entry.author) == ("Ebbe & Flut", "Ann Reed")
    assert (entry.published, entry.tags) == ("2024-03-09T08:00:00+00:00", ("Die See",))
    assert entry.language == "de"
    assert entry.is_whole


def test_a_feed_of_rdf() -> None:
    feed = read(
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://blog.example.org/"><title>Harbour</title></channel>'
        '<item rdf:about="https://blog.example.org/1"><title>One</title>'
        "<link>https://blog.example.org/1</link><dc:date>2004-03-09T08:00+01:00</dc:date>"
        "<description>Short.</description></item></rdf:RDF>"
    )
    (entry,) = feed.entries
    assert (entry.url, entry.title) == ("https://blog.example.org/1", "One")
    assert entry.published == "2004-03-09T08:00:00+01:00"
    assert isinstance(entry.incoming(), IncomingAddress)


def test_a_feed_of_1999_with_its_document_type() -> None:
    entry = only(
        '<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">\n'
        '<rss version="0.91"><channel><title>Old</title>'
        "<item><title>Caf&eacute; &amp; more</title><link>https://blog.example.org/cafe</link></item>"
        "</channel></rss>"
    )
    assert entry.title == "Café & more"


def test_the_original_address_counts_not_that_of_feedburner() -> None:
    entry = only(
        rss(
            "<link>https://feeds.example.com/~r/x/1</link>"
            "<feedburner:origLink>https://blog.example.org/real</feedburner:origLink>"
        )
    )
    assert entry.url == "https://blog.example.org/real"


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://blog.example.org/a</guid>", "https://blog.example.org/a"),
        ('<guid isPermaLink="true">/a</guid>', "https://blog.example.org/a"),
        ('<guid isPermaLink="false">a</guid>', ""),
        ("<guid>urn:uuid:1</guid>", ""),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>\n  https://blog.example.org/a?x=1&amp;y=2 \n</link>", "https://blog.example.org/a?x=1&y=2"),
        (f"<link>{cdata('https://blog.example.org/a?x=1&y=2')}</link>", "https://blog.example.org/a?x=1&y=2"),
    ],
)  # fmt: skip
def test_addresses(guid: str, url: str) -> None:
    assert only(rss(f"<title>A</title>{guid}")).url == url


def test_an_enclosure_is_not_the_address() -> None:
    entry = only(
        rss(
            "<title>Episode 3</title><description>We talk about tides.</description>"
            '<enclosure url="https://blog.example.org/3.mp3" type="audio/mpeg" length="1"/>'
        )
    )
    assert entry.url == ""
    assert isinstance(entry.incoming(), IncomingArticle)


def test_the_notes_of_an_episode_are_all_there_is_to_read() -> None:
    entry = only(
        rss(
            "<title>Episode 3</title><link>https://blog.example.org/3</link>"
            "<description>We talk about tides.</description>"
            '<enclosure url="https://blog.example.org/3.mp3" type="audio/mpeg" length="1"/>'
        )
    )
    assert entry.is_whole


def test_the_description_of_a_video() -> None:
    entry = only(
        '<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">'
        "<title>Boats</title><entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId>"
        '<title>Knots</title><link rel="alternate" href="https://www.youtube.com/watch?v=abc"/>'
        "<author><name>Boats</name></author><published>2024-03-09T08:00:00+00:00</published>"
        "<media:group><media:title>Knots</media:title><media:description>First line\n"
        "See https://blog.example.org/knots.\n\nSecond</media:description></media:group></entry></feed>"
    )
    assert entry.url == "https://www.youtube.com/watch?v=abc"
    assert entry.body == (
        '<p>First line<br>See <a href="https://blog.example.org/knots">https://blog.example.org/knots</a>.</p>'
        "\n<p>Second</p>"
    )
    assert entry.is_whole


def test_an_entry_of_a_planet_is_of_where_it_was_taken_from() -> None:
    entry = only(
        atom(
            '<title>A</title><link href="https://a.example/1"/>'
            "<source><title>Ann’s pages</title><author><name>Ann</name></author></source>",
            head="<title>Planet</title><author><name>The planet</name></author>",
        )
    )
    assert (entry.source, entry.author) == ("Ann’s pages", "")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("<author>ann@example.org (Ann Reed)</author>", "Ann Reed"),
        ("<author>ann@example.org</author>", ""),
        ("<dc:creator>林深</dc:creator><dc:creator>Ann</dc:creator>", "林深, Ann"),
    ],
)
def test_the_names_of_authors(author: str, name: str) -> None:
    assert only(rss(f"<title>A</title>{author}")).author == name


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        (cdata("On a  <i>new</i>\nline"), "On a new line"),
        ("The &lt;br&gt; tag", "The <br> tag"),
        ("1 &lt; 2", "1 < 2"),
        ("钉钉&nbsp;2", "钉钉 2"),
    ],
)
def test_titles(title: str, shown: str) -> None:
    assert only(rss(f"<title>{title}</title>")).title == shown


def test_nothing_of_the_text_is_lost_that_a_sanitizer_would_take() -> None:
    text = (
        "<p>A <ruby>漢<rt>hàn</rt></ruby>, a <mark>mark</mark>, <math><mi>x</mi></math>.</p>"
        '<pre><code class="language-python">if a &lt; b &amp;&amp; c:\n    pass</code></pre>'
        '<table><tr><td colspan="2">cell</td></tr></table><x-note>own</x-note>'
        f'<picture><source srcset="https://p.example/a.webp"><img alt="pier"></picture>{LONG}'
    )
    entry = only(rss(f"<title>A</title><content:encoded>{cdata(text)}</content:encoded>"))
    for kept in ("<rt>hàn</rt>", "<mark>", "<mi>x</mi>", "a &lt; b &amp;&amp; c:\n    pass", "own",
                 'class="language-python"', 'colspan="2"', "a.webp", 'alt="pier"'):  # fmt: skip
        assert kept in entry.body


def test_xhtml_of_atom_stays_what_it_is() -> None:
    entry = only(
        atom(
            '<title>A</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            "<p>One &amp; two<br/>three</p><pre>a &lt; b</pre>"
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></div></content>'
        )
    )
    assert "<p>One &amp; two<br" in entry.body
    assert "a &lt; b" in entry.body
    assert "<mi>x</mi>" in entry.body


def test_addresses_in_the_text_are_seen_from_its_page() -> None:
    link = "<link>https://blog.example.org/2024/a/</link>"
    entry = only(rss(f"{link}<description>{cdata('<img src=p.png>')}</description>"))
    assert entry.base == "https://blog.example.org/2024/a/"


def test_a_base_stated_in_the_feed_holds_for_the_links() -> None:
    entry = only(
        atom('<title>A</title><link href="b"/>').replace(
            "<feed ", '<feed xml:base="https://a.example/x/" '
        )
    )
    assert entry.url == "https://a.example/x/b"


def test_a_base_stated_for_the_content_holds_for_its_links() -> None:
    link = "&lt;a href='b'&gt;c&lt;/a&gt;"
    content = f'<content type="html" xml:base="https://a.example/x/">{link}</content>'
    entry = only(atom(f'<title>A</title><link href="https://blog.example.org/"/>{content}'))
    assert entry.base == "https://a.example/x/"


def test_of_a_feed_in_a_file_the_site_is_the_base() -> None:
    item = '<link>/a</link><description>&lt;img src="p.png"&gt;</description>'
    head = "<title>Harbour</title><link>https://blog.example.org/</link>"
    feed = read(rss(item, head=head), url="file:///home/ann/feed.xml")
    assert feed.url == "file:///home/ann/feed.xml"
    assert feed.entries[0].url == "https://blog.example.org/a"
    assert feed.entries[0].base == "https://blog.example.org/a"
    assert only(rss(item), url="file:///home/ann/feed.xml").base == ""


@pytest.mark.parametrize(
    "damage",
    [
        "<description>broken & bare</description>",
        "<description>control \x0b\x1b here</description>",
        "<unknown:thing>no namespace</unknown:thing>",
        "<description><b>never closed</description>",
        "<description>no character &#xFFFF; &#99999999; </description>",
        "<description>no end",
        f"<description>&#{'1' * 5000};</description>",
    ],
)
def test_a_damaged_feed_gives_what_it_has(damage: str) -> None:
    feed = read(
        rss(
            "<title>Before</title><link>https://a.example/1</link>", f"<title>After</title>{damage}"
        )
    )
    assert [entry.title for entry in feed.entries] == ["Before", "After"]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "GB18030"])
def test_an_encoding_is_as_the_feed_declares_it(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<title>群聊的黄昏与广场</title>")
    assert only(text.encode("gb18030")).title == "群聊的黄昏与广场"


def test_an_encoding_is_as_the_server_states_it() -> None:
    text = '<?xml version="1.0"?>' + rss("<title>Žluťoučký kůň úpěl ďábelské ódy</title>")
    assert (
        only(text.encode("iso-8859-2"), charset="iso-8859-2").title
        == "Žluťoučký kůň úpěl ďábelské ódy"
    )


@pytest.mark.parametrize("charset", ["ISO-8859-1", "us-ascii"])
def test_what_servers_state_of_everything_is_not_believed(charset: str) -> None:
    text = '<?xml version="1.0" encoding="gbk"?>' + rss("<title>群聊的黄昏与广场</title>")
    assert only(text.encode("gbk"), charset=charset).title == "群聊的黄昏与广场"


def test_utf_8_is_utf_8_whatever_is_said_of_it() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>群聊的黄昏</title>")
    assert only(text.encode(), charset="us-ascii").title == "群聊的黄昏"


def test_utf_16() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + rss("<title>群聊的黄昏</title>")
    assert only(text.encode("utf-16")).title == "群聊的黄昏"


def test_declared_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    entry = only(f'<?xml version="1.0"?>{bomb}' + rss("<title>&b;&f;</title>"))
    assert entry.title == "&b;&f;"


def test_of_many_entries_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_feed, "MOST_ENTRIES", 3)
    feed = read(rss(*(f"<title>{number}</title>" for number in range(30))))
    assert [entry.title for entry in feed.entries] == ["0", "1", "2"]


def test_what_only_begins_like_a_feed() -> None:
    assert read("<rss></rss>").entries == ()
    with pytest.raises(ReaderError, match="no feed"):
        read("<channel><foo/></channel>")


def test_the_base_is_that_of_the_feed_where_an_entry_has_no_address() -> None:
    entry = only(rss(f"<description>{cdata('<img src=a.png>')}</description>"))
    assert entry.base == URL
