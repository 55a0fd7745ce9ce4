"""`python -m reader` and the `reader` command."""

import sys

from reader.safe_path import leave_current_folder

leave_current_folder(run_as_module=__name__ == "__main__")


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Not before the current folder is off the path.
    import signal
    import warnings

    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they are for us, and would stand on the screen
    # Python's own way with control-c is a traceback, wherever it comes.
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from reader.cli import start  # late: imports can be interrupted

    sys.exit(start(sys.argv[1:]))


if __name__ == "__main__":
    main()
