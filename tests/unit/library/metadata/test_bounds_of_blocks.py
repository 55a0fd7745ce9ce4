"""How much front matter is read, in each of its languages, and what its values become."""

from __future__ import annotations

import pytest

from reader.library.metadata import safe_yaml
from reader.library.metadata.field_names import fold, is_known
from reader.library.metadata.handlers import PlainJsonHandler, PlainTomlHandler, PlainYamlHandler
from reader.library.metadata.safe_yaml import MAX_DEPTH, MAX_LENGTH, UnreadableError, nesting


def brackets(depth: int) -> str:
    return "[" * depth + "]" * depth


def blocks(depth: int) -> str:
    """A mapping in a mapping, and so on, by indentation."""
    return "".join(f"{'  ' * level}k:\n" for level in range(depth - 1)) + "  " * depth + "k: v\n"


# -- YAML ---------------------------------------------------------------------------------------


def test_yaml_is_read_to_a_depth_and_a_length() -> None:
    assert (MAX_DEPTH, MAX_LENGTH) == (32, 256 * 1024)
    assert safe_yaml.load(brackets(MAX_DEPTH)) is not None
    with pytest.raises(UnreadableError):
        safe_yaml.load(brackets(MAX_DEPTH + 1))
    assert safe_yaml.load(blocks(MAX_DEPTH)) is not None
    with pytest.raises(UnreadableError):
        safe_yaml.load(blocks(MAX_DEPTH + 1))
    assert safe_yaml.load("k: ".ljust(MAX_LENGTH, "x")) is not None
    with pytest.raises(UnreadableError):
        safe_yaml.load("k: ".ljust(MAX_LENGTH + 1, "x"))


@pytest.mark.parametrize(
    "block",
    [
        "a: &x y",
        "a: &x [1]",
        "a: *x",
        "a: !x y",
        "a: !x {}",
        "[a]: b",
        "{a: b}: c",
        "- [",
        "a: b\n---\nc: d",
    ],
)
def test_what_front_matter_does_not_need_is_refused(block: str) -> None:
    with pytest.raises(UnreadableError):
        safe_yaml.load(block)


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("a: Yes", {"a": "Yes"}),
        ("a: 0755", {"a": "0755"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: ~\nb: null\nc: '~'\nd:", {"a": None, "b": None, "c": "~", "d": ""}),
        ("a: !!str 3", {"a": "3"}),
        ("a: ! 3", {"a": "3"}),
        ("a:\na: x\na: y", {"a": "x"}),
        ("~: a", {"": "a"}),
        ("- a\n- [b, {c: d}]", ["a", ["b", {"c": "d"}]]),
        ("a: C# is #1", {"a": "C# is #1"}),
        ("a: C # comment", {"a": "C"}),
        ("a: it's #1 # comment", {"a": "it's #1"}),
        ("", None),
    ],
)
def test_values_stay_what_their_author_wrote(block: str, value: object) -> None:
    assert safe_yaml.load(block) == value


@pytest.mark.parametrize(
    ("text", "depth"),
    [("", 0), ("[]", 1), ("[]{}", 1), ("[{}]", 2), ("]][[", 2), ("][", 1), ("[[]][", 2)],
)
def test_nesting_is_that_of_open_brackets(text: str, depth: int) -> None:
    assert nesting(text) == depth


# -- other languages ----------------------------------------------------------------------------


def test_each_language_wants_a_mapping() -> None:
    assert PlainYamlHandler().load("a: b") == {"a": "b"}
    with pytest.raises(UnreadableError):
        PlainYamlHandler().load("- a")
    with pytest.raises(UnreadableError):
        PlainJsonHandler().load("[1]")
    with pytest.raises(UnreadableError):
        PlainJsonHandler().load("{")
    with pytest.raises(UnreadableError):
        PlainTomlHandler().load("a")


def test_toml_and_json_are_read_to_the_same_depth_and_length() -> None:
    # The object or table around them is none of the brackets of a value in TOML, one in JSON.
    assert PlainTomlHandler().load(f"a = {brackets(MAX_DEPTH)}")
    assert PlainJsonHandler().load(f'{{"a": {brackets(MAX_DEPTH - 1)}}}')
    with pytest.raises(UnreadableError, match="too long or nested too deeply"):
        PlainTomlHandler().load(f"a = {brackets(MAX_DEPTH + 1)}")
    with pytest.raises(UnreadableError, match="too long or nested too deeply"):
        PlainJsonHandler().load(f'{{"a": {brackets(MAX_DEPTH)}}}')
    with pytest.raises(UnreadableError, match="too long or nested too deeply"):
        PlainTomlHandler().load("# ".ljust(MAX_LENGTH + 1, "x"))
    with pytest.raises(UnreadableError, match="too long or nested too deeply"):
        PlainJsonHandler().load("{}".ljust(MAX_LENGTH + 1))
    assert PlainJsonHandler().load("{}".ljust(MAX_LENGTH)) == {}


def test_numbers_and_truth_values_are_text() -> None:
    wanted = {"a": "1", "b": "0.10", "c": "true", "d": "false", "e": ["2", {"f": "3"}]}
    toml = "a = 1\nb = 0.10\nc = true\nd = false\ne = [2, {f = 3}]"
    assert PlainTomlHandler().load(toml) == wanted
    json = '{"a": 1, "b": 0.10, "c": true, "d": false, "e": [2, {"f": 3}], "a": 9}'
    assert PlainJsonHandler().load(json) == wanted


# -- names of fields ----------------------------------------------------------------------------


def test_names_are_known_however_they_are_written() -> None:
    assert fold(" Publish-Date ") == fold("publish date") == "publish_date"
    assert fold("publishDate") == fold("PublishDate") == "publish_date"
    assert fold("URL") == "url"
    assert fold("Tag(s)") == "tag"
    assert is_known("Title")
    assert is_known("layout")
    assert is_known("标签")
    assert is_known("og:image")
    assert not is_known("by")
    assert not is_known("nobody")
