from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.code_tokens import MAX_LENGTH, Syntax, batches
from tests.unit.document.highlighting import highlight


def kinds(code: str, language: str) -> list[tuple[str, Syntax]]:
    return [(code[span.start : span.end], span.kind) for span in highlight(code, language)]


def test_python() -> None:
    found = kinds('\n@cache\ndef f(a):  # why\n    return "x" + 1\n', "python")
    assert ("@cache", Syntax.DECORATOR) in found
    assert ("def", Syntax.KEYWORD) in found
    assert ("f", Syntax.NAME_FUNCTION) in found
    assert ("# why", Syntax.COMMENT) in found
    assert ('"x"', Syntax.STRING) in found
    assert ("+", Syntax.OPERATOR) in found
    assert ("1", Syntax.NUMBER) in found


def test_markup_and_patches() -> None:
    assert ("href", Syntax.ATTRIBUTE) in [
        (text.rstrip("="), kind) for text, kind in kinds('<a href="b">c</a>', "html")
    ]
    patch = kinds("@@ -1 +1 @@\n-old\n+new\n", "diff")
    assert ("-old", Syntax.DELETED) in patch
    assert ("+new", Syntax.INSERTED) in patch


@pytest.mark.parametrize("language", ["", "no such language", "mermaid-x", "../x"])
def test_unknown_languages_are_plain(language: str) -> None:
    assert highlight("x = 1", language) == ()


def test_names_that_authors_use() -> None:
    assert highlight('{"a": 1}', "jsonc") == highlight('{"a": 1}', "json") != ()


def test_very_long_code_is_plain() -> None:
    assert highlight("x = 1\n" * MAX_LENGTH, "python") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab1\"'#<>/*\\\n\r\t (){}=@字\u2028", max_size=80),
    st.sampled_from(["python", "js", "html", "bash", "console", "c++", "yaml", "diff", "php"]),
)
def test_spans_index_the_code_as_given(code: str, language: str) -> None:
    reached = 0
    for span in highlight(code, language):
        assert reached <= span.start < span.end <= len(code)
        reached = span.end


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["x = 1", "# why", 'y = """', "def f(a):", ""]), max_size=40),
    st.integers(1, 60),
)
def test_batches_add_up_to_the_whole(code_lines: list[str], size: int) -> None:
    code = "\n".join(code_lines)
    found = list(batches(code, "python", size))
    assert tuple(span for batch in found for span in batch) == highlight(code, "python")
    assert all(found)
    assert all(batch[-1].start - batch[0].start < size for batch in found)


def test_the_first_batch_comes_before_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexers.python import PythonLexer

    reached = 0
    read = PythonLexer.get_tokens_unprocessed

    def watched(lexer: PythonLexer, text: str) -> Iterator[tuple[int, object, str]]:
        nonlocal reached
        for index, token, value in read(lexer, text):
            reached = index
            yield index, token, value

    monkeypatch.setattr(PythonLexer, "get_tokens_unprocessed", watched)
    code = "value = compute(1)  # note\n" * 1_000
    first = next(batches(code, "python", 200))
    assert first[-1].end <= reached < 400
