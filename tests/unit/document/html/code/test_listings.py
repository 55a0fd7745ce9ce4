"""Listings of code, as the highlighters and sites of the day write them."""
# ruff: noqa: E501 - what a highlighter writes is read best on one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from reader.document.body_kind import BodyKind
from reader.document.html.code import listings
from reader.document.html.code.code_lines import code_text
from reader.document.to_markdown import to_markdown

CODE = "a = 1\n  b()\n\nc"
"""What each form of `FORMS` says: an indented line, a blank one."""
SPANS = "<b>a</b> = 1\n  b()\n\nc"


def convert(html: str) -> str:
    return to_markdown(html, BodyKind.HTML).markdown.strip("\n")


def fenced(language: str = "", above: str = "", below: str = "") -> str:
    listing = f"```{language}\n{CODE}\n```"
    return "\n\n".join(filter(None, (above and f"*{above}*", listing, below and f"*{below}*")))


def lines(start: str, end: str, *, joint: str = "", code: str = CODE) -> str:
    return joint.join(f"{start}{line}{end}" for line in code.split("\n"))


def numbered(start: str, end: str) -> str:
    return "".join(f"{start}{number}{end}{line}" for number, line in enumerate(CODE.split("\n"), 1))


NUMBERS = "<pre>1\n2\n3\n4</pre>"
LINE_BREAKS = CODE.replace("\n", "<br>")
FORMS = {
    "code for each line": (f"<pre>{lines('<code>', '</code>')}</pre>", fenced()),
    "WeChat": (
        ("<section class='code-snippet__fix code-snippet__js'>"
        "<ul class='code-snippet__line-index code-snippet__js'><li></li><li></li></ul>"
        f"<pre class='code-snippet__js' data-lang='python'>{lines('<code><span>', '</span></code>')}"
        "</pre></section>"),
        fenced("python"),
    ),
    "WeChat without data-lang": (
        f"<pre class='code-snippet__js'>{lines('<code>', '</code>')}</pre>",
        fenced("js"),
    ),
    "WeChat, with its tags indented": (
        f"<pre>\n  {lines('<code><span>', '</span></code>', joint=chr(10) + '    ')}\n  </pre>",
        fenced(),
    ),
    "mdnice": (
        ("<pre><span style='display: block; background: url(https://i.example/d.svg)'></span>"
        f"<code style='display: -webkit-box'>{LINE_BREAKS}<br></code></pre>"),
        fenced(),
    ),
    "block spans": (
        (f"<pre><code>{lines('<span style=display:block>', '</span>').replace('></span>', '><br></span>')}"
        "</code></pre>"),
        fenced(),
    ),
    "Shiki": (f"<pre><code>{lines('<span class=line>', '</span>', joint=chr(10))}</code></pre>", fenced()),
    "Shiki without line breaks": (
        f"<pre><code>{lines('<span class=line>', '</span>')}</code></pre>",
        fenced(),
    ),
    "Chroma": (
        f"<pre><code>{lines('<span class=line><span class=cl>', chr(10) + '</span></span>')}</code></pre>",
        fenced(),
    ),
    "Docusaurus": (
        ("<div class='language-js codeBlockContainer_x'><div class='codeBlockTitle_y'>a.js</div>"
        "<div class='codeBlockContent_z'><pre class='prism-code language-js'><code>"
        f"{lines('<span class=token-line>', '<br></span>')}</code></pre>"
        "<div class='buttonGroup_w'><button>Copy</button></div></div></div>"),
        fenced("js", above="a.js"),
    ),
    "Expressive Code": (
        ("<figure class='frame has-title'><figcaption class=header><span class=title>a.py</span>"
        f"</figcaption><pre data-language=py><code>"
        f"{lines('<div class=ec-line><div class=gutter><div class=ln>1</div></div><div class=code>', '</div></div>')}"
        "</code></pre><div class=copy><button title='Copy to clipboard'></button></div></figure>"),
        fenced("py", above="a.py"),
    ),
    "rehype-pretty-code": (
        ("<figure data-rehype-pretty-code-figure><figcaption>a.ts</figcaption><pre data-language=ts>"
        f"<code style='display:grid'>{lines('<span data-line>', '</span>', joint=chr(10))}</code></pre>"
        "</figure>"),
        fenced("ts", above="a.ts"),
    ),
    "table of line numbers": (
        (f"<figure class='highlight js'><figcaption><span>a.js</span></figcaption><table><tr>"
        f"<td class=gutter>{NUMBERS}</td><td class=code><pre>{lines('<span class=line>', '</span><br>')}"
        "</pre></td></tr></table></figure>"),
        fenced("js", above="a.js"),
    ),
    "table without classes": (
        f"<table><tr><td>{NUMBERS}</td><td><pre class=language-c>{CODE}</pre></td></tr></table>",
        fenced("c"),
    ),
    "Rouge": (
        ("<div class='language-cpp highlighter-rouge'><div class=highlight><pre class=highlight><code>"
        "<table class=rouge-table><tbody><tr><td class='rouge-gutter gl'><pre class=lineno>1\n2\n3\n4\n"
        f"</pre></td><td class=rouge-code><pre>{SPANS}\n</pre></td></tr></tbody></table></code></pre>"
        "</div></div>"),
        fenced("cpp"),
    ),
    "GitHub": (
        (f"<table class=highlight>{lines('<tr><td class=blob-num data-line-number=1></td><td class=blob-code>', '</td></tr>')}"
        "</table>"),
        fenced(),
    ),
    "GitLab": (
        ("<div class='file-content code'><div class=line-numbers><a>1</a><a>2</a><a>3</a><a>4</a></div>"
        f"<div class=blob-content><pre class='code highlight'><code>{lines('<span class=line>', '</span>', joint=chr(10))}"
        "</code></pre></div></div>"),
        fenced(),
    ),
    "CSDN": (
        (f"<pre class=prettyprint><code class='prism language-c has-numbering'>{CODE}\n"
        "<div class='hljs-button' data-title='复制'></div></code>"
        "<ul class=pre-numbering><li>1</li><li>2</li><li>3</li><li>4</li></ul></pre>"),
        fenced("c"),
    ),
    "Juejin": (
        ("<pre><div class=code-block-extension-header><span class=code-block-extension-lang>js</span>"
        f"<div class=code-block-extension-copyCodeBtn>复制代码</div></div><code class='hljs language-js'>"
        f"{CODE}</code></pre>"),
        fenced("js"),
    ),
    "cnblogs": (
        "<div class=cnblogs_code><div class=cnblogs_code_toolbar><span><a title='复制代码'><img alt='复制代码'"
        " src=c.gif></a></span></div><pre>"
        + "\n".join(
            f"<span style='color: #008080'>{n}</span> {line}" for n, line in enumerate(CODE.split("\n"), 1)
        )
        + "</pre></div>",
        fenced(),
    ),
    "Crayon": (
        ("<div class=crayon-syntax><div class=crayon-toolbar><span class=crayon-title>a.sh</span></div>"
        "<table><tr><td class=crayon-nums><div class=crayon-num>1</div><div class=crayon-num>2</div></td>"
        f"<td><div class=crayon-pre>{lines('<div class=crayon-line>', '</div>')}</div></td></tr></table></div>"),
        fenced(above="a.sh"),
    ),
    "SyntaxHighlighter": (
        ("<div class='syntaxhighlighter java'><table><tr><td class=gutter><div class='line'>1</div></td>"
        f"<td class=code><div class=container>{lines('<div class=line><code>', '</code></div>')}</div></td>"
        "</tr></table></div>"),
        fenced("java"),
    ),
    "Discuz": (
        (f"<div class=blockcode><div><ol>{lines('<li>', '<br />' + chr(10))}</ol></div>"
        "<em onclick='copycode()'>复制代码</em></div>"),
        fenced(),
    ),
    "dp.SyntaxHighlighter": (
        ("<div class='dp-highlighter bg_java'><div class=bar><div class=tools><b>[java]</b> <a>view plain</a>"
        f"</div></div><ol class=dp-j>{lines('<li><span>', '</span></li>')}</ol></div>"),
        fenced("java"),
    ),
    "CodeMirror": (
        (f"<div class=CodeMirror><div class=CodeMirror-code>"
        f"{lines('<div><div class=CodeMirror-gutter-wrapper><div class=CodeMirror-linenumber>1</div></div><pre class=CodeMirror-line>', '</pre></div>')}"
        "</div></div>"),
        fenced(),
    ),
    "flex rows": (
        "<pre>" + numbered("<div style='display:flex'><span>", "</span><span> ").replace("\n", "")
        .replace("<div style", "</span></div><div style") + "</span></div></pre>",
        fenced(),
    ),
    "code without pre": (f"<p><code>{LINE_BREAKS}</code></p>", fenced()),
    "monospaced box": (
        f"<section style='white-space:pre; font-family:Menlo,monospace'>{CODE}</section>",
        fenced(),
    ),
    "Prism's toolbar": (
        (f"<div class=code-toolbar><pre class='line-numbers language-python'><code>{CODE}"
        "<span aria-hidden=true class=line-numbers-rows><span></span><span></span></span></code></pre>"
        "<div class=toolbar><div class=toolbar-item><span>Python</span></div>"
        "<div class=toolbar-item><a>Copy</a></div></div></div>"),
        fenced("python"),
    ),
    "VitePress": (
        (f"<div class='language-ts vp-adaptive-theme'><button class=copy></button><span class=lang>ts</span>"
        f"<pre class=shiki><code>{lines('<span class=line>', '</span>', joint=chr(10))}</code></pre>"
        "<div class=line-numbers-wrapper><span>1</span><br><span>2</span><br></div></div>"),
        fenced("ts"),
    ),
    "Sphinx": (
        ("<div class='literal-block-wrapper'><div class=code-block-caption><span class=caption-text>a.py"
        f"</span></div><div class='highlight-python notranslate'><div class=highlight><pre>{SPANS}</pre>"
        "</div></div></div>"),
        fenced("python", above="a.py"),
    ),
    "MediaWiki": (
        f"<div class='mw-highlight mw-highlight-lang-c'><pre>{SPANS}</pre></div>",
        fenced("c"),
    ),
    "highlightjs-line-numbers": (
        "<pre><code class='hljs language-js'><table class=hljs-ln>"
        + lines(
            "<tr><td class='hljs-ln-line hljs-ln-numbers' data-line-number=1><div>1</div></td>"
            "<td class='hljs-ln-line hljs-ln-code' data-line-number=1>",
            "</td></tr>",
        ).replace("a = 1", "1")
        + "</table></code></pre>",
        fenced("js").replace("a = 1", "1"),
    ),
    "code for each line, in no pre": (
        f"<section>{lines('<code><span>', '</span></code>').replace('<span></span>', '<br>')}</section>",
        fenced(),
    ),
    "code in blocks": (
        "<div>" + "".join(f"<code style='display:block'>{line}</code>" for line in ("x", "y")) + "</div>",
        "```\nx\ny\n```",
    ),
    "names in a box are no lines": ("<div><code>x</code>\n<code>y</code></div>", "`x` `y`"),
    "Gist": (
        "<div class=gist><div class='blob-wrapper data type-python'><table class=highlight>"
        + lines(
            "<tr><td class='blob-num js-line-number' data-line-number=1></td><td class=blob-code>",
            "</td></tr>",
        )
        + "</table></div><div class=gist-meta><a href='/raw'>view raw</a><a href='/a'>a.py</a>"
        " hosted with ❤ by <a href='/'>GitHub</a></div></div>",
        f"```\n{CODE}\n```\n\n*[a.py](/a)*",
    ),
    "cnblogs, folded": (
        ("<div class=cnblogs_code><img class=code_img_closed src=c.gif><div class=cnblogs_code_open>"
        f"<pre>{CODE}</pre></div><span class=cnblogs_code_collapse>View Code</span></div>"),
        fenced(),
    ),
    "SyntaxHighlighter 2": (
        "<div class='syntaxhighlighter java'><div class=toolbar><a>?</a></div><div class=lines>"
        + lines(
            "<div class=line><table><tr><td class=number><code>1</code></td><td class=content>",
            "</td></tr></table></div>",
        )
        + "</div></div>",
        fenced("java"),
    ),
    "GeSHi": (
        f"<div class=java><pre><ol>{lines('<li class=li1><div class=de1>', '</div></li>')}</ol></pre></div>",
        fenced("java"),
    ),
    "Monaco": (
        ("<div class=monaco-editor><div class=margin><div class=line-numbers>1</div></div>"
        "<div class=view-lines><div class=view-line style='top:54px'>c</div>"
        "<div class=view-line style='top:0px'>a = 1</div><div class=view-line style='top:36px'></div>"
        "<div class=view-line style='top:18px'>  b()</div></div></div>"),
        fenced(),
    ),
    "CodeMirror 6": (
        ("<div class=cm-editor><div class=cm-gutters><div class=cm-gutterElement>1</div></div>"
        f"<div class=cm-content>{lines('<div class=cm-line>', '</div>')}</div></div>"),
        fenced(),
    ),
    "Notion": (
        ("<div class=notion-code-block><div role=button>JavaScript</div><div role=button>Copy</div>"
        f"<div contenteditable style='white-space:pre-wrap'>{SPANS}</div></div>"),
        fenced("javascript"),
    ),
    "Gatsby": (
        ("<div class=gatsby-code-title>a.js</div><div class=gatsby-highlight data-language=js>"
        f"<pre class=language-js><code>{CODE}</code></pre></div>"),
        fenced("js", above="a.js"),
    ),
    "Chroma with numbers in line": (
        "<pre><code class=language-go>"
        + "\n".join(
            f"<span style='display:flex'><span style='user-select:none'>{n}</span><span>{line}</span></span>"
            for n, line in enumerate(CODE.split("\n"), 1)
        )
        + "</code></pre>",
        fenced("go"),
    ),
    "pre within code": (f"<code><pre>{CODE}</pre></code>", fenced()),
    "a copy button in text that goes on": (f"<div class=copy-wrap>复制</div><pre>{CODE}</pre>", fenced()),
    "a caption below": (
        f"<figure><pre>{CODE}</pre><figcaption>How it works</figcaption></figure>",
        fenced(below="How it works"),
    ),
    "a name as attribute": (f"<pre data-filename='a.js' data-language=js>{CODE}</pre>", fenced("js", above="a.js")),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_listing_is_its_lines(name: str) -> None:
    html, expected = FORMS[name]
    assert convert(f"<p>before</p>{html}<p>after</p>") == f"before\n\n{expected}\n\nafter"


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>Python</p><pre>x</pre></div>",
        "<div><h3>Python</h3><pre>x</pre></div>",
        "<div><b>Output</b><pre>x</pre></div>",
        "<div><span>3</span><pre>x</pre></div>",
        "<table><tr><td>Python</td><td><pre>x</pre></td></tr></table>",
        "<div>1 2 3</div><pre>x</pre>",
        "<table><tr><td><pre>1 2</pre></td><td><pre>x</pre></td></tr></table>",
        "<table><tr><td>1 2</td><td><pre>x</pre></td></tr></table>",
        "<div><div>See the manual, part 3.</div><pre>x</pre></div>",
    ],
)
def test_text_beside_a_listing_stays(html: str) -> None:
    before = html.rpartition("<pre>")[0]
    text = LexborHTMLParser(before).text(separator=" ").strip()
    assert text in convert(html)


