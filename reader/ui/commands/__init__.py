"""The one table of commands: bindings, footer, help, palette, menu and `[keys]` come from it."""

from reader.ui.commands.command import HEADINGS, Command, Scope, Target
from reader.ui.commands.key_names import (
    FULL_WIDTH_OFFSET,
    key_label,
    textual_name,
    with_full_width,
)
from reader.ui.commands.keymap import DEFAULTS, Hinted, KeyHint, Keymap, Resolved, resolve
from reader.ui.commands.table import BY_ID, COMMANDS, commands, own_commands
from reader.ui.commands.textual_bindings import (
    anywhere_bindings,
    asked_by,
    bindings,
    bindings_of,
    key_of,
    keymap_of,
    own_keys,
    quit_bindings,
    textual_keymap,
)

__all__ = [
    "BY_ID",
    "COMMANDS",
    "DEFAULTS",
    "FULL_WIDTH_OFFSET",
    "HEADINGS",
    "Command",
    "Hinted",
    "KeyHint",
    "Keymap",
    "Resolved",
    "Scope",
    "Target",
    "anywhere_bindings",
    "asked_by",
    "bindings",
    "bindings_of",
    "commands",
    "key_label",
    "key_of",
    "keymap_of",
    "own_commands",
    "own_keys",
    "quit_bindings",
    "resolve",
    "textual_keymap",
    "textual_name",
    "with_full_width",
]
