"""What is kept of a page shows what the page does, and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind, detect
from reader.intake.pages.article_html import article_html
from tests.unit.intake.pages.written import blocks

PROSE = "<p>Herons stand in the marsh for hours, and nobody has ever seen one of them in a hurry."
URL = "https://marsh.example.org/essays/herons"


def kept(inside: str, url: str = URL, head: str = "") -> str:
    page = f"<!doctype html><head><title>Herons</title>{head}<body><article>{inside}{PROSE}"
    return article_html(page, BodyKind.HTML_DOCUMENT, url)


class TestNothingActive:
    @pytest.mark.parametrize(
        "inside",
        [
            "<script>alert(1)</script>",
            "<p onclick='alert(1)' onmouseover=alert(2)>a",
            "<a href='javascript:alert(1)'>a</a>",
            "<a href='java&#10;script:alert(1)'>a</a>",
            "<a href=' &#1;javascript:alert(1)'>a</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
            "<a href='vbscript:a'>a</a><a href='ms-msdt:/id'>b</a>",
            "<img src=x onerror=alert(1)>",
            "<img src='javascript:alert(1)' alt=a>",
            "<svg onload=alert(1)><script>alert(1)</script></svg>",
            "<style>@import url(//evil.example)</style><link rel=stylesheet href=//evil.example>",
            "<p style='background:url(javascript:alert(1));behavior:url(a)'>a",
            "<p style='width:expression(alert(1))'>a",
            "<iframe src='javascript:alert(1)'></iframe><iframe src='/b'></iframe>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<object data=a.swf><param name=a value=b></object><embed src='javascript:a'>",
            "<form action=//evil.example><input name=a><button onclick=a>b</button></form>",
            "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
            "<video src=a.mp4 onerror=alert(1) autoplay><track src=a></video>",
            "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a</p></noscript>",
            "<xmp><img src=x onerror=alert(1)></xmp>",
            "<listing><img src=x onerror=alert(1)></listing>",
            "<portal src=//evil.example></portal><x-a onclick=alert(1)></x-a><bgsound src=a>",
            "<marquee onstart=alert(1)>a</marquee><details ontoggle=alert(1) open>a</details>",
            "<template><script>alert(1)</script></template>",
            "<textarea><script>alert(1)</script></textarea><frameset onload=a><frame src=b>",
            "<isindex type=image src=x onerror=alert(1)><keygen autofocus onfocus=alert(1)>",
            "<p @click='alert(1)' [href]='a' v-html='b' :x=c>a",
        ],
    )
    def test_stays(self, inside: str) -> None:
        html = kept(inside)
        assert "Herons stand" in html
        quoted = re.compile(r"(?<=[^=]=)\"(?!javascript|//|https?://evil)[^\"]*\"")
        tags = re.findall(r"<[a-z][^<>]*>", quoted.sub('""', html))
        assert not [tag for tag in tags if re.search(r"(?i)\son|script|evil|behavior|@|v-", tag)]
        names = {re.split(r"[\s>]", tag[1:])[0] for tag in tags}
        assert not names & {"iframe", "script", "style", "form", "object", "embed", "video", "svg"}
        assert not names & {"template", "noscript", "xmp", "portal", "x-a", "marquee", "frame"}

    @settings(max_examples=40)
    @given(st.text(alphabet="<>/='\" abonclickscrptimgsye!-&;#", max_size=80))
    def test_whatever_a_page_holds(self, inside: str) -> None:
        html = kept(inside)
        again = article_html(html, BodyKind.HTML, URL)
        for tag in re.findall(r"<[a-z][^<>]*>", html + again):
            assert not re.search(r"\son[a-z]+=|^<(?:script|style|iframe|object)", tag)


class TestAddresses:
    def test_are_absolute(self) -> None:
        html = kept("<p><a href='../about#us'>us</a> <a href='//cdn.example.org/a b'>b</a>")
        assert 'href="https://marsh.example.org/about#us"' in html
        assert 'href="https://cdn.example.org/a%20b"' in html

    def test_those_within_the_article_stay(self) -> None:
        assert 'href="#end"' in kept("<p><a href='#end'>end</a><p id=end>The end is here.")

    def test_the_base_of_a_page_counts(self) -> None:
        html = kept("<p><a href='a'>a</a>", head="<base target=_blank href='/notes/'>")
        assert 'href="https://marsh.example.org/notes/a"' in html

    @pytest.mark.parametrize("base", ["javascript:a", "//[", "data:text/html,a"])
    def test_a_base_that_is_none_does_not(self, base: str) -> None:
        html = kept("<p><a href='a'>a</a>", head=f"<base href='{base}'>")
        assert 'href="https://marsh.example.org/essays/a"' in html

    def test_without_any_they_stay_relative(self) -> None:
        assert 'href="a/b"' in kept("<p><a href='a/b'>a</a>", url="")


class TestPictures:
    @pytest.mark.parametrize(
        "image",
        [
            "<img data-src='/heron.jpg' src='data:image/gif;base64,R0lGOD' onload=a>",
            "<img src='/blank.gif' srcset='/small.jpg 300w, /heron.jpg 900w'>",
            "<img src='/lazy.png'><noscript><img src='/heron.jpg'></noscript>",
            "<picture><source srcset='/heron.jpg 2x'><img></picture>",
            "<picture><source srcset='/heron.jpg'></picture>",
            "<amp-img src='/heron.jpg' width=3 height=2></amp-img>",
            "<div style='background-image: url(/heron.jpg); width: 600px'></div>",
        ],
    )
    def test_have_the_address_that_is_shown(self, image: str) -> None:
        html = kept(f"<figure>{image}<figcaption>A heron at dawn.</figcaption></figure>")
        assert 'src="https://marsh.example.org/heron.jpg"' in html
        assert "srcset" not in html
        assert "data-src" not in html

    def test_a_player_is_a_link(self) -> None:
        html = kept(
            "<iframe src='https://www.youtube.com/embed/abcdefghijk' title='Dawn'></iframe>"
        )
        assert '<a href="https://www.youtube.com/watch?v=abcdefghijk">▶ Dawn</a>' in html


FOOTNOTES = """<p>One.<sup><a href="#fn1" id="r1">1</a></sup> Two.<sup><a href="#fn2">2</a></sup>
<ol class="footnotes"><li id="fn1">The first note. <a href="#r1">↩</a><li id="fn2">A second.</ol>"""


@pytest.mark.parametrize(
    "inside",
    [
        FOOTNOTES,
        "<pre><code class='language-python'>def heron():\n    return 1 &lt; 2  # [b]</code></pre>",
        "<div class='highlight-source-js'><pre>const a = `b`;\n\nlet c;</pre></div>",
        "<pre data-lang=rust><code>fn main() {}</code></pre>",
        "<p>So <math alttext='x^2'><mi>x</mi></math> and <span class='math'>\\(a_1\\)</span> hold.",
        "<script type='math/tex; mode=display'>\\frac{a}{b}</script>",
        "<p>$a_1 + b_1$ costs $5.<script src='MathJax.js'></script>",
        "<ol start=3><li>three<li value=7>seven<ul><li>inner</ul></ol>",
        "<ul><li><input type=checkbox checked> done<li><input type=checkbox> open</ul>",
        "<table><caption>Birds</caption><tr><th>a<th>b<tr><td colspan=2>c<tr><td>d<td>e</table>",
        "<dl><dt>heron<dd>a bird<dd>grey</dl>",
        "<blockquote cite='/a'><p>Stand still.</blockquote><hr><h2 id=x>Two</h2><p>words",
        "<p>漢<ruby>字<rp>(</rp><rt>zì</rt></ruby> H<sub>2</sub>O <kbd>q</kbd> <q>a</q> <s>b</s>",
        "<details><summary>More</summary><p>Folded away.</details>",
        "<div style='white-space: pre-wrap; color: red'>one\n  two\nthree</div>",
        "<figure><img src='/a.jpg' alt='A heron, still'><figcaption>It waits.</figure>",
        "<p>**not bold** _nor this_ [a](b) `c` # d\n- e\n1. f\n| g | h |\n$x$ ~~i~~ {{< j >}} :::k",
        "<p>[caption id='a']b[/caption] and [gallery ids=1] as one writes them.",
        "<xmp>if (a < b) { c() }</xmp>",
        "<p><a name=top></a><a href='/b'></a><a href='/c'><svg></svg></a>words",
        "<audio controls src='/heron.mp3'></audio><video><source src='/dawn.mp4'></video>",
        "<form><p>Words in a form, as some old sites have all of their text in one.</form>",
        "<aside class='callout'><p>Note this well.</aside><dialog open>Said.</dialog>",
        "<p>&lt;script&gt; is a tag, &amp;amp; a reference, &nbsp; a space.",
    ],
)
def test_it_shows_what_the_page_shows(inside: str) -> None:
    page = f"<!doctype html><title>Herons</title><body><article>{PROSE}{inside}{PROSE}"
    before = blocks(page, BodyKind.HTML_DOCUMENT, "Herons")
    html = article_html(page, BodyKind.HTML_DOCUMENT, URL)
    assert detect(html) is BodyKind.HTML
    assert blocks(html, BodyKind.HTML, "Herons") == before
    assert len(before) > 1


def test_prose_is_written_as_it_is() -> None:
    assert "it's 5 * 3 – [sic] “fine”." in kept("<p>it's 5 * 3 – [sic] “fine”.")


@pytest.mark.parametrize("page", ["", "<p> <!-- a --> ", "<!doctype html><body><script>a</script>"])
def test_of_a_page_without_text_nothing_is_kept(page: str) -> None:
    assert article_html(page, BodyKind.HTML_DOCUMENT, URL) == ""


def test_a_page_that_is_too_broken_is_kept_as_paragraphs() -> None:
    html = article_html(
        "<b>" * 3_000 + "Herons &lt;b&gt;" + "<p>more" * 900, BodyKind.HTML_DOCUMENT, ""
    )
    assert html.startswith("<article>\n<p>Herons &lt;b&gt;")
    assert "more" in html


def test_of_a_page_with_too_many_tags_for_a_tree_the_text_is_kept() -> None:
    page = f"<!doctype html><body><p>Reeds &amp; herons{'<br>' * 400_001}<p>Marsh &lt;b&gt;</p>"
    kept_text = article_html(page, BodyKind.HTML_DOCUMENT, URL)
    assert kept_text == "<article>\n<p>Reeds &amp; herons</p>\n<p>Marsh &lt;b&gt;</p>\n</article>\n"