@pytest.mark.parametrize(
    "code",
    [
        "<pre><span class=mi>1</span>\n<span class=mi>2</span></pre>",
        "<pre><span>1</span>: one\n<span>2</span>: two</pre>",
        "<pre><span>1</span>\n<span>2</span></pre>",
        "<pre><span>1</span> one\n<span>3</span> three</pre>",
        "<pre>1 one\n2 two</pre>",
    ],
)
def test_numbers_that_are_the_code_stay(code: str) -> None:
    node = LexborHTMLParser(code).css_first("pre")
    assert node is not None
    assert code_text(node) == node.text(deep=True)


def test_verse_is_no_code() -> None:
    assert convert("<pre class='wp-block-verse'>one\ntwo\n\nthree</pre>") == "one\\\ntwo\n\nthree"


def test_a_list_of_listings_keeps_them() -> None:
    html = "<ol><li><pre>x</pre></li><li><pre>y</pre></li></ol>"
    assert convert(html) == "1. ```\n   x\n   ```\n2. ```\n   y\n   ```"


def test_code_with_lines_in_a_cell_stays_in_it() -> None:
    html = "<table><tr><th>a<th>b<tr><td>1<td><code>x<br>y</code></table>"
    assert "`x`<br>`y`" in convert(html)


def test_an_anchor_of_a_listing_stays() -> None:
    assert '<a id="n"></a>' in convert("<a href='#n'>up</a><pre id=n>x</pre><p>y</p>")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("ab <&=1\t", max_size=6), min_size=1, max_size=6),
    st.sampled_from(
        ["<div>{}</div>", "<span class=line>{}</span>", "<span class=line>{}</span>\n", "{}<br>", "{}\n"]
    ),
)  # fmt: skip
def test_lines_come_out_as_they_are_however_they_are_marked(code: list[str], line: str) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in code]
    tree = LexborHTMLParser("<pre><code>" + "".join(map(line.format, escaped)) + "</code></pre>")
    node = tree.css_first("pre")
    assert node is not None
    assert tree.body is not None
    wanted = "\n".join(text or ("" if "div" not in line else "\0") for text in code)
    # An empty box is no line.
    wanted = wanted.replace("\0\n", "").replace("\n\0", "").replace("\0", "")
    assert code_text(node).split() == wanted.split()
    if "div" not in line:
        assert code_text(node) == wanted.strip("\n").rstrip()
    listings.rewrite(tree.body)
    assert tree.body.text(deep=True).split() == wanted.split()


CLASSES = (
    "crayon-syntax crayon-pre crayon-line syntaxhighlighter lines dp-highlighter blockcode CodeMirror"
    " CodeMirror-code cm-editor cm-content monaco-editor view-lines view-line cnblogs_code dp-c gutter"
    " lineno blob-num code-line code title filename highlight line notion-code-block line-numbers"
)
TAGS = (
    "div pre code span table tr td ol ul li figure figcaption section p a b h2 blockquote dl dt dd"
    " summary caption th"
)
ELEMENTS = st.recursive(
    st.sampled_from(["{} ", "{} = {};\n  {}()"]),
    lambda inner: st.builds(
        lambda tag, name, children: f"<{tag} class='{name}'>{''.join(children)}</{tag}>",
        st.sampled_from(TAGS.split()),
        st.sampled_from(CLASSES.split()),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(ELEMENTS)
def test_no_word_is_lost_whatever_frames_stand_within_others(html: str) -> None:
    words = [f"w{number}q" for number in range(html.count("{}"))]
    markdown = convert(html.format(*words))
    assert [word for word in words if word not in markdown] == []
