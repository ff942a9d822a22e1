"""A small world of facts in the shapes of the public API, and a fake gateway that answers with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from shared.clock import now, today

Json = dict[str, Any]


def uid(n: int) -> str:
    """A fixed UUIDv7 for the n-th thing."""
    return str(UUID(int=(0x019_3000_0000 << 80) | (7 << 76) | (2 << 62) | n))


def ago(**passed: float) -> str:
    return (now() - timedelta(**passed)).isoformat().replace("+00:00", "Z")


ANNA, BRAM, CHRIS = uid(1), uid(2), uid(3)
IDEA, DRAFT, ADOPTED = uid(11), uid(12), uid(13)
RUNNING, FORMING = uid(21), uid(22)
PUBLICATION = uid(31)
CIRCLE, OTHER_CIRCLE = uid(41), uid(42)
PARTNER, RESEARCH = uid(51), uid(52)
PEOPLE = {ANNA: "Anna de Wit", BRAM: "Bram"}


def idea(id_: str = IDEA, **facts: Any) -> Json:
    return {
        "id": id_,
        "version": 3,
        "title": "Thuiswerken met de buurt",
        "what": "Een oude winkel wordt een werkplek voor mensen die nu alleen thuis werken.\n"
        "Een dag per week koken we samen.",
        "why": "Alleen werken maakt stil. Samen werken geeft ideeën en gezelschap.",
        "concerns": ["zzp’ers", "thuiswerkers"],
        "amOneOfThem": True,
        "themes": ["werkplek", "buurt"],
        "municipality": "Zwolle",
        "language": "nl",
        "state": "open",
        "authorId": ANNA,
        "interests": {"join": 4, "contribute": 2, "follow": 7},
        "comments": 2,
        "openedAt": ago(days=9),
        "createdAt": ago(days=12),
        "proeftuinId": None,
        "decision": None,
        "myInterest": None,
        **facts,
    }


def proeftuin(id_: str = RUNNING, **facts: Any) -> Json:
    start = today() - timedelta(days=500)
    return {
        "id": id_,
        "version": 9,
        "title": "Een dag minder, een dag leren",
        "summary": "Vijf bedrijven geven iedereen een leerdag per week en kijken wat dat doet met werk en plezier.",
        "state": "running",
        "ideaId": ADOPTED,
        "werkkringen": [{"werkkringId": CIRCLE, "name": "WIN Werkkring Zwolle", "municipality": "Zwolle"}],
        "commitments": [
            {
                "id": uid(61),
                "organisationId": PARTNER,
                "organisationName": "Bakkerij De Korenmaat",
                "part": "partner",
                "state": "accepted",
                "proposedBy": ANNA,
                "acceptedBy": BRAM,
            },
            {
                "id": uid(62),
                "organisationId": RESEARCH,
                "organisationName": "Lectoraat Werk van Morgen",
                "part": "research",
                "state": "accepted",
                "proposedBy": ANNA,
                "acceptedBy": CHRIS,
            },
        ],
        "experiments": [
            {
                "id": uid(71),
                "question": "Wat doet een vaste leerdag met werkdruk en plezier?",
                "version": 1,
                "approach": "Vijf teams krijgen een leerdag, vijf teams niet. Na een half jaar wisselen ze.",
                "indicators": [{"name": "werkplezier", "unit": "cijfer", "every": "month"}],
            }
        ],
        "affectedGroups": [
            {
                "id": uid(81),
                "name": "Werknemers in het mkb",
                "description": "Zij krijgen de leerdag.",
                "belongings": 6,
                "mine": False,
            }
        ],
        "needs": {"statement": "Iemand die het proces bewaakt.", "winRole": "facilitator"},
        "endResult": {
            "type": "recommendations",
            "alsoTypes": ["data"],
            "description": "Een handreiking voor het mkb.",
            "delivered": False,
        },
        "funding": {
            "currency": "EUR",
            "totals": {
                "asked": 500000,
                "promised": 1250000,
                "received": 800000,
                "accounted": 300050,
                "refused": 0,
                "spent": 412345,
            },
            "account": {"promised": 2400000, "received": 1100050, "spent": 412345, "left": 687705},
        },
        "sharingPlan": {"rhythmDays": 60, "channels": {"website": True, "partup": None}},
        "programmeLink": {"name": "Leven lang ontwikkelen", "url": "https://example.org/llo"},
        "startDate": start.isoformat(),
        "endDate": start.replace(year=start.year + 3).isoformat(),
        "holderIds": [ANNA],
        "participants": 8,
        "me": None,
        "createdAt": ago(days=600),
        **facts,
    }


def forming(**facts: Any) -> Json:
    empty: Json = dict.fromkeys(("needs", "endResult", "sharingPlan", "programmeLink", "startDate", "endDate"))
    asked = {
        "id": uid(63),
        "organisationId": PARTNER,
        "organisationName": "Bakkerij De Korenmaat",
        "part": "partner",
        "state": "proposed",
        "proposedBy": BRAM,
        "acceptedBy": None,
    }
    return proeftuin(
        FORMING,
        **{
            **empty,
            "title": "Werken zonder baas in de thuiszorg",
            "summary": "Een wijkteam regelt alles zelf, van rooster tot beloning.",
            "state": "forming",
            "commitments": [asked],
            "experiments": [],
            "affectedGroups": [
                {
                    "id": uid(82),
                    "name": "Wijkverpleegkundigen",
                    "description": "",
                    "belongings": 0,
                    "mine": False,
                }
            ],
            "funding": {"currency": "EUR", "totals": {}},
            "participants": 3,
            "createdAt": ago(days=20),
            **facts,
        },
    )


READY = {
    "ready": True,
    "met": [{"code": f"S{n}", "title": "x"} for n in range(1, 9)],
    "missing": [],
    "warnings": [],
}
NOT_READY = {
    "ready": False,
    "met": [{"code": "S2", "title": "Accepted by themselves"}],
    "missing": [{"code": f"S{n}", "title": "Missing", "how": "Do it"} for n in (1, 3, 4, 5, 6, 7, 8)],
    "warnings": [{"code": "W1", "title": "Programme", "how": "Say which"}],
}
STINTS: list[Json] = [
    {"id": uid(91), "personId": ANNA, "startedAt": ago(days=600), "endedAt": None, "offer": "Aanjagen"},
    {
        "id": uid(92),
        "personId": BRAM,
        "startedAt": ago(days=480),
        "endedAt": ago(days=120),
        "offer": "Rekenwerk",
    },
    {"id": uid(93), "personId": CHRIS, "startedAt": ago(days=300), "endedAt": None, "offer": None},
]
UPDATES: list[Json] = [
    {
        "id": uid(101),
        "kind": "lesson",
        "title": "Niet op vrijdag",
        "body": "Vrijdag is te druk.",
        "language": "nl",
        "authorId": ANNA,
        "at": ago(days=12),
        "visibility": "public",
    },
    {
        "id": uid(102),
        "kind": "outcome",
        "title": "Werkplezier stijgt",
        "body": "Van 6,4 naar 7,1.",
        "language": "nl",
        "authorId": CHRIS,
        "at": ago(days=130),
        "visibility": "public",
    },
    {
        "id": uid(103),
        "kind": "progress",
        "title": "We zijn begonnen",
        "body": "Vijf teams doen mee.",
        "language": "nl",
        "authorId": ANNA,
        "at": ago(days=480),
        "visibility": "public",
    },
]
PUBLISHED = {
    "id": PUBLICATION,
    "proeftuinId": RUNNING,
    "kind": "lesson",
    "title": "Niet op vrijdag",
    "body": "Vrijdag is **te druk**.",
    "language": "nl",
    "licence": "CC-BY-4.0",
    "revision": 1,
    "state": "published",
    "bodyHtml": "<p>Vrijdag is <strong>te druk</strong>. Dinsdag werkt beter, vooral in de ochtend.</p>",
    "url": f"https://proeftuin.example/publicaties/{PUBLICATION}",
    "publishedAt": ago(days=12),
    "revisedAt": None,
    "authorId": ANNA,
    "credit": "Anna de Wit",
    "source": "update",
    "revisions": [
        {"revision": 1, "at": ago(days=12), "title": "Niet op vrijdag"},
        {"revision": 2, "at": ago(days=2), "title": "Liever niet op vrijdag"},
    ],
}
EARLIER = {**PUBLISHED, "revision": 2, "at": ago(days=2)}
DIFFERENCES = [
    {"mark": "removed", "text": "Niet op vrijdag"},
    {"mark": "added", "text": "Liever niet op vrijdag"},
    {"mark": "same", "text": ""},
    {"mark": "same", "text": "Vrijdag is **te druk**."},
]
FOUND = [
    {
        "type": kind,
        "id": id_,
        "title": title,
        "titleHtml": title.replace("leerdag", "<mark>leerdag</mark>"),
        "snippet": snippet,
        "snippetHtml": snippet.replace("leerdag", "<mark>leerdag</mark>"),
        "url": f"https://proeftuin.example{path}/{id_}",
        "at": ago(days=days),
        "state": "open",
        "themes": ["leren"],
        "municipality": place,
        "language": "nl",
        "proeftuinId": None,
    }
    for kind, id_, title, snippet, path, days, place in (
        ("idea", ADOPTED, "Een leerdag voor iedereen", "Elke week een vaste leerdag …", "/ideeen", 600, "Zwolle"),
        (
            "proeftuin",
            RUNNING,
            "Een dag minder, een dag leren",
            "… geven iedereen een leerdag.",
            "/proeftuinen",
            500,
            None,
        ),
        (
            "publication",
            PUBLICATION,
            "Niet op vrijdag",
            "Vrijdag is te druk voor een leerdag.",
            "/publicaties",
            12,
            None,
        ),
    )
]
CIRCLES = [
    {
        "id": CIRCLE,
        "name": "WIN Werkkring Zwolle",
        "municipality": "Zwolle",
        "description": "Wij komen elke eerste dinsdag bij elkaar.",
        "joining": "open",
        "members": 34,
        "coordinatorIds": [BRAM],
        "membership": None,
    },
    {
        "id": OTHER_CIRCLE,
        "name": "WIN Werkkring ’s-Hertogenbosch",
        "municipality": "’s-Hertogenbosch",
        "description": "",
        "joining": "confirmed",
        "members": 12,
        "coordinatorIds": [],
        "membership": None,
    },
]
ORGANISATIONS = [
    {
        "id": PARTNER,
        "name": "Bakkerij De Korenmaat",
        "kind": "partner",
        "website": "https://example.org",
        "verified": True,
        "representativeIds": [BRAM],
    },
    {
        "id": RESEARCH,
        "name": "Lectoraat Werk van Morgen",
        "kind": "research",
        "website": "",
        "verified": False,
        "representativeIds": [CHRIS],
    },
]

CYCLES = [
    {"id": uid(122), "state": "trying", "title": "Ronde twee", "question": "En met klanten?", "openedAt": ago(days=2)},
    {
        "id": uid(121),
        "state": "closed",
        "title": "Ronde een",
        "question": "Werkt het zonder planner?",
        "openedAt": ago(days=90),
        "closedAt": ago(days=3),
        "reflection": {"ownership": "Van ons.", "valueFromTalent": "Ieder deed wat hij kan.", "integral": "Samen."},
        "lesson": {"id": uid(123), "title": "Begin klein", "bodyHtml": "<p>Met drie mensen.</p>", "language": "nl"},
    },
]
DECISIONS = [
    {
        "id": uid(131),
        "title": "Zonder planner",
        "context": "Het kan.",
        "decision": "We roosteren zelf.",
        "consequences": "",
        "visibility": "public",
        "at": ago(days=80),
        "authorId": None,
        "supersededById": uid(132),
    }
]


def measured(at: str) -> Json:
    """What an experiment measures and measured: three months, of which the last lost people, and one that ended."""
    now, past = (
        {"id": uid(121), "name": "werkplezier", "unit": "cijfer"},
        {"id": uid(122), "name": "rust", "unit": "uren"},
    )
    result = {"indicatorId": uid(121), "indicator": "werkplezier", "unit": "cijfer", "every": "month", "groupId": None}
    means = [("2026-03", "6.4", 11), ("2026-04", "6.75", 11), ("2026-05", "7.125", 6)]
    return {
        f"{at}/indicators": [
            {**now, "every": "month", "since": ago(days=400), "until": None, "openPeriods": ["2026-11", "2026-10"]},
            {**past, "every": "week", "since": ago(days=400), "until": ago(days=90), "openPeriods": []},
        ],
        f"{at}/results": [
            {**result, "period": period, "firstDay": f"{period}-01", "lastDay": f"{period}-28", "n": n, "mean": mean}
            for period, mean, n in means
        ],
    }


class Gateway:
    """Answers GETs from `things`, everything else from `answers`; remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.answers: dict[tuple[str, str], Callable[[httpx.Request], httpx.Response]] = {}
        e, i, d = "/api/experiments/v1/proeftuinen", "/api/ideas/v1/ideas", "/api/identity/v1"
        comment = {
            "id": uid(111),
            "authorId": BRAM,
            "body": "Mooi",
            "bodyHtml": "<p>Mooi. Mag er ook een hond mee?</p>",
            "parentId": None,
            "at": ago(days=3),
        }
        self.things: dict[str, Any] = {
            i: [
                idea(),
                idea(
                    uid(14),
                    title="Een rooster dat je samen maakt",
                    municipality="Deventer",
                    what="Iedereen schuift tot het past.",
                    interests={"join": 1, "contribute": 0, "follow": 2},
                    openedAt=ago(hours=5),
                ),
            ],
            f"{i}/{IDEA}": idea(),
            f"{i}/{IDEA}/comments": [
                comment,
                {
                    **comment,
                    "id": uid(112),
                    "parentId": uid(111),
                    "authorId": ANNA,
                    "bodyHtml": "<p>Zeker.</p>",
                },
            ],
            f"{i}/{IDEA}/history": [{"at": ago(days=9), "verb": "submit", "actorId": ANNA, "reason": None}],
            f"{i}/{DRAFT}": idea(DRAFT, state="draft", title="Nog een kladje"),
            f"{i}/{ADOPTED}": idea(
                ADOPTED,
                state="adopted",
                title="Een leerdag voor iedereen",
                proeftuinId=RUNNING,
                decision={"verb": "adopt", "reason": None, "at": ago(days=600), "actorId": ANNA},
            ),
            f"{i}/_similar": [{"id": IDEA, "title": "Thuiswerken met de buurt", "score": 0.8}],
            e: [
                proeftuin(),
                forming(),
                proeftuin(
                    uid(23),
                    title="Kantoor in het bos",
                    state="running",
                    startDate=(today() - timedelta(days=1000)).isoformat(),
                ),
            ],
            f"{e}/{RUNNING}": proeftuin(),
            f"{e}/{RUNNING}/readiness": READY,
            f"{e}/{RUNNING}/stints": STINTS,
            f"{e}/{RUNNING}/updates": UPDATES,
            f"{e}/{RUNNING}/cycles": CYCLES,
            f"{e}/{RUNNING}/decisions": DECISIONS,
            f"{e}/{RUNNING}/timeline": [
                {"at": ago(days=600), "kind": "proeftuin.formed", "actorId": ANNA},
                {"at": ago(days=500), "kind": "proeftuin.started"},
                {"at": ago(days=200), "kind": "proeftuin.paused"},
                {"at": ago(days=150), "kind": "proeftuin.resumed"},
                {"at": ago(days=20), "kind": "end-result.set", "title": "data"},
            ],
            f"{e}/{RUNNING}/dossier/versions": [{"version": 1, "frozenAt": ago(days=20), "sha256": "0f" * 32}],
            **measured(f"{e}/{RUNNING}/experiments/{uid(71)}"),
            f"{e}/{RUNNING}/experiments/{uid(71)}": proeftuin()["experiments"][0],
            f"{e}/{FORMING}": forming(),
            f"{e}/{FORMING}/readiness": NOT_READY,
            f"{e}/{FORMING}/stints": STINTS[:1],
            "/api/sharing/v1/publications": [PUBLISHED],
            f"/api/sharing/v1/publications/{PUBLICATION}": PUBLISHED,
            f"/api/sharing/v1/publications/{PUBLICATION}/revisions/2": EARLIER,
            f"/api/sharing/v1/publications/{PUBLICATION}/revisions/2/differences": DIFFERENCES,
            "/api/sharing/v1/search": FOUND,
            f"{d}/werkkringen": CIRCLES,
            f"{d}/werkkringen/{CIRCLE}": CIRCLES[0],
            f"{d}/organisations": ORGANISATIONS,
            f"{d}/organisations/{PARTNER}": ORGANISATIONS[0],
            f"{d}/people/me/notifications": {
                "digest": "weekly",
                "urgentByMail": True,
                "comments": False,
                "updates": True,
            },
            f"{d}/people": [{"id": id_, "displayName": name} for id_, name in PEOPLE.items()],
        }

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path
        if answer := self.answers.get((request.method, path)):
            return answer(request)
        if path == "/api/identity/v1/people/me":
            known = "Authorization" in request.headers
            return (
                httpx.Response(200, json={"id": ANNA, "displayName": PEOPLE[ANNA]})
                if known
                else problem(401, "unauthenticated")
            )
        if (request.method, path) == ("POST", "/api/identity/v1/sessions"):
            return httpx.Response(
                201, json={"accessToken": "a", "expiresIn": 900, "refreshToken": "r", "personId": ANNA}
            )
        if request.method == "GET" and path in self.things:
            return found(self.things[path])
        if request.method != "GET":
            return httpx.Response(204)
        return found([]) if path.rsplit("/", 1)[-1] in LISTS else problem(404, "not-found")

    def said(self, method: str, path: str) -> list[Json]:
        """The bodies sent to one address."""
        sent = [one for one in self.asked if (one.method, one.url.path) == (method, path)]
        return [json.loads(one.content or b"{}") for one in sent]


LISTS = {
    "calls",
    "contributions",
    "revisions",
    "win-roles",
    "spending",
    "value-statements",
    "cycles",
    "decisions",
    "comments",
    "history",
    "stints",
    "updates",
    "timeline",
    "versions",
    "publications",
    "ideas",
    "proeftuinen",
    "people",
}


def found(thing: Any) -> httpx.Response:
    body = {"items": thing, "next": None} if isinstance(thing, list) else thing
    return httpx.Response(200, json=body, headers={"ETag": '"3"'})


def problem(
    status: int, code: str, *errors: Json, headers: dict[str, str] | None = None, **more: str
) -> httpx.Response:
    body = {
        "type": f"urn:proeftuin:problem:{code}",
        "code": code,
        "title": "No",
        "status": status,
        "detail": "In English.",
        "errors": list(errors),
        **more,
    }
    return httpx.Response(status, json=body, headers={"Content-Type": "application/problem+json", **(headers or {})})
