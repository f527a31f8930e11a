"""A push in a process of its own, to be killed: `push_once.py PROJECT NAME`."""

import sys

from ghinhan.workspace import Workspace


def main() -> None:
    """Say that it begins, then push."""
    desk = Workspace.open(sys.argv[1])
    side = desk.doccano("a1", name=sys.argv[2], shows_progress=False)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    side.push()


if __name__ == "__main__":
    main()
