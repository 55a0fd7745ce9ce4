"""Bookmarks as pages, of browsers and services."""

from __future__ import annotations

from reader.intake.incoming import Annotation
from tests.unit.intake.lists.lists import Desk

URL = "https://a.example/"
HEAD = (
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
)
FIREFOX = f"""{HEAD}<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><A HREF="place:type=6&sort=14" ADD_DATE="1709970000">Recent Tags</A>
    <HR>
    <DT><H3 ADD_DATE="1" LAST_MODIFIED="2">Sea</H3>
    <DD>All about it
    <DL><p>
        <DT><A HREF="https://a.example/?x=1&amp;y=2" ADD_DATE="1709970000" ICON="data:image/png;base64,AAAA" TAGS="boats,tides &amp; all">At <B>the</B> pier</A>
        <DD>Nobody is in a hurry.
Second line
        <DT><H3>Deep</H3>
        <DL><p>
            <DT><A HREF="https://b.example/" ADD_DATE="1709970000000">B</A>
        </DL><p>
        <DT><A HREF="https://c.example/" ADD_DATE="1709970000000000">C</A>
    </DL><p>
    <DT><H3 ADD_DATE="1" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="https://d.example/" ADD_DATE="0">https://d.example/</A>
        <DT><A HREF="javascript:void(0)">Act</A>
        <DT><A HREF="https://b.example/">B again</A>
    </DL><p>
</DL>
"""  # noqa: E501 - as it is written


def test_bookmarks_of_firefox(desk: Desk) -> None:
    found = desk.read("bookmarks.html", FIREFOX)
    a, b, c, d = (entry.facts for entry in found)
    assert (a.url, a.title, a.by) == ("https://a.example/?x=1&y=2", "At the pier", "bookmarks")
    assert (a.tags, a.saved) == (("boats", "tides & all", "Sea"), "2024-03-09T07:40:00+00:00")
    assert found[0].annotations == (Annotation(note="Nobody is in a hurry.\nSecond line"),)
    assert (b.url, b.tags, b.saved) == ("https://b.example/", ("Sea", "Deep"), a.saved)
    assert (c.tags, c.saved) == (("Sea",), a.saved)
    assert (d.url, d.title, d.tags, d.saved) == ("https://d.example/", "", (), "")
    assert all(not entry.annotations for entry in found[1:])


def test_bookmarks_of_chrome_and_safari(desk: Desk) -> None:
    page = f"""{HEAD}<TITLE>书签</TITLE><H1>书签</H1><DL><p>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">书签栏</H3><DL><p>
    <DT><A HREF="https://a.example/">群聊的黄昏</A></DL><p></DL><p>"""
    (entry,) = desk.read("书签.html", page)
    assert (entry.facts.title, entry.facts.tags) == ("群聊的黄昏", ())
    safari = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
    <HTML><Title>Bookmarks</Title><H1>Bookmarks</H1>
    <DT><H3 FOLDED>Sea</H3><DL><p><DT><A HREF="https://a.example/">A</A></DL><p>
    <DT><H3 FOLDED id="com.apple.ReadingList">Reading List</H3><DL><p>
    <DT><A HREF="https://b.example/">B</A></DL><p></HTML>"""
    one, two = desk.read("Safari Bookmarks.html", safari)
    assert (one.facts.tags, two.facts.tags) == (("Sea",), ())


def test_bookmarks_of_linkding(desk: Desk) -> None:
    page = f"""{HEAD}<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p>
    <DT><A HREF="https://a.example/" ADD_DATE="1709970000" PRIVATE="0" TOREAD="1" TAGS="sea,linkding:bookmarks.archived">A</A>
    <DD>Of boats.[linkding-notes]Read
again[/linkding-notes]
    </DL><p>"""  # noqa: E501 - as it is written
    (entry,) = desk.read("bookmarks.html", page)
    assert (entry.facts.tags, entry.facts.summary) == (("sea",), "Of boats.")
    assert entry.annotations == (Annotation(note="Read\nagain"),)


def test_highlights_under_a_link(desk: Desk) -> None:
    page = f"""{HEAD}<TITLE>Raindrop.io Bookmarks</TITLE><H1>Raindrop.io Bookmarks</H1><DL><p>
    <DT><H3>Unsorted</H3><DL><p><DT><A HREF="https://a.example/" ADD_DATE="1709970000" TAGS="">A</A>
    <DD>My note<blockquote>One line</blockquote><blockquote>Another</blockquote></DL><p></DL><p>"""
    (entry,) = desk.read("raindrop.html", page)
    assert (entry.facts.by, entry.facts.tags) == ("raindrop", ())
    assert entry.annotations == (
        Annotation(note="My note"),
        Annotation(quote="One line"),
        Annotation(quote="Another"),
    )


def test_pocket(desk: Desk) -> None:
    page = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
    <li><a href="https://a.example/" time_added="1709970000" tags="sea,boats">A</a></li></ul>
    <h1>Read Archive</h1><ul><li><a href="https://b.example/" time_added="1609970000" tags="">https://b.example/</a></li>
    </ul></body></html>"""  # noqa: E501 - as it is written
    a, b = (entry.facts for entry in desk.read("ril_export.html", page))
    assert (a.title, a.tags, a.saved) == ("A", ("sea", "boats"), "2024-03-09T07:40:00+00:00")
    assert (a.by, b.title, b.tags) == ("pocket", "", ())


def test_instapaper(desk: Desk) -> None:
    page = """<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body>
    <h1>Unread</h1>
    <ol><li><a href="https://a.example/">A</a></ol><h1>Sea</h1>
    <ol><li><a href="https://b.example/">B</a></ol>"""
    a, b = (entry.facts for entry in desk.read("export.html", page))
    assert (a.by, a.tags, b.tags) == ("instapaper", (), ("Sea",))


def test_a_page_of_links_is_no_list(desk: Desk) -> None:
    page = "<html><title>Links</title><ul><li><a href='https://a.example/'>A</a></ul>"
    assert desk.name_of("links.html", page) == ""


def test_broken_and_hostile_pages(desk: Desk) -> None:
    link = '<DT><A HREF="https://a.example/" ADD_DATE="1">A</A>'
    assert desk.urls("nested.html", HEAD + "<DL><p><DT><H3>x</H3>" * 40 + link) == [URL]
    # What is deeper than any folder of a person is lost, but nothing else is.
    deep = HEAD + link + "<DL><p><DT><H3>x</H3>" * 5_000 + link
    assert desk.urls("deep.html", deep) == [URL]
    unclosed = HEAD + '<DL><p><DT><A HREF="https://a.example/">A<DT><A HREF="https://b.example/">B'
    assert desk.urls("unclosed.html", unclosed) == ["https://a.example/", "https://b.example/"]


def test_gbk(desk: Desk) -> None:
    page = (
        HEAD.replace("UTF-8", "gbk")
        + '<DL><p><DT><A HREF="https://a.example/">群聊的黄昏与广场的早晨</A></DL>'
    )
    (entry,) = desk.read("b.html", page.encode("gbk"))
    assert entry.facts.title == "群聊的黄昏与广场的早晨"


def test_what_is_said_of_one_link_has_an_end(desk: Desk) -> None:
    said = "".join(f"<DD>Note {number}\n" for number in range(5_000))
    (listed,) = desk.read("a.html", f'{HEAD}<DL><p><DT><A HREF="{URL}">A</A>\n{said}</DL>')
    assert len(listed.annotations) == 200
