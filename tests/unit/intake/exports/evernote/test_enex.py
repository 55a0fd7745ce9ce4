"""Notes out of Evernote's exports."""

from __future__ import annotations

from base64 import b64encode
from hashlib import md5
from pathlib import Path

import pytest

from reader.intake.exports.evernote.enex import FORM
from reader.intake.incoming import IncomingArticle
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, article, articles, markdown, unreadable
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "evernote" / "notes.enex"
PICTURE = b"\x89PNG not really"
HASH = md5(PICTURE).hexdigest()  # noqa: S324
DOCUMENT_TYPE = '<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'


def note(content: str, more: str = "") -> str:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{DOCUMENT_TYPE}<en-note>{content}</en-note>'
    return f"<note><title>Pots &amp; pans</title><content><![CDATA[{text}]]></content>{more}</note>"


def export(*notes: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">'
        f'<en-export application="Evernote" version="10.1">{"".join(notes)}</en-export>'
    )


def resource(data: bytes, kind: str, name: str) -> str:
    digits = b64encode(data).decode()
    return (
        f'<resource><data encoding="base64">\n{digits[:8]}\n{digits[8:]}</data><mime>{kind}</mime>'
        f"<resource-attributes><file-name>{name}</file-name></resource-attributes></resource>"
    )


def read(folder: Path, content: str, more: str = "") -> IncomingArticle:
    return article(FORM, written(folder, "notes.enex", export(note(content, more))))


def shown(folder: Path, content: str, more: str = "") -> str:
    return markdown(read(folder, content, more)).strip()


def test_what_is_told_of_a_clipped_page(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "<div>x</div>",
        "<created>20240309T101112Z</created><updated>20240310T000000Z</updated><tag>a b</tag>"
        "<tag>旅行</tag><note-attributes><author>Ann Reed</author><source>web.clip7</source>"
        "<latitude>1.5</latitude><source-url>https://x.example/p?a=1&amp;b=2</source-url>"
        "</note-attributes>",
    ).facts
    assert facts.title == "Pots & pans"
    assert facts.author == "Ann Reed"
    assert facts.url == "https://x.example/p?a=1&b=2"
    assert facts.tags == ("a b", "旅行")
    assert (facts.date, facts.saved) == ("", "2024-03-09T10:11:12Z")
    assert (facts.by, facts.source) == ("evernote", "")


def test_a_note_of_ones_own_is_dated(tmp_path: Path) -> None:
    assert read(tmp_path, "<div>x</div>", "<created>20240309T101112Z</created>").facts.date == (
        "2024-03-09T10:11:12Z"
    )
    assert read(tmp_path, "<div>x</div>", "<created>soon</created>").facts.date == ""


def test_the_address_of_a_clip_may_stand_in_its_text(tmp_path: Path) -> None:
    style = "--en-clipped-content:article; --en-clipped-source-url:https://x.example/p;"
    assert read(tmp_path, f'<div style="{style}"><p>x</p></div>').facts.url == "https://x.example/p"


def test_lines_are_paragraphs(tmp_path: Path) -> None:
    content = "<div>one<br/>two</div><div><br/></div><div>three&nbsp;four</div>loose<br/><br/>end"
    body = read(tmp_path, content).body
    assert body == "<p>one<br>two</p>\n<p>three\xa0four</p>\n<p>loose</p>\n<p>end</p>"


def test_styles_become_elements(tmp_path: Path) -> None:
    body = read(
        tmp_path,
        '<div><span style="font-weight: bold;">b</span> <span style="font-style:italic">i</span> '
        '<span style="text-decoration: line-through">s</span> <font color="red">f</font> '
        '<span style="--en-highlight:yellow;background-color: #ffef9e;">new</span> '
        '<span style="background-color: #fffaa5;-evernote-highlight:true;">old</span></div>',
    ).body
    assert body == (
        "<p><strong>b</strong> <em>i</em> <s>s</s> f <mark>new</mark> <mark>old</mark></p>"
    )


