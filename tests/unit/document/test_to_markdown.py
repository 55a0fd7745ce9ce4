from __future__ import annotations

import html as html_module
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.formulas.delimiters import Usage, formulas_in
from reader.document.markdown.parse import parse
from reader.document.model import BlockKind, SpanKind
from reader.document.plain_text import plain_text
from reader.document.to_markdown import LOST_TEXT, Converted, to_markdown


def convert(html: str, kind: BodyKind = BodyKind.HTML) -> str:
    return to_markdown(html, kind).markdown.strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2><strong>标题</strong></h2>", "## 标题"),
        ("<p><b>粗</b>和<i>斜</i>与<del>删</del></p>", "**粗**和*斜*与~~删~~"),
        ("<p><strong>重点：</strong>内容</p>", "<strong>重点：</strong>内容"),
        ("<p><strong>整段都是重点。</strong></p>", "**整段都是重点。**"),
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<p>H<sub>2</sub>O x<sup>2</sup></p>", "H<sub>2</sub>O x<sup>2</sup>"),
        ("<p>press <kbd>q</kbd>, <u>u</u></p>", "press <kbd>q</kbd>, <u>u</u>"),
        ("<p><strong></strong>a<em> </em></p>", "a"),
        ("<p>一行\n又一行 a\nb</p>", "一行又一行 a b"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<p>&nbsp;</p><p>\u3000\u3000段落</p><p> </p>", "段落"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<p><code>a</code><code>b</code></p>", "`ab`"),
        ("<p><code><a href='/x'>f()</a></code></p>", "[`f()`](/x)"),
        ("<p>He said <q>yes</q>.</p>", "He said “yes”."),
        ("<p><font>a</font> <abbr title=x>b</abbr></p><center>c</center>", "a b\n\nc"),
        ("<p>a</p><hr><p>b</p>", "a\n\n___\n\nb"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "漢(hàn)字"),
        ("<a href='https://e.org/a b(c)'>x</a>", "[x](https://e.org/a%20b%28c%29)"),
        ("<a href='../y.html#z'>x</a>", "[x](../y.html#z)"),
        ("<a href='javascript:x()'>text</a>", "text"),
        ("<p>a<a href='https://www.e.org/x'></a></p>", "a[e.org](https://www.e.org/x)"),
        ("<p>a<a href='/x' title='Tee'></a><a name='q'></a></p>", "a[Tee](/x)"),
        ("<p>Wow!<a href='/x'>y</a></p>", "Wow\\![y](/x)"),
        ("<a href='/x'><h3>T</h3><p>p</p></a>", "### T\n\n[p](/x)"),
        ("<h2>Part <a class=headerlink href='#p'>¶</a></h2>", "## Part"),
        ("<h2 id=p>Part</h2>", '## <a id="p"></a>Part'),
        ("<p id=n>note</p><a href='#n'>up</a>", '<a id="n"></a>note\n\n[up](#n)'),
        ("<video src='https://e.org/a.mp4' title='Film'></video>", "[▶ Film](https://e.org/a.mp4)"),
        (
            "<iframe src='https://www.e.org/embed/1'></iframe>",
            "[▶ e.org](https://www.e.org/embed/1)",
        ),
        ("<p>{% raw %} {{ page.title }}</p>", "{% raw %} {{ page.title }}"),
        (
            "<li><span class=date>2010/12/23</span><a href=/x>購物車</a>",
            "- 2010/12/23 [購物車](/x)",
        ),
        ("<p>于<time>2010年</time>发布</p>", "于2010年发布"),
        ("<p><time>2 May</time><time>2 May</time></p>", "2 May"),
        ("<p><time>2 May</time> to <time>2 May</time></p>", "2 May to 2 May"),
        ("<h3>#</h3>", "### \\#"),
        ("<p>사과를\n먹고</p>", "사과를 먹고"),
        ("<p>漢\n字、\n豈\n&#xF900;</p>", "漢字、豈\uf900"),
        ("<p>&#27;[31m</p>", "\x1b&#91;31m"),
    ],
)
def test_paragraphs(html: str, markdown: str) -> None:
    assert convert(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a</p><p><img src='a.png'></p>", "a\n\n![](a.png)"),
        ("<img data-src='a (1).png' alt='x [y]'>", "![x &#91;y\\]](a%20%281%29.png)"),
        ("<p><img src='a.png'><img src='b.png'></p>", "![](a.png)\n\n![](b.png)"),
        ("<p><a href='/x'><img src='a.png'></a><br>text</p>", "[![](a.png)](/x)\n\ntext"),
        ("<p><img src='a.png' width=600>text</p>", "![](a.png)\n\ntext"),
        ("<p>an <img src='i.png' width=16 alt=icon> icon</p>", "an ![icon](i.png) icon"),
        ("<p>hi <img class=emoji alt=😀 src=x.png></p>", "hi 😀"),
        ("<img src='data:image/png;base64,AAAA'>", ""),
        ("<img alt=x src='data:image/png;base64,AAAA'>", "![x](data:image/png)"),
        ("<a href='/p/a.png'></a>x", "![](/p/a.png)x"),
        ("<a href='/p/a.png'></a>x<p><img src='../p/a.png'></p>", "x\n\n![](../p/a.png)"),
        ("<p>x</p><img src='/p/IMG_2041.jpg' alt='IMG_2041'>", "x\n\n![](/p/IMG_2041.jpg)"),
        ("<img src='/p/harbour.jpg' alt='harbour'>", "![harbour](/p/harbour.jpg)"),
        ("<img src=a.png alt='&lt;p&gt;A ferry&lt;/p&gt;'>", "![A ferry](a.png)"),
        ("<img src=a.png alt='A ferry &lt;span style='>", "![A ferry](a.png)"),
        ("<img src=a.png alt='3 < 5'>", "![3 \\< 5](a.png)"),
        (
            (
                "<div><p><img src=a.png alt='The ferry leaves the old harb'></p>"
                "<p>The ferry leaves the old harbour at dawn.</p></div>"
            ),
            "![](a.png)\n\nThe ferry leaves the old harbour at dawn.",
        ),
        (
            "<a href=/x><img src=a.png alt='Ferry'></a><a href=/x>Ferry</a>",
            "[![](a.png)](/x) [Ferry](/x)",
        ),
        (
            "<p><img src=a.png alt='Ferry'></p><p>Ferry lines of the north</p>",
            "![Ferry](a.png)\n\nFerry lines of the north",
        ),
        (
            '<figure><img src=a.png alt=A><figcaption>A “b” "c"</figcaption></figure>',
            '![A](a.png "A “b” \\"c\\"")',
        ),
        (
            "<figure><div><div><img src=a.png alt=a></div></div><figcaption>A b</figcaption>",
            '![a](a.png "A b")',
        ),
        (
            "<figure><div><div><img src=a.png alt=c></div></div><figcaption>A b</figcaption>",
            "![c](a.png)\n\n*A b*",
        ),
        (
            "<figure><img src=a.png><figcaption>By <a href=/b>B</a></figcaption></figure>",
            "![](a.png)\n\n*By [B](/b)*",
        ),
    ],
)
def test_images(html: str, markdown: str) -> None:
    assert convert(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol><li>a<li value=7>b<li>c</ol>", "1. a\n7. b\n8. c"),
        ("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n  b\n\n- c"),
        ("<ol><li>a<pre>x\n y</pre></ol>", "1. a\n\n   ```\n   x\n    y\n   ```"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ul><li>a<blockquote>b</blockquote></ul>", "- a\n\n  > b"),
        ("<ul><li><input type=checkbox checked> done<li>x</ul>", "- [x] done\n- x"),
        ("<ul><li>  <li>x</ul>", "- x"),
        (
            "<blockquote><p>a<blockquote>b</blockquote></blockquote><blockquote>c</blockquote>",
            "> a\n>\n> > b\n\n> c",
        ),
        ("<dl><dt>T<dd>d<p>e</p><dd>f</dl>", "T\n: d\n\n  e\n\n: f"),
        ("<dl><dt>T<dt>U<dd>d</dl>", "T<br>U\n: d"),
        ("<dl><dt>T</dl>", "T"),
        (
            "<details><summary>S &amp; t</summary><p>in</details>",
            "<details>\n\n<summary>S &amp; t</summary>\n\nin\n\n</details>",
        ),
    ],
)
def test_containers(html: str, markdown: str) -> None:
    assert convert(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<pre>\n  a &lt;b&gt;\n\tc  \n\n</pre>", "```\n  a <b>\n\tc\n```"),
        ("<pre><code class='language-py'><span>x</span>=1</code></pre>", "```py\nx=1\n```"),
        ("<pre class='brush: js; toolbar: false'>x</pre>", "```js\nx\n```"),
        ("<pre class='sourceCode haskell'><code>x</code></pre>", "```haskell\nx\n```"),
        ("<pre data-lang=go>x</pre>", "```go\nx\n```"),
        ("<div class='highlight highlight-source-shell'><pre>ls</pre></div>", "```shell\nls\n```"),
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````"),
        (
            (
                "<figure class='highlight js'><table><tr><td class=gutter><pre>1\n2</pre></td>"
                "<td class=code><pre><span class=line>a</span><br><span>b</span></pre></td></tr>"
                "</table></figure>"
            ),
            "```js\na\nb\n```",
        ),
        (
            (
                "<div class='language-ruby highlighter-rouge'><div class=highlight>"
                "<pre class=highlight><code>puts 1</code></pre></div></div>"
            ),
            "```ruby\nputs 1\n```",
        ),
    ],
)
def test_code_keeps_its_space_and_its_language(html: str, markdown: str) -> None:
    assert convert(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<math alttext='x^2'><mi>x</mi></math>",
            "$`x^2`$",
        ),
        (
            (
                "<p>a <span class=katex><span class=katex-mathml><math><semantics><mi>y</mi>"
                "<annotation encoding='application/x-tex'>y_1</annotation></semantics></math>"
                "</span><span class=katex-html aria-hidden=true>y1</span></span></p>"
            ),
            "a $`y_1`$",
        ),
        (
            "<script type='math/tex; mode=display'>\\frac{a}{b}</script>",
            "```math\n\\frac{a}{b}\n```",
        ),
    ],
)
def test_formulas_are_their_source(html: str, markdown: str) -> None:
    assert convert(html) == markdown


