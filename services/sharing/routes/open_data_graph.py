"""The catalogue of open data as a graph: DCAT-AP-NL 3.0, with everything that it names described by its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from services.sharing.routes.open_data_words import CATALOGUE, DATASETS, SERVICES, Words

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
EU = "http://publications.europa.eu/resource/authority/"
MEDIA = "https://www.iana.org/assignments/media-types/"
SOCIETY = URIRef(EU + "data-theme/SOCI")
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
View = dict[str, Any]


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


def graph_of(where: Where, datasets: Sequence[View]) -> Graph:
    """One page of the catalogue, which can be read by itself: what is always there, and these datasets."""
    graph = Graph()
    for prefix, names in (("dcat", DCAT), ("dct", DCTERMS), ("vcard", VCARD), ("hydra", HYDRA)):
        graph.bind(prefix, names)
    _catalogue(graph, where)
    _page(graph, where)
    for name, words in SERVICES.items():
        _service(graph, where, name, words)
    for name, words in DATASETS.items():
        _standing_dataset(graph, where, name, words)
    for view in datasets:
        _dataset(graph, where, view)
    _vocabulary(graph)
    return graph


def _catalogue(graph: Graph, where: Where) -> None:
    me = where.catalogue
    graph.add((me, RDF.type, DCAT.Catalog))
    _described(graph, where, me, CATALOGUE)
    graph.add((me, FOAF.homepage, URIRef(f"{where.origin}/kennis")))
    graph.add((URIRef(f"{where.origin}/kennis"), RDF.type, FOAF.Document))
    graph.add((me, DCAT.themeTaxonomy, URIRef(EU + "data-theme")))
    graph.add((URIRef(EU + "data-theme"), RDF.type, SKOS.ConceptScheme))
    graph.add((URIRef(EU + "data-theme"), DCTERMS.title, Literal("Data theme", lang="en")))
    graph.add((me, DCTERMS.license, LICENCES["CC0-1.0"]))
    _is(graph, PROFILE, DCTERMS.Standard)
    graph.add((me, DCTERMS.conformsTo, PROFILE))
    for language in LANGUAGES.values():
        graph.add((me, DCTERMS.language, language))
    _people(graph, where)


def _people(graph: Graph, where: Where) -> None:
    graph.add((where.publisher, RDF.type, FOAF.Agent))
    graph.add((where.publisher, FOAF.name, Literal("Werken in Netwerken", lang="nl")))
    graph.add((where.publisher, FOAF.homepage, URIRef(f"{where.origin}/over")))
    graph.add((URIRef(f"{where.origin}/over"), RDF.type, FOAF.Document))
    graph.add((where.contact, RDF.type, VCARD.Kind))
    graph.add((where.contact, VCARD.fn, Literal("Werken in Netwerken")))
    graph.add((where.contact, VCARD.hasEmail, URIRef(f"mailto:{parseaddr(where.mail_from)[1]}")))
    graph.add((where.contact, VCARD.hasURL, URIRef(f"{where.origin}/over")))


def _page(graph: Graph, where: Where) -> None:
    page = URIRef(where.page)
    graph.add((where.catalogue, HYDRA.view, page))
    graph.add((page, RDF.type, HYDRA.PartialCollectionView))
    graph.add((page, HYDRA.first, where.catalogue))
    if where.next:
        graph.add((page, HYDRA.next, URIRef(where.next)))


def _service(graph: Graph, where: Where, name: str, words: Words) -> None:
    me = URIRef(f"{where.catalogue}#{name}")
    graph.add((where.catalogue, DCAT.service, me))
    graph.add((me, RDF.type, DCAT.DataService))
    _described(graph, where, me, words)
    _classified(graph, me, name, "public")
    graph.add((me, DCTERMS.license, LICENCES["CC-BY-4.0"]))
    graph.add((me, DCAT.endpointURL, URIRef(where.api + words.path)))
    description = words.standard or f"{where.api}/openapi.json"
    graph.add((me, DCAT.endpointDescription, URIRef(description)))
    for language in LANGUAGES.values():
        graph.add((me, DCTERMS.language, language))
    for served in words.serves:
        graph.add((me, DCAT.servesDataset, URIRef(f"{where.catalogue}#{served}")))


def _standing_dataset(graph: Graph, where: Where, name: str, words: Words) -> None:
    me = URIRef(f"{where.catalogue}#{name}")
    graph.add((where.catalogue, DCAT.dataset, me))
    graph.add((me, RDF.type, DCAT.Dataset))
    _described(graph, where, me, words)
    _classified(graph, me, str(me), "public")
    graph.add((me, DCTERMS.accrualPeriodicity, URIRef(EU + "frequency/CONT")))
    _is(graph, URIRef(EU + "frequency/CONT"), DCTERMS.Frequency)
    _documented(graph, me, f"{where.origin}/kennis")
    for language in LANGUAGES.values():
        graph.add((me, DCTERMS.language, language))
    for form, (path, media, service) in words.forms.items():
        one = URIRef(f"{where.catalogue}#{name}-{form}")
        graph.add((me, DCAT.distribution, one))
        _distribution(graph, one, where.api + path, media, "CC-BY-4.0")
        graph.add((one, DCAT.accessService, URIRef(f"{where.catalogue}#{service}")))


def _dataset(graph: Graph, where: Where, view: View) -> None:
    me = URIRef(f"{view['url']}#dataset")
    graph.add((where.catalogue, DCAT.dataset, me))
    graph.add((me, RDF.type, DCAT.Dataset))
    graph.add((me, DCTERMS.title, Literal(view["title"], lang=view["language"])))
    graph.add((me, DCTERMS.description, Literal(view["body"], lang=view["language"])))
    _owned(graph, where, me)
    _classified(graph, me, str(me), view["access"])
    _documented(graph, me, view["url"])
    graph.add((me, DCTERMS.language, LANGUAGES.get(view["language"], LANGUAGES["nl"])))
    for keyword in view["keywords"]:
        graph.add((me, DCAT.keyword, Literal(keyword, lang=view["language"])))
    graph.add((me, DCTERMS.issued, Literal(view["issued_at"].isoformat(), datatype=XSD.dateTime)))
    graph.add((me, DCTERMS.modified, Literal(view["modified_at"].isoformat(), datatype=XSD.dateTime)))
    one = URIRef(f"{view['url']}#bestand")
    graph.add((me, DCAT.distribution, one))
    _distribution(graph, one, view["download_url"] or view["url"], view["media_type"], view["licence"])
    if view["download_url"] is None:
        graph.remove((one, DCAT.downloadURL, None))


def _distribution(graph: Graph, one: URIRef, address: str, media: str | None, licence: str) -> None:
    graph.add((one, RDF.type, DCAT.Distribution))
    graph.add((one, DCAT.accessURL, URIRef(address)))
    graph.add((one, DCAT.downloadURL, URIRef(address)))
    graph.add((one, DCTERMS.license, LICENCES.get(licence, LICENCES["CC-BY-4.0"])))
    if media:
        kind = URIRef(MEDIA + media)
        _is(graph, kind, DCTERMS.MediaType)
        graph.add((one, DCAT.mediaType, kind))


def _described(graph: Graph, where: Where, me: URIRef, words: Words) -> None:
    for language, (title, description) in (("nl", words.nl), ("en", words.en)):
        graph.add((me, DCTERMS.title, Literal(title, lang=language)))
        graph.add((me, DCTERMS.description, Literal(description, lang=language)))
    for keyword in words.keywords:
        graph.add((me, DCAT.keyword, Literal(keyword, lang="nl")))
    _owned(graph, where, me)


def _owned(graph: Graph, where: Where, me: URIRef) -> None:
    graph.add((me, DCTERMS.publisher, where.publisher))
    graph.add((me, DCTERMS.creator, where.publisher))
    graph.add((me, DCAT.contactPoint, where.contact))


def _classified(graph: Graph, me: URIRef, identifier: str, access: str) -> None:
    graph.add((me, DCTERMS.identifier, Literal(identifier)))
    graph.add((me, DCTERMS.accessRights, ACCESS.get(access, ACCESS["non-public"])))
    graph.add((me, DCAT.theme, SOCIETY))


def _documented(graph: Graph, me: URIRef, page: str) -> None:
    graph.add((me, DCAT.landingPage, URIRef(page)))
    graph.add((me, FOAF.page, URIRef(page)))
    _is(graph, URIRef(page), FOAF.Document)


def _vocabulary(graph: Graph) -> None:
    """The kinds of what is named from authority lists, so that a reader need not fetch those to check ours."""
    _is(graph, SOCIETY, SKOS.Concept)
    graph.add((SOCIETY, SKOS.prefLabel, Literal("Bevolking en samenleving", lang="nl")))
    for access in ACCESS.values():
        _is(graph, access, DCTERMS.RightsStatement)
    for licence in LICENCES.values():
        _is(graph, licence, DCTERMS.LicenseDocument)
    for language in LANGUAGES.values():
        _is(graph, language, DCTERMS.LinguisticSystem)


def _is(graph: Graph, thing: URIRef, kind: URIRef) -> None:
    graph.add((thing, RDF.type, kind))
