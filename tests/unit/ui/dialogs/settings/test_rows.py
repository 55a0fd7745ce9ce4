"""The table of settings that are changed while one reads."""

from __future__ import annotations

import pytest

from reader.settings import CHECKS, Settings
from reader.ui.dialogs.settings.rows import SettingRow, setting_rows

ROWS = {row.key: row for row in setting_rows(("reader-dark", "nord"), 1)}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_value_is_one_that_config_toml_may_have(row: SettingRow) -> None:
    for option in row.options:
        if option.value is not None:
            CHECKS[row.key](option.value)
    assert getattr(Settings(), row.key) in [row.in_force(each) for each in row.options]


def walked(row: SettingRow, step: int, settings: Settings) -> list[str]:
    """The labels from a value on, till it comes again or there are no more."""
    labels = [row.label(settings)]
    while (option := row.stepped(settings, step)) is not None and option.label not in labels:
        labels.append(option.label)
        settings = settings.having(row.key, row.in_force(option))
    return labels


def test_choices_go_round_and_numbers_end() -> None:
    assert walked(ROWS["hanging"], 1, Settings()) == ["by language", "on", "off"]
    assert walked(ROWS["ambiguous"], -1, Settings()) == ["as the terminal: 1", "2 cells", "1 cell"]
    assert walked(ROWS["measure"], 1, Settings(measure=112)) == ["112", "116", "120"]
    assert walked(ROWS["sidebar"], -1, Settings(sidebar=28)) == ["28", "24", "by the window"]


def test_a_number_between_two_steps_goes_to_the_next_on_either_side() -> None:
    row, settings = ROWS["measure"], Settings(measure=77)
    assert row.label(settings) == "77"
    beside = [row.stepped(settings, step) for step in (-1, 1)]
    assert [each and each.value for each in beside] == [76, 80]


def test_a_value_that_is_not_offered_leads_to_the_first() -> None:
    option = ROWS["theme"].stepped(Settings(theme="gone"), 1)
    assert option is not None
    assert option.value == "reader-dark"
