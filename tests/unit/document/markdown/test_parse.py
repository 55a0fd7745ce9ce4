from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.hrefs import embedded
from reader.document.markdown.parse import parse
from reader.document.model import Align, Block, BlockKind, ContainerKind, Document, Span, SpanKind
from reader.text.safe import MOST_MARKS
from tests.conftest import SHARED

CORPUS = SHARED / "corpus"


def only(markdown: str) -> Block:
    (block,) = parse(markdown).blocks
    return block


def texts(markdown: str, *, title: str = "") -> list[str]:
    return [block.text for block in parse(markdown, title=title).blocks]


def marked(block: Block) -> list[tuple[SpanKind, str]]:
    return [(span.kind, block.text[span.start : span.end]) for span in block.spans]


def markers(markdown: str) -> list[tuple[str, ...]]:
    return [tuple(c.marker for c in block.containers) for block in parse(markdown).blocks]


class TestText:
    def test_what_joins_across_marks_is_one_character(self) -> None:
        block = only("cafe<b>\u0301 noir</b>")
        assert (block.text, marked(block)) == ("café noir", [(SpanKind.STRONG, " noir")])
        assert only("\u1112<i>\u1161</i>\u11ab").text == "한"

    def test_marks_do_not_pile_up_across_tags(self) -> None:
        text = only("a" + "<b>\u0489\u0489\u0489\u0489\u0489\u0489</b>" * 20).text
        assert text.count("\u0489") == MOST_MARKS

    def test_an_element_that_is_only_named_hides_nothing(self) -> None:
        sentence = "Mind the <title> and <template> of a page."
        assert only(sentence).text == sentence
        assert texts("<div>Not <select> here\n</div>\n\nnor there") == ["Not here", "nor there"]
        assert only("An <svg><title>x</title></svg> icon").text == "An icon"
        assert only("Run <script>alert(1)").text == "Run"

    @pytest.mark.parametrize(
        "source",
        [
            "Put a <script> tag into the page, and go on.",
            "<script> tags begin here and there.",
            "Wrap it in <style> and </style> first.",
            "<textarea> holds what was typed.",
        ],
    )
    def test_prose_about_tags_is_whole(self, source: str) -> None:
        assert texts(f"{source}\n\nThe rest.") == [source, "The rest."]

    def test_scripts_and_styles_are_not_shown(self) -> None:
        script = "<script>\nlet a = 1;\n\nb(a);\n</script>"
        style = "A <style>p { color: red }</style> b."
        assert texts(f"{script}\n\n{style}") == ["A b."]

    def test_entities_are_decoded_once_and_not_in_code(self) -> None:
        assert only("&lt;/bush&gt; and &amp;lt; `&amp;lt;`").text == "</bush> and &lt; &amp;lt;"

    def test_inline_marks_become_spans(self) -> None:
        block = only("a **b *c*** `d  e` ~~f~~ ==g==")
        assert block.text == "a b c d  e f g"
        assert marked(block) == [
            (SpanKind.STRONG, "b c"),
            (SpanKind.EMPHASIS, "c"),
            (SpanKind.CODE, "d  e"),
            (SpanKind.STRIKE, "f"),
            (SpanKind.MARK, "g"),
        ]

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("第一行\n第二行", "第一行第二行"),
            ("第一行，\nthen", "第一行，then"),
            ("第一行\nthen", "第一行 then"),
            ("one\ntwo", "one two"),
            ("한국\n어", "한국 어"),
            ("one  \ntwo", "one\ntwo"),
            ("one<br>two", "one\ntwo"),
            ("one<br><br><br>two", "one\n\ntwo"),
            ("one    two", "one two"),
        ],
    )
    def test_line_ends(self, markdown: str, text: str) -> None:
        assert only(markdown).text == text

    def test_a_newline_within_raw_html_text_is_no_space_between_han(self) -> None:
        assert texts("<div>第一\n二</div>") == ["第一二"]

    @pytest.mark.parametrize(
        ("markdown", "strong"),
        [
            ("**重点：**内容", "重点："),
            ("说**「文」**字", "「文」"),
            ("**단어(word)**는", "단어(word)"),
            ("前 ** 重点 ** 后", "重点"),
        ],
    )
    def test_emphasis_beside_east_asian_text(self, markdown: str, strong: str) -> None:
        assert marked(only(markdown)) == [(SpanKind.STRONG, strong)]

    def test_spaces_between_two_emphases_do_not_make_a_third(self) -> None:
        block = only("**甲** 和 **乙**")
        assert marked(block) == [(SpanKind.STRONG, "甲"), (SpanKind.STRONG, "乙")]

    def test_entities_are_decoded_before_text_is_cleaned(self) -> None:
        block = only("a&#27;[31m&amp;&#x202e;**b**")
        assert "\x1b" not in block.text
        assert "\u202e" not in block.text
        assert block.text.endswith("&b")
        assert marked(block) == [(SpanKind.STRONG, "b")]

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("x<sup>2</sup>", "x²"),
            ("2<sup>n-1</sup>", "2ⁿ⁻¹"),
            ("H<sub>2</sub>O", "H₂O"),
            ("1<sup>st</sup> 2<sup>nd</sup> 3<sup>rd</sup> 4<sup>th</sup>", "1ˢᵗ 2ⁿᵈ 3ʳᵈ 4ᵗʰ"),
            ("x<sup>max</sup> A<sup>T</sup> n<sub>i</sub>", "xᵐᵃˣ Aᵀ nᵢ"),
            ("told<sup>1, 12</sup> so<sup>3–5</sup>", "told¹, ¹² so³⁻⁵"),
        ],
    )
    def test_scripts_that_unicode_has(self, markdown: str, text: str) -> None:
        assert only(markdown) == Block(BlockKind.PARAGRAPH, text)

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("10<sup>−1.5</sup>", "10^(−1.5)"),
            ("e<sup>iq/2</sup> and (a+b)<sup>pq</sup>", "e^(iq/2) and (a+b)^(pq)"),
            ("V<sub>DD</sub>, T<sub>c</sub>", "V_(DD), T_c"),
        ],
    )
    def test_scripts_that_would_be_read_as_part_of_the_base(self, markdown: str, text: str) -> None:
        assert only(markdown) == Block(BlockKind.PARAGRAPH, text)

    @pytest.mark.parametrize(
        ("script", "base"), [("[1]", "told"), ("*", "told"), ("[a]", "漢"), ("†", "x"), ("首", "a")]
    )
    def test_marks_of_notes_stay_as_they_are(self, script: str, base: str) -> None:
        block = only(f"{base}<sup>{script}</sup>")
        assert block.text == base + script
        assert marked(block) == [(SpanKind.SUPERSCRIPT, script)]

    def test_words_that_are_only_small_stay_as_they_are(self) -> None:
        block = only("<sub>small</sub> <sub>and more of it</sub>")
        assert block.text == "small and more of it"
        assert [span.kind for span in block.spans] == [SpanKind.SUBSCRIPT] * 2

    def test_a_link_in_a_script_keeps_its_place(self) -> None:
        block = only("a *b* x<sup>*i*.[q](https://host.example)</sup> *c*")
        assert block.text == "a b x^(i.q) c"
        assert marked(block) == [
            (SpanKind.EMPHASIS, "b"),
            (SpanKind.EMPHASIS, "i"),
            (SpanKind.LINK, "q"),
            (SpanKind.EMPHASIS, "c"),
        ]

    def test_inline_html(self) -> None:
        block = only("<kbd>Ctrl</kbd> <u>u</u> <q>q</q> <ruby>漢<rt>かん</rt></ruby><!-- no -->")
        assert block.text == "Ctrl u “q” 漢(かん)"
        assert marked(block) == [(SpanKind.KEY, "Ctrl"), (SpanKind.INSERTED, "u")]

    def test_unclosed_and_crossing_tags_still_nest(self) -> None:
        block = only("<b>a <i>b</b> c <u>d")
        assert block.text == "a b c d"
        assert marked(block) == [
            (SpanKind.STRONG, "a b"),
            (SpanKind.EMPHASIS, "b"),
            (SpanKind.INSERTED, "d"),
        ]

    def test_scripts_and_styles_are_no_text(self) -> None:
        assert texts("a <script>alert(1)</script>b\n\n<style>\np {}\n</style>\n\nc") == ["a b", "c"]


