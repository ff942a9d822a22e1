"""A mail server in a thread, just real enough to be spoken to: one connection at a time, no encryption."""

from __future__ import annotations

import socketserver
import threading
from types import TracebackType


class MailServer:
    """Use as a context manager; `received` are the mails it took."""

    def __init__(self, *, to_recipient: str = "250 ok") -> None:
        self.received: list[bytes] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 test")
                while line := self.rfile.readline().strip().upper():
                    if line == b"QUIT":
                        return self._say("221 bye")
                    if line == b"DATA":
                        self._say("354 go on")
                        outer.received.append(self._mail())
                    self._say(to_recipient if line.startswith(b"RCPT") else "250 ok")

            def _mail(self) -> bytes:
                lines: list[bytes] = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                return b"".join(lines)

            def _say(self, text: str) -> None:
                self.wfile.write(text.encode() + b"\r\n")

        self._server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> MailServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
