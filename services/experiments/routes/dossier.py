"""The dossier of a proeftuin, for people and for machines, and its frozen versions."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from services.experiments.model.dossier import canonical
from services.experiments.queries import dossiers as queries
from services.experiments.routes.dossier_page import dossier_page, policy
from services.experiments.schemas import dossier as s
from services.experiments.use_cases import dossiers
from shared.http import Blueprint, Page, Resource, Window, actor, reading, settings, transaction

blueprint = Blueprint("dossier", __name__, url_prefix="/proeftuinen", description="For those who must be convinced")
AT = "/<uuid:proeftuin_id>/dossier"
PAGE = {200: {"description": "OK", "content": {"text/html": {"schema": {"type": "string"}}}}}
JSON, HTML = "application/json", "text/html"


@blueprint.route(AT)
class Dossier(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_dossier", responses=PAGE)
    @blueprint.arguments(s.DossierAsked, location="query")
    @blueprint.response(200, s.Dossier)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID) -> Response:
        """The dossier as it is now: a page where `text/html` is preferred, else JSON."""
        form = _preferred()
        with reading() as session:
            told = s.Dossier().dump(queries.get_dossier(session, proeftuin_id, origin=settings().public_url))
            words = queries.words_now(session, proeftuin_id) if form == HTML else {}
        return _page(told, words, **asked) if form == HTML else _json(canonical(told), _tag(told))


@blueprint.route(f"{AT}/versions")
class Versions(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="list_dossier_versions")
    @blueprint.arguments(Window, location="query")
    @blueprint.response(200, s.DossierVersionPage)
    def get(self, window: dict[str, Any], proeftuin_id: UUID) -> Page[Any]:
        """The frozen versions, newest first."""
        with reading() as session:
            page = queries.list_dossier_versions(session, proeftuin_id, **window)
        return Page([_view(version) for version in page.items], page.cursor)

    @blueprint.doc(operationId="freeze_dossier")
    @blueprint.response(201, s.DossierVersionView)
    def post(self, proeftuin_id: UUID) -> Any:
        """A holder, or who represents an organisation that has a part in it, freezes the dossier as it is now.

        At most ten times within a day, and at most 5 MB each: every version is kept for ever.
        """
        with transaction() as session:
            proeftuin, version = dossiers.dossier_to_freeze(session, actor(), proeftuin_id)
            told = queries.get_dossier(session, proeftuin_id, origin=settings().public_url, frozen=version)
            dossiers.freeze_dossier(session, actor(), proeftuin, version, s.Dossier().dump(told))
        return _view(version), {"Location": f"{request.path}/{version.number}"}


@blueprint.route(f"{AT}/versions/<int:number>")
class OneVersion(Resource):
    public = {"GET"}

    @blueprint.doc(operationId="get_dossier_version", responses=PAGE)
    @blueprint.arguments(s.DossierAsked, location="query")
    @blueprint.response(200, s.Dossier)
    def get(self, asked: dict[str, Any], proeftuin_id: UUID, number: int) -> Response:
        """The frozen version: the same bytes for ever, or a page of them with what may be read beside them now."""
        form = _preferred()
        with reading() as session:
            version = queries.get_dossier_version(session, proeftuin_id, number)
            words = queries.words_now(session, proeftuin_id) if form == HTML else {}
        if form == HTML:
            return _page(json.loads(version.body), words, checksum=version.checksum, **asked)
        return _json(version.body, version.checksum)


def _view(version: Any) -> dict[str, Any]:
    facts = {name: getattr(version, name) for name in ("number", "frozen_at", "checksum")}
    at = f"{settings().public_url}/api/experiments/v1/proeftuinen/{version.proeftuin_id}"
    return {**facts, "address": f"{at}/dossier/versions/{version.number}"}


def _preferred() -> str:
    """JSON unless a page is preferred. Raises NotAcceptable where the reader takes neither."""
    found = request.accept_mimetypes.best_match([JSON, HTML]) if request.headers.get("Accept") else JSON
    if found is None:
        raise NotAcceptable("A dossier is there as application/json and as text/html.")
    return found


def _tag(told: dict[str, Any]) -> str:
    """By what it says, not by when it was asked."""
    timeless = {name: value for name, value in told.items() if name not in ("asOf", "citation")}
    return hashlib.sha256(canonical(timeless)).hexdigest()


def _json(body: bytes, tag: str) -> Response:
    """These bytes, and their digest (RFC 9530); 304 for who has them already."""
    response = Response(body, content_type=JSON)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return _conditional(response, tag)


def _page(told: dict[str, Any], words: dict[str, Any], *, language: str, checksum: str | None = None) -> Response:
    body = dossier_page(told, words, language=language, checksum=checksum)
    response = Response(body, content_type=f"{HTML}; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy()
    response.headers["Content-Language"] = language
    return _conditional(response, hashlib.sha256(_timeless(body, told["asOf"]).encode()).hexdigest())


def _timeless(page: str, moment: str) -> str:
    """The page without when it was asked for: nothing else of it changes by itself."""
    return re.sub(rf'<time datetime="{re.escape(moment)}">[^<]*</time>', "", page)


def _conditional(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.vary.add("Accept")
    response.make_conditional(request)
    return response
