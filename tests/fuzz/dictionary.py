"""Tokens that mean something to some part of the reader, to be put into other text."""

from __future__ import annotations

TAGS = (
    "<p>", "</p>", "<div>", "</div>", "<br>", "<br/>", "<b>", "</b>", "<i>", "<a href='", "<a ",
    "</a>", "<ul>", "<li>", "</ul>", "<ol start=99999999999>", "<table>", "<tr>", "<td colspan=9>",
    "<th rowspan=0>", "</table>", "<pre>", "</pre>", "<code class='language-x'>", "</code>",
    "<blockquote>", "</blockquote>", "<h1>", "</h1>", "<h6>", "<img src=x alt='", "<img data-src=",
    "<figure>", "<figcaption>", "<ruby>漢<rt>hàn</rt>", "<sup>", "<sub>", "<details>", "<summary>",
    "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "<![x y", "]]>", "<?xml ",
    "?>", "<!DOCTYPE html>", "<html>", "<head>", "<title>", "</title>", "<body>",
    "<meta charset=gbk>", "<meta property=og:title content='", "<svg>", "<math>", "<noscript>",
    "<template>", "<iframe ", "<kbd>", "<mark>", "<del>", "<ins>", "<dl><dt>a<dd>b",
    "<span hidden>", "<rss><channel><item>", "<textarea>", "<plaintext>", "<xmp>", "<frameset>",
    "<button>", "<time datetime=2020-01-01>",
)  # fmt: skip
ENTITIES = (
    "&#27;", "&#x1b;]0;x&#7;", "&#0;", "&#x202e;", "&#x2028;", "&#9;", "&#10;", "&#xd800;",
    "&amp;", "&lt;p&gt;", "&nbsp;", "&shy;", "&zwj;", "&#x110000;", "&#x9b;31m", "&#xe0041;",
    "&#65;", "&;", "&#x1f1e6;", "&NotEqualTilde;", "&#xfeff;",
    "&#" + "1" * 4_400 + ";", "1" * 4_400,
)  # fmt: skip
MARKDOWN = (
    "# ", "###### ", "* ", "- [x] ", "1. ", "999999999. ", "> ", ">>>>>> ", "```\n", "~~~\n", "`",
    "``", "**", "__", "*", "_", "~~", "==", "++", "^", "~", "[", "]", "](", ")", "![", "[a][b]",
    "[a]: /b \"c\"\n", "[^1]", "[^1]: note\n", "|", "|---|\n", "| a | b |\n|:-:|--:|\n| c | d |\n",
    "---\n", "***\n", "===\n", "$", "$$", "$$\n", "\\(", "\\[", "\\", "    ", "\t", "  \n",
    "<http://a.b>", "{% raw %}", "{{ x }}", "{: .a}", "{#id}", "*[HTML]: x\n", ": definition\n",
    ":::note\n", "[[wiki]]", "![[embed]]", "%%", "<!-- more -->", "{%", "%}", "{{<", ">}}",
    "[TOC]", "\n\n", "\\\n", "- - -\n", "```lilypond\n", "```diff\n", "```python\n",
    "http://a.b/c?d=e&f#g", "www.a.b", "a@b.c",
)  # fmt: skip
FRONT = (
    "---\n", "...\n", "+++\n", ";;;\n", "title: ", "title: [", "date: 2020-02-30\n", "date: ",
    "tags: [a, [b]]\n", "author: {name: &a x}\n", "*a", "<<: *a", "!!python/object:x ", "? ", "- ",
    "|\n", ">\n", "&a ", "#", "title: \"\\e]0;x\\a\"\n", "url: http://good.com@evil.com/\n",
    "url: javascript:x\n", "lang: zh-Hant\n", "draft: yes\n", "date: 9999-99-99\n",
    "date: 0000-00-00\n", "date: -1\n", "summary: >-\n  ", "categories:\n  - [a, b]\n",
    "\ufeff---\n", "title: ''\n", "title: 12:30:45\n", "cover: {src: x}\n", "{\"title\": \"x\"}\n",
    "title = \"x\"\n", "path: ..\n", "date: 2019-01-02 03:04:05 +9999\n",
)  # fmt: skip
HOSTILE = (
    "\x00", "\x01", "\x07", "\x08", "\t", "\x0b", "\x0c", "\r", "\r\n", "\x0e", "\x0f", "\x1b",
    "\x1b[31m", "\x1b]0;PWN\x07", "\x1b]52;c;eA==\x07", "\x1bP", "\x7f", "\x84", "\x85", "\x90",
    "\x9b31m", "\x9d", "\xa0", "\xad", "\u034f", "\u061c", "\u115f", "\u1160", "\u180e", "\u200b",
    "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u202f",
    "\u2060", "\u2066", "\u2069", "\u206f", "\u3000", "\u3164", "\ufe0e", "\ufe0f", "\ufeff",
    "\uffa0", "\ufff9a\ufffab\ufffb", "\ufffd", "\ufffe", "\U0001f1e6", "\U0001f1e8\U0001f1f3",
    "\U0001f1e8\U0001f1f3\U0001f1e6", "\U0001f3fb", "\U0001f44d\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\U000e0041", "\U000e0001", "\u20e3", "1\ufe0f\u20e3", "\u0301", "e\u0301", "\u0e33",
    "\u0e01\u0e33", "\u0300" * 12, "\u0488", "\u1100\u1161\u11a8", "\u1100", "\u0915\u094d\u0937",
    "\u0600", "\u0601\u0661", "\U000110bd", "\uac00\u11a8", "\u302a", "\u3099", "\uff9e", "\uf900",
    "\ufdfa", "\u1e9e", "\u0130", "\u2126", "\U0001d400", "\U00020000", "\U0010ffff", "\ue000",
    "\uf8ff", "\uf8fe", "\uf000", "\u2029\u2028", "\u2009", "\u2003", "\u1680", "\u200d\u200d",
    "\u262f\ufe0f", "\u00a9\ufe0f", "\u2764\ufe0f\u200d\U0001f525", "\u0d4e", "\u17d2\u1780",
)  # fmt: skip
TYPE = (
    "，", "。", "“", "”", "「", "」", "（", "）", "——", "……", "·", "～", "：", "！？", "％", "℃",
    "、", "《", "》", "100公里", "3.5%", "US$100", "No.5", "2021年", "中文AI技术", "한국어",
    "にほんゴー", "ไทย", "עברית", "العربية", "a" * 90, "汉" * 90,
    "https://example.org/" + "a/" * 40, " " * 90, "\u00a0" * 9, "-" * 90, "." * 9, "—" * 9,
)  # fmt: skip
YAML = (
    "{", "}", "[", "]", ": ", "- ", ", ", '"', "'", "\\", "%YAML 1.2\n", "@", "`", "!!binary ",
)  # fmt: skip
JSON = (
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\u202e", "null", "true",
    "NaN", "1e999", "-0", "9" * 40, "\"version\": 99", "\"id\": \"a\"",
    "\"place\": {\"block\": -1}", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "/*", "//", "\"\"",
    "\"extra\": {}", "\"block\": 99999999999999999999", "\"kind\": 1", "\"version\": \"1\"",
    "\"tags\": {}", "\"updated\": \"9999-99-99\"",
)  # fmt: skip
TOML = (
    "=", "[", "]", "[[", "\"\"\"", "'''", "#", "\n", "measure = 1e9", "folders = 3",
    "theme = \"\"", "ambiguous = 3", "a.b.c = 1", "1979-05-27", "0x", "inf", "sidebar = true",
    "code = []",
)  # fmt: skip
CSV = (
    ",", ";", "\t", "\"", "\"\"", "\n", "\r", "=cmd|' /C calc'!A0", "@x",
    "Highlight,Title,Author,URL,Note,Location\n", "id,created", "<!-- reader: ", " -->",
    "^block-id", "> ", "```",
)  # fmt: skip

