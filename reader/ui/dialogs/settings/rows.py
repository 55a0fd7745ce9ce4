"""The settings that are changed while one reads: one entry each. Knows no Textual.

A setting more is one more entry here: its key in config.toml, its words, its values, and what of
the screen shows it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.library.sort_names import SortKey
from reader.settings import (
    LEAST_MEASURE,
    LEAST_SIDEBAR,
    MOST_MEASURE,
    MOST_SIDEBAR,
    Settings,
)
from reader.text.chinese_variants.variant import Variant

if TYPE_CHECKING:
    from reader.settings.writing import SettingValue

CELLS_STEP = 4
_DEFAULTS = Settings()


class LiveSettings(Protocol):
    """What shows settings; each method takes up what the settings in force say now."""

    def show_theme(self) -> None: ...
    def show_measure(self) -> None: ...
    def show_page(self) -> None: ...
    def show_widths(self) -> None: ...
    def show_order(self) -> None: ...
    def show_sidebar(self) -> None: ...
    def show_chinese(self) -> None: ...
    def show_pictures(self) -> None: ...


class SettingOption(NamedTuple):
    """One value of a setting."""

    value: SettingValue | None
    """As config.toml has it; None: the key is not there, and the default holds."""
    label: str


class SettingRow(NamedTuple):
    """A setting on the screen."""

    key: str
    """Its key in config.toml, and the name of its field in `Settings`."""
    title: str
    about: str
    options: Sequence[SettingOption]
    show: Callable[[LiveSettings], None]
    is_number: bool = False
    """Whether its options ascend, and end at either end."""
    has_list: bool = False
    """Whether its options are many: they can be listed too."""

    def in_force(self, option: SettingOption) -> object:
        """What the field of `Settings` is with an option."""
        return default_of(self.key) if option.value is None else option.value

    def label(self, settings: Settings) -> str:
        """The words for the value that settings have."""
        value = getattr(settings, self.key)
        known = self._position(value)
        return self.options[known].label if known is not None else str(value)

    def stepped(self, settings: Settings, step: int) -> SettingOption | None:
        """The option `step` further on; None at the end of numbers."""
        value = getattr(settings, self.key)
        at = self._position(value)
        if at is None:
            at = self._beside(value, step)
        else:
            at += step
        if self.is_number:
            return self.options[at] if 0 <= at < len(self.options) else None
        return self.options[at % len(self.options)]

    def _position(self, value: object) -> int | None:
        found = (at for at, each in enumerate(self.options) if self.in_force(each) == value)
        return next(found, None)

    def _beside(self, value: object, step: int) -> int:
        """The position of the next option on either side of a value that is none of them."""
        if not self.is_number or not isinstance(value, int):
            return 0
        numbers = [each.value for each in self.options if isinstance(each.value, int)]
        return bisect_left(numbers, value) - 1 if step < 0 else bisect_right(numbers, value)


def default_of(key: str) -> object:
    return getattr(_DEFAULTS, key)


def _switch(key: str, title: str, about: str, show: Callable[[LiveSettings], None]) -> SettingRow:
    options = (SettingOption(value=False, label="off"), SettingOption(value=True, label="on"))
    return SettingRow(key, title, about, options, show)


def _choice(
    key: str,
    title: str,
    about: str,
    options: Iterable[tuple[SettingValue | None, str]],
    show: Callable[[LiveSettings], None],
) -> SettingRow:
    return SettingRow(key, title, about, [SettingOption(*each) for each in options], show)


def _cells(
    key: str,
    title: str,
    about: str,
    numbers: Iterable[int],
    show: Callable[[LiveSettings], None],
    zero: str = "",
) -> SettingRow:
    options = [SettingOption(each, str(each) if each else zero) for each in numbers]
    return SettingRow(key, title, about, options, show, is_number=True)


def setting_rows(themes: Sequence[str], terminal_says: int) -> tuple[SettingRow, ...]:
    """All of them, in the order of the screen.

    `themes` are the names of those that there are; `terminal_says` is how many cells an Ambiguous
    character has where no setting says so.
    """
    return (
        SettingRow(
            "theme",
            "Theme",
            "Colours: the reader's, Textual's, and files of yours in the folder themes",
            [SettingOption(name, name) for name in themes],
            lambda live: live.show_theme(),
            has_list=True,
        ),
        _cells(
            "measure",
            "Line length",
            "Cells of a line; 76 hold 38 Han characters",
            range(LEAST_MEASURE, MOST_MEASURE + 1, CELLS_STEP),
            lambda live: live.show_measure(),
        ),
        _switch(
            "justify",
            "Even margin",
            "Lines are filled to the right margin, at spaces and punctuation",
            lambda live: live.show_page(),
        ),
        _switch(
            "indent",
            "Indent",
            "Chinese and Japanese paragraphs begin two characters further in, with no blank row",
            lambda live: live.show_page(),
        ),
        _choice(
            "hanging",
            "Hanging marks",
            "A comma or full stop may stand in the margin; by language: not in Traditional Chinese",
            ((None, "by language"), (True, "on"), (False, "off")),
            lambda live: live.show_page(),
        ),
        _switch(
            "gap",
            "Han–Latin gap",
            "Han stands a cell apart from Latin letters and digits, on the screen only",
            lambda live: live.show_page(),
        ),
        _choice(
            "chinese",
            "Chinese",
            "How Chinese is shown; T changes it for this library only",
            (
                (Variant.AS_WRITTEN.value, "as written"),
                (Variant.SIMPLIFIED.value, "Simplified"),
                (Variant.TRADITIONAL.value, "Traditional"),
                (Variant.TAIWAN.value, "Taiwan"),
                (Variant.HONG_KONG.value, "Hong Kong"),
            ),
            lambda live: live.show_chinese(),
        ),
        _choice(
            "code",
            "Long code lines",
            "They are wrapped, or cut at the margin and scrolled with < and >",
            (("wrap", "wrap"), ("scroll", "scroll")),
            lambda live: live.show_page(),
        ),
        _choice(
            "pictures",
            "Pictures",
            "Painted in the page, or a line for each; p changes it for this session only",
            (("auto", "shown"), ("blocks", "in half blocks"), ("off", "a line each")),
            lambda live: live.show_pictures(),
        ),
        _choice(
            "remote_pictures",
            "From the web",
            "Pictures on the web are fetched when you press P, with each article, or never",
            (("ask", "with P"), ("always", "at once"), ("never", "never")),
            lambda live: live.show_pictures(),
        ),
        _switch(
            "fold_tails",
            "Fold tails",
            "What stands behind an article's end is one row: from the next one that you open on",
            lambda live: live.show_page(),
        ),
        _choice(
            "sort",
            "Order",
            "Order of the articles in the list",
            (
                (SortKey.DATE.value, "date"),
                (SortKey.TITLE.value, "title"),
                (SortKey.AUTHOR.value, "author"),
                (SortKey.LENGTH.value, "length"),
                (SortKey.ADDED.value, "added"),
            ),
            lambda live: live.show_order(),
        ),
        _cells(
            "sidebar",
            "List width",
            "Cells of the list of articles",
            (0, *range(LEAST_SIDEBAR, MOST_SIDEBAR + 1, CELLS_STEP)),
            lambda live: live.show_sidebar(),
            zero="by the window",
        ),
        _choice(
            "ambiguous",
            "Wide quotes",
            "Cells that the terminal gives to “ ” … — · and their like",
            ((None, f"as the terminal: {terminal_says}"), (1, "1 cell"), (2, "2 cells")),
            lambda live: live.show_widths(),
        ),
    )
