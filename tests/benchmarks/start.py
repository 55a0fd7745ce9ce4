"""Start to the first title, beside a bare Textual app with one Static, in one run.

    python tests/benchmarks/start.py [--rounds N] [PATH ...]

A real pseudo-terminal for both; the time ends when the awaited words are on the screen.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect

PROJECT = Path(__file__).parents[2]
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("the first title")
Bare().run()
"""


def seconds_until(command: list[str], words: str, env: dict[str, str]) -> float:
    began = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(40, 120), timeout=120)
    child.expect_exact(words.encode())
    taken = time.perf_counter() - began
    child.close(force=True)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("paths", nargs="*", type=Path, default=[PROJECT / "articles"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = {f"READER_{name}_DIR": folder for name in ("DATA", "STATE", "CACHE")}
        env = {**os.environ, **own, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env["READER_CONFIG"] = f"{folder}/config.toml"
        paths = [str(path.absolute()) for path in options.paths]
        listed = subprocess.run(
            [sys.executable, "-m", "reader", "list", *paths],
            env=env, cwd=PROJECT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        title = listed.stdout.splitlines()[0].split("  ")[1].split()[0]
        ours = [sys.executable, "-m", "reader", *paths]
        bare = [sys.executable, "-c", BARE]
        os.chdir(PROJECT)
        both = [
            (seconds_until(bare, "the first title", env), seconds_until(ours, title, env))
            for _ in range(options.rounds)
        ]
    bare_time = statistics.median(pair[0] for pair in both)
    our_time = statistics.median(pair[1] for pair in both)
    count = len(listed.stdout.splitlines())
    print(f"bare Textual app     {bare_time * 1000:7.0f} ms")
    print(f"reader, {count:>6} files {our_time * 1000:7.0f} ms   ratio {our_time / bare_time:.2f}")


if __name__ == "__main__":
    main()
