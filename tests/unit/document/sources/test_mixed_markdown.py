from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.sources.mixed_markdown import without_liquid
from reader.document.to_markdown import to_markdown


def convert(body: str) -> str:
    lines = to_markdown(body, BodyKind.MIXED).markdown.strip("\n").split("\n")
    return "\n".join(line for i, line in enumerate(lines) if line or lines[i - 1])


def test_blocks_of_html_are_converted_in_place() -> None:
    body = "# T\n\n*a* <b>b</b>\n\n<div>\n<p>x * y</p>\n\n<p>z</p>\n</div>\n\n- item"
    assert convert(body) == "# T\n\n*a* <b>b</b>\n\nx * y\n\nz\n\n- item".replace("x *", "x \\*")


def test_fences_and_inline_code_are_left_alone() -> None:
    body = "```html\n<div>x</div>\n```\n\n`<p>` is a tag\n\n    <div>code</div>"
    assert convert(body) == body


def test_markdown_inside_a_block_stays_markdown() -> None:
    assert convert('<div markdown="1">\n**a** <i>b</i>\n</div>') == "**a** <i>b</i>"
    assert convert("<div>\n\n- a\n\n</div>\n\nend") == "- a\n\nend"


def test_an_unclosed_block_ends_at_a_blank_line() -> None:
    assert convert("<div>a\n\n# Heading") == "a\n\n# Heading"


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("{% highlight ruby %}\nx\n{% endhighlight %}", "```ruby\nx\n```"),
        ("{% highlight js linenos %}\nx\n{% endhighlight %}\ny", "```js\nx\n```\ny"),
        ("{% codeblock lang:objc %}\nx\n{% endcodeblock %}", "```objc\nx\n```"),
        ('{{< highlight go "x=1" >}}\nx\n{{< /highlight >}}', "```go\nx\n```"),
        ("{% highlight md %}\n```\n{% endhighlight %}", "````md\n```\n````"),
        ("text\n{: .lead}\nmore", "text\nmore"),
        ("{% youtube abc %}", "{% youtube abc %}"),
        ("{% highlight js %}\nnever closed", "{% highlight js %}\nnever closed"),
        ("```\n{% highlight js %}\n{: .x}\n```", "```\n{% highlight js %}\n{: .x}\n```"),
        ("{% raw %}\n{{ x }}\n{% endraw %}\n", "{{ x }}\n"),
    ],
)
def test_tags_of_site_generators(body: str, markdown: str) -> None:
    assert without_liquid(body) == markdown


@pytest.mark.parametrize("line", ["<div>", "{% highlight x %}", "{% endhighlight %}", "<p>"])
def test_many_unclosed_blocks_are_bounded(line: str) -> None:
    assert to_markdown("start\n" + f"{line}\n" * 10_000, BodyKind.MIXED).markdown.startswith(
        "start"
    )


def test_code_in_a_paragraph_that_says_it_is_markdown_is_code() -> None:
    body = "<div>\n<h5>Note</h5>\n<p markdown='1'>Use `a < b`,\nthen `c`.</p>\n<p>`d`</p>\n</div>"
    assert convert(body) == "##### Note\n\nUse `a < b`, then `c`.\n\n\\`d\\`"