def table(html: str) -> list[list[str]]:
    blocks = parse(convert(html)).blocks
    found = [block for block in blocks if block.kind is BlockKind.TABLE]
    assert len(found) == len(blocks) == 1
    shape = found[0].table
    assert shape is not None
    return [[found[0].text[cell.start : cell.end] for cell in row] for row in shape.rows]


def test_cells_keep_bars_breaks_and_code() -> None:
    rows = table(
        "<table><tr><th>a|b<th>c<tr><td>d<br>e<td><code>x|y</code><tr><td><p>f</p><p>g</p><td>\\"
        "<tr><td><td>h</table>"
    )
    assert rows == [["a|b", "c"], ["d\ne", "x|y"], ["f\ng", "\\"], ["", "h"]]


def test_spans_are_filled() -> None:
    rows = table(
        "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>d<td colspan=2>e<tr><td>f<td>g</table>"
    )
    assert rows == [["a", "b", "c"], ["d", "e", ""], ["d", "f", "g"]]


def test_a_table_without_a_head_gets_an_empty_one() -> None:
    markdown = convert("<table><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert re.sub(" ", "", markdown).split("\n") == ["|||", "|---|---|", "|a|b|", "|c|d|"]


def test_a_first_row_in_bold_is_a_head() -> None:
    markdown = convert("<table><tr><td><b>a</b><td><p><b>b</b></p><tr><td>c<td><b>d</b></table>")
    assert re.sub(" ", "", markdown).startswith("|**a**|**b**|\n|---|")
    all_bold = convert("<table><tr><td><b>a</b><td><b>b</b><tr><td><b>c</b><td><b>d</b></table>")
    assert re.sub(" ", "", all_bold).startswith("|||\n|---|")


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>one</p><tr><td>two</table>",
        "<table role=presentation><tr><td>one<td>two</table>",
        "<table><tr><td><table><tr><td>one</table><td>two</table>",
        "<table><tr><td><h3>one</h3><td><pre>two</pre></table>",
    ],
)
def test_tables_for_layout_are_paragraphs(html: str) -> None:
    markdown = convert(html)
    assert "|" not in markdown
    assert re.findall("one|two", markdown) == ["one", "two"]


