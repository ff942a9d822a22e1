"""The catalogue of open data as a graph: DCAT-AP-NL 3.0, with everything that it names described by its kind."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, URIRef

from services.sharing.routes.open_data_datasets import PREFIXES, dataset
from services.sharing.routes.open_data_terms import (
    ACCESS,
    EU,
    HYDRA,
    LANGUAGES,
    LICENCES,
    PROFILE,
    VCARD,
    Where,
    classified,
    distribution,
    documented,
    is_a,
    owned,
    spoken,
)
from services.sharing.routes.open_data_words import CATALOGUE, DATASETS, SERVICES, STANDARDS, Words

View = dict[str, Any]


def graph_of(where: Where, datasets: Sequence[View]) -> Graph:
    """One page of the catalogue, which can be read by itself: what is always there, and these datasets."""
    graph = Graph()
    for prefix, names in (("dcat", DCAT), ("dct", DCTERMS), ("vcard", VCARD), ("hydra", HYDRA), *PREFIXES):
        graph.bind(prefix, names)
    _catalogue(graph, where)
    _page(graph, where)
    for name, words in SERVICES.items():
        _service(graph, where, name, words)
    for name, words in DATASETS.items():
        _standing_dataset(graph, where, name, words)
    for view in datasets:
        dataset(graph, where, view)
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
    is_a(graph, PROFILE, DCTERMS.Standard)
    graph.add((me, DCTERMS.conformsTo, PROFILE))
    spoken(graph, me)
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
    classified(graph, me, name, "public")
    graph.add((me, DCTERMS.license, LICENCES["CC-BY-4.0"]))
    graph.add((me, DCAT.endpointURL, URIRef(where.api + words.path)))
    description = words.standard or f"{where.api}/openapi.json"
    graph.add((me, DCAT.endpointDescription, URIRef(description)))
    spoken(graph, me)
    for served in words.serves:
        graph.add((me, DCAT.servesDataset, URIRef(f"{where.catalogue}#{served}")))


def _standing_dataset(graph: Graph, where: Where, name: str, words: Words) -> None:
    me = URIRef(f"{where.catalogue}#{name}")
    graph.add((where.catalogue, DCAT.dataset, me))
    graph.add((me, RDF.type, DCAT.Dataset))
    _described(graph, where, me, words)
    classified(graph, me, str(me), "public")
    graph.add((me, DCTERMS.accrualPeriodicity, URIRef(EU + "frequency/CONT")))
    is_a(graph, URIRef(EU + "frequency/CONT"), DCTERMS.Frequency)
    documented(graph, me, f"{where.origin}/kennis")
    spoken(graph, me)
    for form, (path, media, service) in words.forms.items():
        one = URIRef(f"{where.catalogue}#{name}-{form}")
        graph.add((me, DCAT.distribution, one))
        distribution(graph, one, where.api + path, media, "CC-BY-4.0")
        spoken(graph, one)
        if media in STANDARDS:
            graph.add((one, DCTERMS.conformsTo, URIRef(STANDARDS[media])))
        graph.add((one, DCAT.accessService, URIRef(f"{where.catalogue}#{service}")))


def _described(graph: Graph, where: Where, me: URIRef, words: Words) -> None:
    for language, (title, description) in (("nl", words.nl), ("en", words.en)):
        graph.add((me, DCTERMS.title, Literal(title, lang=language)))
        graph.add((me, DCTERMS.description, Literal(description, lang=language)))
    for keyword in words.keywords:
        graph.add((me, DCAT.keyword, Literal(keyword, lang="nl")))
    owned(graph, where, me)


def _vocabulary(graph: Graph) -> None:
    """The kinds of what is named from authority lists, so that a reader need not fetch those to check ours."""
    for standard in STANDARDS.values():
        is_a(graph, URIRef(standard), DCTERMS.Standard)
    for access in ACCESS.values():
        is_a(graph, access, DCTERMS.RightsStatement)
    for licence in LICENCES.values():
        is_a(graph, licence, DCTERMS.LicenseDocument)
    for language in LANGUAGES.values():
        is_a(graph, language, DCTERMS.LinguisticSystem)