class TestLink:
    @pytest.mark.parametrize(
        ("markdown", "href"),
        [
            ("[a](https://b.example/c?d=e)", "https://b.example/c?d=e"),
            ("[a][r]\n\n[r]: d/e.md", "d/e.md"),
            ("[a](mailto:a@b.example)", "mailto:a@b.example"),
            ("[a](#%E4%B8%80)", "#一"),
            ('<a href="x y.html">a</a>', "x%20y.html"),
            ("[a](<b&#10;c>)", "b%0Ac"),
        ],
    )
    def test_targets(self, markdown: str, href: str) -> None:
        block = only(markdown)
        assert block.text == "a"
        assert [(s.kind, s.href) for s in block.spans] == [(SpanKind.LINK, href)]

    @pytest.mark.parametrize(
        "markdown",
        [
            "[a](javascript:alert(1))",
            "[a](JAVA&#9;SCRIPT:x)",
            "[a](file:///etc/passwd)",
            "[a](data:text/html,x)",
            '<a href="vbscript:x">a</a>',
        ],
    )
    def test_what_must_not_be_followed_keeps_its_text_only(self, markdown: str) -> None:
        assert only(markdown) == Block(BlockKind.PARAGRAPH, "a")

    def test_bare_urls_end_where_the_sentence_goes_on(self) -> None:
        block = only(
            "见https://a.example/x_y_z，及 (http://b.example/c_(d)). [http://e.example](/f)"
        )
        assert [(block.text[s.start : s.end], s.href) for s in block.spans] == [
            ("https://a.example/x_y_z", "https://a.example/x_y_z"),
            ("http://b.example/c_(d)", "http://b.example/c_(d)"),
            ("http://e.example", "/f"),
        ]


