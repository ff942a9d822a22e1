"""What stands at the root, outside the versioned document: the public keys (RFC 7517) that check tokens."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from services.identity import queries
from shared.http import reading


def register_well_known(app: Flask) -> None:
    """Mount the root addresses on identity's app."""

    @app.get("/.well-known/jwks.json")
    def jwks() -> Response:
        """The keys that access tokens are signed with. May be kept five minutes: new ones are published earlier."""
        with reading() as session:
            response = jsonify(queries.published_keys(session))
        response.headers["Cache-Control"] = "public, max-age=300"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
