"""Text taken out of an article: as it is, and as a Markdown quote."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document.model import Block, BlockKind, Container, ContainerKind, Document, Place
from reader.document.ranges.copy_text import Source, escape, markdown_quote, selected_text

SOURCE = Source("Tides", "https://a.example/t")
CREDIT = "\n— [Tides](https://a.example/t)\n"


def whole(document: Document) -> tuple[Document, Place, Place]:
    last = len(document.blocks) - 1
    return document, Place(), Place(last, len(document.blocks[last].text))


def quoted(*blocks: Block) -> list[str]:
    text = markdown_quote(*whole(Document(blocks)), SOURCE)
    assert text.endswith(CREDIT)
    return text.removesuffix(CREDIT).splitlines()


def paragraph(text: str, *containers: Container, tight: bool = False) -> Block:
    return Block(BlockKind.PARAGRAPH, text, containers=containers, tight=tight)


def test_blocks_are_parted_by_a_blank_line_tight_ones_by_none() -> None:
    document = Document(
        (paragraph("one two"), paragraph(""), paragraph("a"), paragraph("b", tight=True))
    )
    assert selected_text(document, Place(0, 4), Place(3, 1)) == "two\n\na\nb"
    assert selected_text(document, Place(0, 4), Place(0, 5)) == "t"


def test_each_line_is_quoted() -> None:
    assert quoted(paragraph("one"), paragraph("two\nlines")) == [
        "> one",
        ">",
        "> two\\",
        "> lines",
    ]


def test_lists_keep_their_markers_and_depth() -> None:
    def item(serial: int, marker: str) -> Container:
        return Container(ContainerKind.ITEM, serial, marker)

    lines = quoted(
        paragraph("a", item(1, "•")),
        paragraph("more", item(1, "•")),
        paragraph("b", item(1, "•"), item(2, "1."), tight=True),
        paragraph("c", item(3, "☑"), tight=True),
        paragraph("said", Container(ContainerKind.QUOTE, 4)),
    )
    assert lines == [
        "> - a",
        ">",
        ">   more",
        ">   1. b",
        "> - [x] c",
        ">",
        "> > said",
    ]


def test_code_keeps_its_lines_and_its_backticks() -> None:
    code = Block(BlockKind.CODE, "if x:\n    print('```')\n", language="python")
    assert quoted(code) == ["> ````python", "> if x:", ">     print('```')", ">", "> ````"]


def test_a_whole_table_is_one_a_part_of_it_its_words() -> None:
    table = Block(BlockKind.TABLE, "port\tships\neast|x\t12")
    assert quoted(table) == ["> | port | ships |", "> | --- | --- |", "> | east\\|x | 12 |"]
    part = markdown_quote(Document((table,)), Place(0, 5), Place(0, 19), SOURCE)
    assert part.splitlines()[:2] == ["> ships\\", "> east\\|x | 1"]


def test_headings_and_formulas() -> None:
    assert quoted(
        Block(BlockKind.HEADING, "Ebb\nflow", level=2), Block(BlockKind.MATH, "a_1 * b")
    ) == ["> ## Ebb flow", ">", "> $$", "> a_1 * b", "> $$"]


def test_titles_and_addresses_cannot_break_out() -> None:
    source = Source("A ]( b * [c]\nd", "https://a.example/x(1) <y>?q=é&z=%20\n")
    last = markdown_quote(*whole(Document((paragraph("x"),))), source).splitlines()[-1]
    inline = MarkdownIt().parse(last)[1].children or []
    (link,) = [token for token in inline if token.type == "link_open"]
    assert link.attrs["href"] == "https://a.example/x%281%29%20%3Cy%3E?q=%C3%A9&z=%20%0A"
    assert "".join(token.content for token in inline) == "— A ]( b * [c] d"


def test_without_an_address_the_file_is_named() -> None:
    document = whole(Document((paragraph("x"),)))
    assert markdown_quote(*document, Source("T", "", "t_a.md")).endswith("\n— T (t_a.md)\n")
    assert markdown_quote(*document, Source("t.md", "", "t.md")).endswith("\n— t.md\n")


def shown(tokens: list[Token]) -> str:
    """The text of the first paragraph of a quote."""
    inline = next(token for token in tokens if token.type == "inline")
    return "".join(
        "\n" if token.type == "hardbreak" else token.content for token in inline.children or []
    )


@given(st.text(alphabet="ab 1.)-+#>*_`[]()!<>&;~\\|=:/字'\"", min_size=1, max_size=24))
@example("1. a")
@example("- a")
@example("***")
@example("a_b_c _d_")
@example("&amp; <b>")
@example("[a]: /b")
@example("http://a.b")
def test_what_is_quoted_reads_as_it_stood(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse("> " + escape(text))
    assert [token.type for token in tokens][:2] == (
        ["blockquote_open", "paragraph_open"]
        if text.strip()
        else ["blockquote_open", "blockquote_close"]
    )
    if text.strip():
        assert shown(tokens) == text.strip()
