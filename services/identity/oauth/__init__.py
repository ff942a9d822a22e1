"""The OAuth 2.1 and OpenID Connect provider, on Authlib: what stands at `/oauth/*`, outside the versioned document."""

from __future__ import annotations

from flask import Flask

from services.identity.oauth import external
from services.identity.oauth.authorize import authorize
from services.identity.oauth.browser import style
from services.identity.oauth.endpoints import introspect, revoke, token
from services.identity.oauth.logout import end_session
from services.identity.oauth.metadata import metadata
from services.identity.oauth.userinfo import userinfo


def register_oauth(app: Flask) -> None:
    """Mount the provider on identity's app."""
    both = ["GET", "POST"]
    app.add_url_rule("/.well-known/openid-configuration", "openid_configuration", metadata)
    app.add_url_rule("/.well-known/oauth-authorization-server", "authorization_server", metadata)
    app.add_url_rule("/oauth/authorize", "authorize", authorize, methods=both)
    app.add_url_rule("/oauth/token", "token", token, methods=["POST"])
    app.add_url_rule("/oauth/revoke", "revoke", revoke, methods=["POST"])
    app.add_url_rule("/oauth/introspect", "introspect", introspect, methods=["POST"])
    app.add_url_rule("/oauth/userinfo", "userinfo", userinfo, methods=both)
    app.add_url_rule("/oauth/end_session", "end_session", end_session, methods=both)
    app.add_url_rule("/oauth/external/start", "external_start", external.start)
    app.add_url_rule("/oauth/external/callback", "external_callback", external.callback)
    app.add_url_rule("/oauth/external/confirm", "external_confirm", external.confirm, methods=both)
    app.add_url_rule("/oauth/style.css", "oauth_style", style)
