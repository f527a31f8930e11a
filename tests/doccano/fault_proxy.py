"""A proxy in front of the real server that breaks some exchanges for real.

Every exchange goes to the server unless a fault is set for it. A fault matches a method and a path,
and strikes as often as it says.
"""

import http.client
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

HTML = b"<!doctype html><title>502</title><h1>Bad Gateway</h1>"
STATUSES = {
    "500": (500, "text/plain", b"Internal Server Error"),
    "502": (502, "text/html", HTML),
    "401": (401, "application/json", b'{"detail": "Unauthorized"}'),
    "403": (403, "application/json", b'{"detail": "Invalid token."}'),
    "429": (429, "application/json", b'{"detail": "Request was throttled."}'),
}
KINDS = (*STATUSES, "hang", "half", "lost", "refuse")
"""What can go wrong. `lost`: the server has done it and the reply does not come. `half`: half of
the reply's body comes. `refuse`: hung up before the server hears of it."""

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
Rewrite = Callable[[bytes], bytes]


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong.

    Args:
        kind: one of `KINDS`, or `rewrite`.
        method: of the requests it strikes.
        path: a pattern found in their path.
        times: how often it strikes.
        rewrite: what becomes of the request's body.

    """

    kind: str
    method: str
    path: str
    times: int = 1
    rewrite: Rewrite | None = None


@dataclass
class FaultProxy:
    """A proxy on a loopback port.

    Args:
        target: the real server's address.
        hang_seconds: how long a hanging exchange is silent.

    """

    target: str
    hang_seconds: float = 2.0
    faults: list[Fault] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Start to listen."""
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return lambda: proxy.exchange(self)
                raise AttributeError(name)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def strike(
        self, kind: str, method: str, path: str, times: int = 1, rewrite: Rewrite | None = None
    ) -> None:
        """Let something go wrong from now on."""
        self.faults.append(Fault(kind, method, path, times, rewrite))

    def count(self, method: str, path: str) -> int:
        """How many requests of a kind came."""
        return sum(m == method and bool(re.search(path, p)) for m, p in self.seen)

    def exchange(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass one exchange on, or break it."""
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        self.seen.append((handler.command, handler.path))
        fault = self._fault_for(handler.command, handler.path)
        kind = fault.kind if fault else ""
        if kind == "hang":
            time.sleep(self.hang_seconds)
        if kind in {"hang", "refuse"}:
            return hang_up(handler)
        if kind in STATUSES:
            return answer(handler, *STATUSES[kind])
        if fault and fault.rewrite:
            body = fault.rewrite(body)
        status, headers, content = self._ask(handler, body)
        if kind == "lost":
            return hang_up(handler)
        handler.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if kind == "half":
            handler.wfile.write(content[: len(content) // 2])
            return hang_up(handler)
        handler.wfile.write(content)
        return None

    def _fault_for(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == method and re.search(fault.path, path):
                fault.times -= 1
                self.struck.append(fault.kind)
                return fault
        return None

    def _ask(
        self, handler: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        parts = urlsplit(self.target)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        try:
            headers = {
                name: value
                for name, value in handler.headers.items()
                if name.lower() not in HOP_BY_HOP
            }
            connection.request(handler.command, handler.path, body, headers)
            reply = connection.getresponse()
            return reply.status, reply.getheaders(), reply.read()
        finally:
            connection.close()


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def answer(handler: BaseHTTPRequestHandler, status: int, kind: str, content: bytes) -> None:
    """Answer in the server's place."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