class TestBlock:
    def test_headings_have_levels_and_slugs(self) -> None:
        document = parse("# **全** 部: ok?\n\n## Two {#own}\n\n## Two\n\ntext")
        assert [(b.kind, b.level, b.text) for b in document.blocks[:3]] == [
            (BlockKind.HEADING, 1, "全 部: ok?"),
            (BlockKind.HEADING, 2, "Two"),
            (BlockKind.HEADING, 2, "Two"),
        ]
        assert document.anchors == {"全-部-ok": 0, "own": 1, "two": 1, "two-1": 2}

    def test_a_heading_wholly_in_bold_is_just_a_heading(self) -> None:
        assert only("## **Title**").spans == ()

    def test_the_title_is_not_repeated(self) -> None:
        document = parse("# 《標題》 Ａ！\n\n## x\n\ntext", title="《標題》a")
        assert [b.text for b in document.blocks] == ["x", "text"]
        assert document.anchors["x"] == 0
        assert texts("A title\n\ntext", title="a TITLE.") == ["text"]
        assert texts("> A title\n\ntext", title="A title") == ["A title", "text"]
        assert texts("Another\n\nA title", title="A title") == ["Another", "A title"]

    @pytest.mark.parametrize(
        ("paragraph", "title"),
        [
            ("A sentence.", "A sentence"),
            ("一句话。", "一句话"),
            ("A [link](x.md)", "A link"),
            ("A *mark*", "A mark"),
            ("A line\nand another", "A line"),
        ],
    )
    def test_a_paragraph_that_is_more_than_the_title_stays(
        self, paragraph: str, title: str
    ) -> None:
        assert len(texts(f"{paragraph}\n\nMore.", title=title)) == 2
        assert texts("A title", title="A title") == ["A title"]

    @pytest.mark.parametrize(
        ("info", "language"),
        [
            ("Python", "python"),
            ("{.python .numberLines}", "python"),
            ("js {1,3}", "js"),
            ("js/2-3", "js"),
            ("html/xml", "html/xml"),
            ("js{1}", "js"),
            ("language-js", "js"),
            ("c++", "c++"),
            ("rust,ignore", "rust"),
            ("", ""),
        ],
    )
    def test_code(self, info: str, language: str) -> None:
        block = only(f"```{info}\ndef f():\n\tpass &amp; *x*\n\n```")
        assert block == Block(BlockKind.CODE, "def f():\n\tpass &amp; *x*", language=language)

    def test_templates_of_code_are_code(self) -> None:
        block = only('{% highlight ruby linenos %}\nputs "a"\n{% endhighlight %}')
        assert (block.kind, block.language, block.text) == (BlockKind.CODE, "ruby", 'puts "a"')

    def test_raw_html_code(self) -> None:
        block = only('<pre><code class="language-js">a &lt; <b>b</b>\n\n  c\n</code></pre>')
        assert block == Block(BlockKind.CODE, "a < b\n\n  c", language="js")

    def test_formulas_are_lines_of_text(self) -> None:
        document = parse("$$\na_1 * b_2\n$$\n\nSo $x_1*y_1$, \\(z_2\\) and $$w^2$$.")
        assert document.blocks[0] == Block(BlockKind.MATH, "a₁ * b₂")
        assert marked(document.blocks[1]) == [
            (SpanKind.MATH, "x₁ * y₁"),
            (SpanKind.MATH, "z₂"),
            (SpanKind.MATH, "w²"),
        ]

    def test_a_formula_that_no_line_can_hold_is_its_source(self) -> None:
        matrix = "\\begin{pmatrix} a_1 & *b* \\\\ c & d \\end{pmatrix}"
        document = parse(f"$$\n{matrix}\n$$\n\nSo ${matrix}$ is\n\n{matrix}")
        span = Span(0, len(matrix), SpanKind.TEX)
        assert document.blocks[0] == Block(BlockKind.MATH, matrix, (span,))
        assert marked(document.blocks[1]) == [(SpanKind.TEX, matrix)]
        assert document.blocks[2] == document.blocks[0]

    @pytest.mark.parametrize(
        "source",
        [
            "$$\nx = 1\n$$",
            "$$\nx\n= 1\n$$",
            "\\[ x = 1 \\]",
            "\\\\[x = 1\\\\]",
            "```math\nx = 1\n```",
            "\\begin{align}\nx &= 1\n\\end{align}",
            "\\begin{equation*}x = 1\\end{equation*}",
        ],
    )
    def test_displayed_formulas(self, source: str) -> None:
        assert only(source) == Block(BlockKind.MATH, "x = 1")

    def test_the_stop_behind_a_displayed_formula_stays(self) -> None:
        assert [b.text for b in parse("$$\nx\n- 1\n$$.\n\nSo").blocks] == ["x − 1.", "So"]

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("Copyright \\(c\\), Foo \\(bar-baz\\)", "Copyright (c), Foo (bar-baz)"),
            ("a note \\[1\\] and \\[^1\\]", "a note [1] and [^1]"),
            ("x_{t=0} and \\prod_{k=1}^{K} a*{n=1}", "x_{t=0} and \\prod_{k=1}^{K} a*{n=1}"),
            ("f(a){n=1} and (b){g=2}", "f(a){n=1} and (b){g=2}"),
        ],
    )
    def test_escaped_brackets_and_braces_are_text(self, source: str, text: str) -> None:
        assert only(source) == Block(BlockKind.PARAGRAPH, text)

    def test_nothing_in_a_formula_is_markdown(self) -> None:
        text = "\\(\\sum_{i=1}^{n} a_i^* b_i^*\\), $c_{t=0} <d> e_{t=0}$, \\(x \\, y \\| z\\)"
        assert texts(text) == ["∑ᵢ₌₁ⁿ aᵢ*bᵢ*, cₜ₌₀ < d > eₜ₌₀, x y‖z"]

    @pytest.mark.parametrize(
        "text", ["It costs $5 and $10.", "$5-$10", "echo $PATH:$HOME/bin", "US$5/US$6", "$如_果$"]
    )
    def test_dollars_are_money_otherwise(self, text: str) -> None:
        assert only(text) == Block(BlockKind.PARAGRAPH, text)

    def test_what_is_not_text_is_dropped(self) -> None:
        source = "[[toc]]\n\n* x\n{:toc}\n\na [b](c){:target='_blank'}\n{: .lead}\n\n<!-- more -->"
        assert texts(source) == ["a b"]

    def test_alerts_and_asides_have_their_name_in_bold(self) -> None:
        document = parse('> [!NOTE]\n> one\n\n!!! tip "Own"\n    two\n\n::: warning 注意\n三\n:::')
        assert [b.text for b in document.blocks] == ["Note", "one", "Own", "two", "注意", "三"]
        names = [b for b in document.blocks if b.text in {"Note", "Own", "注意"}]
        assert [marked(b) for b in names] == [[(SpanKind.STRONG, b.text)] for b in names]
        assert texts("!!! Oh no\n\n???") == ["!!! Oh no", "???"]

    def test_rules(self) -> None:
        assert only("---\n") == Block(BlockKind.RULE)


