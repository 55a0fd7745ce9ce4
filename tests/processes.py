"""Looks at processes that a test started."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic


def is_running(pid: int) -> bool:
    """Whether it is there, and has not ended with nobody asking how (Linux' /proc)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition came to hold in time."""
    end = monotonic() + seconds
    waiting = threading.Event()
    while not condition():
        if monotonic() > end:
            return condition()
        waiting.wait(0.02)
    return True