def test_a_button_and_its_icon_are_no_text() -> None:
    html = "<p>end</p><div><div>thanks</div><button><svg><path/></svg>pay</button></div>"
    assert convert(html) == "end\n\nthanks"


def test_a_whole_page_is_its_article() -> None:
    html = "<html><body><nav>menu</nav><article><h1>T</h1><p>text</p></article></body></html>"
    assert convert(html, BodyKind.HTML_DOCUMENT) == "# T\n\ntext"


def test_a_page_that_only_points_elsewhere_is_a_link() -> None:
    html = "<html><head><meta http-equiv=refresh content='0; url=https://e.org/x'></head></html>"
    assert convert(html, BodyKind.HTML_DOCUMENT) == "[https://e.org/x](https://e.org/x)"


def test_a_page_that_only_points_within_its_site_says_where() -> None:
    html = "<html><head><link rel=canonical href='/2015/tea/'></head></html>"
    assert convert(html, BodyKind.HTML_DOCUMENT) == "[/2015/tea/](/2015/tea/)"


def test_the_macros_of_mdn_are_what_they_show() -> None:
    html = "<p>{{CSSRef}}</p><p>See {{jsxref(&quot;Array&quot;)}} and {{ title }}.</p>"
    assert convert(html) == "See `Array` and {{ title }}."