class TestContainer:
    def test_list_markers(self) -> None:
        source = (
            "9. a\n10. b\n    - c\n      - d\n        - e\n          - f\n"
            "\ntext\n\n- [ ] g\n- [x] h"
        )
        assert markers(source) == [
            ("9.",),
            ("10.",),
            ("10.", "•"),
            ("10.", "•", "◦"),
            ("10.", "•", "◦", "▪"),
            ("10.", "•", "◦", "▪", "▪"),
            (),
            ("☐",),
            ("☑",),
        ]
        widths = [b.containers[0].marker_width for b in parse(source).blocks[:2]]
        assert widths == [3, 3]

    def test_tight_and_loose(self) -> None:
        assert [b.tight for b in parse("x\n\n- a\n- b\n  - c\n- d\n\ny").blocks] == [
            False, False, True, True, True, False,
        ]  # fmt: skip
        assert not any(b.tight for b in parse("- a\n\n- b\n\n  c").blocks)

    def test_blocks_of_one_item_share_its_container(self) -> None:
        a, b, c = parse("- a\n\n  b\n\n- c").blocks
        assert a.containers == b.containers
        assert a.containers[0].serial != c.containers[0].serial

    def test_quotes(self) -> None:
        a, b = parse("> a\n> > b").blocks
        assert [c.kind for c in b.containers] == [ContainerKind.QUOTE] * 2
        assert a.containers[0] == b.containers[0]

    def test_definitions(self) -> None:
        term, definition = parse("Term\n: What *it* is").blocks
        assert (term.kind, term.text) == (BlockKind.TERM, "Term")
        assert definition.containers[0].kind is ContainerKind.DEFINITION
        assert definition.tight

    def test_details_span_markdown(self) -> None:
        document = parse("<details><summary>S <b>t</b></summary>\n\n*in*\n\n</details>\n\nout")
        summary, inner, out = document.blocks
        assert summary.text == "S t"
        assert (SpanKind.STRONG, "S t") in marked(summary)
        assert [(c.kind, c.marker) for c in summary.containers] == [(ContainerKind.DETAILS, "▾")]
        assert inner.containers == summary.containers
        assert out.containers == ()

    def test_raw_lists(self) -> None:
        source = '<ul><li>a<li>b<ol start="3"><li>c</li></ol></ul>\n\nend'
        assert texts(source) == ["a", "b", "c", "end"]
        assert markers(source) == [("•",), ("•",), ("•", "3."), ()]

    def test_footnotes(self) -> None:
        document = parse("a[^x] b[^x] c^[inline]\n\n[^x]: Note.\n\n[^unused]: Lost?")
        assert [b.text for b in document.blocks] == [
            "a[1] b[1] c[2]",
            "Note. ↩",
            "inline ↩",
            "Lost?",
        ]
        references = [s for s in document.blocks[0].spans if s.kind is SpanKind.FOOTNOTE]
        assert [s.href for s in references] == ["#fn-1", "#fn-1", "#fn-2"]
        note = document.blocks[1]
        assert note.containers[0].marker == "[1]"
        assert [(s.kind, s.href) for s in note.spans] == [(SpanKind.FOOTNOTE, "#fnref-1")]
        assert document.anchors["fn-1"] == 1
        assert document.anchors["fnref-1"] == 0


