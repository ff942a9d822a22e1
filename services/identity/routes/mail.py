"""The addresses of being written to: one's own choices, and the unsubscribe link in every digest and urgent mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from markupsafe import escape

from services.identity import queries, use_cases
from services.identity import schemas as s
from shared.http import Blueprint, Resource, actor, database, limited, reading, settings, transaction
from shared.http.limits import client_address

notifications = Blueprint("notifications", __name__, url_prefix="/people/me", description="How one is written to")
subscriptions = Blueprint("subscriptions", __name__, url_prefix="/mail-subscriptions", description="Unsubscribing")

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proeftuin</title></head><body>
<h1>{title}</h1><p lang="en">{english}</p>{form}</body></html>"""
FORM = """<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
<button>Geen mails meer / No more mails</button></form>"""
CSP = "default-src 'none'; form-action 'self'; frame-ancestors 'none'"


def _subscription(token: str) -> dict[str, Any]:
    """Which kind of mail this link is about, and whether it goes out."""
    person_id, kind = use_cases.read_unsubscribe(token, settings().secret_key)
    with reading() as session:
        return queries.get_subscription(session, person_id, kind)


def _answer(found: dict[str, Any]) -> Any:
    """JSON for programs; for who clicked the link in a mail, a page with one button."""
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) != "text/html":
        return found
    on = found["subscribed"]
    title = "Wil je deze mails niet meer?" if on else "Je krijgt deze mails niet meer."
    english = "Do you want no more of these mails?" if on else "You get no more of these mails."
    page = PAGE.format(title=escape(title), english=escape(english), form=FORM if on else "")
    return Response(page, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})


@notifications.route("/notifications")
class Notifications(Resource):
    @notifications.doc(operationId="get_mail_choice")
    @notifications.response(200, s.MailChoices)
    def get(self) -> Any:
        """How one is written to."""
        return self._chosen(actor().person)

    @notifications.doc(operationId="choose_mail")
    @notifications.arguments(s.MailChoices)
    @notifications.response(200, s.MailChoices)
    def put(self, choices: dict[str, Any]) -> Any:
        """Choose how one is written to: a digest daily, weekly or never; urgent things at once or in the digest."""
        with transaction() as session:
            use_cases.choose_mail(session, actor(), **choices)
        return self._chosen(actor().person)

    def _chosen(self, person_id: UUID) -> Any:
        with reading() as session:
            return queries.get_mail_choice(session, person_id)


@subscriptions.route("/<token>")
class Subscription(Resource):
    public = {"GET", "POST"}
    repeatable = False

    @subscriptions.doc(operationId="get_subscription")
    @subscriptions.response(200, s.Subscription)
    def get(self, token: str) -> Any:
        """Which mail this link is about. Looking changes nothing: mail scanners follow links too."""
        limited(database(), f"unsubscribe|{client_address()}", most=120, seconds=60)
        return _answer(_subscription(token))

    @subscriptions.doc(operationId="unsubscribe")
    @subscriptions.arguments(s.OneClick, location="form")
    @subscriptions.response(200, s.Subscription)
    def post(self, given: dict[str, Any], token: str) -> Any:
        """Stop this kind of mail, without logging in (RFC 8058)."""
        limited(database(), f"unsubscribe|{client_address()}", most=120, seconds=60)
        with transaction() as session:
            use_cases.unsubscribe(session, token=token, secret_key=settings().secret_key)
        return _answer(_subscription(token))