def test_macros_in_markdown_are_replaced_outside_of_fences() -> None:
    body = "See {{domxref('Node')}}.\n\n```\n{{domxref('Node')}}\n```"
    expected = "See `Node`.\n\n```\n{{domxref('Node')}}\n```"
    assert convert(body, BodyKind.MARKDOWN) == expected


def test_markdown_is_returned_as_it_is() -> None:
    body = "# T\n\n<b>x</b> * y\n\n    code\n"
    assert to_markdown(body, BodyKind.MARKDOWN).markdown == body


MARKS = (
    "# 1. 1) - + * > | ~~ ~~~ --- === ** _ __ ` ``` [ ] ( ) [x] [^1] [1]: < <b> &lt; &amp; \\ $ !"
    " ::: ::note !!! ??? note"
    " { } {#id} {:.x} : = a Z 中 ， 。 snake_case 5 http://e.org/a_b é \U0001f600 [TOC]"
    " [[a]] ^b1 ^last %%c%% {{toc}} {: ::a[b] /// :::: ](b c.md)"
    " ++a++ ^^a^^ a^2^ a~2~ {--a--} {>>a<<} {~~a~>b~~}"
)
MARKUP = st.sampled_from([*re.split(" ", MARKS), " ", "# ", "- ", "1. "])
WRAPPED = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>", "<blockquote>{}</blockquote>", "<ul><li>{}</ul>", "<h3>{}</h3>"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, min_size=1, max_size=12).map("".join), WRAPPED)
def test_text_comes_out_letter_for_letter(text: str, wrapped: str) -> None:
    # A line that is drawn is a rule, in plain text and in pages alike.
    assume(not re.fullmatch(r"={3,}", text.strip()))
    assume(not list(formulas_in(text, Usage(dollars=False))))
    document = parse(convert(wrapped.format(html_module.escape(text))))
    got = " ".join(block.text for block in document.blocks)
    assert "".join(got.split()) == "".join(text.split())
    assert all(block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) for block in document.blocks)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "重点", "：", "。", "“", "”", "x ", ".", "(", "…"]), max_size=4),
    st.lists(st.sampled_from(["b", "内容", "，", "「", " y", "!"]), min_size=1, max_size=4),
)
def test_strong_text_is_strong_whatever_stands_around_it(
    inner: list[str], outer: list[str]
) -> None:
    strong = "".join(["s", *inner]).strip()
    html = f"<p>{''.join(outer)}<strong>{strong}</strong>{''.join(outer)}</p>"
    block = parse(convert(html)).blocks[0]
    spans = [block.text[s.start : s.end] for s in block.spans if s.kind is SpanKind.STRONG]
    assert spans == [strong]


HOSTILE = [
    "<!--" * 40_000,
    "<![x y" * 1_000,
    "<a " * 10_000,
    "<a href=x>t" * 3_000,
    "<ul><li>" * 5_000,
    "<div>" * 20_000,
    "<blockquote>" * 3_000,
    "<table><tr><td>" * 2_000,
    "<p>a" + "\n" * 20_000 + "b",
    "<br>" * 20_000,
    "<" * 20_000,
    "".join(f"<b id={i}>" for i in range(1_000)) + "<p>x" * 1_000,
    "<td colspan=1000 rowspan=1000>x" * 100,
    "<details><summary>" * 2_000,
    "<dl><dt>" * 2_000,
    "<figure><figcaption>" * 1_000,
    "<pre>" * 2_000,
]