class TestImage:
    def test_images_alone_are_blocks(self) -> None:
        document = parse('![cap](a.png)\n![alt](b.png "Title")\ntext ![in](c.png) text')
        assert document.blocks[0] == Block(BlockKind.IMAGE, "cap", href="a.png")
        assert document.blocks[1] == Block(BlockKind.IMAGE, "Title", href="b.png")
        assert marked(document.blocks[2]) == [(SpanKind.IMAGE, "in")]

    @pytest.mark.parametrize("alt", ["IMG_1.jpg", "image", "我的 標題", ""])
    def test_captions_that_say_nothing_are_dropped(self, alt: str) -> None:
        document = parse(f"x\n\n![{alt}](a.png)", title="我的標題")
        assert document.blocks[1] == Block(BlockKind.IMAGE, "", href="a.png")

    def test_an_image_before_text_stands_alone(self) -> None:
        assert texts("![面试](a.gif)很早以前") == ["面试", "很早以前"]

    def test_linked_images_keep_both_targets(self) -> None:
        image = only("[![cap](a.png)](http://b.example)")
        assert image.href == "a.png"
        assert [s.href for s in image.spans] == ["http://b.example"]

    def test_raw_figures(self) -> None:
        source = '<figure><img data-src="a.png" src="x.gif"><figcaption>Cap</figcaption></figure>'
        assert only(source) == Block(BlockKind.IMAGE, "Cap", href="a.png")

    def test_nameless_inline_images_say_that_they_are_images(self) -> None:
        assert only("a ![](b/c.png) d").text == "a image d"

    def test_of_embedded_pictures_a_digest_is_kept(self) -> None:
        source = f"![p](data:image/png;base64,{'A' * 500_000})"
        ((address, _),) = embedded(source)
        assert only(source) == Block(BlockKind.IMAGE, "p", href=address)


