"""Someone uses everything, asks what is kept of him, erases his account, and is found nowhere afterwards.

Proof by search: his marks and his id in every table of every database, in the raw bytes of every file, in the log, and
in all that the API answers to whom. Only the mails remain, and those lie in the mailboxes of those who got them. That
the search looks where it has to is proven first: before he goes, his id stands in every column that can name a person.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.demo.person import PASSWORD, Person, eventually
from deploy.documents.parts import openapi_of
from shared.privacy.exports import PEOPLE
from tests.kit.embedded import Running, running, stop
from tests.stories.marks import MEASURED, PRIVATE, PUBLISHED, TAKEN_BACK, Marked

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SERVICES = ("identity", "ideas", "experiments", "sharing")
PROOF = {"erasure", "erasure_receipt", "erased_person"}
"""Where it says that he is erased."""
SAID = {"spoken", "subject_cursor", "inbox", "outbox"}
"""What was said of him by id, and how often."""
NOT_HERE = {
    ("identity", "confirmation", "person_id"),  # gone once he confirmed
    ("identity", "client", "owner_id"),  # refuses the erasure as long as it is there
    ("identity", "outside_account", "person_id"),  # needs an outside provider
    ("identity", "pending_link", "person_id"),
    ("experiments", "cohort_member", "person_id"),  # once a month is over and five entered
    ("experiments", "consent", "confirmed_by"),  # by who speaks for the research group
    ("sharing", "amqp_subscription", "owner_id"),  # needs RabbitMQ
}
"""Columns that name a person and that this story leaves empty; each has a test of its own."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("erasure")


@pytest.fixture(scope="module")
def system(folder: Path) -> Iterator[Running]:
    with running(folder, ADOPT_QUORUM="2") as found:
        yield found


@pytest.fixture(scope="module")
def marked(system: Running) -> Iterator[Marked]:
    """Everything planted."""
    with closing(Marked(system)) as story:
        story.play()
        yield story


def test_someone_gets_what_is_kept_of_him_and_is_found_nowhere_once_he_erased_his_account(
    marked: Marked, system: Running, folder: Path
) -> None:
    _is_in_every_column_that_names_people(marked.me, folder)
    _export_holds_everything_of_his_and_nothing_of_others(marked)
    _erases_his_account(marked, folder)
    _cannot_log_in(system)
    _stays_uncredited(marked, system)
    _answers_nothing_of_him(marked)
    assert stop(system) == 0
    _is_in_no_table(folder, marked.me)
    _is_in_no_file(folder)


def _is_in_every_column_that_names_people(me: Person, folder: Path) -> None:
    def missing() -> set[tuple[str, str, str]]:
        return {place for place, rows in _columns(folder) if place[2] in PEOPLE and me.id.replace("-", "") not in rows}

    expected = NOT_HERE | {place for place, _ in _columns(folder) if place[1] in PROOF and place[2] in PEOPLE}
    eventually(lambda: missing() <= expected or None)
    assert missing() == expected, "what is not missing needs no exception"


def _columns(folder: Path) -> Iterator[tuple[tuple[str, str, str], set[str]]]:
    """Every column of every table: its values as text, ids without dashes."""
    for name in SERVICES:
        with closing(_opened(folder / f"{name}.db")) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for column in [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]:
                    rows = database.execute(f'SELECT "{column}" FROM "{table}"').fetchall()
                    yield (name, table, column), {str(row[0]).replace("-", "") for row in rows}


def _export_holds_everything_of_his_and_nothing_of_others(marked: Marked) -> None:
    me, other = marked.me, marked["second"]
    index = _ready(me)
    parts = {each["service"]: me.get(each["url"].removeprefix("/api/")) for each in index["parts"]}
    parts["identity"] = parts["identity"]["data"]
    assert {name: (_count(part, PRIVATE), _count(part, PUBLISHED)) for name, part in parts.items()} == {
        "identity": (5, 4),
        "ideas": (8, 3),
        "experiments": (8, 16),
        "sharing": (2, 2),
    }
    assert parts["identity"]["memberships"][0]["werkkring"]
    assert not any(other.id in str(part) or "demo-second" in str(part) for part in parts.values())
    assert "Ik ook" not in str(parts)
    refused = other.ask("GET", index["parts"][1]["url"].removeprefix("/api/"))
    assert refused.status_code == 404
    page = me.ask("GET", index["parts"][2]["url"].removeprefix("/api/"), Accept="text/html")
    assert page.headers["content-type"].startswith("text/html")
    assert f"Vaarwel {PRIVATE}" in page.text


def _ready(me: Person) -> Any:
    """The index of an export, once every part is there."""
    asked = me.post("identity/v1/people/me/_export")["id"]

    def complete() -> Any:
        index = me.get(f"identity/v1/people/me/exports/{asked}")
        return index if index["state"] == "ready" else None

    return eventually(complete)


def _count(part: Any, word: str) -> int:
    """How many values hold this word."""
    if isinstance(part, dict):
        return sum(_count(each, word) for each in part.values())
    if isinstance(part, list):
        return sum(_count(each, word) for each in part)
    return int(word in str(part))


def _erases_his_account(marked: Marked, folder: Path) -> None:
    """With his password; and from that moment his token is worth nothing in any service."""
    me = marked.me
    refused = me.ask("DELETE", "identity/v1/people/me", {"password": "een ander wachtwoord"})
    assert refused.status_code == 403
    erased = me.ask("DELETE", "identity/v1/people/me", {"password": PASSWORD})
    assert erased.status_code == 204, erased.text
    eventually(lambda: _forgotten(folder) or None)
    assert {me.ask("GET", f"{each}/v1/people/me/exports/{me.id}").status_code for each in SERVICES} == {401}


