"""`python -m web web`: serve the pages on $PORT, talking to the gateway at $API_URL (or at the public address)."""

from __future__ import annotations

import sys

import httpx
from flask import Flask

from shared import settings as all_settings
from shared.errors import DomainError
from shared.gunicorn import serve
from web.app import build


def main(words: list[str]) -> int:
    """Run the one verb there is."""
    if words != ["web"]:
        print("usage: python -m web web", file=sys.stderr)
        return 2
    try:
        settings = all_settings.read()
    except DomainError as error:
        print(error.message, file=sys.stderr)
        return 2

    def load() -> Flask:
        # Made in the worker, after the fork: connections are not shared between processes. A service that
        # hangs costs a reader seconds, never a worker thread for ever.
        http = httpx.Client(base_url=settings.api_url or settings.public_url, timeout=httpx.Timeout(10, connect=3))
        return build(settings, http)

    # One process with threads: pages mostly wait, and two tabs that renew the same session must meet (session.py).
    serve(load, settings, workers=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
