"""Settings: what config.toml says, how it is read, and how one key of it is written."""

from reader.settings.reading import CHECKS as CHECKS
from reader.settings.reading import COMMANDS as COMMANDS
from reader.settings.reading import HANGING_CELLS as HANGING_CELLS
from reader.settings.reading import INDENT_CELLS as INDENT_CELLS
from reader.settings.reading import KEYS as KEYS
from reader.settings.reading import LEAST_MEASURE as LEAST_MEASURE
from reader.settings.reading import LEAST_SIDEBAR as LEAST_SIDEBAR
from reader.settings.reading import MOST_MEASURE as MOST_MEASURE
from reader.settings.reading import MOST_SIDEBAR as MOST_SIDEBAR
from reader.settings.reading import THEMES as THEMES
from reader.settings.reading import KeyChoice as KeyChoice
from reader.settings.reading import Loaded as Loaded
from reader.settings.reading import Settings as Settings
from reader.settings.reading import load as load
