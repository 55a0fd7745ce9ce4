"""Pictures of a page: each once, none that shows nothing, and emoji as text."""

from __future__ import annotations

from html import unescape

import pytest

from reader.document.body_kind import BodyKind
from reader.document.to_markdown import to_markdown


def convert(html: str) -> str:
    return to_markdown(html, BodyKind.HTML).markdown.strip("\n")


REAL = "https://e.org/a.jpg"


@pytest.mark.parametrize(
    "html",
    [
        f"<img data-src='{REAL}' src='data:image/gif;base64,R0'>",
        f"<img data-actualsrc='{REAL}' src='data:image/svg+xml;utf8,<svg></svg>'>",
        f"<img data-lazy='true' src='{REAL}'>",
        f"<img data-original='{REAL}' src='/images/loading.gif'>",
        f"<img file='{REAL}' zoomfile='{REAL}' src='static/image/common/none.gif'>",
        f"<img src='/blank.gif' srcset='https://e.org/s.jpg 400w, {REAL} 800w'>",
        f"<img class=lazy src='/blank.gif'><noscript><img src='{REAL}'></noscript>",
        f"<noscript><img src='{REAL}'></noscript><img class=lazy src='data:image/gif;base64,R0'>",
        f"<img data-src='{REAL}'><noscript><img src='https://e.org/a-small.jpg'></noscript>",
        f"<noscript><img src='{REAL}'></noscript><img data-actualsrc='{REAL}' src='data:,'>",
        f"<picture><source srcset='https://e.org/s.jpg 1x, {REAL} 2x'></picture>",
        f"<amp-img src='{REAL}'><noscript><img src='{REAL}'></noscript></amp-img>",
        f"<amp-anim src='{REAL}'></amp-anim>",
        f"<div style='background-image:url({REAL});height:200px'></div>",
        f"<div style='height:300px;background: #fff url(\"{REAL}\") no-repeat center'> </div>",
        f"<div class=lazy data-bg='{REAL}'></div>",
        f"<svg style='background-image:url({REAL})' viewBox='0 0 1080 720'></svg>",
        f"<svg viewBox='0 0 900 600'><image href='{REAL}'></image></svg>",
        f"<video poster='{REAL}'></video>",
    ],
)
def test_a_picture_is_shown_once(html: str) -> None:
    assert convert(f"<p>x</p>{html}") == f"x\n\n![]({REAL})"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("./A%20page_files/640", "./A%20page_files/640"),
        ("page-Dateien/a.jpg", "page-Dateien/a.jpg"),
        ("page_files/loading.gif", REAL),
        ("img/a.jpg", REAL),
    ],
)
def test_what_a_browser_saved_comes_before_where_it_was(source: str, shown: str) -> None:
    assert convert(f"<p>x</p><img src='{source}' data-src='{REAL}'>") == f"x\n\n![]({shown})"


@pytest.mark.parametrize(
    "html",
    [
        "<img src='https://e.org/t.gif' width=1 height=1>",
        "<img src='https://e.org/t.gif' style='width:1px;height:1px'>",
        "<img src='https://www.facebook.com/tr?id=1'>",
        "<img src='https://pixel.e.org/x'>",
        "<img src='/i/spacer.gif'>",
        "<img src='/i/icon.png' width=16 height=16>",
        "<div style='background:url(https://e.org/line.png) repeat-x'></div>",
        "<div style='background:url(https://e.org/dot.png);height:12px'></div>",
        "<div style='background:url(/a.png)'></div><div style='background:url(/a.png)'></div>",
        "<svg><title>Menu</title><path/></svg>",
        "<a href=/x><svg><text>Logo</text></svg></a>",
        "<iframe src='https://x.doubleclick.net/a'></iframe>",
        "<video></video>",
    ],
)
def test_what_shows_nothing_goes(html: str) -> None:
    assert convert(f"<p>x</p>{html}") == "x"


def test_a_page_for_readers_without_scripts_is_read() -> None:
    text = "word " * 100
    assert convert(f"<div>load</div><noscript><p>{text}</p></noscript>").endswith(text.strip())
    assert convert("<p>text</p><noscript>Please allow scripts.</noscript>") == "text"


