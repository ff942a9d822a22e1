"""Someone leaves a mark everywhere, asks what is kept of him, erases his account, and is found nowhere afterwards.

Proof by search: his marks in every table of every database, in the raw bytes of their files, in the log, in the feeds
and in the public API. Only the mails remain, and those lie in the mailboxes of those who got them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.demo import texts
from deploy.demo.person import PASSWORD, Person, eventually
from tests.kit.embedded import Running, running, stop

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SERVICES = ("identity", "ideas", "experiments", "sharing")
PRIVATE = "zxqprive"
"""In everything that has to go: name, address, offers, notes, drafts, updates for participants only."""
PUBLISHED = "zxqopenbaar"
"""In everything that he published, and that stays without him."""


@dataclass
class Mark:
    """The person who leaves marks, and the ids of what stays."""

    me: Person
    others: list[Person] = field(default_factory=list)
    idea: str = ""
    proeftuin: str = ""
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"experiments/v1/proeftuinen/{self.proeftuin}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("erasure")


@pytest.fixture(scope="module")
def system(folder: Path) -> Iterator[Running]:
    with running(folder, ADOPT_QUORUM="2") as found:
        yield found


@pytest.fixture(scope="module")
def mark(system: Running) -> Iterator[Mark]:
    """Everything planted; the others are the coordinator of nothing and a fellow participant."""
    me = Person(system.url, system.mail, f"Naam {PRIVATE}", f"{PRIVATE}@example.org").register()
    other = Person(system.url, system.mail, "Een ander", "ander@example.org").register()
    found = Mark(me, [other])
    plant_ideas(found)
    plant_in_proeftuin(found, system)
    yield found
    for person in (me, other):
        person.close()


def plant_ideas(mark: Mark) -> None:
    """A draft (sent with a key, so that the answer is stored), a published idea, a comment, an interest with offer."""
    me, (other,) = mark.me, mark.others
    draft = {**texts.IDEA, "title": f"Kladje {PRIVATE}", "what": f"Nog niet af {PRIVATE}"}
    assert me.ask("POST", "ideas/v1/ideas", draft, **{"Idempotency-Key": "een-kladje"}).status_code == 201
    mark.idea = me.post("ideas/v1/ideas", {**texts.IDEA, "title": f"Idee {PUBLISHED}"})["id"]
    me.post(f"ideas/v1/ideas/{mark.idea}/_submit")
    me.post(f"ideas/v1/ideas/{mark.idea}/comments", {"body": f"Reactie {PUBLISHED}"})
    theirs = other.post("ideas/v1/ideas", {**texts.IDEA, "title": "Idee van een ander"})["id"]
    other.post(f"ideas/v1/ideas/{theirs}/_submit")
    wish = {"kind": "join", "offer": f"Ik bied {PRIVATE}"}
    me.put(f"ideas/v1/ideas/{theirs}/interests/me", wish)
    other.put(f"ideas/v1/ideas/{mark.idea}/interests/me", {"kind": "join", "offer": "Ik ook"})
    mark.kept["their idea"] = theirs


def plant_in_proeftuin(mark: Mark, system: Running) -> None:
    """He adopts his idea, hands over, leaves with a note, comes back with an offer, and tells public and private."""
    me, (other,) = mark.me, mark.others
    werkkring = me.get("identity/v1/werkkringen")["items"][0]["id"]
    me.post(f"identity/v1/werkkringen/{werkkring}/memberships")
    me.post("identity/v1/organisations", {"name": f"Bureau {PUBLISHED}", "kind": "partner"})

    def adopted() -> str | None:
        answer = me.ask("POST", f"ideas/v1/ideas/{mark.idea}/_adopt", {"werkkringId": werkkring})
        return answer.json()["proeftuinId"] if answer.is_success else None

    mark.proeftuin = eventually(adopted)
    eventually(lambda: me.ask("GET", mark.at).is_success or None)
    other.post(f"{mark.at}/stints", {"offer": "Ik kan rekenen."})
    me.post(f"{mark.at}/updates", {**texts.UPDATE, "title": f"Update {PUBLISHED}"})
    inside = {**texts.UPDATE, "title": f"Onder ons {PRIVATE}", "body": f"Niet voor buiten {PRIVATE}"}
    me.post(f"{mark.at}/updates", {**inside, "visibility": "participants"})
    me.post(f"{mark.at}/stints/me/_end", {"handoverTo": other.id, "note": f"Vaarwel {PRIVATE}"})
    me.post(f"{mark.at}/stints", {"offer": f"Terug met {PRIVATE}"})

    def published() -> str | None:
        items = me.get(f"sharing/v1/publications?q={PUBLISHED}")["items"]
        return str(items[0]["id"]) if items else None

    mark.kept["publication"] = eventually(published)
    assert me.get(f"sharing/v1/publications/{mark.kept['publication']}")["credit"] == me.name


def test_someone_gets_what_is_kept_of_him_and_is_found_nowhere_once_he_erased_his_account(
    mark: Mark, system: Running, folder: Path
) -> None:
    _export_holds_everything_of_his_and_nothing_of_others(mark)
    _erases_his_account(mark, folder)
    _cannot_log_in(system)
    _stays_uncredited(mark, system)
    _answers_nothing_of_him(mark, system)
    assert stop(system) == 0
    _is_in_no_table(folder, mark.me)
    _is_in_no_file(folder)


def _export_holds_everything_of_his_and_nothing_of_others(mark: Mark) -> None:
    me, (other,) = mark.me, mark.others
    index = _ready(me)
    parts = {each["service"]: me.get(each["url"].removeprefix("/api/")) for each in index["parts"]}
    parts["identity"] = parts["identity"]["data"]
    assert _count(parts["identity"], PRIVATE) == 2, "name and address"
    assert parts["identity"]["memberships"][0]["werkkring"]
    assert _count(parts["ideas"], PRIVATE) == 3, "a draft's title and text, and an offer"
    assert _count(parts["ideas"], PUBLISHED) == 2, "an idea and a comment"
    assert _count(parts["experiments"], PRIVATE) == 5, "farewell, offer, a private update twice and its line"
    assert parts["sharing"]["publications"][0]["title"] == f"Update {PUBLISHED}"
    assert not any(other.id in str(part) or "ander@" in str(part) for part in parts.values())
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


def _erases_his_account(mark: Mark, folder: Path) -> None:
    """With his password; and from that moment his token is worth nothing in any service."""
    me = mark.me
    refused = me.ask("DELETE", "identity/v1/people/me", {"password": "een ander wachtwoord"})
    assert refused.status_code == 403
    assert me.ask("DELETE", "identity/v1/people/me", {"password": PASSWORD}).status_code == 204
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


def _stays_uncredited(mark: Mark, system: Running) -> None:
    """The texts are there, at their addresses, and lead to nobody."""
    with httpx.Client(base_url=f"{system.url}/api") as visitor:
        idea = visitor.get(f"/ideas/v1/ideas/{mark.idea}").json()
        assert idea["title"] == f"Idee {PUBLISHED}"
        assert idea["authorId"] != mark.me.id
        comments = visitor.get(f"/ideas/v1/ideas/{mark.idea}/comments").json()["items"]
        assert comments[0]["body"] == f"Reactie {PUBLISHED}"
        theirs = visitor.get(f"/ideas/v1/ideas/{mark.kept['their idea']}").json()
        assert theirs["interests"]["join"] == 0, "his interest is dropped, and counted no longer"
        publication = visitor.get(f"/sharing/v1/publications/{mark.kept['publication']}").json()
        assert (publication["title"], publication["credit"]) == (f"Update {PUBLISHED}", "oud-deelnemer")
        name = visitor.get(f"/identity/v1/people/{mark.me.id}").json()["displayName"]
        assert name == visitor.get(f"/identity/v1/people/{idea['authorId']}").json()["displayName"] == "oud-deelnemer"
        assert visitor.get(f"/{mark.at}").json()["participants"] == 1


def _answers_nothing_of_him(mark: Mark, system: Running) -> None:
    """Neither his marks nor his id, in anything that anyone may read."""
    open_to_all = [
        *(f"sharing/v1/feeds/{form}" for form in ("atom", "rss", "json")),
        "sharing/v1/publications?limit=200",
        "ideas/v1/ideas?limit=200",
        f"ideas/v1/ideas/{mark.idea}/history",
        "experiments/v1/proeftuinen?limit=200",
        *(f"{mark.at}/{part}" for part in ("stints", "updates", "timeline")),
        "identity/v1/werkkringen",
        "identity/v1/organisations",
    ]
    pages = [httpx.get(f"{system.url}/api/{path}") for path in open_to_all] + _whole_log(system)
    assert {page.status_code for page in pages} == {200}
    assert [page.url.path for page in pages if PRIVATE in page.text or mark.me.id in page.text] == []


def _whole_log(system: Running) -> list[httpx.Response]:
    """Every page of the public event log, from the beginning."""
    pages = [httpx.get(f"{system.url}/api/sharing/v1/events?limit=200")]
    while following := pages[-1].json()["next"]:
        pages.append(httpx.get(f"{system.url}{following}"))
    return pages


def _is_in_no_table(folder: Path, me: Person) -> None:
    """No column of any table holds a mark; his id stands only where it says that he is erased, or in what was said."""
    known = {"erasure", "erasure_receipt", "erased_person", "spoken", "subject_cursor", "inbox", "outbox"}
    hits, ids = set(), set()
    for name in SERVICES:
        with closing(_opened(folder / f"{name}.db")) as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                rows = str(database.execute(f'SELECT * FROM "{table}"').fetchall())
                hits |= {(name, table)} if PRIVATE in rows else set()
                ids |= {(name, table)} if me.id.replace("-", "") in rows.replace("-", "") else set()
    assert hits == set()
    assert {each for each in ids if each[1] not in known} == set()


def _is_in_no_file(folder: Path) -> None:
    """Not in free pages, write-ahead logs or our log; only in mails, each in the mailbox it was sent to."""
    found = {path for path in folder.rglob("*") if path.is_file() and PRIVATE.encode() in path.read_bytes()}
    assert {path.suffix for path in found} <= {".eml"}, found
    assert all(f"To: {PRIVATE}@example.org".encode() in path.read_bytes() for path in found)
    assert PUBLISHED.encode() in (folder / "sharing.db").read_bytes(), "the search does find what is there"
