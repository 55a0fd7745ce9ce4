"""Control-c ends the process quietly from its first line on."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import PROJECT

WATCHED = """
import _signal, sys
_signal.signal(_signal.SIGINT, _signal.default_int_handler)  # a job in the background has none
sys.path.insert(0, {root!r})
class Watch:
    def find_spec(self, name, path=None, target=None):
        if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
            print(name)
sys.meta_path.insert(0, Watch())
import reader.__main__
"""


def test_nothing_of_ours_is_imported_while_control_c_is_a_traceback() -> None:
    code = WATCHED.format(root=str(PROJECT))
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["reader", "reader.__main__"]


def test_a_control_c_that_is_ignored_stays_so() -> None:
    code = (
        f"import _signal, sys; sys.path.insert(0, {str(PROJECT)!r})\n"
        "_signal.signal(_signal.SIGINT, _signal.SIG_IGN)\n"
        "import reader.__main__\n"
        "assert _signal.getsignal(_signal.SIGINT) == _signal.SIG_IGN\n"
    )
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
