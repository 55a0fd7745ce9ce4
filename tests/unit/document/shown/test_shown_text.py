"""What is searched is what is shown: the quick reading gives the text of the document's blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.conversion import converted_here
from reader.document.markdown.parse import parse
from reader.document.shown import simple_markdown
from reader.document.shown.block_text import ShownText
from reader.document.shown.shown_text import shown_text
from reader.errors import ReaderError
from reader.library.load import glance
from tests.conftest import SHARED

EACH = 21
"""Of so many shared files one is read here; `tests.benchmarks.shown_text` reads all."""
_WORDS = st.text(
    st.one_of(
        st.sampled_from("ab 汉字。，！ \n-*_`[]()!<>#|~^=+$\\&;:.{}1\t\"'/"),
        st.characters(categories=("L", "M", "P", "Zs")),
    ),
    max_size=16,
)
_INLINE = st.one_of(
    _WORDS,
    st.sampled_from([
        "**粗**", "**bold** ", "*a b*", "`code <b>`", "[text](https://e.org/a_b)", "![alt](a.png)",
        "https://e.org/x?a=1&b=2", "snake_case", "a[^1]", "[it][ref]", "&amp;", "<b>x</b>", "$x_1$",
        "\\(a^2\\)", "  \n", "\\\n", "==m==", "[[note]]", "{.class}", "Label: x\nOther: y",
        " ** a **",
        "*a**b*", "(*)", "a*b*c", "**[a](b)**", "`a`**b**", "**a*b**", "***", "汉\n字", "[a]\n(b)",
        "[a][ref]", "[ref]", "[ref][]", "\\*", "\\_", "<https://e.org/x>", "<em>x</em>", "**x。** ",
        '<a id="b"></a>', '[a](https://e.org "t")', "# x #", "[鹭]", "<https://e.org/鹭>",
    ]),
)  # fmt: skip
_TEXT = st.lists(_INLINE, min_size=1, max_size=5).map("".join)
_BLOCKS = st.one_of(
    _TEXT,
    _TEXT.map(lambda text: f"# {text}"),
    _TEXT.map(lambda text: f"- {text}\n  - b\n\n  {text}"),
    _TEXT.map(lambda text: f"3. {text}\n\n   ```\n   code\n   ```"),
    _TEXT.map(lambda text: f"- {text}\n- b\n  - {text}"),
    _TEXT.map(lambda text: f"> {text}\n> > b\nlazy"),
    _TEXT.map(lambda text: f"> {text}\n>\n> b\n\n- c"),
    _TEXT.map(lambda text: f"  ```\n[ref]: https://e.org/{text}\n```"),
    _TEXT.map(lambda text: f"```py\n{text}\n```"),
    _TEXT.map(lambda text: f"    {text}"),
    _TEXT.map(lambda text: f"{text}\n==="),
    _TEXT.map(lambda text: f"a | b\n--|--\n{text} | x | excess"),
    _TEXT.map(lambda text: f"Term\n\n: {text}"),
    _TEXT.map(lambda text: f"<div hidden>\n\n{text}\n\n</div>"),
    st.sampled_from([
        "---", "![cap](b.png)", "cap", "[^1]: a note\n\n    more", "[ref]: https://e.org/x",
        "[a]: /x\n[REF]: #y",
        "[![cap](b.png)](https://e.org)", '![](b.png "cap")', "Heading\n---",
        "<ruby>a<rt>b</rt></ruby>",
        "$$\nx\n$$", "$$", "::: tip\na\n:::", "!!! note\n    a", "<!-- -->", "~~~\na",
        "```math\nx\n```",
        "The title", "# The title", "**The title**", "{% raw %}", "\ufdd1 \uf8fd", "* * *",
        "-", "+ a",
    ]),
)  # fmt: skip
_BODIES = st.lists(
    st.tuples(_BLOCKS, st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n"])), max_size=8
).map(lambda parts: "".join(map("".join, parts)))


@settings(max_examples=100, deadline=None)
@given(_BODIES, st.sampled_from(["", "The title"]))
def test_the_quick_reading_of_markdown_is_the_text_of_its_blocks(body: str, title: str) -> None:
    assert simple_markdown.shown_text(body, title) == ShownText.of(parse(body, title=title))


@settings(max_examples=30, deadline=None)
@given(_BODIES, st.sampled_from(list(BodyKind)))
def test_what_is_shown_of_a_body_of_any_kind_is_the_text_of_its_blocks(
    body: str, kind: BodyKind
) -> None:
    shown = shown_text(body, kind, title="The title")
    assert shown == ShownText.of(pipeline.read(body, kind, title="The title"))


def _files() -> list[Path]:
    return sorted(path for path in SHARED.glob("[cs]*/**/*") if path.is_file())[::EACH]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not on this machine")
def test_what_is_shown_of_shared_files_is_the_text_of_their_blocks() -> None:
    read = 0
    for path in _files():
        try:
            loaded = glance(path)
        except ReaderError:
            continue
        title = loaded.article.title
        markdown = converted_here(loaded.body, loaded.kind, title=title).markdown
        shown = simple_markdown.shown_text(markdown, title)
        assert shown == ShownText.of(parse(markdown, title=title)), path
        read += 1
    assert read > 10
