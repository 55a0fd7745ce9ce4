"""The table of commands in README.md: `python -m tests.tables.key_table` writes it anew."""

from __future__ import annotations

from reader.ui.commands import DEFAULTS, HEADINGS, Scope, commands
from tests.conftest import PROJECT

README = PROJECT / "README.md"
BEGIN, END = "<!-- keys -->\n", "<!-- /keys -->\n"


def key_table() -> str:
    """A table for each scope: keys, the command's name, what it does."""
    return "\n".join(_part(scope) for scope in HEADINGS if commands(scope))


def written() -> str:
    """What README.md has."""
    return README.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def _part(scope: Scope) -> str:
    rows = [f"| {HEADINGS[scope]} | | |", "|---|---|---|"]
    for command in commands(scope):
        keys = " ".join(_code(key) for key in DEFAULTS.labels(command).split())
        rows.append(f"| {keys} | `{command.id}` | {command.title} |")
    return "\n".join(rows) + "\n"


def _code(key: str) -> str:
    key = key.replace("|", "\\|")
    return f"`` {key} ``" if "`" in key else f"`{key}`"


def main() -> None:
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}{key_table()}{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
