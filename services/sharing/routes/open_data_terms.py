"""The words in which the catalogue of open data is written, and what is said of everything in it alike."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

from services.sharing.routes.open_data_words import THEMES

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
PROFILE = URIRef("https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/")
LANGUAGES = {"nl": URIRef(EU + "language/NLD"), "en": URIRef(EU + "language/ENG")}
ACCESS = {
    "public": URIRef(EU + "access-right/PUBLIC"),
    "restricted": URIRef(EU + "access-right/RESTRICTED"),
    "non-public": URIRef(EU + "access-right/NON_PUBLIC"),
}
LICENCES = {
    "CC-BY-4.0": URIRef(EU + "licence/CC_BY_4_0"),
    "CC-BY-SA-4.0": URIRef(EU + "licence/CC_BYSA_4_0"),
    "CC0-1.0": URIRef(EU + "licence/CC0"),
}


@dataclass(frozen=True)
class Where:
    """Where the catalogue stands, this page of it and the next one, and whom to write to."""

    origin: str
    mail_from: str
    page: str
    next: str | None

    @property
    def api(self) -> str:
        return f"{self.origin}/api/sharing/v1"

    @property
    def catalogue(self) -> URIRef:
        return URIRef(f"{self.api}/catalogue")

    @property
    def publisher(self) -> URIRef:
        return URIRef(f"{self.origin}/over#win")

    @property
    def contact(self) -> URIRef:
        return URIRef(f"{self.origin}/over#contact")


def distribution(graph: Graph, one: URIRef, address: str, media: str | None, licence: str) -> None:
    graph.add((one, RDF.type, DCAT.Distribution))
    graph.add((one, DCAT.accessURL, URIRef(address)))
    graph.add((one, DCAT.downloadURL, URIRef(address)))
    graph.add((one, DCTERMS.license, LICENCES.get(licence, LICENCES["CC-BY-4.0"])))
    if media:
        kind = URIRef(MEDIA + media)
        is_a(graph, kind, DCTERMS.MediaType)
        graph.add((one, DCAT.mediaType, kind))


def owned(graph: Graph, where: Where, me: URIRef) -> None:
    graph.add((me, DCTERMS.publisher, where.publisher))
    graph.add((me, DCTERMS.creator, where.publisher))
    graph.add((me, DCAT.contactPoint, where.contact))


def classified(graph: Graph, me: URIRef, identifier: str, access: str, theme: str = "SOCI") -> None:
    graph.add((me, DCTERMS.identifier, Literal(identifier)))
    graph.add((me, DCTERMS.accessRights, ACCESS.get(access, ACCESS["non-public"])))
    concept = URIRef(f"{EU}data-theme/{theme}")
    graph.add((me, DCAT.theme, concept))
    is_a(graph, concept, SKOS.Concept)
    for language, label in zip(("nl", "en"), THEMES.get(theme, (theme, theme)), strict=True):
        graph.add((concept, SKOS.prefLabel, Literal(label, lang=language)))


def spoken(graph: Graph, me: URIRef, *languages: str) -> None:
    """In these languages; in all of ours where none is named."""
    for language in languages or LANGUAGES:
        graph.add((me, DCTERMS.language, LANGUAGES.get(language, LANGUAGES["nl"])))


def documented(graph: Graph, me: URIRef, page: str) -> None:
    graph.add((me, DCAT.landingPage, URIRef(page)))
    graph.add((me, FOAF.page, URIRef(page)))
    is_a(graph, URIRef(page), FOAF.Document)


def is_a(graph: Graph, thing: URIRef, kind: URIRef) -> None:
    graph.add((thing, RDF.type, kind))
