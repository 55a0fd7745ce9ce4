"""`python -m reader` and the `reader` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from reader.cli import run  # late: a closed pipe or ctrl+c during imports is no traceback

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