TEXT = (*TAGS, *ENTITIES, *MARKDOWN, *FRONT, *HOSTILE, *TYPE)
RECORDS = (*JSON, *HOSTILE[:40], *YAML)

BYTES = (
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00", b"\xff", b"\x80",
    b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b$B", b"\x1b(B", b"~{",
    b"\x81\x30\x81\x30", b"\xa1\xa1", b"\x8e\xa1", b"\xc4\xe3\xba\xc3", b"\xa7A\xa6n", b"\x82\xb1",
    b"\xe2\x80", b"\xf0\x9f\x87", b"\r", b"\n",
)  # fmt: skip
"""What is text in one encoding and not in another."""

ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "latin-1",
)  # fmt: skip

NESTING = (
    ("<div>", "</div>"), ("<blockquote>", "</blockquote>"), ("<ul><li>", "</li></ul>"),
    ("<b>", "</b>"), ("<table><tr><td>", "</td></tr></table>"), ("<span>", ""), ("<p><i>", ""),
    ("> ", ""), ("- ", ""), ("1. ", ""), ("[", "]"), ("![", "](x)"), ("*", "*"), ("**a ", ""),
    ("`", ""), ("(", ")"), ("{", "}"), ("<details><summary>a", "</details>"), ("<dl><dd>", ""),
    ("  ", ""), ("[a](", ")"), ("「", "」"), ("\\", ""), ("<font>", ""), ("<sub>", "</sub>"),
    ("<ruby>", "<rt>a</ruby>"), ("$", "$"), ("[^a]: ", ""),
)  # fmt: skip
"""What opens and closes something that may stand in itself."""