def _forgotten(folder: Path) -> bool:
    """Whether every receipt is in and every file has been written anew; read as SQLite reads, without a lock."""
    with closing(_opened(folder / "identity.db")) as identity:
        receipts = identity.execute("SELECT count(*) FROM erasure_receipt").fetchone()[0]
    return receipts == len(SERVICES) and all(_scrubbed(folder / f"{name}.db") for name in SERVICES)


def _scrubbed(path: Path) -> bool:
    with closing(_opened(path)) as database:
        query = "SELECT count(*) FROM erased_person WHERE scrubbed_at IS NOT NULL"
        return bool(database.execute(query).fetchone()[0] == 1)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _cannot_log_in(system: Running) -> None:
    tried = {"email": f"{PRIVATE}@example.org", "password": PASSWORD}
    assert httpx.post(f"{system.url}/api/identity/v1/sessions", json=tried).status_code == 401


def _stays_uncredited(marked: Marked, system: Running) -> None:
    """The texts are there, at their addresses, and lead to nobody."""
    with httpx.Client(base_url=f"{system.url}/api") as visitor:
        idea = visitor.get(f"/ideas/v1/ideas/{marked.mine}").json()
        assert idea["title"] == f"Idee {PUBLISHED}"
        assert idea["authorId"] != marked.me.id
        comments = visitor.get(f"/ideas/v1/ideas/{marked.mine}/comments").json()["items"]
        assert comments[0]["body"] == f"Reactie {PUBLISHED}"
        theirs = visitor.get(f"/ideas/v1/ideas/{marked.theirs[2]}").json()
        assert theirs["interests"]["join"] == 0, "his interest is dropped, and counted no longer"
        publication = visitor.get(f"/sharing/v1/publications/{marked.publication_id}").json()
        assert (publication["title"], publication["credit"]) == (f"Update {PUBLISHED}", "oud-deelnemer")
        name = visitor.get(f"/identity/v1/people/{marked.me.id}").json()["displayName"]
        assert name == visitor.get(f"/identity/v1/people/{idea['authorId']}").json()["displayName"] == "oud-deelnemer"


def _answers_nothing_of_him(marked: Marked) -> None:
    """Neither his marks nor his id, in anything that anyone may read: a visitor, who took part with him, an admin."""
    told = {}
    for person in (marked.visitor, marked["initiator"], marked["second"], marked["late"], marked.admin):
        for path in (*_addresses(marked), *_whole_log(marked)):
            told[person.address, path] = person.ask("GET", path)
    assert {answer.status_code for answer in told.values()} <= {200, 400, 401, 403, 404}
    gone = (PRIVATE, MEASURED, TAKEN_BACK, marked.me.id)
    assert [each for each, answer in told.items() if any(mark in answer.text for mark in gone)] == []


def _addresses(marked: Marked) -> Iterator[str]:
    """Every address in the API documents that can be made from the ids of the story."""
    ids = {
        "proeftuin_id": marked.proeftuin_id,
        "experiment_id": marked.experiment_id,
        "idea_id": marked.mine,
        "publication_id": marked.publication_id,
        "dataset_id": marked.dataset_id,
        "organisation_id": marked.office,
        "werkkring_id": marked.werkkring["id"],
        "number": "1",
        "version": "1",
        "revision": "1",
    }
    for name in SERVICES:
        for path in (path for path, item in openapi_of(name)["paths"].items() if "get" in item):
            named = re.findall(r"{(\w+)}", path)
            if set(named) <= ids.keys():
                for idea in (marked.mine, marked.theirs[0]) if "idea_id" in named else ("",):
                    filled = path.format(**{**ids, "idea_id": idea}).removeprefix("/api/")
                    yield filled + ("?limit=200" if "limit" in str(openapi_of(name)["paths"][path]) else "")
    yield from (f"sharing/v1/feeds/{form}" for form in ("atom", "rss", "json"))
    yield from (f"sharing/v1/search?q={word}" for word in (PRIVATE, PUBLISHED))


def _whole_log(marked: Marked) -> Iterator[str]:
    """Every page of the public event log, from the beginning."""
    following = "/api/sharing/v1/events?limit=200"
    while following:
        path = following.removeprefix("/api/")
        yield path
        following = marked.visitor.get(path)["next"]


def _is_in_no_table(folder: Path, me: Person) -> None:
    """No column of any table holds a mark; his id stands only where it says that he is erased, or in what was said."""
    hits, ids = set(), set()
    for place, values in _columns(folder):
        rows = str(values)
        hits |= {place} if any(mark in rows for mark in _gone_from(place[1])) else set()
        ids |= {place} if me.id.replace("-", "") in rows.replace("-", "") else set()
    assert hits == set()
    assert {each for each in ids if each[1] not in PROOF | SAID} == set()


def _gone_from(table: str) -> tuple[str, ...]:
    """What may not stand there; what was said keeps what everyone could read, for thirty days."""
    return (PRIVATE, MEASURED) if table in SAID else (PRIVATE, MEASURED, TAKEN_BACK)


def _is_in_no_file(folder: Path) -> None:
    """Not in free pages, write-ahead logs or our log; only in mails that people already have."""
    found = {path for path in folder.rglob("*") if path.is_file() and PRIVATE.encode() in path.read_bytes()}
    assert {path.suffix for path in found} == {".eml"}, found
    assert PUBLISHED.encode() in (folder / "sharing.db").read_bytes(), "the search does find what is there"
