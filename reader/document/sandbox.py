"""Conversion in a process of its own, for what is large or hostile.

The child limits its own CPU time and memory where the system lets it; the parent limits the
time on the clock everywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from reader.errors import ReaderError

SECONDS = 20
MEGABYTES = 1024
_CODE = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from reader.document.sandbox import child; child()"
)


class SandboxError(ReaderError):
    """The conversion took too long, too much memory, or crashed."""


def run(
    body: str, kind: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> tuple[str, tuple[str, ...]]:
    """Markdown and notices of a body, converted in a child process.

    Raises `SandboxError` if the child was stopped by a limit, crashed or said nothing.
    """
    request = json.dumps({"kind": kind, "seconds": seconds, "megabytes": megabytes, "body": body})
    root = str(Path(__file__).resolve().parents[2])
    try:
        # Only our own code runs there; the body goes in as data.
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [sys.executable, "-c", _CODE, root],
            input=request.encode("ascii"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SandboxError(f"the conversion took longer than {seconds:g} seconds") from error
    except OSError as error:
        raise SandboxError(f"no process for the conversion: {error.strerror}") from error
    if done.returncode:
        raise SandboxError(f"the conversion was stopped (status {done.returncode})")
    try:
        answer = json.loads(done.stdout)
        return str(answer["markdown"]), tuple(str(notice) for notice in answer["notices"])
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("the conversion gave no answer") from error


def child() -> None:
    """Answer one request from stdin on stdout."""
    request = json.loads(sys.stdin.buffer.read())
    _limit(float(request["seconds"]), int(request["megabytes"]))
    from reader.document.convert import convert_here
    from reader.document.kind import BodyKind

    converted = convert_here(request["body"], BodyKind(request["kind"]))
    answer = json.dumps({"markdown": converted.markdown, "notices": converted.notices})
    sys.stdout.buffer.write(answer.encode("ascii"))


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    size = megabytes << 20
    for what, limit in ((resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_AS, size)):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        try:
            resource.setrlimit(what, (limit, hard))
        except (ValueError, OSError):  # macOS refuses some
            continue
