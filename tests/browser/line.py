"""The line between browser and server, which tests cut for real: a TCP proxy.

It passes every byte on until it is told otherwise. `mute` lets the server hear and the browser
not: what was done there is done, and nobody here has been told. `cut` hangs up on everybody and
answers nobody; `mend` makes it whole again.
"""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.browser.lab import Notebook

BLOCK = 65_536
DONE = "unheard-is-done"


@dataclass
class Line:
    """A proxy on a loopback port.

    Args:
        host: where the server listens.
        port: its port.

    """

    host: str
    port: int
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_cut: bool = False
    _is_mute: bool = False

    def __enter__(self) -> Self:
        """Start to listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up for good."""
        self._listener.close()
        self.cut()

    @property
    def url(self) -> str:
        """The server's address for who goes through this line."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def mute(self) -> None:
        """From now on the server hears everything and its answers get lost."""
        self._is_mute = True

    def cut(self) -> None:
        """Hang up on everybody, and on whoever calls."""
        with self._lock:
            self._is_cut, ends = True, list(self._open)
            self._open.clear()
        for end in ends:
            hang_up(end)

    def mend(self) -> None:
        """Make the line whole: new connections go through, both ways."""
        with self._lock:
            self._is_cut = self._is_mute = False

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection((self.host, self.port))
        except OSError:
            return hang_up(near)
        with self._lock:
            is_refused = self._is_cut
            if not is_refused:
                self._open |= {near, far}
        if is_refused:
            hang_up(far)
            return hang_up(near)
        threading.Thread(target=self._pass_on, args=(near, far, far), daemon=True).start()
        return self._pass_on(far, near, far)

    def _pass_on(self, source: socket.socket, target: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while block := source.recv(BLOCK):
                if not (source is server and self._is_mute):
                    target.sendall(block)
        with self._lock:
            self._open -= {source, target}
        hang_up(source)
        hang_up(target)


def run_unheard(nb: Notebook, line: Line, code: str) -> None:
    """Run code in the notebook's kernel while nothing of it reaches the page; the line stays mute.

    What the widget does next is done on what it still shows: that is how conflicts come about.
    """
    sign = nb.path.with_name(DONE)
    line.mute()
    nb.begin(f"{code}\nopen({DONE!r}, 'w', encoding='utf-8').close()")
    for _ in range(150):
        if sign.exists():
            return sign.unlink()
        nb.page.wait_for_timeout(100)
    raise AssertionError("the code that nobody was to hear of never ended")


def hang_up(end: socket.socket) -> None:
    """Close a connection at once, whatever is under way."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
