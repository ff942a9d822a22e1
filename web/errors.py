"""Pages for when something is refused, missing or out of reach. What somebody typed is never thrown away."""

from __future__ import annotations

import json

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from web import session
from web.api import ApiProblem
from web.forms import Form

PATIENCE = 20
KNOWN = {403, 404, 429, 503}


def page_for(status: int, retry_after: str = "") -> Response:
    """The page of one kind of trouble."""
    shown = status if status in KNOWN else (503 if status >= 500 else 400)
    answer = make_response(render_template("error.html", status=shown), status)
    if retry_after:
        answer.headers["Retry-After"] = retry_after
    return answer


def waiting(what: str) -> Response:
    """A page that looks again by itself, and after a while leaves that to the reader."""
    turn = int(request.args.get("nieuw", "1")) if request.args.get("nieuw", "1").isdigit() else 1
    again = url_for(str(request.endpoint), **(request.view_args or {}), nieuw=turn + 1)
    answer = make_response(render_template("waiting.html", what=what, again=again, tired=turn > PATIENCE), 202)
    if turn <= PATIENCE:
        answer.headers["Refresh"] = f"{1 if turn < 6 else 3}; url={again}"
    return answer


def kept(status: int, *, logged_out: bool = False) -> Response:
    """What was typed, to send again: the form itself cannot be shown now."""
    form = Form.posted("")
    shown = render_template("kept.html", form=form, status=status, logged_out=logged_out)
    return make_response(shown, status)


def when_refused(problem: ApiProblem) -> ResponseReturnValue:
    """A service's refusal that no page answered by itself."""
    if problem.status == 401:
        session.log_out()
        if request.method == "GET":
            return redirect(url_for("account.log_in", next=request.full_path.rstrip("?")))
    if problem.not_known_yet and request.method == "GET":
        return waiting("page")
    if request.method == "POST" and Form.posted("").words():
        return kept(problem.status, logged_out=problem.status == 401)
    return page_for(problem.status, problem.retry_after)


def when_token_ran_out(error: CSRFError) -> ResponseReturnValue:
    """The form is older than the session, or cookies are off. Nothing was changed, nothing is lost."""
    return no_such_service() if _by_a_program() else kept(400)


def when_broken(error: HTTPException) -> ResponseReturnValue:
    """Anything Flask itself refuses."""
    return no_such_service() if _by_a_program() else page_for(error.code or 500)


def no_such_service() -> Response:
    """What a program gets that asks below `/api` for what no service has: a problem as from any of them, not a page."""
    told = {
        "type": "urn:proeftuin:problem:not-found",
        "title": "Not found",
        "status": 404,
        "code": "not-found",
        "detail": "There is no such service. There are /api/identity, /api/ideas, /api/experiments and /api/sharing.",
        "instance": request.path,
    }
    return Response(json.dumps(told), 404, content_type="application/problem+json")


def _by_a_program() -> bool:
    return request.path == "/api" or request.path.startswith("/api/")


def prepare(app: Flask) -> None:
    """Switch these pages on."""
    app.register_error_handler(ApiProblem, when_refused)
    app.register_error_handler(CSRFError, when_token_ran_out)
    app.register_error_handler(InternalServerError, when_broken)
    app.register_error_handler(HTTPException, when_broken)
