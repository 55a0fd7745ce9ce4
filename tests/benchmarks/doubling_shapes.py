"""Texts that hurt naive readers, each at any size: what `doubling` measures with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Shape = Callable[[int], str]
"""Makes about so many characters."""


def _repeat(unit: str) -> Shape:
    return lambda size: unit * (size // len(unit) + 1)


def _counted(unit: str, last: str = "") -> Shape:
    """`unit` with `@` for a number that rises; then once `last`, as often in all."""

    def make(size: int) -> str:
        count = size // (len(unit) + 4) + 1
        return "".join(unit.replace("@", str(n)) for n in range(count)) + last

    return make


def _nested(opening: str, inner: str, closing: str) -> Shape:
    def make(size: int) -> str:
        count = size // len(opening + closing) + 1
        return opening * count + inner + closing * count

    return make


def _both(first: str, second: str) -> Shape:
    """All of the first, then all of the second, each with rising numbers for `@`."""

    def make(size: int) -> str:
        count = size // (len(first + second) + 8) + 1
        return "\n\n".join(
            "".join(unit.replace("@", str(n)) for n in range(count)) for unit in (first, second)
        )

    return make


def _ticks(size: int) -> str:
    """Runs of backticks, each longer than the one before: none closes another."""
    parts: list[str] = []
    length = run = 0
    while length < size:
        run += 1
        parts.append("`" * run + "a ")
        length += run + 2
    return "".join(parts)


def _staircase(size: int) -> str:
    """A list within a list within a list: each line is indented more."""
    lines: list[str] = []
    length = 0
    while length < size:
        lines.append("  " * len(lines) + "- a")
        length += len(lines[-1]) + 1
    return "\n".join(lines)


def _wide_table(size: int) -> str:
    count = size // 12 + 1
    row = "|" + "a|" * count
    return f"{row}\n|{'-|' * count}\n{row}\n{row}\n"


def _deep_front_matter(opening: str, closing: str) -> Shape:
    def make(size: int) -> str:
        count = size // len(opening + closing) + 1
        return f"---\ntitle: a\nx: {opening * count}{closing * count}\n---\n\ntext\n"

    return make


def _front_matter(unit: str) -> Shape:
    return lambda size: f"---\ntitle: a\n{_counted(unit)(size)}\n---\n\ntext\n"


SHAPES: Mapping[str, Shape] = {
    # white space
    "spaces": _repeat(" "),
    "newlines": _repeat("\n"),
    "tabs": _repeat("\t"),
    "carriage returns": _repeat("\r"),
    "ideographic spaces": _repeat("\u3000"),
    "no-break spaces": _repeat("\u00a0"),
    "spaces and newlines": _repeat("   \n"),
    "Han and spaces": _repeat("汉  \n"),
    "Han, a run of spaces": lambda size: "汉" + " " * size + "汉",
    "a letter a line": _repeat("a\n"),
    "a letter a paragraph": _repeat("a\n\n"),
    "nulls": _repeat("\0"),
    # characters
    "one letter": _repeat("a"),
    "words": _repeat("word "),
    "Han": _repeat("汉字排版"),
    "Han sentences": _repeat("汉字排版，很好。"),
    "combining marks": lambda size: "a" + "\u0301\u0300" * (size // 2),
    "combining marks of two classes": lambda size: "a" + "\u0301\u0323" * (size // 2),
    "joiners": _repeat("\U0001f468\u200d"),
    "regional indicators": _repeat("\U0001f1e6"),
    "Hangul jamo": _repeat("\u1100"),
    "Thai": _repeat("ภาษาไทย"),
    "bidi controls": _repeat("\u202e"),
    "escapes": _repeat("\x1b[31m"),
    "variation selectors": _repeat("❤\ufe0f"),
    "opening brackets, full-width": _repeat("（"),
    "closing brackets, full-width": _repeat("）"),
    "quotation marks": _repeat('"'),
    "apostrophes": _repeat("a'"),
    "hyphens": _repeat("-"),
    "dots": _repeat("."),
    "ellipses": _repeat("…"),
    "digits": _repeat("1,"),
    "digits and dots": _repeat("1."),
    "equals signs": _repeat("="),
    "addresses": _repeat("https://example.org/a "),
    "a long address": lambda size: "https://example.org/" + "a/" * (size // 2),
    "an address of brackets": lambda size: "https://example.org/" + ")" * size,
    "colons": _repeat("::"),
    "at signs": _repeat("a@"),
    "hash signs": _repeat("#"),
    "ampersands": _repeat("&"),
    "entities": _repeat("&amp;"),
    "entities, numbered": _repeat("&#27;"),
    "entities without an end": _repeat("&am"),
    "a long entity": lambda size: "&#" + "1" * size + ";",
    "backslashes": _repeat("\\"),
    "escaped characters": _repeat("\\*"),
    "dollars": _repeat("$"),
    "dollars around a letter": _repeat("$a"),
    "formulas": _repeat("$a^2$ "),
    "formula blocks without an end": _repeat("$$\na\n\n"),
    "formula openers": _repeat("\\( "),
    "formula bracket openers": _repeat("\\[\n"),
    "environments": _repeat("\\begin{align}\n"),
    # brackets
    "[": _repeat("["),
    "]": _repeat("]"),
    "[]": _repeat("[]"),
    "![": _repeat("!["),
    "[a](": _repeat("[a]("),
    "[a](b": _repeat("[a](b"),
    "[a](<b": _repeat("[a](<b"),
    '[a](b "': _repeat('[a](b "'),
    "[a]( and spaces": _repeat("[a]( \n"),
    "](": _repeat("]("),
    "][": _repeat("]["),
    "[a][]": _repeat("[a][]"),
    "[a][b": _repeat("[a][b"),
    "![[": _repeat("![["),
    "[[ ]] nested": _nested("[", "a", "]"),
    "links nested": _nested("[", "a", "](b)"),
    "images nested": _nested("![", "a", "](b)"),
    "parentheses nested": lambda size: "[a](" + "(" * (size // 2) + ")" * (size // 2),
    "links": _counted("[a@](b@) "),
    "links, one a line": _counted("[a@](b@)\n"),
    "links, one a paragraph": _counted("[a@](b@)\n\n"),
    "images": _counted("![a@](b@.png) "),
    "images, one a line": _counted("![a@](b@.png)\n"),
    "images with titles": _counted('![a@](b@.png "c@")\n\n'),
    # references and notes
    "references": _both("[a@] ", "[a@]: b@\n"),
    "references in full": _both("[c][a@] ", "[a@]: b@\n"),
    "references without definitions": _counted("[a@] "),
    "definitions": _counted("[a@]: b@\n"),
    "definitions, a blank line between": _counted("[a@]: b@\n\n"),
    "definitions of one name": _repeat("[a]: b\n"),
    "definitions with titles": _counted('[a@]: b@ "c"\n'),
    "definitions, titles a line below": _counted("[a@]: b@\n  'c'\n"),
    "definitions, addresses a line below": _counted("[a@]:\n b@\n"),
    "definitions, titles without an end": _counted('[a@]: b@ "c\n'),
    "definitions in a quote": _counted("> [a@]: b@\n"),
    "definitions in items": _counted("- [a@]: b@\n"),
    "definition openers": _repeat("[a]:\n"),
    "definition labels without an end": _repeat("[a\n"),
    "a definition of one long label": lambda size: "[" + "a" * size + "]: b\n",
    "notes": _both("a[^@] ", "[^@]: b\n\n"),
    "notes in one paragraph": _both("a[^@] ", "[^@]: b\n"),
    "notes, many references": lambda size: "a[^1] " * (size // 6) + "\n\n[^1]: b\n",
    "notes of several paragraphs": _both("a[^@] ", "[^@]: b\n\n    c\n\n"),
    "notes without references": _counted("[^@]: b\n\n"),
    "notes without definitions": _counted("a[^@] "),
    "notes inline": _repeat("a^[b] "),
    "notes inline, nested": _nested("^[", "a", "]"),
    "notes within notes": _counted("[^@]: b[^@@]\n\n"),
    "note openers": _repeat("[^"),
    "note openers, inline": _repeat("^["),
    # blocks of Markdown
    "quotes nested": _repeat(">"),
    "quotes nested, with spaces": _repeat("> "),
    "quotes": _repeat("> a\n"),
    "quotes, one a paragraph": _repeat("> a\n\n"),
    "quotes, lazy": lambda size: "> a\n" + "b\n" * (size // 2),
    "quotes in turn": _repeat("> a\n\nb\n\n"),
    "quotes within quotes, lines": lambda size: "".join(
        ">" * (n % 40 + 1) + " a\n" for n in range(size // 23)
    ),
    "items": _repeat("- a\n"),
    "items, a blank line between": _repeat("- a\n\n"),
    "items numbered": _counted("@. a\n"),
    "items, markers in a row": _repeat("- "),
    "items, markers of numbers in a row": _repeat("1. "),
    "items empty": _repeat("-\n"),
    "items each deeper": _staircase,
    "items with lazy lines": lambda size: "- a\n" + "b\n" * (size // 2),
    "items with bullets in turn": _repeat("- a\n+ b\n* c\n"),
    "tasks": _repeat("- [ ] a\n"),
    "items and quotes in turn": _repeat("> - "),
    "headings": _counted("# a@\n"),
    "headings of one text": _repeat("# a\n\n"),
    "headings with identifiers": _counted("# a {#b@}\n"),
    "headings, setext": _repeat("a\n=\n"),
    "a long heading": lambda size: "# " + "a b " * (size // 4),
    "a long heading, setext": lambda size: "a b\n" * (size // 4) + "===\n",
    "heading braces": lambda size: "# a" + " {#" * (size // 3),
    "rules": _repeat("---\n"),
    "rules between lines": _repeat("a\n\n---\n\n"),
    "rules of spaces": _repeat("* * * "),
    "fences": _repeat("```\na\n```\n"),
    "fences without an end": _repeat("```\n"),
    "fences of tildes": _repeat("~~~"),
    "fences of tildes, lines": _repeat("~~~\na\n"),
    "fences in a quote": _repeat("> ```\n> a\n"),
    "code indented": _repeat("    a\n"),
    "code indented, blank lines between": _repeat("    a\n\n"),
    "code, a long line": lambda size: "```\n" + "a " * (size // 2) + "\n```\n",
    "code in Python": lambda size: (
        "```python\n" + "def f(a):  # b\n    return 'c'\n" * (size // 32) + "```\n"
    ),
    "backticks": _repeat("`"),
    "backticks of many lengths": _ticks,
    "backticks around letters": _repeat("`a` "),
    "backticks, unbalanced": _repeat("``a`"),
    "tables, rows": lambda size: "|a|b|\n|-|-|\n" + "|c|d|\n" * (size // 6),
    "tables, columns": _wide_table,
    "tables, one after the other": _repeat("|a|b|\n|-|-|\n|c|d|\n\n"),
    "tables, columns and short rows": lambda size: (
        "|a" * (size // 8) + "|\n" + "|-" * (size // 8) + "|\n" + "|c|\n" * (size // 8)
    ),
    "bars": _repeat("|"),
    "bars, lines": _repeat("|a|\n"),
    "bars and dashes": _repeat("|-"),
    "definition lists": _counted("a@\n: b\n\n"),
    "definition list markers": _repeat(": a\n"),
    "definitions of one term": lambda size: "a\n" + ": b\n" * (size // 4),
    "asides": _repeat("!!! note\n    a\n\n"),
    "asides nested": lambda size: "".join(
        "    " * n + "!!! note\n" for n in range(int((size / 2) ** 0.5))
    ),
    "fences of colons": _repeat("::: tip\na\n:::\n\n"),
    "fences of colons without an end": _repeat("::: tip\n"),
    # emphasis
    "*": _repeat("*"),
    "* and letters": _repeat("*a"),
    "** and letters": _repeat("**a"),
    "*a*": _repeat("*a* "),
    "**a**": _repeat("**a** "),
    "*a**": _repeat("*a**"),
    "a**b": _repeat("a**b"),
    "**a *b": _repeat("**a *b "),
    "_": _repeat("_"),
    "_ and letters": _repeat("_a "),
    "* and _": _repeat("*_a "),
    "** beside Han": _repeat("汉**字**"),
    "** beside Hangul": _repeat("단**어**"),
    "~~": _repeat("~~"),
    "~~ and letters": _repeat("~~a "),
    "==": _repeat("==a"),
    "==a==": _repeat("==a== "),
    "emphasis nested": _nested("*a ", "b", " c*"),
    "strong nested": _nested("**a ", "b", " c**"),
    "marks of many kinds": _repeat("*a _b `c ~~d ==e [f ![g <h $i "),
    "attributes": _repeat("a{:.b} "),
    "attribute lines": _repeat("{: .a}\n"),
    "attribute openers": _repeat("{:"),
    "braces": _repeat("{"),
    "icons": _repeat(":material-a: "),
    "hard breaks": _repeat("a\\\n"),
    "hard breaks of spaces": _repeat("a  \n"),
    "superscripts": _repeat("1^st^ "),
    "carets": _repeat("^"),
    # templates
    "liquid tags": _repeat("{% a %}"),
    "liquid tags without an end": _repeat("{% "),
    "liquid values": _repeat("{{ a }}"),
    "liquid values without an end": _repeat("{{ "),
    "liquid blocks": _repeat("{% raw %}a{% endraw %}\n"),
    "liquid blocks without an end": _repeat("{% highlight a %}\n"),
    "liquid comments without an end": _repeat("{% comment %}"),
    "hexo tags": _repeat("{% note info %}a{% endnote %}\n"),
    "hexo tags, quotes without an end": _repeat("{% note 'a "),
    "hugo shortcodes": _repeat("{{< a >}}"),
    "hugo shortcodes without an end": _repeat("{{< "),
    "hugo shortcodes nested": _nested("{{< a >}}", "b", "{{< /a >}}"),
    "hugo shortcodes of Markdown": _repeat("{{% a %}}b{{% /a %}}\n"),
    "macros": _repeat('{{ a("b", "c") }}'),
    "macro openers": _repeat("{{a("),
    "macros of Hexo nested": _nested("{% note %}", "b", "{% endnote %}"),
    "JSX": _repeat("<A b={c} />\n\n"),
    "JSX nested": _nested("<A>\n", "b\n", "</A>\n"),
    "JSX without an end": _repeat("<A b={c\n"),
    "imports": _repeat("import a from 'b'\n"),
    "exports": _repeat("export const a = {\n"),
    # HTML
    "<": _repeat("<"),
    ">": _repeat(">"),
    "<>": _repeat("<>"),
    "</": _repeat("</"),
    "<a ": _repeat("<a "),
    "<a": _repeat("<a"),
    "<a>": _repeat("<a>"),
    "</a>": _repeat("</a>"),
    "<a href": _repeat('<a href="b">'),
    "<a href without an end": _repeat('<a href="'),
    "<b>": _repeat("<b>"),
    "<b><p>": _repeat("<b>a<p>"),
    "<font>": _repeat("<p><font>a"),
    "<p>": _repeat("<p>"),
    "<p>a": _repeat("<p>a"),
    "<p>a</p>": _repeat("<p>a</p>\n"),
    "<div>": _repeat("<div>"),
    "<div>a": _repeat("<div>a"),
    "</div>": _repeat("</div>"),
    "<span>": _repeat("<span>"),
    "<span> lines": _repeat("<span>a</span>\n"),
    "<br>": _repeat("<br>"),
    "a<br>": _repeat("a<br>\n"),
    "<br> and spaces": _repeat("<br> "),
    "<hr>": _repeat("<hr>"),
    "<ul><li>": _repeat("<ul><li>"),
    "<ul><li>a": _repeat("<ul><li>a"),
    "<li>": _repeat("<li>a"),
    "<ol><li><p>": _repeat("<ol><li><p>a"),
    "lists of HTML": _repeat("<ul><li>a</li></ul>\n"),
    "a list of HTML": lambda size: "<ul>" + "<li>a</li>\n" * (size // 11) + "</ul>",
    "<dl><dd>": _repeat("<dl><dd>a"),
    "<dt>": _repeat("<dt>a"),
    "a <dl>": lambda size: "<dl>" + "<dt>a</dt><dd>b</dd>" * (size // 20) + "</dl>",
    "<dl>, terms": lambda size: "<dl>" + "<dt>a</dt>" * (size // 10) + "</dl>",
    "<pre>": _repeat("<pre>"),
    "<pre>a</pre>": _repeat("<pre>a</pre>\n"),
    "a long <pre>": lambda size: "<pre>" + "a b\n" * (size // 4) + "</pre>",
    "<pre> of spans": lambda size: "<pre>" + "<span>a</span>\n" * (size // 15) + "</pre>",
    "<code>": _repeat("<code>"),
    "<code>a</code>": _repeat("<code>a</code> "),
    "<blockquote>": _repeat("<blockquote>"),
    "<blockquote>a": _repeat("<blockquote>a"),
    "quotes of HTML": _repeat("<blockquote><p>a</p></blockquote>\n"),
    "<details>": _repeat("<details>"),
    "<details><summary>": _repeat("<details><summary>a</summary>"),
    "<figure>": _repeat("<figure>"),
    "figures": _counted('<figure><img src="a@.png"><figcaption>b</figcaption></figure>\n'),
    "<img>": _repeat('<img src="a.png">'),
    "<img> lines": _counted('<img src="a@.png" alt="b">\n'),
    "<ruby>": _repeat("<ruby>"),
    "ruby": _repeat("<ruby>漢<rt>hàn</rt></ruby>"),
    "<rt>": _repeat("<rt>a"),
    "<sup>": _repeat("<sup>"),
    "sup": _repeat("a<sup>2</sup>"),
    "<table>": _repeat("<table>"),
    "<table><tr><td>": _repeat("<table><tr><td>"),
    "<table><tr><td>a": _repeat("<table><tr><td>a"),
    "<td>": _repeat("<td>a"),
    "<tr>": _repeat("<tr>"),
    "a table of rows": lambda size: "<table>" + "<tr><td>a</td></tr>\n" * (size // 20) + "</table>",
    "a table of columns": lambda size: (
        "<table><tr>" + "<td>a</td>" * (size // 10) + "</tr></table>"
    ),
    "tables of HTML": _repeat("<table><tr><td>a</td><td>b</td></tr></table>\n"),
    "a table of spans": lambda size: (
        "<table>" + '<tr><td rowspan="900" colspan="900">a</td></tr>' * (size // 47) + "</table>"
    ),
    "a table of row spans": lambda size: (
        "<table>" + '<tr><td rowspan="65534">a</td></tr>' * (size // 36) + "</table>"
    ),
    "<h1>": _repeat("<h1>"),
    "<h2>a</h2>": _counted("<h2>a@</h2>\n"),
    "a long <h2>": lambda size: "<h2>" + "a b " * (size // 4) + "</h2>",
    "<!--": _repeat("<!--"),
    "<!-- -->": _repeat("<!-- a -->"),
    "<!-- ->": _repeat("<!-- ->"),
    "<![": _repeat("<!["),
    "<![CDATA[": _repeat("<![CDATA["),
    "<!": _repeat("<!"),
    "<?": _repeat("<?"),
    "<!doctype": _repeat("<!doctype html>"),
    "<script>": _repeat("<script>"),
    "<style>": _repeat("<style>"),
    "</script>": _repeat("</script>"),
    "<textarea>": _repeat("<textarea>"),
    "<title>": _repeat("<title>"),
    "<svg>": _repeat("<svg>"),
    "<math>": _repeat("<math>"),
    "<math><mi>": _repeat("<math><mi>a</mi></math> "),
    "<template>": _repeat("<template>"),
    "<select><option>": _repeat("<select><option>a"),
    "<form>": _repeat("<form>"),
    "<button>": _repeat("<button>"),
    "<iframe>": _repeat("<iframe>"),
    "<video>": _repeat('<video src="a.mp4">'),
    "<section>": _repeat("<section>a"),
    "<article>": _repeat("<article><p>a"),
    "<main>": _repeat("<main>a"),
    "<html>": _repeat("<html>"),
    "<body>": _repeat("<body>"),
    "<head>": _repeat("<head>"),
    "<frameset>": _repeat("<frameset>"),
    "<meta>": _repeat('<meta name="a" content="b">'),
    "<o:p>": _repeat("<o:p>a</o:p> "),
    "attributes of a tag": lambda size: "<p " + "a=b " * (size // 4) + ">a</p>",
    "attributes, counted": lambda size: "<p " + _counted("a@=b ")(size) + ">a</p>",
    "attributes without an end": lambda size: "<p " + "a='" * (size // 3),
    "a long attribute": lambda size: '<p title="' + "a " * (size // 2) + '">a</p>',
    "a tag without an end": lambda size: "<p " + "a " * (size // 2),
    "spaces in a tag": lambda size: "<p" + " " * size + "x",
    "spaces in a closing tag": _repeat("</p      "),
    "<p> hidden": _repeat('<p style="display:none">a</p>'),
    "<div> nested": _nested("<div>", "a", "</div>"),
    "<div><p> nested": _nested("<div><p>", "a", "</p></div>"),
    "<b> nested": _nested("<b>", "a", "</b>"),
    "<b><i> nested": _nested("<b><i>", "a", "</i></b>"),
    "<a> nested": _nested('<a href="b">', "a", "</a>"),
    "<span> nested": _nested("<span>", "a", "</span>"),
    "<ul> nested": _nested("<ul><li>", "a", "</li></ul>"),
    "<ul> nested, text": _nested("<ul><li>a", "a", "</li></ul>"),
    "<blockquote> nested": _nested("<blockquote>", "a", "</blockquote>"),
    "<blockquote> nested, text": _nested("<blockquote><p>a</p>", "a", "</blockquote>"),
    "<dl> nested": _nested("<dl><dt>a</dt><dd>", "a", "</dd></dl>"),
    "<details> nested": _nested("<details>", "a", "</details>"),
    "<table> nested": _nested("<table><tr><td>", "a", "</td></tr></table>"),
    "<table> nested, text": _nested("<table><tr><td>a", "b", "</td></tr></table>"),
    "<ruby> nested": _nested("<ruby>", "a", "<rt>b</rt></ruby>"),
    "<figure> nested": _nested("<figure>", "a", "</figure>"),
    "<pre> nested": _nested("<div><pre>", "a", "</pre></div>"),
    "<code> nested": _nested("<code>", "a", "</code>"),
    "<sup> nested": _nested("<sup>", "a", "</sup>"),
    "<h2> nested": _nested("<div><h2>a</h2>", "a", "</div>"),
    "<svg> nested": _nested("<svg>", "a", "</svg>"),
    "<math> nested": _nested("<math>", "a", "</math>"),
    "anchors": _both('<a href="#a@">b</a> ', '<p id="a@">c</p>\n'),
    "anchors of one name": _repeat('<a id="a"></a><a href="#a">b</a> '),
    "data addresses": lambda size: '<img src="data:image/png;base64,' + "AAAA" * (size // 4) + '">',
    # other containers
    "a feed": lambda size: (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>a</title>'
        + "<item><title>b</title><description>c</description></item>" * (size // 58)
        + "</channel></rss>"
    ),
    "a feed of tags": lambda size: '<?xml version="1.0"?><rss><channel>' + "<item>" * (size // 6),
    "an XML declaration": lambda size: "<?xml" + " " * size,
    "entities of XML": lambda size: (
        '<?xml version="1.0"?><!DOCTYPE a ['
        + _counted('<!ENTITY a@ "b">')(size)
        + "]><rss><channel></channel></rss>"
    ),
    # front matter
    "front matter, keys": _front_matter("a@: b\n"),
    "front matter, keys of one name": _front_matter("a: b\n"),
    "front matter, a long value": lambda size: f"---\ntitle: {'a b ' * (size // 4)}\n---\n\ntext\n",
    "front matter, a long title of Han": lambda size: f"---\ntitle: {'汉' * size}\n---\n\ntext\n",
    "front matter, a long value in quotes": lambda size: (
        f'---\ntitle: "{"a b " * (size // 4)}"\n---\n'
    ),
    "front matter, quotes": _front_matter('a@: "b\n'),
    "front matter, hash signs": _front_matter("a@: b #c #d\n"),
    "front matter, a line of hash signs": lambda size: f"---\ntitle: a{' #' * (size // 2)}\n---\n",
    "front matter, items": lambda size: "---\ntags:\n" + "- a\n" * (size // 4) + "---\n\ntext\n",
    "front matter, tags in a line": lambda size: (
        f"---\ntags: [{'a, ' * (size // 3)}]\n---\n\ntext\n"
    ),
    "front matter, commas": lambda size: f"---\ntags: {'a, ' * (size // 3)}\n---\n\ntext\n",
    "front matter, brackets": _deep_front_matter("[", "]"),
    "front matter, braces": _deep_front_matter("{a: ", "}"),
    "front matter, brackets without an end": _deep_front_matter("[", ""),
    "front matter, indents": lambda size: (
        "---\n" + "".join(" " * n + "a:\n" for n in range(int((2 * size) ** 0.5))) + "---\n"
    ),
    "front matter, sequences": lambda size: "---\ntitle: a\nx: " + "- " * (size // 2) + "\n---\n",
    "front matter, questions": lambda size: "---\ntitle: a\n" + "? " * (size // 2) + "\n---\n",
    "front matter, anchors": _front_matter("a@: &b@ c\n"),
    "front matter, without an end": lambda size: "---\n" + "a: b\n" * (size // 5),
    "front matter, lines without an end": lambda size: "---\n" + "a b\n" * (size // 4),
    "front matter, a block scalar": lambda size: (
        "---\ntitle: a\nb: |\n" + "  c\n" * (size // 4) + "---\n"
    ),
    "front matter, spaces": lambda size: "---\ntitle:" + " " * size + "a\n---\n",
    "front matter, continued": lambda size: (
        "---\ntitle: a: b\n" + "  c d\n" * (size // 6) + "---\n"
    ),
    "front matter, salvaged": lambda size: "---\ntitle: [a\n" + "b: [c\n" * (size // 6) + "---\n",
    "front matter, delimiters": _repeat("---\n"),
    "front matter, TOML": lambda size: (
        "+++\ntitle = 'a'\n" + _counted("a@ = 'b'\n")(size) + "+++\n"
    ),
    "front matter, TOML nested": lambda size: (
        "+++\ntitle = 'a'\nx = " + "[" * (size // 2) + "]" * (size // 2) + "\n+++\n"
    ),
    "front matter, TOML keys": lambda size: (
        "+++\ntitle = 'a'\n" + "a." * (size // 2) + "b = 1\n+++\n"
    ),
    "front matter, JSON": lambda size: (
        '{"title": "a",' + _counted('"a@": "b",')(size) + '"c": 1}\n\ntext'
    ),
    "front matter, JSON nested": lambda size: (
        '{"title": "a", "b": ' + "[" * (size // 2) + "]" * (size // 2) + "}\n\ntext"
    ),
    "headers": lambda size: "Title: a\n" + _counted("a@: b\n")(size) + "\ntext\n",
    "headers, continued": lambda size: "Title: a\n" + " b\n" * (size // 3) + "\ntext\n",
    "a header": lambda size: "Title: " + "a " * (size // 2) + "\n\ntext\n",
    "references as metadata": _repeat('[#]: title: "a"\n'),
    # facts of a page
    "linked data, items": lambda size: (
        '<script type="application/ld+json">['
        + _counted('{"@type":"Article","author":"A@"},')(size)
        + "1]</script>"
    ),
    "linked data, nested": lambda size: f'<script type="application/ld+json">{"[" * size}</script>',
    "linked data, without an end": _repeat('<script type="application/ld+json">{'),
    "a page's variables": _repeat('js_content msg_title var ct = "'),
    "names in a byline": lambda size: "<h1>a</h1><p>By " + "Ann Ray and " * (size // 12),
    "bylines": _repeat('<p class="byline">By Ann Ray, writer | 9 March 2024</p>'),
    "authors": _repeat('<i itemprop="author"><b itemprop="name">Ann Ray</b></i>'),
    "a feed's sections": lambda size: "<rss><channel>" + "<title><![CDATA[" * (size // 16),
    "a feed's languages": lambda size: "<rss><channel>" + "<feed " * (size // 6),
    # what stands around and within an article
    "shadow roots": _repeat('<i><template shadowrootmode="open"><slot></slot>'),
    "frames with pages": _repeat('<iframe srcdoc="&lt;p&gt;a">'),
    "alternatives in each other": _repeat("<noscript>a"),
    "notes and their marks": _counted('<sup><a href="#n@">1</a></sup><p id="n@">a</p>'),
    "lines as elements": _repeat("<code>a = 1;</code><br>"),
    "numbers of lines": _repeat('<pre><span class="line-number">1</span>a\n</pre>'),
    "equations": _repeat("<math><msup><mi>x</mi><mn>2</mn></msup></math>"),
    "equations without an end": _repeat("<math><mrow>"),
    # marks of notes, generators and other markups
    "comments of Obsidian": _repeat(" %%a"),
    "containers in each other": _repeat(":::: note\n"),
    "asides in each other": lambda size: "".join(
        "    " * (n % 30) + "!!! note\n" for n in range(size // 70)
    ),
    "embeds": _repeat("![[a|"),
    "components": _repeat("<A b={{{\n"),
    "attributes of a component": lambda size: "<A" + " a" * (size // 2),
    "strings without an end": lambda size: "{% img " + '"\\' * (size // 2) + " %}",
    "captions": _repeat('[caption id="a"]'),
    "drawers": lambda size: "* a\n" + ":PROPERTIES:\n:a: b\n" * (size // 19),
    "nested fractions": lambda size: "$$\n" + "\\frac{a}{" * (size // 9) + "\n$$\n",
}

FRAMES: Mapping[str, tuple[str, str]] = {
    "bare": ("", ""),
    "p": ("<p>a", "b</p>\n"),
    "page": (
        "<!doctype html><html><head><title>t</title></head><body><article><p>a",
        "</p></article></body></html>\n",
    ),
    "markdown": ("# h\n\n*a* [b](c) `d` **e**\n\n- f\n- g\n\nh ", "i\n\nj\n"),
    "mixed": (
        "# h\n\n*a* [b](c) **d** **e**\n\n<div>a</div>\n\n<div>b</div>\n\n<div>c</div>\n\n<hr>\n\n",
        "\n\n<div>i</div>\n",
    ),
    "text": ("A line of prose.\n\nAnother line of it.\n\n", "\n\nThe end.\n"),
}
"""What stands around a shape, for it to be met in all kinds of bodies."""


def named(parts: Sequence[str]) -> list[str]:
    """The names of the shapes that have one of these in them."""
    return [name for name in SHAPES if any(part in name for part in parts)]
