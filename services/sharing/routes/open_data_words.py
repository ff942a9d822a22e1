"""What the catalogue of open data always describes, in two languages: itself, our services and our own datasets."""

from __future__ import annotations

from dataclasses import dataclass, field

ATOM = "https://www.rfc-editor.org/rfc/rfc4287"
STANDARDS = {"application/atom+xml": ATOM, "application/rss+xml": "https://www.rssboard.org/rss-specification"}
THEMES = {
    "AGRI": ("Landbouw, visserij, bosbouw en voeding", "Agriculture, fisheries, forestry and food"),
    "ECON": ("Economie en financiën", "Economy and finance"),
    "EDUC": ("Onderwijs, cultuur en sport", "Education, culture and sport"),
    "ENER": ("Energie", "Energy"),
    "ENVI": ("Milieu", "Environment"),
    "GOVE": ("Overheid en publieke sector", "Government and public sector"),
    "HEAL": ("Gezondheid", "Health"),
    "INTR": ("Internationale vraagstukken", "International issues"),
    "JUST": ("Justitie, rechtsstelsel en openbare veiligheid", "Justice, legal system and public safety"),
    "REGI": ("Regio's en steden", "Regions and cities"),
    "SOCI": ("Bevolking en samenleving", "Population and society"),
    "TECH": ("Wetenschap en technologie", "Science and technology"),
    "TRAN": ("Vervoer", "Transport"),
}
"""The data themes as the European Union names them, since a concept has one preferred label in a language."""


@dataclass(frozen=True)
class Words:
    """Title and description per language, and where it is found below the API."""

    nl: tuple[str, str]
    en: tuple[str, str]
    keywords: tuple[str, ...] = ()
    path: str = ""
    standard: str = ""
    serves: tuple[str, ...] = ()
    forms: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Each form of a dataset: its path, its media type, and the service that gives it."""


CATALOGUE = Words(
    ("Open data van Proeftuin", "Wat proeftuinen over de toekomst van werk leren en meten, voor iedereen."),
    ("Open data of Proeftuin", "What living labs about the future of work learn and measure, for everyone."),
)
SERVICES = {
    "api": Words(
        ("API van Proeftuin", "Publicaties lezen, alles doorzoeken, en deze catalogus."),
        ("API of Proeftuin", "Read publications, search everything, and this catalogue."),
        keywords=("proeftuin", "api"),
        serves=("publicaties",),
    ),
    "gebeurtenissen": Words(
        ("Publiek gebeurtenissenlogboek", "Elke openbare gebeurtenis, op volgorde, vanaf het begin na te lezen."),
        ("Public event log", "Every public event, in order, to be read from the beginning."),
        keywords=("gebeurtenissen", "cloudevents"),
        path="/events",
        serves=("logboek",),
    ),
    "feeds": Words(
        ("Feeds van publicaties", "De nieuwste publicaties als Atom, RSS en JSON Feed, met archief."),
        ("Feeds of publications", "The newest publications as Atom, RSS and JSON Feed, with archives."),
        keywords=("feed", "atom", "rss"),
        path="/feeds/atom",
        standard=ATOM,
        serves=("publicaties",),
    ),
}
DATASETS = {
    "publicaties": Words(
        ("Publicaties van proeftuinen", "Voortgang, ervaringen, lessen, uitkomsten en eindresultaten van proeftuinen."),
        ("Publications of living labs", "Progress, experiences, lessons, outcomes and end results of living labs."),
        keywords=("toekomst van werk", "proeftuin", "lessen"),
        forms={
            "atom": ("/feeds/atom", "application/atom+xml", "feeds"),
            "rss": ("/feeds/rss", "application/rss+xml", "feeds"),
            "json": ("/publications", "application/json", "api"),
        },
    ),
    "logboek": Words(
        (
            "Logboek van openbare gebeurtenissen",
            "Wat er met ideeën, proeftuinen en publicaties gebeurde, zonder personen.",
        ),
        ("Log of public events", "What happened to ideas, living labs and publications, without persons."),
        keywords=("gebeurtenissen", "toekomst van werk"),
        forms={"json": ("/events", "application/json", "gebeurtenissen")},
    ),
}