@pytest.mark.parametrize("style", ["-en-codeblock: true; x: y;", "--en-codeblock:true;"])
def test_listings_keep_their_lines(tmp_path: Path, style: str) -> None:
    lines = "<div>def f():</div><div>&nbsp;   return 1 &lt; 2</div><div><br/></div><div>f()</div>"
    assert shown(tmp_path, f'<div style="{style}">{lines}</div>') == (
        "```\ndef f():\n    return 1 < 2\n\nf()\n```"
    )


def test_a_listing_names_its_language(tmp_path: Path) -> None:
    style = "--en-codeblock:true;--en-syntaxLanguage:python;"
    assert shown(tmp_path, f'<div style="{style}"><div>x = 1</div></div>').startswith("```python")


def test_boxes_to_check(tmp_path: Path) -> None:
    old = '<div><en-todo checked="true"/>milk</div><div><en-todo/>bread</div>'
    new = (
        '<ul style="--en-todo:true;"><li style="--en-checked:true;"><div>milk</div></li>'
        '<li style="--en-checked:false;"><div>bread</div></li></ul>'
    )
    expected = "- [x] milk\n- [ ] bread"
    assert shown(tmp_path, old) == expected
    assert shown(tmp_path, new) == expected
    assert "a ☐ b" in shown(tmp_path, "<div>a <en-todo/>b</div>").replace("  ", " ")


def test_tasks_stand_where_their_group_does(tmp_path: Path) -> None:
    content = '<div>before</div><div style="--en-task-group:true; --en-id:g1;"/><div>after</div>'
    task = (
        "<task><title>call</title><taskStatus>completed</taskStatus>"
        "<taskGroupNoteLevelID>{}</taskGroupNoteLevelID></task>"
    )
    body = read(tmp_path, content, task.format("g1")).body
    assert body.index("before") < body.index("call") < body.index("after")
    assert "call" in read(tmp_path, content, task.format("elsewhere")).body


def test_tables_and_lists(tmp_path: Path) -> None:
    found = shown(
        tmp_path,
        "<table><tr><td><div>a</div></td><td><div>b</div></td></tr>"
        "<tr><td><div>1</div></td><td><div>2</div><div>3</div></td></tr></table>"
        "<ol><li><div>one</div><ul><li>deep</li></ul></li></ol>",
    )
    assert "| a | b |" in found
    assert "| 1 | 2<br>3 |" in found.replace("  ", " ")
    assert "1. one" in found
    assert "- deep" in found


def test_pictures_come_under_the_address_that_the_text_has(tmp_path: Path) -> None:
    media = f'<div>See <en-media type="image/png" hash="{HASH.upper()}"/></div>'
    found = read(tmp_path, media, resource(PICTURE, "image/png", "pot.png"))
    ((address, data),) = found.files.items()
    assert data == PICTURE
    assert f'<img src="{address}" alt="pot.png">' in found.body
    assert found.notices == ()


def test_a_picture_that_stands_nowhere_comes_last(tmp_path: Path) -> None:
    found = read(tmp_path, "<div>x</div>", resource(PICTURE, "image/jpeg", "p.jpg"))
    assert found.body.endswith('.jpg" alt="p.jpg"></p>')
    assert list(found.files.values()) == [PICTURE]


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    document = md5(b"PDF").hexdigest()  # noqa: S324
    found = read(
        tmp_path,
        f'<div><en-media type="application/pdf" hash="{document}"/></div>'
        '<div><en-media type="image/png" hash="0"/></div>'
        '<div><en-crypt hint="dog">Zm9v</en-crypt></div>',
        resource(b"PDF", "application/pdf", "bill.pdf"),
    )
    assert "[bill.pdf]" in found.body
    assert "[encrypted: dog]" in found.body
    assert "Zm9v" not in found.body
    assert found.files == {}
    assert found.notices == (
        "An attached file is not kept: bill.pdf",
        "A picture of the note is not in the export.",
        "A part of the note is encrypted; decrypt it in Evernote first.",
    )


