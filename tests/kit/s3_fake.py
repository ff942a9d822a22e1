"""A server that speaks as much S3 as keeping files takes: put, get, delete and list, one bucket after another.

Where `TEST_S3_URL` names a bucket of a real server (with `TEST_S3_KEY` and `TEST_S3_SECRET`), tests use that one.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/"


class Fake:
    """What was put, by its path. A body that breaks off in the middle leaves nothing, as with the real ones."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, datetime]] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        answer: Response = getattr(self, request.method.lower())(request)
        return answer(environ, start_response)

    def put(self, request: Request) -> Response:
        body = request.get_data()
        if len(body) != request.content_length:
            return Response(status=400)
        self.kept[request.path] = body, datetime.now(UTC)
        return Response(headers={"ETag": _tag(body)})

    def get(self, request: Request) -> Response:
        if "list-type" in request.args:
            return self._listed(request)
        if request.path not in self.kept:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404, content_type="application/xml")
        body, since = self.kept[request.path]
        return Response(body, headers={"ETag": _tag(body), "Last-Modified": format_datetime(since, usegmt=True)})

    def delete(self, request: Request) -> Response:
        self.kept.pop(request.path, None)
        return Response(status=204)

    def post(self, request: Request) -> Response:
        """Several deletes in one request."""
        keys = [each.partition("</Key>")[0] for each in request.get_data(as_text=True).split("<Key>")[1:]]
        for key in keys:
            self.kept.pop(f"{request.path.rstrip('/')}/{key}", None)
        told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        return Response(f'<DeleteResult xmlns="{XMLNS}">{told}</DeleteResult>', content_type="application/xml")

    def _listed(self, request: Request) -> Response:
        bucket = request.path.rstrip("/") + "/"
        prefix = bucket + request.args.get("prefix", "")
        found = [
            f"<Contents><Key>{escape(path.removeprefix(bucket))}</Key><LastModified>{since.isoformat()}</LastModified>"
            f"<ETag>{_tag(body)}</ETag><Size>{len(body)}</Size></Contents>"
            for path, (body, since) in sorted(self.kept.items())
            if path.startswith(prefix)
        ]
        told = f'<ListBucketResult xmlns="{XMLNS}"><IsTruncated>false</IsTruncated>{"".join(found)}</ListBucketResult>'
        return Response(told, content_type="application/xml")


@contextmanager
def bucket() -> Iterator[dict[str, str]]:
    """The settings of a bucket to try things in."""
    if given := os.environ.get("TEST_S3_URL"):
        named = {"storage_key": "TEST_S3_KEY", "storage_secret": "TEST_S3_SECRET"}
        yield {"storage_url": given, **{name: os.environ.get(where, "") for name, where in named.items()}}
        return
    server = make_server("127.0.0.1", 0, Fake(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"s3://files/proeftuin?endpoint=http://127.0.0.1:{server.port}"
    yield {"storage_url": address, "storage_key": "a", "storage_secret": "b"}
    server.shutdown()
    server.server_close()


def _tag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