def test_an_image_is_the_twin_of_one_alternative() -> None:
    names = ("a", "b", "c")
    html = "".join(
        f"<noscript><img src='https://e.org/{name}.jpg'></noscript><img src='data:,'>"
        for name in names
    )
    markdown = convert(f"<p>text</p>{html}")
    assert all(f"https://e.org/{name}.jpg" in markdown for name in names)


def test_an_alternative_within_another_goes_before_that_one() -> None:
    """Nodes within one that was removed are no more: what is read of them is anything."""
    html = "<noscript>allow <b>scripts</b><noscript>please <i>do</i></noscript></noscript>" * 100
    assert convert(f"<p>text</p>{html}<p>end</p>") == "text\n\nend"


def test_text_over_a_background_stays_alone() -> None:
    html = f"<div style='background-image:url({REAL})'>text</div>"
    assert convert(html) == "text"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<img class=emoji alt=😀 src=e.png>", "😀"),
        ("<img class=wp-smiley alt=':)' src=e.png>", ":)"),
        ("<img alt=👍🏽 src=https://e.org/1.png>", "👍🏽"),
        ("<img alt='[微笑]' src=https://e.org/1.png>", "[微笑]"),
        ("<img class=sticker title='[飙泪笑]' src=https://e.org/1.png>", "[飙泪笑]"),
        ("<img class=emoji src='https://e.org/72x72/1f600.png'>", "😀"),
        ("<img src='https://e.org/pic/Expression_1@2x.png'>", "[微笑]"),
        ("<img src='https://e.org/face/smiley_63.png'>", "[玫瑰]"),
    ],
)
def test_an_emoji_is_text(html: str, text: str) -> None:
    markdown = convert(f"<p>a{html}b</p>").replace("\\", "")
    assert unescape(markdown) == f"a{text}b"


@pytest.mark.parametrize("alt", ["[图片]", "A bridge", "[image]", "1", "——"])
def test_a_picture_with_a_text_is_no_emoji(alt: str) -> None:
    assert "](https://e.org/1.png)" in convert(
        f"<p>a <img alt='{alt}' src=https://e.org/1.png></p>"
    )


def test_a_drawing_says_its_labels() -> None:
    chart = "<svg><title>Chart</title><g><text x=0>left</text><text>10</text></g></svg>"
    assert convert(f"<p>a</p><p>{chart}b</p>") == "a\n\n![Chart · left · 10]()\n\nb"
    assert convert("<figure><svg><title>Chart</title></svg></figure>") == "![Chart]()"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<iframe src='//www.youtube.com/embed/abc-12345'></iframe>",
            "[▶ youtube.com](https://www.youtube.com/watch?v=abc-12345)",
        ),
        (
            "<iframe src='https://player.bilibili.com/player.html?aid=1&bvid=BV1ab'></iframe>",
            "[▶ bilibili.com](https://www.bilibili.com/video/BV1ab)",
        ),
        (
            "<iframe data-src='https://v.qq.com/txp/iframe/player.html?vid=a1b2c3'></iframe>",
            "[▶ v.qq.com](https://v.qq.com/x/page/a1b2c3.html)",
        ),
        (
            "<iframe title='YouTube video player' src='https://e.org/v'></iframe>",
            "[▶ e.org](https://e.org/v)",
        ),
        ("<video src='https://e.org/k.mp4'></video>", "[▶ k.mp4 · e.org](https://e.org/k.mp4)"),
        ("<audio src='/a/k.mp3'></audio>", "[▶ k.mp3](/a/k.mp3)"),
        (
            "<amp-youtube data-videoid=abc></amp-youtube>",
            "[▶ youtube.com](https://www.youtube.com/watch?v=abc)",
        ),
        ("<mpvoice name='早安&amp;nbsp;第 1 天' src='/x'></mpvoice>", "▶ 早安 第 1 天"),
        ("<qqmusic musicname=Song singer=Ann></qqmusic>", "▶ Song · Ann"),
    ],
)
def test_a_player_is_a_link_to_what_a_person_would_open(html: str, markdown: str) -> None:
    assert convert(html) == markdown
