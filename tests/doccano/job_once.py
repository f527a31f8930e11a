"""A push or pull in a process that kills itself: `job_once.py PROJECT NAME JOB MOMENT`.

A moment is a request that is about to be sent, a file that is about to be opened for writing,
renamed or removed, or a flush to the disk that is about to begin or has just ended. At the moment
with the given number the process ends by SIGKILL; with 0 it lives, and prints how many there were.
"""

import os
import signal
import sys
import warnings
from collections.abc import Callable

from ghinhan.workspace import Workspace

EVENTS = {"http.client.send", "os.rename", "os.remove", "os.truncate"}


class Moments:
    """Counts the moments of a process and ends it at one of them.

    Args:
        last: the moment at which it ends; 0 for none.

    """

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0

    def strike(self) -> None:
        """One more moment."""
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count from now on."""
        sys.addaudithook(self._hear)
        for name in ("fsync", "fdatasync"):
            setattr(os, name, self._around(getattr(os, name)))

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR)
        if writes or event in EVENTS:
            self.strike()

    def _around(self, flush: Callable[[int], None]) -> Callable[[int], None]:
        def flush_and_count(descriptor: int) -> None:
            self.strike()
            flush(descriptor)
            self.strike()

        return flush_and_count


def main() -> None:
    """Do the job, or die on the way."""
    project, name, job, moment = sys.argv[1:5]
    desk = Workspace.open(project)
    side = desk.doccano("a1", name=name, shows_progress=False)
    moments = Moments(int(moment))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    moments.watch()
    summary = side.pull(allow_deletions=True) if job == "pull" else side.push()
    last = moments.count
    sys.stdout.write(f"{last} moments; {summary}\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
