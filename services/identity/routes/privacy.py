"""The addresses of what one may always ask: to have one's data, and to be forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from services.identity.queries import exports as queries
from services.identity.schemas import privacy as s
from services.identity.use_cases import erasure, exports
from shared.errors import Forbidden
from shared.http import Blueprint, Resource, actor, database, limited, reading, transaction
from shared.http.exports import export_answer
from shared.http.limits import refuse_spent

privacy = Blueprint("privacy", __name__, url_prefix="/people/me", description="Having one's data, and being forgotten")

FAILURES, FAILURES_WITHIN = 10, 900


def _prove(password: str | None) -> None:
    """Ten wrong passwords in a quarter of an hour are enough, whoever holds the phone."""
    bucket = f"failed-erasure|{actor().person}"
    refuse_spent(database(), bucket, most=FAILURES, seconds=FAILURES_WITHIN)
    try:
        erasure.prove_again(database(), actor(), password)
    except Forbidden:
        limited(database(), bucket, most=FAILURES, seconds=FAILURES_WITHIN)
        raise


@privacy.route("")
class Myself(Resource):
    @privacy.doc(operationId="erase_me")
    @privacy.arguments(s.Erasing)
    @privacy.response(204)
    def delete(self, given: dict[str, Any]) -> None:
        """Erase one's account everywhere, for good. What one published stays, without one's name."""
        _prove(given["password"])
        with transaction() as session:
            erasure.erase_me(session, actor())


@privacy.route("/_export")
class Exports(Resource):
    repeatable = False  # one export at a time is a rule of its own

    @privacy.doc(operationId="request_export")
    @privacy.response(202, s.ExportAsked)
    def post(self) -> Any:
        """Ask for everything that is kept of oneself; it is ready within moments, and there for a day."""
        with transaction() as session:
            return exports.request_export(session, actor())


@privacy.route("/exports/<uuid:export_id>")
class OneExport(Resource):
    @privacy.doc(operationId="get_export")
    @privacy.response(200, s.ExportIndex)
    def get(self, export_id: UUID) -> Response:
        """Which parts are ready and where they are; and what identity itself keeps, under `data`."""
        with reading() as session:
            index = queries.get_export(session, actor(), export_id)
        return export_answer("identity", s.ExportIndex().dump(index))