@pytest.mark.parametrize("junk", HOSTILE)
@pytest.mark.parametrize("kind", [BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.MIXED])
def test_hostile_markup_costs_no_text(junk: str, kind: BodyKind) -> None:
    """A hang would be stopped by the limits of the sandbox, and leave its notice."""
    document = pipeline.read(f"<p>before</p>{junk}", kind)
    assert any("before" in block.text for block in document.blocks)
    assert not any("second" in notice for notice in document.notices)


def test_lost_text_brings_the_plain_text_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.document.to_markdown.stack", lambda _: "nothing")
    converted = to_markdown("<p>one two three four</p><p>five six seven eight</p>", BodyKind.HTML)
    assert converted.markdown.split() == re.findall(
        "[a-z]+", "one two three four five six seven eight"
    )
    assert converted.notices == (LOST_TEXT,)


def test_plain_text_is_brought_back_from_what_the_conversion_took_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.document.to_markdown.stack", lambda _: "nothing")
    html = "<figure><figcaption>one two three four</figcaption></figure><ul><li>five six seven"
    assert to_markdown(html, BodyKind.HTML).markdown.split() == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
    ]


def test_the_inside_of_a_frame_is_no_text() -> None:
    html = "<figure><figcaption>a caption<iframe><figcaption><figcaption><p>for old browsers"
    assert to_markdown(html, BodyKind.HTML) == Converted("*a caption*\n")
    inside = "<p>before<iframe src='https://e.org/v'><p>no frames here</p></iframe>"
    assert "no frames" not in convert(inside)


def test_private_characters_cannot_forge_marks() -> None:
    assert "<strong>" not in convert("<p>a\U0010f900b\U0010fa00c\U0010f8000\U0010f801</p>")


@pytest.mark.parametrize(
    "opening",
    ["<ul>", "<ol>", "<ul><li>", "<blockquote>", "<dl>", "<dl><dd>", "<details>", "<em>", "<div>"],
)
def test_the_words_of_what_is_nested_too_deeply_are_read(opening: str) -> None:
    nested = opening * 240
    assert "words inside" in convert(f"<p>before</p>{nested}words inside")


@pytest.mark.parametrize(
    "names", ["markdown-alert markdown-alert-note", "callout", "admonition tip", "theme-admonition"]
)
def test_a_callout_is_set_apart_as_a_quote_is(names: str) -> None:
    html = f"<p>Lamps.</p><div class='{names}'><p>Note</p><p>Mind the sea.</p></div><p>Ships.</p>"
    markdown = to_markdown(html, BodyKind.HTML).markdown
    assert "Lamps.\n\n> Note\n> \n> Mind the sea.\n\nShips." in markdown.replace(">\n", "> \n")
    assert ">" not in to_markdown(html.replace(names, "callouts-list"), BodyKind.HTML).markdown


HIDING = """<html><body><h1>Quays</h1><p>The long quay was built of stone from the island.</p>
<div style="display:none"><p>Hidden words</p></div><p class="sr-only">Spoken words</p>
<dialog>Asked words</dialog><form><p>Entry words</p><input type=email></form>
<script>var scripted = "Script words"</script><style>.x{color:red}</style>
<button>Button words</button></body></html>"""


@pytest.mark.parametrize("words", ["Hidden", "Spoken", "Asked", "Entry"])
def test_an_uncut_page_shows_what_it_hides(words: str) -> None:
    assert f"{words} words" in to_markdown(HIDING, BodyKind.UNCUT).markdown
    assert f"{words} words" in plain_text(HIDING, BodyKind.UNCUT)
    assert f"{words} words" not in to_markdown(HIDING, BodyKind.HTML_DOCUMENT).markdown


@pytest.mark.parametrize("words", ["Script words", "Button words", "color"])
def test_an_uncut_page_shows_no_scripts_and_controls(words: str) -> None:
    assert words not in to_markdown(HIDING, BodyKind.UNCUT).markdown
