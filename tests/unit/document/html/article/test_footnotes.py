from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.to_markdown import to_markdown

PARAGRAPH = "<p>The ferry crosses the bay in the morning and comes back at night.</p>"


def markdown(html: str) -> str:
    return to_markdown(html, BodyKind.HTML).markdown


def notes(html: str) -> list[str]:
    """The texts of the notes, without their labels."""
    lines = markdown(html).splitlines()
    return [line.split("]: ", 1)[1] for line in lines if line.startswith("[^")]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<sup id="r"><a href="#n">1</a></sup>', '<ol><li id="n">{} <a href="#r">↩</a></li></ol>'),
        ('<a id="r" href="#n">[1]</a>', '<p id="n"><a href="#r">[1]</a> {}</p>'),
        ('<a name="r" href="#n"><b>1</b></a>', '<p><a name="n" href="#r"><b>1</b></a> {}</p>'),
        ('<sup><a href="#n">1</a></sup>', '<div class="footnotes"><div id="n">{}</div></div>'),
        ('<sup><a href="#1">1</a></sup>', '<div id="1"><sup>1</sup><p>{}</p></div>'),
        ('<sup><a id="r" href="#n">[1]</a></sup>', '<ol><li id="n"><a href="#r">{}</a></li></ol>'),
        ('<sup id="r"><a href="#n">1</a></sup>', '<p id="n"><a href="#r">1</a>. {}</p>'),
        ('<a id="r" href="#n">1</a>', '<p id="n"><a href="#r">1</a>. {}</p>'),
        ('<a id="r" href="#n">1</a>', '<p id="n"><a href="#r">1</a>、{}</p>'),
        ('<a id="r" href="#n">1</a>', '<ol><li id="n"><a href="#r"><p>{}</p></a></li></ol>'),
        ("<sup>1</sup>", "<hr><p><sup>1</sup> {}</p>"),
        ("<sup>1</sup>", "<h2>Notes</h2><p><sup>1</sup> {}</p>"),
    ],
)
def test_marks_and_notes_of_any_make_are_footnotes(mark: str, note: str) -> None:
    html = f"<p>Water{mark} is wet.</p>{note.format('So they say.')}"
    assert notes(html) == ["So they say."]
    assert "Water[^" in markdown(html)
    assert "Notes" not in markdown(html)


@pytest.mark.parametrize("written", ["1. ", "[1] ", "［1］", "(1) ", "1、", "1: ", "  [1]. "])
def test_a_number_that_is_written_before_a_note_is_not_shown_twice(written: str) -> None:
    html = (
        '<p>Water<a href="#n" id="r">1</a> is wet.</p>'
        f'<aside role="doc-footnote" id="n"><p>{written}So they say.</p></aside>'
    )
    assert notes(html) == ["So they say."]


@pytest.mark.parametrize("note", ["1.5 metres.", "1 metre.", "12. May.", "1."])
def test_a_number_of_the_note_itself_stays(note: str) -> None:
    html = (
        '<p>Water<a href="#n" id="r">1</a> is wet.</p>'
        f'<aside role="doc-footnote" id="n"><p>{note}</p></aside>'
    )
    assert [text.replace("\\", "") for text in notes(html)] == [note]


def test_one_note_may_have_several_marks() -> None:
    html = (
        '<p>One<sup><a href="#n">1</a></sup>, two<sup><a href="#n">1</a></sup>.</p>'
        '<ol class="footnotes"><li id="n">Both.</li></ol>'
    )
    assert markdown(html).count("[^") == 3
    assert notes(html) == ["Both."]


def test_links_to_theorems_and_sections_are_no_footnotes() -> None:
    html = (
        '<p>By the lemma (<a href="#l1">1</a>) and exercise <a href="#e">3</a>.</p>'
        '<h3><a name="l1"></a>Lemma 1</h3><p>Every ferry floats.</p>'
        '<ul><li><a name="e"></a>Exercise 3. Show that it does.</li></ul>'
    )
    assert notes(html) == []


def test_powers_are_no_footnotes() -> None:
    assert notes("<p>An area of 3 m<sup>2</sup> and 5 m<sup>2</sup>.</p><p>It is wet.</p>") == []


def test_several_notes_in_one_paragraph_stay_there() -> None:
    html = (
        '<p>One<a href="#a"><sup>1</sup></a>, two<a href="#b"><sup>2</sup></a>.</p><hr>'
        '<p><a name="a"><sup>1</sup></a> First.<br><a name="b"><sup>2</sup></a> Second.</p>'
    )
    assert notes(html) == []
    assert "First." in markdown(html)


def test_a_note_keeps_all_of_its_blocks() -> None:
    html = (
        "<p>One<sup>1</sup>, two<sup>2</sup>.</p>"
        "<p><sup>1</sup> First:</p><ul><li>of it</li></ul><p><sup>2</sup> Second.</p>"
    )
    assert notes(html) == ["First:", "Second."]
    assert markdown(html).index("of it") < markdown(html).index("Second.")


def test_a_side_note_beside_its_footnote_is_there_once() -> None:
    html = (
        '<p>Water<sup><a href="#n1">1</a></sup><span class="sidenote">So they say.</span> is</p>'
        '<ol class="footnotes"><li id="n1">So they say.</li></ol>'
    )
    assert markdown(html).count("So they say") == 1


def test_a_side_note_alone_becomes_a_footnote() -> None:
    html = '<p>Water<label for="s">1</label><span class="sidenote">So they say.</span> is wet.</p>'
    assert notes(html) == ["So they say."]
    assert markdown(html).count("Water[^") == 1


def test_a_page_cannot_name_a_footnote_of_its_own() -> None:
    html = f'{PARAGRAPH}<footnote-reference label="]: x">A</footnote-reference>'
    assert "[^" not in markdown(html)


def test_notes_of_the_parts_of_a_feed_stay_with_their_parts() -> None:
    item = (
        "<item><description>&lt;p&gt;Water&lt;a href='#n'&gt;1&lt;/a&gt;&lt;/p&gt;"
        "&lt;ol class='footnotes'&gt;&lt;li id='n'&gt;Wet.&lt;/li&gt;&lt;/ol&gt;</description>"
        "</item>"
    )
    feed = f"<rss><channel><title>t</title>{item}{item}</channel></rss>"
    assert "[^" not in to_markdown(feed, BodyKind.FEED).markdown


def test_a_mark_that_latexml_repeats_is_there_once() -> None:
    outer = "<span class=ltx_note_outer><sup>2</sup><span>footnotemark: </span>2</span>"
    mark = f"<span class='ltx_note ltx_role_footnotemark'><sup>2</sup>{outer}</span>"
    assert "footnotemark" not in markdown(f"<p>Ann Ray{mark} wrote it.</p>")
