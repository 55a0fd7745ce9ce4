"""Commands of the reader, each in a child and a terminal of its own; all of it is imported once.

    python nursery.py COMMANDS RESULTS

COMMANDS is a file of lists of arguments in JSON, RESULTS one of what each did: its status, and all
bytes that it wrote, as Latin-1. Streams of the children are those that Python made for this
process, which is to be started on a terminal.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import reader

APP = ("reader.ui", "reader.__main__")
"""What no command imports, and what is run."""


def import_all() -> None:
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if not module.name.startswith(APP):
            import_module(module.name)


def run(arguments: Sequence[str]) -> tuple[int, str]:
    """Run one command; its status, and all that it wrote."""
    ours, theirs = os.openpty()
    child = os.fork()
    if not child:
        os.close(ours)
        for stream in range(3):
            os.dup2(theirs, stream)
        os.close(theirs)
        sys.argv = ["reader", *arguments]
        from reader.__main__ import main

        main()
    os.close(theirs)
    written = all_of(ours)
    os.close(ours)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), written.decode("latin-1")


def all_of(terminal: int) -> bytes:
    """All that is written to a terminal, until nobody has its other end any more."""
    written: list[bytes] = []
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # how Linux says so
            data = b""
        if not data:
            return b"".join(written)
        written.append(data)


if __name__ == "__main__":
    import_all()
    gc.freeze()  # or each child takes its time to take all of it apart at its end
    commands = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    results = Path(sys.argv[2])
    results.write_text(json.dumps([run(command) for command in commands]), "utf-8")
