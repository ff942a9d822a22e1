"""The address of one's own part of an export."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from services.sharing.queries.exports import get_export_part
from shared.http import Blueprint, Resource, actor, reading
from shared.http.exports import export_answer

privacy = Blueprint("privacy", __name__, url_prefix="/people/me", description="What is kept of oneself")


@privacy.route("/exports/<uuid:export_id>")
class OneExport(Resource):
    @privacy.doc(operationId="get_export_part")
    @privacy.response(200, content_type="application/json")
    def get(self, export_id: UUID) -> Response:
        """What sharing keeps of oneself, in the export that was asked for at identity."""
        with reading() as session:
            return export_answer("sharing", get_export_part(session, actor(), export_id))
