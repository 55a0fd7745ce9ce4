from __future__ import annotations

import pytest

from reader.document.html import clean
from reader.document.html.media.image_sources import image_source


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


def test_long_data_uris_are_cut_before_parsing() -> None:
    body = clean.parse(f'<img alt="x" src="data:image/png;base64,{"A" * 5000}">').body
    assert body is not None
    assert len(body.html or "") < 200


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
