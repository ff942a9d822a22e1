"""The catalogue of open data is valid by its profile, in the form that a reader asks for, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from services.sharing.service import build
from shared import clock
from shared.events.experiments import DatasetPublished
from tests.kit.hostile import HOSTILE
from tests.kit.world import World, sqlite_url, world_of
from tests.service.sharing.conftest import dataset, file, posted

SHAPES = Graph().parse(Path(__file__).parents[2] / "kit" / "dcat_ap_nl.ttl")
NEXT = URIRef("http://www.w3.org/ns/hydra/core#next")
HEALTH = URIRef("http://publications.europa.eu/resource/authority/data-theme/HEAL")
CATALOGUE = URIRef("http://127.0.0.1:8080/api/sharing/v1/catalogue")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A sharing with five datasets, hostile ones among them. Nothing changes it."""
    found = world_of(build, sqlite_url(build, tmp_path_factory.mktemp("open_data")))
    found.hear(posted(), times=1)
    for number, hostile in enumerate(HOSTILE[::60]):
        with clock.moved(timedelta(days=-number)):
            found.hear(described(number, hostile.title, hostile.text), times=1)
    yield found
    found.close()


def described(number: int, title: str, text: str) -> DatasetPublished:
    """A dataset, of which every other one has its files for everyone."""
    texts: dict[str, Any] = {
        "title": title[:300],
        "description": text[:9000],
        "provenance": text[:2000],
        "keywords": ["werk", "<b>"],
        "theme": "HEAL",
    }
    if number % 2:
        return dataset(**texts, files=[file("a.csv"), file("b.json", media_type="application/json")])
    return dataset(**texts, access="restricted", files=[], starts_on=None, ends_on=None, place=None)


def graph(world: World, path: str = "/catalogue", accept: str = "text/turtle") -> Graph:
    answer = world.get(path, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.content_type == f"{accept}; charset=utf-8"
    return Graph().parse(data=answer.text, format="turtle" if "turtle" in accept else "json-ld")


def faults(found: Graph) -> str:
    """What the shapes say of it, recommendations included; nothing where it is valid."""
    valid, _, told = pyshacl.validate(found, shacl_graph=SHAPES, allow_warnings=False)
    return "" if valid else str(told)


def test_the_catalogue_is_valid_by_its_profile(world: World) -> None:
    found = graph(world)
    assert faults(found) == ""
    assert len(set(found.subjects(RDF.type, DCAT.Dataset))) == 7
    assert len(set(found.subjects(RDF.type, DCAT.DataService))) == 3
    assert {str(each) for each in found.objects(HEALTH, SKOS.prefLabel)} == {"Gezondheid", "Health"}


def test_each_feed_names_the_standard_it_is_written_by(world: World) -> None:
    found = graph(world)
    named = {str(one).rpartition("-")[2]: str(standard) for one, standard in found.subject_objects(DCTERMS.conformsTo)}
    assert named["atom"].endswith("/rfc4287")
    assert named["rss"].endswith("/rss-specification")


def test_the_shapes_would_find_what_is_missing(world: World) -> None:
    found = graph(world)
    found.remove((None, DCTERMS.accessRights, None))
    assert "access" in faults(found)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
def test_turtle_and_json_ld_say_the_same_and_the_reader_chooses(world: World) -> None:
    assert isomorphic(graph(world), graph(world, accept="application/ld+json"))
    assert world.get("/catalogue").content_type == "text/turtle; charset=utf-8"
    browser = "application/json;q=0.5, application/ld+json;q=0.9, text/turtle;q=0.1"
    assert world.get("/catalogue", headers={"Accept": browser}).content_type == "application/ld+json; charset=utf-8"
    refused = world.get("/catalogue", headers={"Accept": "application/rdf+xml"})
    assert (refused.status_code, refused.content_type) == (406, "application/problem+json")
    assert "application/ld+json" in refused.json["detail"]


def test_asking_again_costs_nothing_and_each_form_has_its_own_tag(world: World) -> None:
    first = world.get("/catalogue")
    assert "Accept" in first.headers["Vary"]
    assert world.get("/catalogue", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    other = {"If-None-Match": first.headers["ETag"], "Accept": "application/ld+json"}
    assert world.get("/catalogue", headers=other).status_code == 200


def test_every_page_is_valid_by_itself_and_leads_to_the_next(world: World) -> None:
    seen, path = set(), "/catalogue?limit=2"
    for _ in range(3):
        found = graph(world, path)
        assert faults(found) == ""
        seen |= {each for each in found.objects(CATALOGUE, DCAT.dataset) if "#dataset" in str(each)}
        following = next(iter(found.objects(None, NEXT)), None)
        path = str(following or "").partition("/api/sharing/v1")[2]
    assert path == ""
    assert len(seen) == 5
    assert world.get("/catalogue?limit=0").status_code == 400
