"""A file that arrives as the body of a PUT, and one that is handed out. Neither is ever held in memory.

In order: how large it says it is, its name, who may (the caller's business), then the bytes, their digest (RFC 9530),
and what kind of file they are. Only what passes all of it is kept; the caller then writes down its key.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

import structlog
from flask import Response, current_app, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from shared import clock
from shared.db import Database
from shared.errors import DomainError, Invalid, NotFound, Reason
from shared.http.door import database
from shared.ids import new_id
from shared.storage import Store
from shared.storage.kinds import media_type_of
from shared.storage.store import PIECE, Missing, Unavailable

log = structlog.get_logger()
LARGEST_FILE = 50 * 1024 * 1024
CONTENT = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
DIGEST_HEADER = {
    "in": "header",
    "name": "Content-Digest",
    "required": True,
    "schema": {"type": "string", "pattern": "sha-256=:[A-Za-z0-9+/]{43}=:"},
    "description": "The SHA-256 of the file, by RFC 9530.",
}
LOOK_AGAIN = 1.0
"""After so many seconds of handing out it is asked again whether the reader may still have it."""
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")


@dataclass(frozen=True)
class Upload:
    """A file that was checked and kept. Its key stands for it until it is removed."""

    key: str
    size: int
    sha256: str
    media_type: str


def store() -> Store:
    """Where this app keeps its files."""
    return cast(Store, current_app.extensions["store"])


def declared_size() -> int:
    """How large the body says it is: known before a byte of it is read."""
    if request.content_length is None:
        raise LengthRequired("Say how large the file is: Content-Length.")
    if request.content_length > LARGEST_FILE:
        raise RequestEntityTooLarge(f"A file is at most {LARGEST_FILE // 1024**2} MB.")
    return request.content_length


@contextmanager
def receiving(name: str) -> Iterator[Upload]:
    """Read the body and keep it; the block writes down its key. Where the domain refuses that, it is removed again.

    After any other error it stays: a commit may have come through though no word of it came back. What nobody wrote
    down, the sweeper finds.
    """
    size, asked, path = declared_size(), _asked_digest(), store().arriving()
    try:
        upload = _received(path, name, size, asked)
        store().keep(upload.key, path)
    except OSError as error:  # the disk is full, or gone
        raise Unavailable(type(error).__name__) from error
    finally:
        path.unlink(missing_ok=True)
    try:
        yield upload
    except DomainError:
        store().remove(upload.key)
        raise


def discard(upload: Upload, *, unless: str | None) -> None:
    """What was sent is there already under another key: this copy goes."""
    if upload.key != unless:
        store().remove(upload.key)


class Handed(Protocol):
    """A file that was written down."""

    key: Any
    name: Any
    media_type: Any
    size: Any
    sha256: Any


def hand_out(file: Handed, still: Callable[[Session], object]) -> Response:
    """The file, to be saved and not to be shown: whatever stands in it runs nowhere. 304 for who has it already.

    `still` raises where the reader may have it no longer: then it breaks off, also for who reads as slowly as he can.
    """
    try:
        pieces = store().read(file.key)
    except Missing as error:
        log.error("file_missing", key=file.key)
        raise NotFound("file-missing", "This file cannot be found. The operator has to look into it.") from error
    text = file.media_type.startswith("text/")
    given = _while_allowed(pieces, database(), still)
    response = Response(given, content_type=f"{file.media_type}; charset=utf-8" if text else file.media_type)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(file.sha256)).decode()}:"
    response.set_etag(file.sha256)
    response.make_conditional(request)
    return response


def _while_allowed(pieces: Iterator[bytes], database: Database, still: Callable[[Session], object]) -> Iterator[bytes]:
    """The pieces while it is allowed; then it breaks off as a connection does, so that nobody takes it for whole."""
    looked = clock.monotonic()
    for piece in pieces:
        if clock.monotonic() - looked >= LOOK_AGAIN:
            looked = clock.monotonic()
            try:
                with database.reading() as session:
                    still(session)
            except DomainError as error:
                log.info("file_broken_off", why=error.code)
                raise ConnectionResetError(errno.ECONNRESET, "This reader may have it no longer.") from error
        yield piece


def _received(path: Path, name: str, size: int, asked: bytes) -> Upload:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for piece in _pieces(request.stream):
            digest.update(piece)
            file.write(piece)
    if path.stat().st_size != size or digest.digest() != asked:
        reason = Reason("digest-mismatch", "What arrived is not what was sent.", "/Content-Digest", "Send it again.")
        raise Invalid("digest-mismatch", "The file did not arrive whole.", (reason,))
    return Upload(new_id().hex, size, digest.hexdigest(), media_type_of(path, name))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _asked_digest() -> bytes:
    found = DIGEST.search(request.headers.get("Content-Digest", ""))
    if found is None:
        how = "Content-Digest: sha-256=:<the base64 of its SHA-256>:"
        reason = Reason("digest-needed", "Say what the file's digest is.", "/Content-Digest", how)
        raise Invalid("digest-needed", "A file comes with its digest.", (reason,))
    return base64.b64decode(found.group(1))
