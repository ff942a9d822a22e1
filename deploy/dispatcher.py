"""The gateway of the embedded mode: the same table of prefixes as deploy/gateway/Caddyfile, in one process."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOUNTS = (
    ("/api/identity", "identity"),
    ("/oauth", "identity"),
    ("/.well-known", "identity"),
    ("/api/ideas", "ideas"),
    ("/api/experiments", "experiments"),
    ("/api/sharing", "sharing"),
)
"""Which service answers below which prefix; everything else is the web client's."""


class Dispatcher:
    """Hands each request to its service, with its path as it is: services know their own prefix."""

    def __init__(self) -> None:
        self._apps: dict[str, WSGIApplication] = {}

    def mount(self, name: str, app: WSGIApplication) -> None:
        """Let `app` answer for the service `name`, or for `web`."""
        self._apps[name] = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for prefix, name in MOUNTS:
            if path == prefix or path.startswith(prefix + "/"):
                return self._apps[name](environ, start_response)
        return self._apps["web"](environ, start_response)

    def from_inside(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The way in for the web client, in the same process: whom it asks for is believed, as nobody else is.

        Limits are per address; without this all readers of the pages would share one.
        """
        if reader := environ.get("HTTP_X_FORWARDED_FOR"):
            environ["REMOTE_ADDR"] = reader
        return self(environ, start_response)
