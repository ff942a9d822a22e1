"""One dataset of a proeftuin in the catalogue of open data: what it is, whose, and where its files are fetched."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from rdflib import DCAT, DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from services.sharing.routes.open_data_terms import (
    EU,
    SPDX,
    VCARD,
    Where,
    classified,
    distribution,
    documented,
    is_a,
    spoken,
)

View = dict[str, Any]
PREFIXES = (("spdx", SPDX),)
FREQUENCIES = {
    "once": "NEVER",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "annual": "ANNUAL",
    "irregular": "IRREG",
}
SHA256 = SPDX.checksumAlgorithm_sha256


def dataset(graph: Graph, where: Where, view: View) -> None:
    """Everything that is known of it, with each of its files as a distribution."""
    me = URIRef(f"{view['url']}#dataset")
    graph.add((where.catalogue, DCAT.dataset, me))
    graph.add((me, RDF.type, DCAT.Dataset))
    for name, words in ((DCTERMS.title, view["title"]), (DCTERMS.description, view["description"])):
        graph.add((me, name, Literal(words, lang=view["language"])))
    for keyword in view["keywords"]:
        graph.add((me, DCAT.keyword, Literal(keyword, lang=view["language"])))
    _whose(graph, where, me, view)
    classified(graph, me, str(me), view["access"], view["theme"])
    documented(graph, me, view["url"])
    spoken(graph, me, view["language"])
    _when_and_where(graph, me, view)
    _how(graph, me, view)
    _files(graph, me, view)


def _whose(graph: Graph, where: Where, me: URIRef, view: View) -> None:
    """Ours to publish; an organisation, never a person, answers questions, by way of our address."""
    graph.add((me, DCTERMS.publisher, where.publisher))
    graph.add((me, DCTERMS.creator, where.publisher))
    contact = URIRef(f"{view['url']}#contact")
    graph.add((me, DCAT.contactPoint, contact))
    is_a(graph, contact, VCARD.Kind)
    is_a(graph, contact, VCARD.Organization)
    graph.add((contact, VCARD.fn, Literal(view["contact"] or "Werken in Netwerken")))
    graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{parseaddr(where.mail_from)[1]}")))
    graph.add((contact, VCARD.hasURL, URIRef(f"{where.origin}/proeftuinen/{view['proeftuin_id']}")))


def _when_and_where(graph: Graph, me: URIRef, view: View) -> None:
    for name in ("issued", "modified"):
        moment = Literal(view[f"{name}_at"].isoformat(), datatype=XSD.dateTime)
        graph.add((me, DCTERMS[name], moment))
    if view["starts_on"] or view["ends_on"]:
        period = URIRef(f"{view['url']}#periode")
        graph.add((me, DCTERMS.temporal, period))
        is_a(graph, period, DCTERMS.PeriodOfTime)
        for name, day in ((DCAT.startDate, view["starts_on"]), (DCAT.endDate, view["ends_on"])):
            if day:
                graph.add((period, name, Literal(day.isoformat(), datatype=XSD.date)))
    if view["place"]:
        place = URIRef(f"{view['url']}#plaats")
        graph.add((me, DCTERMS.spatial, place))
        is_a(graph, place, DCTERMS.Location)
        graph.add((place, SKOS.prefLabel, Literal(view["place"], lang=view["language"])))


def _how(graph: Graph, me: URIRef, view: View) -> None:
    often = URIRef(f"{EU}frequency/{FREQUENCIES.get(view['frequency'], 'OTHER')}")
    graph.add((me, DCTERMS.accrualPeriodicity, often))
    is_a(graph, often, DCTERMS.Frequency)
    gathered = URIRef(f"{view['url']}#herkomst")
    graph.add((me, DCTERMS.provenance, gathered))
    is_a(graph, gathered, DCTERMS.ProvenanceStatement)
    graph.add((gathered, RDFS.label, Literal(view["provenance"], lang=view["language"])))


def _files(graph: Graph, me: URIRef, view: View) -> None:
    """One distribution a file; where they are not for everyone, one that leads to the page that says so."""
    for number, file in enumerate(view["files"], start=1):
        one = URIRef(f"{view['url']}#bestand-{number}")
        graph.add((me, DCAT.distribution, one))
        distribution(graph, one, file["url"], file["mediaType"], view["licence"])
        spoken(graph, one, view["language"])
        graph.add((one, DCTERMS.title, Literal(file["file"], lang=view["language"])))
        graph.add((one, DCAT.byteSize, Literal(file["size"], datatype=XSD.nonNegativeInteger)))
        sum_ = URIRef(f"{one}-sha256")
        graph.add((one, SPDX.checksum, sum_))
        is_a(graph, sum_, SPDX.Checksum)
        graph.add((sum_, SPDX.algorithm, SHA256))
        is_a(graph, SHA256, SPDX.ChecksumAlgorithm)
        graph.add((sum_, SPDX.checksumValue, Literal(file["sha256"], datatype=XSD.hexBinary)))
    if not view["files"]:
        one = URIRef(f"{view['url']}#bestand")
        graph.add((me, DCAT.distribution, one))
        distribution(graph, one, view["url"], None, view["licence"])
        spoken(graph, one, view["language"])
        graph.remove((one, DCAT.downloadURL, None))
