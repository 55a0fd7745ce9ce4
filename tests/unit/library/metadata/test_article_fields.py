"""What an article says of itself, put together from everything that says it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import Fact, FactName, Origin, PageFacts
from reader.library.article import Article
from reader.library.metadata import byline, title
from reader.library.metadata.article_fields import build, host
from reader.library.metadata.front_matter import Form, ParsedFile


def stated(**values: str) -> PageFacts:
    """A page that states these, by the names of the facts."""
    return PageFacts(
        tuple(Fact(FactName(name), value, Origin.META) for name, value in values.items())
    )


def make(
    body: str = "",
    kind: BodyKind = BodyKind.MARKDOWN,
    *,
    file: str = "folder/name.md",
    head: PageFacts | None = None,
    form: Form = Form.YAML,
    text: str | None = None,
    values: Mapping[str, object] | None = None,
    **more: object,
) -> Article:
    said = {**(values or {}), **more}
    parsed = ParsedFile(MappingProxyType(said), body, form if said else Form.NONE)
    told = body if text is None else text
    return build(Path(file), parsed, body, kind, head or PageFacts(), lambda: told)


class TestTitle:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"title": "A walk"}, "A walk"),
            ({"Title": "  A \n walk "}, "A walk"),
            ({"title": "", "subject": "A walk"}, "A walk"),
            ({"标题": "河边", "name": "x"}, "河边"),
            ({"標題": "河邊"}, "河邊"),
            ({"title": ["A", "walk"]}, "A, walk"),
            ({"title": {"en": "A walk"}}, "A walk"),
            ({"title": "404"}, "404"),
            ({"title": "Salt &amp; <em>pepper</em>"}, "Salt & pepper"),
            ({"title": "a\x1b]0;evil\x07b"}, "a]0;evilb"),
            ({"name": "Jane Doe"}, "Jane Doe"),
            ({"full-title": "A walk"}, "A walk"),
            ({"title": "[[A|walk]]"}, "walk"),
            (
                {"title": "Salt &amp;amp; Ann&amp;#8217;s &amp;lt;b&amp;gt;"},
                "Salt & Ann’s &lt;b&gt;",
            ),
            ({"title": "To [[A]]"}, "To [[A]]"),
            ({"title": {"rendered": "A walk"}}, "A walk"),
        ],
    )
    def test_from_front_matter(self, values: dict[str, object], expected: str) -> None:
        assert make("# Heading", values=values).title == expected

    @pytest.mark.parametrize("template", ["{{ page.title }}", "{% block title %}x", "{{x}} - y"])
    def test_a_template_is_no_title(self, template: str) -> None:
        if "%}" in template and not template.endswith("}"):
            template += "{% endblock %}"
        assert make("# Heading", title=template).title == "Heading"

    def test_from_the_head_of_a_page(self) -> None:
        made = make("<h1>Other</h1>", BodyKind.HTML_DOCUMENT, head=stated(title="A walk"))

        assert made.title == "A walk"

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("# A walk\n\ntext", "A walk"),
            ("# A walk #\n", "A walk"),
            ("#没有空格\n", "没有空格"),
            ("A walk\n======\n", "A walk"),
            ("## A walk\n\ntext", "A walk"),
            ("![](x.png)\n\n---\n\n### A walk\n", "A walk"),
            ("A few words before.\n\n# A walk\n", "A walk"),
            ("> quoted\n\n# A walk\n", "A walk"),
            ("```sh\n# no heading\n```\n\n# A walk\n", "A walk"),
            ("<!-- # hidden\n-->\n# A walk\n", "A walk"),
            ("# {{ page.title }}\n\n## A walk\n", "A walk"),
            (
                "# A **bold** `walk` to [the *river*](http://x/(y)) {#id}\n",
                "A bold walk to the river",
            ),
            ("# ![logo](x.png) A walk[^1] <br>\\# &amp; more\n", "logo A walk # & more"),
            ("# snake_case_name and [译] x\n", "snake_case_name and [译] x"),
        ],
    )
    def test_from_the_first_heading(self, body: str, expected: str) -> None:
        assert make(body).title == expected

    def test_a_heading_after_prose_is_the_title_only_at_level_1(self) -> None:
        body = "A walk along the river\n\nIt was late when we left.\n\n## Problem\n\ntext"

        assert make(body).title == "A walk along the river"

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<div>\n<h1 class='x'>A <b>walk</b></h1><p>text</p>", "A walk"),
            ("<h2>A walk</h2><p>text</p><h2>Other</h2>", "A walk"),
            ("<p>text</p><h2>Other</h2><h1>A\nwalk</h1>", "A walk"),
        ],
    )
    def test_from_a_heading_in_html(self, body: str, expected: str) -> None:
        assert make(body, BodyKind.HTML).title == expected

    def test_from_the_first_line_of_plain_text(self) -> None:
        body = "\n\n來往之後，我們能否續上？\n\n5 評論\n"

        assert (
            make(body, BodyKind.TEXT, file="002_d6d26883.txt").title == "來往之後，我們能否續上？"
        )

    def test_marks_and_templates_around_the_first_line_are_no_title(self) -> None:
        body = "{% include x %}\n* content\n{:toc}\n\n![x](y.png)\n\n- [ ] **Buy** a boat\n"

        assert make(body, file="a1.md").title == "Buy a boat"

    def test_a_name_made_of_words_tells_more_than_a_sentence(self) -> None:
        body = "It was late when we left."

        assert make(body, file="2020-01-02-a-late-walk.md").title == "a late walk"
        assert make(body, file="2020-1-2 河边散步.html").title == "河边散步"
        assert make(body, file="solution.md").title == body

    def test_a_long_title_is_cut_to_a_line_that_is_clean(self) -> None:
        assert make(title="1. " * 200).title == ("1. " * 100).rstrip()
        family = "👨\u200d👩\u200d👧"
        assert make(title=f"{'a' * 298}{family}").title == "a" * 298

    def test_a_long_first_line_is_cut_between_words(self) -> None:
        body = "word " * 100

        found = make(body, BodyKind.TEXT, file="1.txt").title

        assert found == "word " * 23 + "word…"
        assert len(make("字" * 500, BodyKind.TEXT, file="1.txt").title) == 61

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("a/2020-01-02-a-walk.md", "a walk"),
            ("a/20200102 A walk.md", "A walk"),
            ("a/a_walk.aspx.markdown", "a walk"),
            ("a/a-walk.zh-tw.html", "a walk"),
            ("a/河边-散步.txt", "河边-散步"),
            ("a/A walk - part_2.md", "A walk - part_2"),
            ("a-walk/index.html", "a walk"),
            ("2020-01-02-a-walk/_index.en.md", "a walk"),
            ("a-walk/README.md", "a walk"),
            ("site__blog__a-walk__index.html", "a walk"),
            ("2020-01-02.md", "2020 01 02"),
            ("index.md", "index"),
            (".md", ".md"),
            ("v1.58.0.md", "v1.58.0"),
            ("\x1b.md", ".md"),
        ],
    )
    def test_from_the_name(self, path: str, expected: str) -> None:
        assert make("", file=path).title == expected

    def test_the_heading_of_a_translation_is_preferred_to_the_subject(self) -> None:
        body = "河边散步\n======\n\ntext"

        assert make(body, form=Form.REFERENCES, subject="A walk").title == "河边散步"
        assert make("text", form=Form.REFERENCES, subject="A walk").title == "A walk"

    @pytest.mark.parametrize(
        ("written", "heading"),
        [
            ("Lamps at sea | The Quay", "Lamps at Sea"),
            ("灯塔｜码头周刊", "灯塔"),
            ("Re-lamping", "Re"),
        ],
    )
    def test_what_front_matter_states_is_never_cut(self, written: str, heading: str) -> None:
        assert make(f"# {heading}\n\ntext", title=written).title == written

    def test_tags_that_do_not_format_are_what_a_title_is_about(self) -> None:
        assert make(title="Why &lt;/bush&gt; and <dialog> matter").title == (
            "Why </bush> and <dialog> matter"
        )
        assert make(title="A <em>very</em> long<br>way").title == "A very longway"

    def test_a_break_in_a_heading_is_a_space(self) -> None:
        made = make("<h1>Notes<br/>of spring</h1>", BodyKind.HTML)
        assert (made.title, made.origin_of(FactName.TITLE)) == ("Notes of spring", "heading")


class TestAuthorAndSource:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("Jane Doe", "Jane Doe"),
            (["Jane Doe", "N. N."], "Jane Doe, N. N."),
            ({"name": "Jane Doe", "url": "http://x"}, "Jane Doe"),
            ([{"name": "Jane"}, {"name": "Joe"}, "Jane"], "Jane, Joe"),
            ({"jane": {"name": "Jane Doe"}}, "Jane Doe"),
            ("Jane Doe https://example.org/jane", "Jane Doe"),
            ("Jane Doe <jane@example.org>", "Jane Doe"),
            ("@jane", "jane"),
            ("https://example.org", ""),
            ("", ""),
            (["[[Jane Doe]]", "[[People/Joe Roe|Joe]]", "By N. N."], "Jane Doe, Joe, N. N."),
        ],
    )
    def test_author(self, value: object, expected: str) -> None:
        assert make(author=value).author == expected

    def test_author_under_other_names(self) -> None:
        assert make(values={"作者": "某某"}).author == "某某"
        assert make(author="", authors=["某某"]).author == "某某"
        assert make(head=stated(author="某某")).author == "某某"

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"source": "A paper"}, "A paper"),
            ({"来源": "河报"}, "河报"),
            ({"title": "x", "name": "A paper"}, "A paper"),
            ({"title": "x", "name": "Jane", "author": "Jane"}, ""),
            ({"from": "Jane", "author": "Jane"}, ""),
            ({"url": "https://www.example.org/a"}, "example.org"),
            ({"source": "https://www.example.org/a"}, "example.org"),
            ({"source": "A paper", "url": "https://example.org/a"}, "A paper"),
            ({"url": "https://xn--fiq228c.example/"}, "中文.example"),
            ({"source": "[A paper](https://example.org/a)"}, "A paper"),
            ({"source": "36kr", "author": "36kr"}, "36kr"),
        ],
    )
    def test_source(self, values: dict[str, object], expected: str) -> None:
        assert make(values=values).source == expected

    def test_a_page_names_its_site(self) -> None:
        head = stated(source="A paper", url="https://example.org/a")

        assert make(kind=BodyKind.HTML_DOCUMENT, head=head).source == "A paper"


class TestDate:
    def iso(self, article: Article) -> str:
        return article.date.iso if article.date else ""

    @pytest.mark.parametrize(
        "values",
        [
            {"date": "2020-01-02"},
            {"Date": "2020-01-02", "time": "2021-01-01"},
            {"date": "2020-02-30", "published": "2020-01-02"},
            {"published": "true", "created": "2020-01-02"},
            {"发布时间": "2020年1月2日"},
            {"pubDate": "2020-01-02"},
            {"updated": "2021-01-01", "datetime": "2020-01-02"},
            {"path": "2020/01/02/a-walk"},
            {"publish_time": "2020-01-02", "exported_at": "2021-01-01"},
            {"date_published": "2020-01-02", "date_saved": "2021-01-01"},
            {"updated": "2020-01-02", "savedAt": "2021-01-01"},
            {"savedAt": "2020-01-02"},
        ],
    )
    def test_from_front_matter(self, values: dict[str, object]) -> None:
        assert self.iso(make(values=values)) == "2020-01-02"

    def test_the_sources_in_their_order(self) -> None:
        body, name, head = (
            "> date: 2003-01-01\n\ntext",
            "2004-01-01-x.md",
            stated(date="2002-01-01"),
        )

        assert self.iso(make(body, file=name, head=head, date="2001-01-01")) == "2001-01-01"
        assert self.iso(make(body, file=name, head=head, updated="2005-01-01")) == "2002-01-01"
        assert self.iso(make(body, file=name, updated="2005-01-01")) == "2003-01-01"
        assert self.iso(make("text", file=name, updated="2005-01-01")) == "2004-01-01"
        assert self.iso(make("text", updated="2005-01-01")) == "2005-01-01"
        assert make("text").date is None

    def test_a_feed_without_a_date_has_that_of_its_first_item(self) -> None:
        feed = "<rss><item><pubDate>Thu, 02 Jan 2020 03:04:05 GMT</pubDate></item></rss>"

        assert self.iso(make(feed, BodyKind.FEED)) == "2020-01-02T03:04:05+00:00"

    def test_a_time_at_the_start_of_html_is_its_date_and_a_comment_s_is_not(self) -> None:
        time = "<p>by N. N., <time class='x' datetime='2020-01-02'>yesterday</time></p>"

        assert self.iso(make(time, BodyKind.HTML)) == "2020-01-02"
        assert make("<p>" + "text " * 1000 + time, BodyKind.HTML).date is None


class TestTags:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"tags": ["a", "b"]}, ("a", "b")),
            ({"tags": "a, b，c、d;e"}, ("a", "b", "c", "d", "e")),
            ({"tags": "river boats"}, ("river boats",)),
            ({"tags": "#river #boats"}, ("river", "boats")),
            ({"tags": ["a", ["b", ["c"]], None, ""]}, ("a", "b", "c")),
            ({"tags": ["a", "A", "a"], "categories": ["b", "a"]}, ("A", "b")),
            ({"category": "2013"}, ("2013",)),
            ({"tags": "", "keywords": "a,b"}, ("a", "b")),
            ({"tags": "a", "keywords": "b"}, ("a",)),
            ({"taxonomies": {"tags": ["a"], "topics": ["b"]}}, ("a", "b")),
            ({"标签": "甲、乙"}, ("甲", "乙")),
            ({"tags": ["x\x1b[31m", "y" * 200]}, ("x[31m",)),
        ],
    )
    def test_tags(self, values: dict[str, object], expected: tuple[str, ...]) -> None:
        folded = tuple(tag.casefold() for tag in make(values=values).tags)

        assert folded == tuple(tag.casefold() for tag in expected)

    def test_what_everything_is_filed_under_is_no_tag(self) -> None:
        assert make(tags=["Posts", "Lamps", "未分类"], category="Uncategorized").tags == ("Lamps",)

    def test_the_first_spelling_and_place_of_a_tag_count(self) -> None:
        assert make(tags=["b", "Ab", "a", "AB"]).tags == ("b", "Ab", "a")


class TestUrl:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"url": "https://example.org/a?b=c#d"}, "https://example.org/a?b=c#d"),
            ({"link": "<http://example.org>"}, "http://example.org"),
            ({"source": "https://example.org/a"}, "https://example.org/a"),
            ({"url": "/a", "canonical": "https://example.org/a"}, "https://example.org/a"),
            ({"url": "https://example.org/河 x"}, "https://example.org/%E6%B2%B3"),
            ({"url": "https://例え.jp/%e3?q=é"}, "https://xn--r8jz45g.jp/%e3?q=%C3%A9"),
            ({"url": "https://user:secret@example.org:8080/"}, "https://example.org:8080/"),
            ({"url": "https://[::1]:80/x"}, "https://[::1]:80/x"),
            ({"permalink": "https://example.org/a"}, ""),
            ({"url": "javascript:alert(1)"}, ""),
            ({"url": "file:///etc/passwd"}, ""),
            ({"url": "https://"}, ""),
            ({"url": "https://[bad"}, ""),
            ({"url": "https://example.org:99999/"}, ""),
            ({"url": "https://exa\x1bmple.org/\x07"}, "https://example.org/"),
            ({"url": "https://example.org/" + "a" * 5000}, ""),
        ],
    )
    def test_url(self, values: dict[str, object], expected: str) -> None:
        assert make(values=values).url == expected

    def test_a_relative_canonical_link_is_none(self) -> None:
        assert make(head=stated(url="/a/")).url == ""
        assert make(head=stated(url="https://example.org/a/")).url == "https://example.org/a/"

    @pytest.mark.parametrize("url", ["", "no url", "https://[bad"])
    def test_no_host_of_no_url(self, url: str) -> None:
        assert host(url) == ""


class TestOtherFields:
    def test_language_as_written(self) -> None:
        assert make("text", lang="zh_TW").language == "zh-TW"
        assert make("text", head=stated(language="de-DE")).language == "de-DE"
        assert make("text", lang="no language at all").language == make("text").language

    def test_a_theme_that_says_english_of_japanese_is_not_believed(self) -> None:
        assert make("ひらがなとカタカナ", lang="en").language == "ja"
        assert make("ひらがなとカタカナ").language == "ja"

    @pytest.mark.parametrize(
        "letters", ["ひらがなとカタカナ", "&#12402;", "&#x3072;", "&amp;#x3072;"]
    )
    def test_a_stated_language_is_doubted_where_letters_of_another_may_be(
        self, letters: str
    ) -> None:
        assert (
            make(f"<p>{letters}", BodyKind.HTML, text="ひらがなとカタカナ", lang="en").language
            == "ja"
        )

    def test_no_text_is_made_where_title_and_language_are_stated(self) -> None:
        def text() -> str:
            raise AssertionError("text was made")

        parsed = ParsedFile(MappingProxyType({"title": "A", "lang": "en"}), "“b”", Form.YAML)
        made = build(Path("a.html"), parsed, "“b”", BodyKind.HTML, PageFacts(), text)
        assert (made.title, made.language) == ("A", "en")

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"headimg": "https://example.org/a.png"}, "https://example.org/a.png"),
            ({"cover": "", "thumbnail": "/img/a.png"}, "/img/a.png"),
            ({"image": {"path": "a.png"}}, "a.png"),
            ({"cover": ["b.png", "c.png"]}, "b.png"),
            ({"cover": "true"}, ""),
            ({"cover": "javascript:alert(1)/x.png"}, ""),
        ],
    )
    def test_cover(self, values: dict[str, object], expected: str) -> None:
        assert make(values=values).cover == expected

    def test_summary_is_one_line_of_text(self) -> None:
        assert make(description="A <b>walk</b>\nalong\x07 the river").summary == (
            "A walk along the river"
        )
        assert make(head=stated(summary="A walk")).summary == "A walk"
        assert len(make(description="x" * 9000).summary) == 500


class TestLead:
    def test_lines_before_the_text_say_who_when_and_where(self) -> None:
        body = (
            "> * 原文地址：[A walk](https://example.org/a)\n"
            "> * 原文作者：[Jane Doe](https://example.org/jane)\n"
            "> * 译者：[某某](https://example.org/x)\n\n"
            "# 河边散步\n\n**日期**：2020-01-02\n\n"
        )
        made = make(body)

        assert made.title == "河边散步"
        assert (made.author, made.url, made.source) == (
            "Jane Doe",
            "https://example.org/a",
            "example.org",
        )
        assert made.date is not None
        assert made.date.iso == "2020-01-02"

    def test_a_byline_with_its_date(self) -> None:
        article = make("灯塔\n\n作者：林岸　2020年3月4日\n\n海上有雾。", kind=BodyKind.TEXT)
        assert (article.author, article.date and article.date.iso) == ("林岸", "2020-03-04")

    def test_several_entries_on_a_line(self) -> None:
        article = make("作者：林岸　来源：码头周刊　日期：2020-03-04\n\n海上有雾。")
        assert (article.author, article.source) == ("林岸", "码头周刊")
        assert article.date is not None
        assert article.date.iso == "2020-03-04"

    def test_a_source_that_is_a_link_is_the_url(self) -> None:
        assert byline.read("来源：~~https://example.org/a~~") == {"url": "https://example.org/a"}

    def test_the_text_itself_is_not_searched(self) -> None:
        prose = "It was late when we left the house and walked along the river, as we often did."

        assert byline.read(f"{prose}\n\nAuthor: nobody\n") == {}
        assert byline.read("\n".join(["line"] * 20) + "\nAuthor: nobody\n") == {}

    def test_front_matter_is_preferred(self) -> None:
        assert make("作者：乙\n", author="甲").author == "甲"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["title", "author", "date", "tags", "url", "source", "cover", "lang", "summary", "name", "path",
     "keywords", "image", "updated", "from", "标题"]
)  # fmt: skip


@given(
    values=st.dictionaries(KEYS, VALUES, max_size=6),
    body=st.text(),
    kind=st.sampled_from(BodyKind),
    head=st.builds(stated, title=st.text(), url=st.text(), language=st.text(), date=st.text()),
    name=st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=60),
)
def test_every_string_is_one_safe_line_whatever_the_file_says(
    values: dict[str, object], body: str, kind: BodyKind, head: PageFacts, name: str
) -> None:
    made = make(body, kind, file=f"folder/{name}", head=head, values=values)

    assert made.title
    for line in (made.title, made.author, made.source, made.url, made.summary, made.language,
                 made.cover, *made.tags):  # fmt: skip
        assert line == " ".join(line.split())
        assert not any(unicodedata.category(character) == "Cc" for character in line)
    assert made.url.isascii()
    assert not made.url or made.url.startswith(("http://", "https://"))
    assert len({tag.casefold() for tag in made.tags}) == len(made.tags)


@given(st.text(alphabet="*_`~[]()!\\<>{}%# ab", max_size=300))
def test_any_line_of_marks_reads_as_one_line(line: str) -> None:
    assert "\n" not in title.plain(line)


class TestFactsOfPages:
    def test_a_day_is_before_a_year_that_is_trusted_more(self) -> None:
        facts = PageFacts(
            (
                Fact(FactName.DATE, "2019", Origin.LINKED_DATA),
                Fact(FactName.DATE, "2019-06-07", Origin.BYLINE),
            )
        )
        article = make(kind=BodyKind.HTML_DOCUMENT, head=facts)
        assert article.date is not None
        assert article.date.iso == "2019-06-07"

    def test_a_year_is_better_than_nothing(self) -> None:
        article = make(kind=BodyKind.HTML_DOCUMENT, head=stated(date="2019"))
        assert article.date is not None
        assert article.date.iso == "2019"

    def test_the_source_is_not_the_author_again(self) -> None:
        head = stated(author="Ann Ray", source="Ann Ray", url="https://example.org/a")
        assert make(kind=BodyKind.HTML_DOCUMENT, head=head).source == "example.org"

    def test_an_account_is_the_source_whoever_writes_for_it(self) -> None:
        facts = PageFacts(
            (
                Fact(FactName.AUTHOR, "王小明", Origin.PAGE_SCRIPT),
                Fact(FactName.SITE, "王小明", Origin.PAGE_SCRIPT),
            )
        )
        assert make(kind=BodyKind.HTML_DOCUMENT, head=facts).source == "王小明"

    def test_all_authors_of_a_journal_are_named(self) -> None:
        names = ", ".join(f"Ann Ray the {number}th" for number in range(40))
        assert make(kind=BodyKind.HTML_DOCUMENT, head=stated(author=names)).author == names
