from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.html import clean
from reader.document.html.media.image_sources import image_source
from reader.text.chunks import chunks_before


def text(html: str) -> str:
    body = clean.parse(html).body
    return " ".join(body.text(deep=True, separator=" ").split()) if body is not None else ""


@pytest.mark.parametrize(
    "noise",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<button>x</button>",
        "<svg><text>x</text></svg>",
        "<noscript>x</noscript>",
        "<select><option>x</select>",
        "<textarea>x</textarea>",
        "<p hidden>x</p>",
        '<p style="color:red;display:none">x</p>',
        '<i aria-hidden="true">x</i>',
        "<rp>x</rp>",
    ],
)
def test_what_is_no_text_goes(noise: str) -> None:
    assert text(f"<p>some text</p>{noise}<p>more</p>") == "some text more"


def test_neighbours_of_a_button_stay() -> None:
    html = '<p>a</p><div><div class="title">thanks</div><button>pay<svg></svg></button></div>'
    assert text(html) == "a thanks"


def test_an_aria_hidden_sentence_stays() -> None:
    assert text('<span aria-hidden="true">a whole sentence</span>') == "a whole sentence"


def sources(html: str) -> list[str]:
    body = clean.parse(html).body
    assert body is not None
    return [image_source(image) for image in body.css("img")]


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ('<img src="a.png">', "a.png"),
        ('<img data-src="a.png">', "a.png"),
        ('<img src="data:image/gif;base64,R0" data-original="a.png">', "a.png"),
        ('<img src="/blank.gif" srcset="s.png 1x, l.png 2x">', "l.png"),
        ('<img srcset="s.png 300w, l.png 900w, m.png 600w">', "l.png"),
        ('<picture><source srcset="a.webp"><img></picture>', "a.webp"),
        ('<img src="track.gif" width=1 height=1>', ""),
    ],
)
def test_the_picture_that_a_script_would_load(html: str, source: str) -> None:
    assert sources(html) == [source]


def test_noscript_gives_only_what_is_nowhere_else() -> None:
    twice = '<img data-src="a.png"><noscript><img src="a.png"></noscript>'
    assert sources(twice) == ["a.png"]
    once = '<img src="data:image/gif;base64,R0"><noscript><img src="a.png"></noscript>'
    assert "a.png" in sources(once)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://e.org/a b(c)", "https://e.org/a%20b%28c%29"),
        ("../x.html#y", "../x.html#y"),
        ("javascript:alert(1)", ""),
        (" JAVA\tSCRIPT:x", ""),
        ("vbscript:x", ""),
        ("data:text/html,x", ""),
        ("", ""),
        ("https://e.org/\x1b]0;x", "https://e.org/]0;x"),
    ],
)
def test_targets_are_encoded_or_dropped(href: str, target: str) -> None:
    assert clean.safe_target(href) == target


def test_long_data_uris_are_cut_before_parsing() -> None:
    body = clean.parse(f'<img alt="x" src="data:image/png;base64,{"A" * 5000}">').body
    assert body is not None
    assert len(body.html or "") < 200


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a <a href='x>b</a> c</p><p>d</p>", "a b c d"),
        ('<p>a <a title="x" href="y>b</a> c</p><p>d</p>', "a b c d"),
        ('<p>a <img src="x <b>b</b> c', "a b c"),
        ("<p>a <a href='x\nb\n\nc<p>d</p>", "a b c d"),
        ("<p>a <img\nalt='x\nsrc=y> b", "a b"),
        ("<p>a</p><img class=x\nb", "a b"),
        ('<p>a</p><img src="htt', "a"),
        ("<dl><dt><y= t='<p>a<p>b' c", "a b' c"),
        ("<p>a</p><table><tr><td>b</td><td t='c>d</table>", "a b d"),
        ("<p>a</p></di", "a"),
        ("<p>a = \"b</p><p>1 < 2, c='d", "a = \"b 1 < 2, c='d"),
    ],
)
def test_a_tag_without_its_end_takes_no_more_than_its_line(html: str, shown: str) -> None:
    assert text(html) == shown


@given(st.lists(st.sampled_from([*"<>='\"/ \nab", "<a ", "</a>", "x="])))
def test_no_tag_without_its_end_hides_a_later_paragraph(pieces: list[str]) -> None:
    assert text("".join((*pieces, "\n\n<p>end"))).endswith("end")


def test_deep_elements_lose_their_tags_not_their_text() -> None:
    html = "<div>" * 400 + "deep" + "</div>" * 400 + "<p>after</p>"
    bounded = clean.bound_depth(html)
    assert bounded.count("<div>") == bounded.count("</div>") == 250
    assert "deep" in bounded
    assert bounded.endswith("<p>after</p>")


