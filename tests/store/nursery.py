"""Where writers come from: a process that has imported everything forks one when asked.

A writer is a process of its own all the same, to be killed at any moment; only that starting
Python anew for each of two hundred kills would take longer than the kills. Whom to start comes
over a socket with the pipe to speak into; what goes back is the number of the process and, in
the end, how it ended.
"""

import json
import os
import socket
import sys
import traceback

from tests.store.writer import main


def fork_writer(words: list[str], descriptor: int, caller: socket.socket) -> int:
    """A writer that speaks into a pipe; gives back its number."""
    number = os.fork()
    if number:
        os.close(descriptor)
        return number
    caller.close()
    os.dup2(descriptor, 1)
    status = 1
    try:
        main(words)
        status = 0
    except BaseException:  # noqa: BLE001  a fork must never come back into the nursery
        traceback.print_exc()
    finally:
        os._exit(status)


def serve(caller: socket.socket) -> None:
    """Start writers and wait for their end, as the caller asks."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(caller, 1 << 16, 1)
        if not message:
            return
        words = json.loads(message)
        if descriptors:
            answer = fork_writer(words, descriptors[0], caller)
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(words, 0)[1])
        caller.sendall(b"%d\n" % answer)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