class TestTable:
    def test_cells_are_ranges_of_the_text(self) -> None:
        block = only("| a | **b** |\n|---|:-:|\n| x<br>y | `p \\| q` |")
        table = block.table
        assert table is not None
        cells = [[block.text[c.start : c.end] for c in row] for row in table.rows]
        assert cells == [["a", "b"], ["x\ny", "p | q"]]
        assert table.aligns == (Align.START, Align.CENTER)
        assert table.header_rows == 1
        assert marked(block) == [(SpanKind.STRONG, "b"), (SpanKind.CODE, "p | q")]

    def test_raw_tables(self) -> None:
        block = only("<table><tr><th>H<th>I<tr><td><p>1</p><p>2</p></td><td>3</table>")
        assert block.table is not None
        cells = [[block.text[c.start : c.end] for c in row] for row in block.table.rows]
        assert cells == [["H", "I"], ["1\n2", "3"]]
        assert block.table.header_rows == 1

    def test_markdown_within_a_raw_table_is_kept(self) -> None:
        found = texts("<table><tr><td>a</td><td>\n\n**b**\n\n</td></tr></table>\n\nc")
        assert " ".join(found).split() == ["a", "b", "c"]


@pytest.mark.parametrize(
    "source",
    [
        ">" * 10_000 + "deep",
        "[" * 10_000 + "deep",
        "![" * 10_000 + "deep",
        "*" * 10_000 + "a **b " * 5_000 + "deep",
        "`" + "<a " * 10_000 + "deep",
        "<b>" * 10_000 + "deep",
        "<ul><li>" * 5_000 + "deep",
        "<div>" * 10_000 + "deep",
        "1. " * 2_000 + "deep",
        "".join(f"{'  ' * n}- item\n" for n in range(300)) + "\ndeep",
    ],
)
def test_absurd_nesting_keeps_its_text(source: str) -> None:
    document = parse(source)
    assert "deep" in document.blocks[-1].text
    assert max(len(block.containers) for block in document.blocks) <= 80


def test_no_line_of_a_deep_list_is_lost() -> None:
    source = "".join(f"{'  ' * n}- item{n}\n" for n in range(60))
    assert texts(source) == [f"item{n}" for n in range(60)]


