"""What stands between `{%`, `{{` and their ends, made readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, ContainerKind, SpanKind
from reader.document.pipeline import read
from reader.document.sources.liquid_hugo import expand


def blocks(body: str, title: str = "") -> tuple[Block, ...]:
    return read(body, BodyKind.MARKDOWN, title=title).blocks


@pytest.mark.parametrize(
    ("tag", "caption"),
    [
        ('{{< figure src="/img/tern.png" alt="A tern" width=300 >}}', "A tern"),
        ('{{< picture\n  src="/img/tern.png"\n  caption="A tern"\n>}}', "A tern"),
        ('{% include figure.html url="/img/tern.png" caption="A tern" %}', "A tern"),
        ('{% img right /img/tern.png 300 200 "A tern" %}', "A tern"),
        ("{% asset_img /img/tern.png %}", ""),
    ],
)
def test_a_picture_is_a_picture(tag: str, caption: str) -> None:
    (block,) = blocks(tag)
    assert (block.kind, block.href, block.text) == (BlockKind.IMAGE, "/img/tern.png", caption)


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ('[the keeper]({{< ref "keepers/anna.md" >}})', "keepers/anna.md"),
        ("[the keeper]({% link _keepers/anna.md %})", "_keepers/anna.md"),
        ("[the keeper]({% post_url 2020-01-02-anna %})", "2020-01-02-anna"),
        ("[the keeper]({{ site.baseurl }}/anna/)", "/anna/"),
        ("[the keeper]({{ '/anna/' | relative_url }})", "/anna/"),
        ("[the keeper](https://a.example/{{ keeper.id }}/x)", "https://a.example/keeper.id/x"),
        ('<a href="{{< relref "anna.md" >}}">the keeper</a>', "anna.md"),
    ],
)
def test_a_link_is_a_link(source: str, href: str) -> None:
    (block,) = blocks(source)
    assert block.text == "the keeper"
    assert [(span.kind, span.href) for span in block.spans] == [(SpanKind.LINK, href)]


def test_films_are_links() -> None:
    found = blocks("{{< youtube a1B2 >}}\n\n{% vimeo 77 %}\n\n{{< gist anna 9 >}}")
    assert [block.text for block in found] == [
        "https://www.youtube.com/watch?v=a1B2",
        "https://vimeo.com/77",
        "https://gist.github.com/anna/9",
    ]


@pytest.mark.parametrize(
    "source",
    [
        '{{< note title="Storm" >}}\nStay *inside*.\n{{< /note >}}',
        "{{% note title=Storm %}}\nStay *inside*.\n{{% /note %}}",
        '{% note title="Storm" %}\nStay *inside*.\n{% endnote %}',
    ],
)
def test_notes_are_quotes(source: str) -> None:
    title, text, after = blocks(f"{source}\n\nAfter.")
    assert (title.text, text.text, after.text) == ("Storm", "Stay inside.", "After.")
    assert [c.kind for c in title.containers] == [ContainerKind.QUOTE]
    assert text.containers == title.containers
    assert not after.containers


def test_a_quotation_in_one_tag_has_its_text_and_its_author() -> None:
    text, author = blocks('{{< quote-block text="Lamps first." cite="Anna" >}}')
    assert (text.text, author.text) == ("Lamps first.", "— Anna")
    assert text.containers == author.containers != ()


def test_a_quotation_of_hexo_says_whose_it_is() -> None:
    body = (
        "{% blockquote Anna Kelp, Tides https://sea.example/t Chapter 3 %}\n"
        "Lamps first.\n{% endblockquote %}\n\nAfter."
    )
    text, author, after = blocks(body)
    assert (text.text, author.text) == ("Lamps first.", "— Anna Kelp, Tides Chapter 3")
    assert text.containers == author.containers != after.containers
    assert [block.text for block in blocks("{% quote(author='Anna') %}\nLamps.\n{% end %}")] == [
        "Lamps.",
        "— Anna",
    ]


@pytest.mark.parametrize(
    ("source", "text", "href"),
    [
        ("{% post_link ebb-and-flow The ebb %}", "The ebb", "ebb-and-flow"),
        ("{% post_link ebb-and-flow %}", "ebb-and-flow", "ebb-and-flow"),
        ("{% link The ebb https://sea.example %}", "The ebb", "https://sea.example"),
        ("{% btn https://sea.example, The ebb, fa fa-x %}", "The ebb", "https://sea.example"),
        ("{{video https://sea.example/v}}", "https://sea.example/v", "https://sea.example/v"),
        ('{{ youtube(id="a1B2", autoplay=true) }}', None, None),
    ],
)
def test_links_of_tags(source: str, text: str | None, href: str | None) -> None:
    (block,) = blocks(f"- {source}")
    wanted = "https://www.youtube.com/watch?v=a1B2"
    assert block.text == (text or wanted)
    assert [span.href for span in block.spans] == [href or wanted]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{% cq %}Lamps.{% endcq %}", ["Lamps."]),
        ("One {% label %}two{% endlabel %} three.", ["One two three."]),
        ("{% if lit %}{{ lamps }}{% endif %}\n\nOne.", ["One."]),
        ("{% hideToggle 看灯 %}\nLamps.\n{% endhideToggle %}", ["看灯", "Lamps."]),
        ('{% callout "info", "Mind the lamp" %}\nLamps.\n{% endcallout %}', None),
        (
            "{% tabs t %}\n<!-- tab One@i -->\nLamps.\n<!-- endtab -->\n{% endtabs %}",
            ["One", "Lamps."],
        ),
        ('{{% tab name="One" %}}\nLamps.\n{{% /tab %}}', ["One", "Lamps."]),
        ("{::options a='b' /}\n\n{::nomarkdown}\nLamps.\n{:/nomarkdown}", ["Lamps."]),
        ("Lamps.\n\n{::comment}\nNot\n\nthis.\n{:/comment}", ["Lamps."]),
        ("- {% raw %}{{ a }}{% endraw %}\n- b", ["{{ a }}", "b"]),
        ('{% image "./tern.png", "A tern" %}', ["A tern"]),
    ],
)
def test_tags_go_and_their_words_stay(source: str, shown: list[str] | None) -> None:
    found = [block.text for block in blocks(source)]
    assert found == (shown or ["Mind the lamp", "Lamps."])


def test_in_a_template_the_objects_of_the_generator_are_nothing() -> None:
    loop = "{% for post in site.posts %}\nOn {{ post.date }} {{ lamp }}.\n{% endfor %}"
    assert [block.text for block in blocks(loop)] == ["On {{ lamp }}."]
    assert expand("Write {{ page.date }} there.") == "Write {{ page.date }} there."


def test_a_tag_that_marks_text_as_raw_stays_in_code() -> None:
    assert [b.text for b in blocks("Use `{% raw %}` or\n`{% raw %}{{ a }}{% endraw %}`.")] == [
        "Use {% raw %} or {{ a }}."
    ]


def test_listings_in_lists_are_code_of_their_language() -> None:
    for source in (
        "- a\n\n  {% highlight ruby %}\n  puts 1\n  {% endhighlight %}\n- b",
        "- {% highlight ruby %}\n  puts 1\n  {% endhighlight %}\n- b",
    ):
        code = next(block for block in blocks(source) if block.kind is BlockKind.CODE)
        assert (code.text, code.language, len(code.containers)) == ("puts 1", "ruby", 1)
    title, code = blocks("{% codeblock The lamp lang:py %}\nlit = 1\n{% endcodeblock %}")
    assert (title.text, code.text, code.language) == ("The lamp", "lit = 1", "py")


def test_what_only_steers_the_generator_goes() -> None:
    source = (
        '{% assign lamp = site.data.lamps | where: "lit", true | first %}\n'
        "{% if lamp %}\nThe lamp burns.\n{% endif %}\n"
        "{% comment %}\nNot for\nreaders.\n{% endcomment %}\n\n"
        '## Oil {%- include badge.html version="2" -%}\n\n'
        "[{{ lamp }}-note]: {{ lamp | prepend: '/notes/' }}\n"
    )
    assert [block.text for block in blocks(source)] == ["The lamp burns.", "Oil"]


def test_a_title_that_the_generator_would_repeat_is_not_repeated() -> None:
    assert [b.text for b in blocks("# {{ page.title }}\n\nText.", "Lamps")] == ["Text."]


@pytest.mark.parametrize(
    "source",
    [
        "Version {{ release.version }} is out.",
        "In templates {% if lit %} begins a branch.",
        "Nothing {{ at all",
        "{{}} and {%%} and {{<>}}",
    ],
)
def test_what_nobody_here_knows_stays(source: str) -> None:
    assert expand(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "```liquid\n{% assign a = 1 %}\n{{ 'a' }}\n```\n",
        "~~~\n{{< figure src=a.png >}}\n~~~\n",
        "Write `{% include a.html %}` there.",
        "{% raw %}\n{% include a.html %}\n{% endraw %}\n",
        "{% highlight html %}\n{% include a.html %}\n{% endhighlight %}\n",
    ],
)
def test_code_is_left_alone(source: str) -> None:
    assert expand(source) == source


def test_settings_in_a_shortcode_are_code() -> None:
    (block,) = blocks("{{< code-toggle file=a.md >}}\nlit = true\n{{< /code-toggle >}}")
    assert (block.kind, block.text, block.language) == (BlockKind.CODE, "lit = true", "toml")


def test_the_place_of_kramdowns_contents_is_empty() -> None:
    assert [b.text for b in blocks("* content\n{:toc}\n\n## Lamps\n\nText.")] == ["Lamps", "Text."]


def test_pages_of_html_are_left_as_they_are() -> None:
    (block,) = read("<p>{% if lit %} begins a branch</p>", BodyKind.HTML).blocks
    assert block.text == "{% if lit %} begins a branch"


@given(
    st.lists(
        st.sampled_from(
            ["{%", "%}", "{{", "}}", "{{<", ">}}", "/", "raw", "note", " ", "\n", "`", '"', "a"]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_expanded(source: str) -> None:
    assert len(expand(source)) <= len(source) + 100 * (1 + source.count("{"))
