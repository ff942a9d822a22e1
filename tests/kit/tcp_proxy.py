"""A bad network: a proxy between a client and a server that can go silent, cut every connection, or come back."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TcpProxy:
    """Listens on `port` and passes bytes on to the target, unless told otherwise."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._silent = threading.Event()
        self._cut = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def go_silent(self) -> None:
        """From now on no answer comes back, as when a cable is pulled; what is sent still arrives."""
        self._silent.set()

    def cut(self) -> None:
        """End every connection there is; new ones work."""
        self._silent.clear()
        self._cut.set()

    def close(self) -> None:
        self._ended.set()
        self._thread.join(5)
        self._listener.close()

    def _run(self) -> None:
        with selectors.DefaultSelector() as watched:
            watched.register(self._listener, selectors.EVENT_READ)
            while not self._ended.is_set():
                if self._cut.is_set():
                    self._drop_all(watched)
                for key, _ in watched.select(0.02):
                    self._serve(watched, key.fileobj)
            self._drop_all(watched)

    def _serve(self, watched: selectors.BaseSelector, ready: object) -> None:
        if ready is self._listener:
            self._accept(watched)
        elif isinstance(ready, socket.socket) and ready in self._pairs:
            self._pass_on(watched, ready)

    def _accept(self, watched: selectors.BaseSelector) -> None:
        near, _ = self._listener.accept()
        far = socket.create_connection(self._target, 5)
        self._pairs[near], self._pairs[far] = far, near
        for each in (near, far):
            watched.register(each, selectors.EVENT_READ)

    def _pass_on(self, watched: selectors.BaseSelector, source: socket.socket) -> None:
        try:
            from_server = source.getpeername() == self._target
            data = source.recv(65536)
            if data and not (from_server and self._silent.is_set()):
                self._pairs[source].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._drop(watched, source)

    def _drop(self, watched: selectors.BaseSelector, one: socket.socket) -> None:
        for each in (one, self._pairs[one]):
            watched.unregister(each)
            self._pairs.pop(each)
            each.close()

    def _drop_all(self, watched: selectors.BaseSelector) -> None:
        for each in list(self._pairs):
            if each in self._pairs:
                self._drop(watched, each)
        self._cut.clear()


@contextmanager
def bad_network(host: str, port: int) -> Iterator[TcpProxy]:
    """A proxy to the target, closed afterwards."""
    proxy = TcpProxy(host, port)
    try:
        yield proxy
    finally:
        proxy.close()