PIECES = st.sampled_from(
    [
        *("# ", "## ", "- ", "1. ", "> ", "  ", "    ", "\t", "\n", "\n\n", "`", "```", "~~~"),
        *("*", "**", "_", "~~", "==", "[", "]", "(", ")", "![", "](", "<", ">", "&", "&#27;"),
        *("&amp;", "\\", "$", "$$", "[^a]", "[^a]: ", "^[", ": ", ":::", "!!! note", "|", "---"),
        *("<b>", "</b>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<li>", "<details>"),
        *("<summary>", "</details>", "<pre>", "</pre>", "<sup>", "</sup>", '<a href="', '">'),
        *("<!--", "-->", "{:toc}", "{#a}", "http://a.b", "字", "，", "한", "é", "\x1b", "\u202e"),
        *("\x00", "\u2028", "🙂", "a", "b", "[ ]", "[x] ", "<br>", "<img src=x>", "\r", "\x85"),
        *("| a | b |\n|---|---|\n| c | d |\n", "\\begin{align}", "{% highlight x %}", "| "),
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join)


def assert_sound(document: Document) -> None:
    for block in document.blocks:
        assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in block.text)
        assert not any(unicodedata.category(c) in {"Cc", "Zs"} for c in block.href)
        order = [(span.start, -span.end) for span in block.spans]
        assert order == sorted(order)
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)
            assert not any(unicodedata.category(c) in {"Cc", "Zs"} for c in span.href)
        cells = [cell for row in block.table.rows for cell in row] if block.table else []
        reached = 0
        for cell in cells:
            assert reached <= cell.start <= cell.end <= len(block.text)
            reached = cell.end
        if block.kind not in {BlockKind.RULE, BlockKind.IMAGE}:
            assert block.text.strip()
    assert all(0 <= index < len(document.blocks) for index in document.anchors.values())


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_whatever_is_parsed_is_sound(markdown: str) -> None:
    assert_sound(parse(markdown, title="a"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abc字한", min_size=1), min_size=1, max_size=8))
def test_words_survive(words: list[str]) -> None:
    for source in ("\n\n".join(words), "- " + "\n- ".join(words), "> " + "\n>\n> ".join(words)):
        assert texts(source) == words


class TestDialects:
    """What MkDocs, Microsoft's DocFX, MyST, javascript.info and kramdown write beyond Markdown."""

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("![Gull](g.png){ align=right }", "Gull"),
            (":material-bird: Gulls{ .grey .small } cry", "Gulls cry"),
            ('[:octicons-home-16:](a.html){ .card-link title="The nest" }', "The nest"),
            ("`:material-bird:{ .x }` is an icon", ":material-bird:{ .x } is an icon"),
            ("the 19^th^ gull, 2^10^", "the 19ᵗʰ gull, 2¹⁰"),
            ("see $p(z$\\|$x)$ there", "see p(z|x) there"),
            ("fixed ([#12][]) and a[i][] and [#13]", "fixed (#12) and a[i][] and [#13]"),
            ("use [!INCLUDE[lamp](../a/lamp.md)] now", "use lamp now"),
            ("call <xref:Sea.Lamp.Light%2A?displayProperty=x> now", "call Sea.Lamp.Light now"),
        ],
    )
    def test_marks_of_generators_do_not_show(self, markdown: str, text: str) -> None:
        assert texts(markdown) == [text]

    def test_a_defined_reference_stays_a_link(self) -> None:
        block = only("see [gulls][]\n\n[gulls]: https://a.example/")
        assert (block.text, marked(block)) == ("see gulls", [(SpanKind.LINK, "gulls")])

    def test_docfx_directives(self) -> None:
        image, code, text = parse(
            ':::image type="content" source="a/gull.png" alt-text="A gull":::\n\n'
            ':::code language="c" source="a/gull.c" id="one":::\n\n'
            '::: moniker range="new"\n\nText.\n\n::: moniker-end\n'
        ).blocks
        assert (image.kind, image.href, image.text) == (BlockKind.IMAGE, "a/gull.png", "A gull")
        assert (code.text, text.text) == ("gull.c", "Text.")

    def test_a_division_around_a_picture_leaves_the_picture(self) -> None:
        block = only('> [!div class="mx-imgBorder"]\n> ![A gull](gull.png)')
        assert (block.kind, block.text) == (BlockKind.IMAGE, "A gull")

    @pytest.mark.parametrize(
        "markdown",
        [
            '```smart header="On `fly`"\nGulls *fly*.\n```\n\nAfter.',
            "```{note} On fly\nGulls *fly*.\n```\n\nAfter.",
        ],
    )
    def test_fences_that_hold_notes(self, markdown: str) -> None:
        title, text, after = parse(markdown).blocks
        assert (title.text, text.text, after.text) == ("On fly", "Gulls fly.", "After.")
        assert [c.kind for c in text.containers] == [ContainerKind.QUOTE]
        assert title.containers == text.containers
        assert not after.containers

    def test_markdown_within_an_element_that_says_so(self) -> None:
        text, image, caption = parse(
            '<p markdown="1">Gulls `fly`.\n</p>\n\n<figure markdown>\n  ![](gull.png#only-light)\n'
            "  ![](gull-dark.png#only-dark)\n</figure>\n\nAfter."
        ).blocks
        assert (text.text, marked(text)) == ("Gulls fly.", [(SpanKind.CODE, "fly")])
        assert (image.href, caption.text) == ("gull.png#only-light", "After.")

    def test_a_script_within_an_element_is_no_text(self) -> None:
        source = (
            "<section>\n    <script>\n  a();\n\n        b();\n    </script>\n</section>\n\nText."
        )
        assert texts(source) == ["Text."]

    def test_code_keeps_its_scripts(self) -> None:
        code = "<div>\n<script>\na();\n</script>"
        assert texts(f"```html\n{code}\n```") == [code]

    def test_marks_of_stress_in_code(self) -> None:
        block = only("```js\n*!*\nfly();\n*/!*\nland(*!*now*/!*);\n```")
        assert block.text == "fly();\nland(now);"
        assert only("```c\nx = *!*p;\n```").text == "x = *!*p;"

    def test_code_begins_with_its_first_line(self) -> None:
        assert only("```\n\n  \n  a\n\n b\n\n```").text == "  a\n\n b"

    def test_a_line_of_equals_signs_is_a_rule(self) -> None:
        assert [b.kind for b in parse("a\n\n===\n\nb").blocks][1] is BlockKind.RULE


def test_a_line_that_repeats_the_caption_above_it_is_the_caption() -> None:
    image, text = parse("![A gull](gull.png)\n\n*A gull*\n\nIt cries.").blocks
    assert (image.text, marked(image)) == ("A gull", [(SpanKind.EMPHASIS, "A gull")])
    assert text.text == "It cries."


