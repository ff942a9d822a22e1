"""Serving a WSGI app with gunicorn from code: threads, no AMQP, pools made after the fork."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.middleware.proxy_fix import ProxyFix

from shared import stopping
from shared.settings import Settings

DRAINED = 64 * 1024
"""What gunicorn throws away of a body that nobody read, before it gives the connection up."""


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with settings given in code; `load` runs in the worker, after the fork."""

    def __init__(self, load: Callable[[], Any], **options: Any) -> None:
        self._load, self._options = load, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._load()


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads; it also tells long answers that they are to end, since it waits for them."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        stopping.ask()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: Any) -> None:
        stopping.ask()
        super().handle_quit(sig, frame)


def announce_end(worker: Any, request: Any) -> None:
    """Say with the answer that a connection ends with this request, where its body may be more than is drained.

    Left to itself gunicorn promises to keep it open and then closes it: the caller's next request is lost.
    """
    headers = dict(request.headers)
    told = headers.get("CONTENT-LENGTH", "0")
    if "TRANSFER-ENCODING" in headers or (told.isdigit() and int(told) > DRAINED):
        request.force_close()


def serve(
    load: Callable[[], WSGIApplication],
    settings: Settings,
    *,
    at_the_end: Callable[[], None] = lambda: None,
    **more: Any,
) -> NoReturn:
    """Serve what `load` makes on the settings' host and port until told to stop; then `at_the_end` runs."""

    def end(arbiter: Any, worker: Worker) -> None:
        if worker.alive:
            return  # it was not told to stop: it failed, and how is for the arbiter to see
        worker.tpool.shutdown(wait=True)
        at_the_end()
        stopping.leave()

    options = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.web_workers,
        "threads": settings.web_threads,
        "worker_class": f"{__name__}.{Worker.__name__}",
        "worker_exit": end,
        "graceful_timeout": 10,
        "timeout": 60,
        "keepalive": 30,
        "loglevel": "warning",
        "control_socket_disable": True,
        "limit_request_line": 8190,
        "pre_request": announce_end,
        "forwarded_allow_ips": "*" if settings.trusted_proxies else "127.0.0.1",
    }
    try:
        Server(lambda: believing_proxies(load(), settings), **{**options, **more}).run()
    except SystemExit as ended:
        if ended.code:
            raise
    stopping.leave()


def believing_proxies(app: WSGIApplication, settings: Settings) -> WSGIApplication:
    """Take the caller's address from as many proxies as are ours, and from no one else."""
    count = settings.trusted_proxies
    return ProxyFix(app, x_for=count, x_proto=1, x_host=1) if count else app
