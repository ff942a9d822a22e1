"""A real Chromium, and a WSGI app on a free port for it to look at."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90
"""Seconds within which anything happens that is waited for, on a machine that does ten other things."""
LEFT_OUT = "LEFT OUT: no /usr/bin/chromium, so no page is tried in a browser"

expect.set_options(timeout=PATIENCE * 1000)
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists() and os.environ.get("CI") != "true", reason=LEFT_OUT)

if not CHROMIUM.exists():
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(LEFT_OUT, UserWarning, stacklevel=1)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: the test run is no access log."""


@contextmanager
def served(build: Callable[[str], WSGIApplication]) -> Iterator[str]:
    """The address at which the app stands that `build(address)` makes: it may want to know its own."""
    apps: list[WSGIApplication] = []

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return apps[0](environ, start_response)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)  # type: ignore[arg-type]
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        apps.append(build(address))
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def launched() -> Iterator[Browser]:
    """A Chromium; starting one costs more than most of what is then asked of it."""
    assert CHROMIUM.exists(), "CI needs /usr/bin/chromium (Debian's package chromium)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()