def test_a_bad_note_does_not_stop_the_others(tmp_path: Path) -> None:
    locked = '<note><title>Locked</title><content encoding="base64:aes">RU5D</content></note>'
    empty = "<note><title>Empty</title></note>"
    bomb = note("<div>&x;</div>").replace(DOCUMENT_TYPE, '<!DOCTYPE e [<!ENTITY x "y">]>')
    torn = "<note><title>Torn</title><content><![CDATA[<en-note>"
    file = written(
        tmp_path, "n.enex", export(locked, note("a <b>c"), empty, bomb, note("<p>d</p>"), torn)
    )
    found = all_of(FORM, file)
    told = [getattr(each, "body", "") or unreadable(each).name for each in found]
    assert told == ["Locked", "<p>a <b>c</b></p>", "Empty", "Pots & pans", "<p>d</p>", "Torn"]


def test_a_note_is_kept_if_its_text_is_whole(tmp_path: Path) -> None:
    torn = note("<div>a</div>").replace("</note>", "<b></note>")
    first, second = articles(FORM, written(tmp_path, "n.enex", export(torn, note("<div>b</div>"))))
    assert (first.body, first.notices) == (
        "<p>a</p>",
        ("The export is damaged behind the text of the note.",),
    )
    assert (second.body, second.notices) == ("<p>b</p>", ())


def test_html_that_is_no_xml_loses_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "<div>a<br>b<hr>c & <img src=x>d</div>").body == (
        '<p>a<br>b</p>\n<hr>\n<p>c &amp; <img src="" alt="">d</p>'
    )


def test_links_are_links_and_nothing_acts(tmp_path: Path) -> None:
    body = read(
        tmp_path,
        '<div><a href="https://x.example/?a=1&amp;b=%22">here</a> <b onclick="x()">b</b></div>'
        "<script>alert(1)</script><style>p {}</style>"
        "<div style=\"--en-richlink:true;--en-href:'https://y.example';--en-title:'Y &amp; Z'\"/>",
    ).body
    assert body == (
        '<p><a href="https://x.example/?a=1&amp;b=%22">here</a> <b>b</b></p>\n'
        '<p><a href="https://y.example">Y &amp; Z</a></p>'
    )


def test_what_is_hidden_in_a_note_is_no_text_of_it(tmp_path: Path) -> None:
    content = (
        '<div><h1>Pots</h1></div><center style="display:none !important"># Pots%0A</center>'
        '<div>Two<span style="display: none">three</span></div>'
    )
    assert shown(tmp_path, content) == "# Pots\n\nTwo"


def test_a_link_around_lines_links_each(tmp_path: Path) -> None:
    body = read(tmp_path, '<a href="https://x.example"><div>a</div><div>b</div></a>').body
    assert body == (
        '<p><a href="https://x.example">a</a></p>\n<p><a href="https://x.example">b</a></p>'
    )
    assert "script" not in read(tmp_path, '<div><a href=" java&#10;script:x()">a</a></div>').body


@pytest.mark.parametrize(
    "piece", ["<br/>", " <br/> ", "<div><en-todo/>x</div>", "<b>x", "<ul>x", "&"]
)
def test_hostile_notes_take_linear_time(tmp_path: Path, piece: str) -> None:
    all_of(FORM, written(tmp_path, "n.enex", export(note("x" + piece * 10_000))))


def test_deep_nesting_keeps_its_text(tmp_path: Path) -> None:
    assert "deep" in read(tmp_path, "<div>" * 3000 + "deep" + "</div>" * 3000).body
    assert "deep" in read(tmp_path, "<ul><li>" * 3000 + "deep").body


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_a_real_export() -> None:
    found = articles(FORM, source_file(CASE))
    assert [each.facts.title for each in found] == ["铅字的一生", "The night train"]
    assert found[0].facts.url == "https://www.example.cn/p/123"
    assert found[0].body.count("<p>") == 2