class TestRepeatedTitle:
    def test_a_heading_after_the_translators_note(self) -> None:
        source = "> By Anna\n\n![](a.png)\n\n# Lamps!\n\n## Oil\n\nText."
        document = parse(source, title="Lamps")
        assert [b.text for b in document.blocks] == ["By Anna", "", "Oil", "Text."]
        assert document.anchors["lamps"] == document.anchors["oil"] == 2

    def test_a_heading_after_text_stays(self) -> None:
        document = parse("Text.\n\n# Lamps", title="Lamps")
        assert [b.text for b in document.blocks] == ["Text.", "Lamps"]

    def test_another_heading_stays(self) -> None:
        document = parse("> By Anna\n\n# Oil\n\n# Lamps", title="Lamps")
        assert [b.text for b in document.blocks] == ["By Anna", "Oil", "Lamps"]


def corpus_files() -> list[Path]:
    return sorted(p for p in CORPUS.rglob("*") if p.suffix in {".md", ".markdown"})


_WORD = re.compile(
    r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]|[^\W\d_\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]+"
)
_NOT_TEXT = (
    r"(?s)<!--.*?-->|<(script|style|svg)\b.*?</\1>|</?[A-Za-z][^<>]*>",
    r"(?s)\{[%{<].*?[%}>]\}|\{[:#.].*?\}",
    r"!\[[^\]]*\]\s*(?:\([^)]*\)|\[[^\]]*\])|\]\s*\([^)]*\)|\]\[[^\]]*\]",
    r"(?m)^\s*\[[^\]]+\]:.*$|^\s*(?:```|~~~).*$|https?://\S+|<?ftp://\S+",
    r"(?s)\$\$.{1,2000}?\$\$|\$[^$\n]{1,300}\$",  # shown in other characters
)


def words(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(unescape(text)))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_corpus_keeps_its_words() -> None:
    lost = total = 0
    for path in corpus_files():
        source = path.read_text("utf-8-sig", errors="replace")
        header = re.match(r"(---|\+\+\+)\s*\n.*?\n\1\s*\n", source, re.DOTALL)
        body = source[header.end() :] if header else source
        document = parse(body)
        assert_sound(document)
        kept = words("\n".join(block.text for block in document.blocks))
        for pattern in _NOT_TEXT:
            body = re.sub(pattern, " ", body)
        wanted = words(body)
        lost += sum((wanted - kept).values())
        total += sum(wanted.values())
    assert total > 100_000
    assert lost / total < 0.002


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("`x_{i=1}` and `f(){:.x}`", "x_{i=1} and f(){:.x}"),
        (r"so $\sum_{i=1}^n x$ it is", "so ∑ᵢ₌₁ⁿ x it is"),
        ("[a](b){:.class} and *b*{: .c} and `d`{:.e}", "a and b and d"),
        (r"\[note\] the rest", "[note] the rest"),
    ],
)
def test_attributes_are_taken_from_phrases_and_not_from_code(markdown: str, text: str) -> None:
    (block,) = parse(markdown).blocks
    assert block.text == text


def test_of_spans_with_the_same_extent_the_outer_comes_first() -> None:
    (block,) = parse("[`a`](b.md) ***c***").blocks
    kinds = [span.kind for span in block.spans]
    assert kinds == [SpanKind.LINK, SpanKind.CODE, SpanKind.EMPHASIS, SpanKind.STRONG]


def test_a_script_in_a_fence_stays_whatever_fences_lists_hold_above() -> None:
    code = "<ul>\n<li>\n</ul>\n<script>\n  run()\n</script>"
    blocks = parse(f"1. ```\n   a\n   ```\n\n```\n{code}\n```").blocks
    assert [block.text for block in blocks] == ["a", code]


class TestRecords:
    """Lines that state one thing each, as programs write them under a heading."""

    @pytest.mark.parametrize(
        "lines",
        [
            ["Author: Ann Ray", "Created: 9 March", "URL: https://quay.example/lamps"],
            ["**作者**: 安", "**发布时间**：2024-03-18 10:45"],
            ["[Open here](https://a.example)", "[Open there](https://b.example)"],
        ],
    )
    def test_they_stay_lines(self, lines: list[str]) -> None:
        assert only("\n".join(lines)).text.count("\n") == len(lines) - 1

    @pytest.mark.parametrize(
        "prose",
        [
            "Note: the lamps are lit\nat six, and nobody minds.",
            "See https://a.example and\nhttps://b.example for more.",
            "The [lamps](https://a.example) are\n[lit](https://b.example).",
            "[The\nlamps](https://a.example) are lit.",
            "Lamps: [the\nnew ones](https://a.example).",
        ],
    )
    def test_prose_is_filled(self, prose: str) -> None:
        assert "\n" not in only(prose).text
