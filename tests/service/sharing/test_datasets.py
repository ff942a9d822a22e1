"""A published dataset becomes a publication and open data with its files; restricted or destroyed it is neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pyshacl
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from services.sharing.model import Dataset, Publication, publication_id_of
from shared.events.experiments import DatasetDestroyed, DatasetPublished, DatasetRestated, DatasetRestricted
from shared.events.sharing import PublicationPublished, PublicationRetracted, PublicationRevised
from shared.ids import new_id
from tests.kit.world import World
from tests.service.sharing.conftest import dataset, dataset_revised, file, formed

SHAPES = Graph().parse(Path(__file__).parents[2] / "kit" / "dcat_ap_nl.ttl")
SPDX = "http://spdx.org/rdf/terms#"


def page_of(told: DatasetPublished) -> UUID:
    return publication_id_of(told.dataset_id, "dataset")


def catalogue(world: World) -> Graph:
    found = Graph().parse(data=world.get("/catalogue").text, format="turtle")
    valid, _, report = pyshacl.validate(found, shacl_graph=SHAPES, allow_warnings=False)
    assert valid, report
    return found


def found(world: World, words: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.get(f"/search?q={words}&type=dataset").json["items"]
    return items


def restated(told: DatasetPublished) -> DatasetRestated:
    facts = {name: getattr(told, name) for name in DatasetPublished.__struct_fields__}
    return DatasetRestated(**facts, published_at="2026-01-05T10:00:00Z")  # type: ignore[arg-type]


def test_it_is_read_searched_followed_and_described_with_its_files(sharing: World) -> None:
    told = dataset()
    sharing.hear(formed(told.proeftuin_id), told)
    page = sharing.get(f"/publications/{page_of(told)}").json
    assert (page["kind"], page["licence"], page["credit"]) == ("dataset", "CC0-1.0", None)
    assert f"/proeftuinen/{told.proeftuin_id}/datasets/{told.dataset_id}" in page["body"]
    assert "Hoe het is verzameld" in page["body"]
    (said,) = sharing.said(PublicationPublished)
    assert isinstance(said, PublicationPublished)
    assert (said.source, said.update_id) == ("dataset", told.dataset_id)
    assert [each["id"] for each in found(sharing, "plezier")] == [str(page_of(told))]
    assert "Plezier in het werk" in sharing.get("/feeds/atom").text
    graph = catalogue(sharing)
    (one,) = graph.subjects(DCAT.downloadURL, URIRef(told.files[0].url))
    assert next(graph.objects(one, DCAT.byteSize)).toPython() == 24  # type: ignore[attr-defined]
    (checksum,) = graph.objects(one, URIRef(SPDX + "checksum"))
    assert str(next(graph.objects(checksum, URIRef(SPDX + "checksumValue")))) == "ab" * 32
    (described,) = graph.subjects(DCAT.distribution, one)
    assert Literal("Hoeveel plezier mensen hebben.", lang="nl") in graph.objects(described, DCTERMS.description)
    assert next(graph.objects(described, DCTERMS.temporal))


def test_a_change_is_the_next_revision_and_files_follow_without_one(sharing: World) -> None:
    told = dataset()
    sharing.hear(told, dataset_revised(told, files=[file(number=2, size=30)]))
    assert sharing.said(PublicationRevised) == []
    assert next(catalogue(sharing).objects(None, DCAT.byteSize)).toPython() == 30  # type: ignore[attr-defined]
    sharing.hear(dataset_revised(told, title="Anders"))
    assert len(sharing.said(PublicationRevised)) == 1


def test_restricted_it_is_taken_back_with_every_word_and_published_again_it_is_there(sharing: World) -> None:
    told = dataset()
    sharing.hear(
        told, DatasetRestricted(dataset_id=told.dataset_id, proeftuin_id=told.proeftuin_id, reason="Te klein.")
    )
    assert sharing.get(f"/publications/{page_of(told)}").status_code == 410
    assert found(sharing, "plezier") == []
    assert str(told.dataset_id) not in sharing.get("/catalogue").text
    log = sharing.get("/events").json["items"]
    assert [each["data"].get("title") for each in log if "dataset.published" in each["type"]] == [""]
    assert [each["data"]["reason"] for each in log if "dataset.restricted" in each["type"]] == ["Te klein."]
    with sharing.service.database.reading() as session:
        row = session.get_one(Dataset, told.dataset_id)
        assert (row.description, row.files, row.contact) == ("", [], "")
    sharing.hear(told)
    assert sharing.get(f"/publications/{page_of(told)}").json["title"] == told.title
    assert len(list(catalogue(sharing).subjects(RDF.type, DCAT.Dataset))) == 3


def test_destroyed_before_it_was_heard_of_it_is_never_published(sharing: World) -> None:
    told = dataset()
    published = sharing.envelope(told)
    sharing.hear(DatasetDestroyed(dataset_id=told.dataset_id, proeftuin_id=told.proeftuin_id, reason="Op verzoek."))
    sharing.take(published)
    assert sharing.said(PublicationPublished) == []
    assert sharing.get(f"/publications/{page_of(told)}").status_code == 410
    with sharing.service.database.reading() as session:
        assert session.get_one(Dataset, told.dataset_id).description == ""


def test_restated_it_is_published_once_and_as_old_as_it_is(sharing: World) -> None:
    told = dataset()
    sharing.hear(restated(told))
    page = sharing.get(f"/publications/{page_of(told)}").json
    assert page["publishedAt"].startswith("2026-01-05")
    sharing.hear(restated(told))
    assert len(sharing.said(PublicationPublished)) == 1


def test_what_an_editor_took_back_leaves_no_word_in_the_catalogue(sharing: World) -> None:
    told = dataset()
    sharing.hear(told)
    reason = {"reason": "Er staat een naam in."}
    assert (
        sharing.post(f"/publications/{page_of(told)}/_retract", reason, by=new_id(), roles=["editor"]).status_code
        == 200
    )
    assert len(sharing.said(PublicationRetracted)) == 1
    sharing.hear(dataset_revised(told, title="Nog eens"))
    with sharing.service.database.reading() as session:
        assert session.get_one(Dataset, told.dataset_id).description == ""
        assert session.get_one(Publication, page_of(told)).title == ""
