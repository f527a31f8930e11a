"""`python -m ghinhan` does what the command `ghinhan` does."""

import sys

from ghinhan.cli import main

if __name__ == "__main__":
    sys.exit(main())
