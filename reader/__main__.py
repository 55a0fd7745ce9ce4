"""`python -m reader` and the `reader` command."""

import sys

from reader.safe_path import leave_current_folder

leave_current_folder(run_as_module=__name__ == "__main__")


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        from reader.cli import run  # late: control-c during imports is no traceback
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
