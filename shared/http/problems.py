"""The one table from what went wrong to a problem document (RFC 9457). Every error of every service goes through it."""

from __future__ import annotations

import json
from typing import Any

import structlog
from flask import Flask, Response, request
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from shared import context, errors
from shared.events.envelope import Malformed
from shared.storage.store import Unavailable

log = structlog.get_logger()

STATUS: dict[type[errors.DomainError], int] = {
    errors.Invalid: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Gone: 410,
    errors.Conflict: 409,
    errors.NotKnownYet: 409,
    errors.Stale: 412,
    errors.Limited: 429,
}
TITLES = {
    400: "Not valid",
    401: "Log in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not to be had in that form",
    409: "Not possible now",
    410: "Taken back",
    412: "Changed in the meantime",
    413: "Too large",
    415: "Media type not supported",
    422: "Key used for something else",
    428: "Say which version you saw",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Not available for a moment",
}


def problem(
    status: int,
    code: str,
    detail: str,
    reasons: tuple[errors.Reason, ...] = (),
    headers: dict[str, str] | None = None,
    **more: str,
) -> Response:
    """A problem document. `errors` lists everything in the way at once; `more` are members of this one problem."""
    body: dict[str, Any] = {
        "type": f"urn:proeftuin:problem:{code}",
        "title": TITLES.get(status, "Not possible"),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        "requestId": context.current().request_id,
        **more,
    }
    if reasons:
        body["errors"] = [_entry(reason) for reason in reasons]
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    return response


def _entry(reason: errors.Reason) -> dict[str, str]:
    entry = {"pointer": reason.pointer, "code": reason.code, "message": reason.message}
    return {**entry, "how": reason.how} if reason.how else entry


def _domain(error: errors.DomainError) -> Response:
    status = STATUS[type(error)]
    headers = {}
    if isinstance(error, errors.Limited):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.NotKnownYet):
        headers["Retry-After"] = "1"
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="proeftuin"'
    return problem(status, error.code, error.message, tuple(error.reasons), headers)


def _http(error: HTTPException) -> Response:
    if error.response is not None:  # an answer that was raised, such as a redirect
        return error.get_response()  # type: ignore[return-value]
    status = error.code or 500
    headers = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After"}}
    code = (error.name or "error").lower().replace(" ", "-")
    return problem(status, code, error.description or error.name, headers=headers)


def _unavailable(error: Exception) -> Response:
    log.error("database_unavailable", error=type(error).__name__)
    detail = "The database does not answer. Nothing was changed; try again in a few seconds."
    return problem(503, "database-unavailable", detail, headers={"Retry-After": "5"})


def _no_store(error: Unavailable) -> Response:
    log.error("store_unavailable", error=str(error))
    detail = "Files can be neither kept nor fetched right now. Nothing was changed; try again later."
    return problem(503, "store-unavailable", detail, headers={"Retry-After": "30"})


def _integrity(error: IntegrityError) -> Response:
    """A race that a constraint decided: the other one was first."""
    log.info("integrity_conflict", constraint=str(getattr(getattr(error.orig, "diag", None), "constraint_name", "")))
    return problem(409, "conflict", "Someone else did this at the same moment. Look again.")


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected_error", error=type(error).__name__)
    return problem(500, "unexpected", "Something went wrong on our side. Nothing was changed.")


def register(app: Flask) -> None:
    """Let every error of this app become a problem document."""
    app.register_error_handler(errors.DomainError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _integrity)
    for unavailable in (OperationalError, PoolTimeout):
        app.register_error_handler(unavailable, _unavailable)
    app.register_error_handler(DBAPIError, lambda e: _unavailable(e) if e.connection_invalidated else _unexpected(e))
    app.register_error_handler(ParseException, lambda e: problem(400, "broken-body", "The body did not come whole."))
    app.register_error_handler(Malformed, lambda e: problem(413, "too-large", "Together these texts are too long."))
    app.register_error_handler(Unavailable, _no_store)
    app.register_error_handler(Exception, _unexpected)