def test_long_flat_lists_without_end_tags_are_not_deep() -> None:
    html = "<ul>" + "<li>x" * 1000
    assert clean.bound_depth(html) == html


def test_unclosed_formatting_is_broken_and_a_long_article_is_not() -> None:
    assert clean.is_broken("".join(f"<b id={i}>" for i in range(1000)))
    assert not clean.is_broken("<p>text <b>bold</b></p>" * 5000)
    assert not clean.is_broken("<ul>" + "<li>item" * 2000)


def test_stripping_tags_keeps_all_text() -> None:
    assert clean.strip_tags("<p>a &lt; b</p><b>c<i>d").split() == ["a", "<", "b", "c", "d"]


@pytest.mark.parametrize(
    "html",
    [
        f"<html><head><title>{'<p><i>' * 3_000}t</title></head><body><p>words at the end",
        f"<p>a{'<figure>' * 300}{'<f<figure>igure>' * 3_000}<p>words at the end",
        f"<div>{'<b <i>' * 700}<p>words at the end",
        f"{'<font>' * 3_000}<textarea>x</textarea><br>words at the end",
        f"<script>{'<i>' * 3_000}</script>{'<b>' * 3_000}words at the end",
    ],
)
def test_bounding_the_depth_costs_no_text(html: str) -> None:
    assert clean.is_broken(html)
    assert "words at the end" in text(html)


def test_of_a_tag_with_thousands_of_attributes_the_first_are_kept() -> None:
    long = f'<p title="{"y " * 20_000} > z">words'
    assert text(long) == "words"
    many = "".join(f" a{number}=b" for number in range(20_000))
    body = clean.parse(f"<p id='x'{many}>words</p><img alt='{'y' * 50_000}' src=z>").body
    assert body is not None
    paragraph, image = body.css_first("p"), body.css_first("img")
    assert paragraph is not None
    assert image is not None
    assert paragraph.text() == "words"
    assert paragraph.attributes["id"] == "x"
    assert len(paragraph.attributes) == clean._MOST_ATTRIBUTES
    assert image.attributes == {"alt": "y" * 50_000, "src": "z"}


PARTS = ("<p>", "</p>", "<b x='y'>", "<script>", "</script>", "&lt;", " a", "<!-- b -->", "<i")


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), st.integers(1, 9))
def test_tags_are_stripped_piece_by_piece_as_all_at_once(html: str, size: int) -> None:
    whole = clean.strip_tags(html).split()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clean, "chunks_before", partial(chunks_before, size=size))
        assert clean.strip_tags(html).split() == whole


def test_words_of_a_sentence_that_are_buttons_stay() -> None:
    button = "<button aria-haspopup=dialog><em>tide</em></button>"
    tree = clean.parse(f"<body><p>Ferries leave with the {button} in the evening.</p>{button}")
    assert tree.body is not None
    assert tree.body.text(deep=True).count("tide") == 1


def test_who_speaks_in_a_chat_stays_and_other_unseen_headings_go() -> None:
    said = "<h5 class=sr-only>You said:</h5>"
    turn = f"{said}<div data-message-author-role=user>Are ferries late?</div>"
    assert "You said" in (clean.parse(f"<body>{turn}").html or "")
    assert "You said" not in (clean.parse(f"<body>{said}<p>Are ferries late?</p>").html or "")


def test_a_folded_callout_keeps_what_it_holds_though_the_page_says_it_elsewhere() -> None:
    said = "Ferries are late in the evening."
    callout = f"<div class=callout-content style='display: none;'><p>{said}</p></div>"
    tree = clean.parse(f"<body><pre>{said}</pre>{callout}<p>{'More of it. ' * 20}</p>")
    assert (tree.html or "").count(said) == 2


def test_paragraphs_that_only_a_noscript_has_stay() -> None:
    paragraphs = "".join(f"<p>{word} " + "The ferry left. " * 20 + "</p>" for word in ("A", "B"))
    aside = "<p>" + "Something else stands here. " * 60 + "</p>"
    page = f"<body><div><script>1</script><noscript>{paragraphs}</noscript></div>{aside}"
    assert "The ferry left" in (clean.parse(page).html or "")


def test_the_controls_of_players_go() -> None:
    controls = "<div class=vjs-control-bar>Mute</div><div class=jw-controls>Loaded</div>"
    assert clean.parse(f"<body><p>Text</p>{controls}").body is not None
    assert "Mute" not in (clean.parse(f"<body><p>Text</p>{controls}").html or "")
