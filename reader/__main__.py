"""`python -m reader` and the `reader` command."""

import _signal  # type: ignore[import-not-found]  # built in: in no folder, and imports nothing
import sys

# Python's own way with control-c is a traceback, wherever it comes. Before the next import: each
# takes a while.
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

from reader.safe_path import leave_current_folder

leave_current_folder(run_as_module=__name__ == "__main__")


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Not before the current folder is off the path.
    import warnings

    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they are for us, and would stand on the screen
    from reader.cli import start  # late: imports can be interrupted

    sys.exit(start(sys.argv[1:]))


if __name__ == "__main__":
    main()
