"""A small HTTP server that answers as it is told, also wrongly; it stands for no doccano."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class OddServer:
    """A server on a loopback port; the path says how it answers."""

    def __enter__(self) -> Self:
        """Start to listen."""

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                kind, body = self.path.strip("/"), b"x" * 1000
                if kind == "silent":
                    threading.Event().wait(1)
                    return self.hang_up()
                self.send_response(404 if kind == "absent" else 200)
                self.send_header("Content-Length", str(len(body)))
                if kind == "last":
                    self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(body[:500] if kind == "half" else body)
                if kind in {"half", "leaves"}:
                    self.hang_up()
                return None

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def hang_up(self) -> None:
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
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

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"
