"""`/oauth/authorize`: log in, say yes or no, and go back to the client with a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AccessDeniedError
from flask import Response, request
from sqlalchemy.orm import Session

from services.identity import use_cases
from services.identity.model import Client, Consent, Person
from services.identity.model.scopes import SCOPES, scopes_in
from services.identity.oauth.browser import cookie, must_be_ours, page, redirected
from services.identity.oauth.entering import enter, enter_with_code, forget_half_done, waits_for_code
from services.identity.oauth.prompts import Step, must_be_supported, next_step
from services.identity.oauth.provider import Provider
from services.identity.oauth.words import LANGUAGES, language
from services.identity.use_cases.browsers import close_browser, find_browser
from services.identity.use_cases.grants import person_of, remember_consent
from shared.errors import Limited, Unauthenticated
from shared.http import database, settings, transaction
from shared.http.limits import client_address


@dataclass
class Visit:
    """One authorization request, checked, with who is there and what he must still do."""

    provider: Provider
    grant: Any
    client: Client
    scope: str
    person: Person | None
    step: Step

    @property
    def onwards(self) -> str:
        """Where it ends."""
        found: str = self.grant.redirect_uri
        return found


def authorize() -> Response:
    """The authorization endpoint. A client may post its request, too; it then comes back with the cookie."""
    if request.method == "POST" and "client_id" in request.form:
        return redirected(request.path, request.form.to_dict())
    if request.method == "GET":
        return _shown()
    must_be_ours()
    deed = request.form.get("deed", "")
    if deed == "leave":
        with transaction() as session:
            close_browser(session, cookie())
        return forget_half_done(redirected(request.path, request.args.to_dict()))
    if deed == "code":
        return _code_given()
    return _logged_in() if deed == "log-in" else _decided(deed)


def _visit(session: Session) -> Visit:
    """The request, checked by Authlib and by us. Raises OAuth2Error, with an address to go back to if that is right."""
    browser = find_browser(session, cookie())
    provider = Provider(session, settings(), browser)
    given = request.args
    person = person_of(session, browser.person_id) if browser else None
    asking = provider.create_oauth2_request(None)
    client = provider.query_client(given.get("client_id", ""))
    known = client is not None and client.check_redirect_uri(given.get("redirect_uri", ""))
    try:
        if known:
            must_be_supported(given)
        grant = provider.get_consent_grant(asking, person)
        assert client is not None
        scope = grant.request.scope
        consent = session.get(Consent, (person.id, client.id)) if person else None
        step = next_step(given, scope, client, browser, consent)
    except OAuth2Error as error:
        error.redirect_uri = given["redirect_uri"] if known else None
        error.state = given.get("state")
        raise
    return Visit(provider, grant, client, scope, person, step)


def _shown() -> Response:
    """The page for the next step, or straight on to the client where there is none."""
    with transaction() as session:
        try:
            visit = _visit(session)
        except OAuth2Error as error:
            return _refused(session, error)
        return _finished(visit) if visit.step == "done" else _page(visit, code=waits_for_code(session))


def _page(visit: Visit, *, status: int = 200, wrong: str = "", email: str = "", code: bool = False) -> Response:
    if visit.step == "login" and code:
        return page("code.html", status=status, onwards=visit.onwards, client=visit.client, wrong=wrong)
    if visit.step == "login":
        outside = {
            "outside": settings().oidc_name if settings().oidc_issuer else "",
            "back": request.query_string.decode(),
        }
        said = {"client": visit.client, "wrong": wrong, "email": email}
        return page("log_in.html", status=status, onwards=visit.onwards, **said, **outside)
    column = LANGUAGES.index(language())
    asked = [(scope.nl, scope.en)[column] for name, scope in SCOPES.items() if name in scopes_in(visit.scope)]
    shown: dict[str, Any] = {"client": visit.client, "person": visit.person, "goes_to": visit.onwards}
    return page("consent.html", onwards=visit.onwards, scopes=asked, **shown)


def _logged_in() -> Response:
    """Check the password, outside any transaction; then look at the request again."""
    typed = {"email": request.form.get("email", "")[:254].strip(), "password": request.form.get("password", "")[:128]}
    try:
        if not typed["email"].isprintable() or "\x00" in typed["password"]:
            raise Unauthenticated("wrong-login", "No address looks like this.")
        proof = use_cases.prove_who(database(), settings(), address=client_address(), **typed)
    except Unauthenticated:
        return _again(401, "wrong", typed["email"])
    except Limited:
        return _again(429, "too-many", typed["email"])
    return enter(proof, request.args.to_dict())


def _code_given() -> Response:
    """The code of the second factor; a wrong one may be given again as long as the challenge lasts."""
    try:
        answer = enter_with_code(request.form.get("code", "")[:60].strip(), request.args.to_dict())
    except Limited:
        return _again(429, "too-many", code=True)
    return answer or _again(401, "wrong-code", code=True)


def _again(status: int, wrong: str, email: str = "", *, code: bool = False) -> Response:
    with transaction() as session:
        try:
            visit = _visit(session)
        except OAuth2Error as error:
            return _refused(session, error)
        visit.step = "login"
        return _page(visit, status=status, wrong=wrong, email=email, code=code and waits_for_code(session))


def _decided(deed: str) -> Response:
    """Yes, or no. Who has to log in first (again) is not asked yet, whatever was posted."""
    with transaction() as session:
        try:
            visit = _visit(session)
            if visit.step == "login" or visit.person is None:
                return redirected(request.path, request.args.to_dict())
            if deed != "allow":
                raise AccessDeniedError(redirect_uri=visit.onwards, state=request.args.get("state"))
        except OAuth2Error as error:
            return _refused(session, error)
        remember_consent(session, visit.person.id, visit.client.id, visit.scope)
        return _finished(visit)


def _finished(visit: Visit) -> Response:
    asking = visit.provider.create_oauth2_request(None)
    visit.grant.request.scope = visit.scope
    answer = visit.provider.create_authorization_response(asking, grant_user=visit.person, grant=visit.grant)
    return visit.provider.sent_back(answer)


def _refused(session: Session, error: OAuth2Error) -> Response:
    """Back to the client where its address is known to be its own; else this is for the person to read, here."""
    if error.redirect_uri:
        provider = Provider(session, settings())
        return provider.sent_back(provider.handle_error_response(None, error))
    return page("refused.html", status=400, code=error.error, said=error.get_error_description())
