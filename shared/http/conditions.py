"""A resource's version as its ETag, for If-Match: nobody overwrites what he has not seen."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import PreconditionRequired

from shared.errors import Stale


def version_tag(version: int) -> dict[str, str]:
    """The ETag header of a resource in this version."""
    return {"ETag": f'"{version}"'}


def if_match(version: int, *, required: bool = False) -> None:
    """Raises Stale (412) where the caller saw another version; 428 where one must be named and none was."""
    if "If-Match" not in request.headers:
        if required:
            raise PreconditionRequired("Send If-Match with the ETag of the version you looked at.")
        return
    if not request.if_match.contains(str(version)):
        raise Stale("changed", "This was changed since you looked. Get it again, and put your change on top.")
