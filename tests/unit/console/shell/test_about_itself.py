"""Completions and the manual page tell what the parsers and the table of keys know."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.cli import run
from reader.console.options import COMMANDS
from reader.ui.commands import COMMANDS as KEYS

_TRY = r"""
source {script}
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
$(complete -p reader | sed 's/.*-F \([^ ]*\) .*/\1/') reader "${{COMP_WORDS[$COMP_CWORD]}}"
printf '%s\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_commands_options_and_their_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["completions", "bash"]) == 0
    script = tmp_path / "reader.bash"
    script.write_text(capsys.readouterr().out, "utf-8")

    def completed(words: str) -> set[str]:
        done = subprocess.run(
            ["bash", "-c", _TRY.format(script=script, words=words)],
            capture_output=True,
            text=True,
            check=True,
        )
        return set(done.stdout.split())

    assert completed("reader boo") == {"bookmarks"}
    assert completed("reader bookmarks ex") == {"export"}
    assert completed("reader list --unr") == {"--unread"}
    assert {"markdown", "csv"} <= completed("reader bookmarks export --format ''")
    assert completed("reader completions z") == {"zsh"}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_of_every_command(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["completions", shell]) == 0
    told = capsys.readouterr().out
    for name in COMMANDS:
        assert name.split()[-1] in told


def test_the_manual_page_has_every_command_and_every_key(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["manual"]) == 0
    page = capsys.readouterr().out.replace("\\-", "-").replace("\\(aq", "'")
    for name in COMMANDS:
        assert f'.SS "reader {name}"' in page
    for command in KEYS:
        assert command.title.replace("\\", "\\(rs") in page
    unsafe = [row for row in page.split("\n") if re.match(r"['.](?!TH|S[HS]|TP|B |nf$|fi$)", row)]
    assert unsafe == []
