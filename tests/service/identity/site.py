"""A website of others, whose visitors log in with Proeftuin: Flask and Authlib's own client, with discovery."""

from __future__ import annotations

from typing import Any

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for
from flask.typing import ResponseReturnValue


def site(address: str, issuer: str, client: dict[str, Any]) -> Flask:
    """The website at this address, which knows Proeftuin by its issuer and by what registering gave."""
    app = Flask("site")
    app.secret_key = "the site's own"
    app.config["SESSION_COOKIE_NAME"] = "site"
    proeftuin = OAuth(app).register(
        "proeftuin",
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_id=client["id"],
        client_secret=client["secret"],
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )

    @app.get("/")
    def home() -> str:
        who = session.get("who")
        return f"Dag {who['name']} <{who['email']}>" if who else "Dag onbekende"

    @app.get("/favicon.ico")
    def icon() -> tuple[str, int]:
        return "", 204

    @app.get("/login")
    def log_in() -> ResponseReturnValue:
        answer: ResponseReturnValue = proeftuin.authorize_redirect(f"{address}/back")
        return answer

    @app.get("/back")
    def back() -> ResponseReturnValue:
        token = proeftuin.authorize_access_token()
        session["sub"] = token["userinfo"]["sub"]  # from the ID token, whose signature and nonce Authlib checked
        session["who"] = dict(proeftuin.userinfo(token=token))
        session["hint"] = token["id_token"]
        return redirect(url_for("home"))

    @app.get("/logout")
    def log_out() -> ResponseReturnValue:
        metadata = proeftuin.load_server_metadata()
        hint = session.pop("hint")
        session.clear()
        bye = f"{metadata['end_session_endpoint']}?id_token_hint={hint}&post_logout_redirect_uri={address}/"
        return redirect(bye)

    return app
