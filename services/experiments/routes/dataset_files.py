"""The files of a dataset: sent as they are, handed out to be saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from services.experiments.queries import datasets as queries
from services.experiments.schemas import datasets as s
from services.experiments.use_cases import dataset_files
from shared.http import Blueprint, Resource, actor, reading, transaction
from shared.http.uploads import CONTENT, DIGEST_HEADER, LARGEST_FILE, declared_size, discard, hand_out, receiving

blueprint = Blueprint("dataset_files", __name__, url_prefix="/proeftuinen", description="Files of datasets")
AT = "/<uuid:proeftuin_id>/datasets/<uuid:dataset_id>/files/<string:name>"


@blueprint.route(AT)
class File(Resource):
    public = {"GET"}
    streams = {"PUT": LARGEST_FILE}

    @blueprint.doc(operationId="get_dataset_file")
    @blueprint.arguments(s.FileAsked, location="query")
    @blueprint.response(200, content_type="application/octet-stream")
    def get(self, asked: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID, name: str) -> Response:
        """The newest version, for everyone where the dataset is published and open; an earlier one for those inside."""
        reader = actor()
        with reading() as session:
            found = queries.get_dataset_file(session, reader, proeftuin_id, dataset_id, name, **asked)
        return hand_out(found, lambda session: queries.must_still_have(session, reader, found))

    @blueprint.doc(operationId="add_dataset_file", requestBody=CONTENT, parameters=[DIGEST_HEADER])
    @blueprint.response(201, s.FileView)
    def put(self, proeftuin_id: UUID, dataset_id: UUID, name: str) -> Any:
        """A new file, or the next version of one, with its digest: CSV, JSON, Parquet, XLSX, ODS, PDF, text or ZIP."""
        at = (proeftuin_id, dataset_id)
        with reading() as session:
            dataset_files.must_take_file(session, actor(), *at, name=name, size=declared_size())
        with receiving(name) as upload, transaction() as session:
            added = dataset_files.add_dataset_file(session, actor(), *at, name=name, kept=upload)
        discard(upload, unless=added.key)
        return queries.file_view(added)


@blueprint.route(f"{AT}/_remove")
class Remove(Resource):
    @blueprint.doc(operationId="remove_dataset_file")
    @blueprint.arguments(s.FileRemoval)
    @blueprint.response(204)
    def post(self, given: dict[str, Any], proeftuin_id: UUID, dataset_id: UUID, name: str) -> None:
        """Versions of a file go, for good, with a reason: what a withdrawn consent asks for."""
        with transaction() as session:
            dataset_files.remove_dataset_file(session, actor(), proeftuin_id, dataset_id, name, **given)
