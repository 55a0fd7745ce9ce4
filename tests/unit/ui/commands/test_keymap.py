"""The owner's keys: what they take from others, what they clash with, what is told of mistakes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.settings import KeyChoice
from reader.ui.commands import BY_ID, COMMANDS, DEFAULTS, Command, Keymap, Scope, resolve
from reader.ui.commands.hearing import heard_together, is_inside
from reader.ui.commands.key_names import parse
from reader.ui.commands.keymap import MOST_PROBLEMS


def choose(**wanted: object) -> tuple[Keymap, list[str]]:
    """Choices by id, with `_` for the dot: one key, or a tuple of them."""
    choices = [
        KeyChoice(
            id_.replace("_", ".", 1),
            (keys,) if isinstance(keys, str) else keys,
            f"config, line {at}",
        )
        for at, (id_, keys) in enumerate(wanted.items(), 1)
        if isinstance(keys, str | tuple)
    ]
    resolved = resolve(choices)
    return resolved.keymap, list(resolved.problems)


def test_without_choices_the_table_holds() -> None:
    assert resolve(()).keymap is DEFAULTS
    assert resolve(()).problems == ()


def test_keys_that_are_chosen_take_the_place_of_the_tables() -> None:
    keymap, problems = choose(article_outline=("x", "ctrl+x"))
    assert keymap.keys("article.outline") == ("x", "ctrl+x")
    assert keymap.label("article.outline") == "x"
    assert keymap.labels("article.outline") == "x  ctrl+x"
    assert keymap.verb(Scope.ARTICLE, "x") == "outline"
    assert keymap.verb(Scope.ARTICLE, "t") == ""
    assert problems == []


def test_an_empty_list_takes_all_keys_away() -> None:
    keymap, problems = choose(article_outline=())
    assert keymap.keys("article.outline") == ()
    assert keymap.label("article.outline") == ""
    assert problems == []


def test_a_key_is_taken_from_the_command_that_has_it_by_default() -> None:
    keymap, problems = choose(article_bookmark=("m", "ctrl+d"))
    assert keymap.keys("article.bookmark") == ("m", "ctrl+d")
    assert keymap.keys("article.half_page_down") == ("d",)
    assert keymap.keys("list.half_page_down") == ("d", "ctrl+d")
    assert problems == []


def test_two_commands_may_change_their_keys() -> None:
    keymap, problems = choose(list_sort="t", list_tags="S")
    assert (keymap.keys("list.sort"), keymap.keys("list.tags")) == (("t",), ("S",))
    assert problems == []


def test_the_list_takes_a_key_from_the_app_only_there() -> None:
    keymap, problems = choose(list_sort="M")
    assert keymap.keys("list.sort") == keymap.keys("app.bookmarks") == ("M",)
    assert problems == []


def test_the_app_takes_a_key_from_list_and_article() -> None:
    keymap, problems = choose(app_bookmarks="t")
    assert keymap.keys("list.tags") == keymap.keys("article.outline") == ()
    assert keymap.keys("bookmarks.tag") == ("t", "#")
    assert problems == []


def test_what_quits_everywhere_takes_a_key_from_dialogs_too() -> None:
    keymap, problems = choose(app_quit="e")
    assert keymap.keys("picker.note") == keymap.keys("bookmarks.note") == ()
    assert problems == []


def test_of_two_that_are_given_one_key_the_first_has_it_and_the_other_is_named() -> None:
    keymap, problems = choose(list_sort="x", list_tags=("x", "T"), list_group="x")
    assert keymap.keys("list.sort") == ("x",)
    assert keymap.keys("list.tags") == ("T",)
    assert keymap.keys("list.group") == ("B",)
    told = "x: it is the key of list.sort already, in config, line 1"
    assert problems == [
        f"config, line 2: keys: list.tags: {told}",
        f"config, line 3: keys: list.group: {told}",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("list.sort", "app.zen"),
        ("app.zen", "article.outline"),
        ("app.quit", "picker.note"),
        ("edit.keep", "color.next"),
    ],
)
def test_a_key_clashes_with_one_that_is_heard_at_the_same_time(first: str, second: str) -> None:
    wanted = [KeyChoice(first, ("f7",), "line 1"), KeyChoice(second, ("f7",), "line 2")]
    (problem,) = resolve(wanted).problems
    assert problem.startswith(f"line 2: keys: {second}: f7: it is the key of {first}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("list.sort", "article.outline"),
        ("app.zen", "picker.note"),
        ("select.copy", "article.outline"),
        ("app.zen", "select.copy"),
    ],
)
def test_keys_of_different_places_do_not_clash(first: str, second: str) -> None:
    wanted = [KeyChoice(first, ("x",), "line 1"), KeyChoice(second, ("x",), "line 2")]
    resolved = resolve(wanted)
    assert resolved.problems == ()
    assert resolved.keymap.keys(first) == resolved.keymap.keys(second) == ("x",)


@pytest.mark.parametrize(
    ("id_", "keys", "words"),
    [
        ("article.bookmrk", ("m",), "no such command; is article.bookmark meant?"),
        ("nothing", ("m",), "no such command"),
        ("article.bookmark", ("nokey",), "no key is called nokey"),
        ("article.bookmark", ("5",), "digits before a command repeat it"),
        ("search.save", ("s",), "it types a character there"),
        ("line.submit", ("space",), "it types a character there"),
        ("picker.close", (), "a way out cannot be without a key"),
        ("app.quit", (), "a way out cannot be without a key"),
    ],
)
def test_what_cannot_be_is_named_and_changes_nothing(
    id_: str, keys: tuple[str, ...], words: str
) -> None:
    resolved = resolve([KeyChoice(id_, keys, "config, line 7")])
    (problem,) = resolved.problems
    assert problem.startswith(f"config, line 7: keys: {id_}: ")
    assert words in problem
    assert resolved.keymap.chosen == DEFAULTS.chosen


def test_what_is_right_in_a_line_holds_beside_what_is_wrong() -> None:
    keymap, problems = choose(article_bookmark=("nokey", "x"))
    assert keymap.keys("article.bookmark") == ("x",)
    assert len(problems) == 1


def test_a_way_out_keeps_its_last_key() -> None:
    keymap, problems = choose(line_submit=("enter", "escape"), picker_note="escape")
    assert keymap.keys("line.cancel") == ("escape",)
    assert keymap.keys("line.submit") == ("enter",)
    assert keymap.keys("picker.close") == ("q",)
    (problem,) = problems
    assert (
        problem == "config, line 1: keys: line.submit: esc: line.cancel would be left without a key"
    )


def test_a_command_is_given_keys_once() -> None:
    twice = [KeyChoice("list.sort", ("x",), "line 1"), KeyChoice("list.sort", ("y",), "line 2")]
    resolved = resolve(twice)
    assert resolved.keymap.keys("list.sort") == ("x",)
    assert "chosen already, in line 1" in resolved.problems[0]


def test_of_many_mistakes_the_first_are_named() -> None:
    choices = [KeyChoice(f"none.{at}", ("x",), f"line {at}") for at in range(MOST_PROBLEMS + 5)]
    problems = resolve(choices).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "and 5 more mistakes in [keys] of config.toml"


def test_hints_are_of_what_is_offered_and_has_a_key() -> None:
    keymap, _ = choose(picker_filter=(), picker_delete="x")
    offered = {"choose": "open", "delete": "delete", "note": "", "filter": "filter"}
    assert keymap.hints(Scope.PICKER, offered) == [("enter", "open"), ("x", "delete")]


def test_no_default_key_means_two_things_in_one_place() -> None:
    assert clashes(DEFAULTS) == set()


def test_every_way_out_has_a_key() -> None:
    assert {id_ for id_, command in BY_ID.items() if command.needed} >= {
        "app.quit",
        "help.close",
        "picker.close",
        "line.cancel",
        "edit.cancel",
        "select.leave",
    }
    assert all(command.keys for command in COMMANDS if command.needed)


KEYS = sorted({key for command in COMMANDS for key in command.keys} | {"f7", "ctrl+g", "alt+x"})
CHOICES = st.builds(
    KeyChoice,
    st.sampled_from(sorted(BY_ID)) | st.text(max_size=20),
    st.lists(st.sampled_from(KEYS) | st.text(max_size=8), max_size=3).map(tuple),
    st.just("config.toml, line 1"),
)


@settings(deadline=None)
@given(st.lists(CHOICES, max_size=12))
def test_whatever_is_chosen_no_key_means_two_things_and_every_way_out_has_one(
    choices: list[KeyChoice],
) -> None:
    resolved = resolve(choices)
    assert clashes(resolved.keymap) == set()
    assert all(resolved.keymap.keys(command) for command in COMMANDS if command.needed)
    for command in COMMANDS:
        keys = resolved.keymap.keys(command)
        assert len(set(keys)) == len(keys)
        assert [parse(key) for key in keys] == list(keys)


def clashes(keymap: Keymap) -> set[tuple[str, str, str]]:
    """Commands that one key asks for in one place."""
    owners: dict[str, list[Command]] = {}
    for command in COMMANDS:
        for key in keymap.keys(command):
            owners.setdefault(key, []).append(command)
    return {
        (one.id, other.id, key)
        for key, those in owners.items()
        for one, other in combinations(those, 2)
        if heard_together(one, other, key)
        and not is_inside(one, other, key)
        and not is_inside(other, one, key)
    }
