"""Files arrive whole or not at all, only from and for those who may, and every version is kept until it is removed."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import UUID

import pytest

from services.experiments.model import DatasetFile
from shared import failpoints
from shared.http import uploads
from shared.http.uploads import LARGEST_FILE
from shared.ids import new_id
from shared.storage import Store
from tests.service.experiments.gathering import CSV, Gathering
from tests.service.experiments.scene import Scene, codes
from tests.service.experiments.test_bars import bar
from tests.service.experiments.test_erase_person import rows
from tests.service.experiments.test_races import at_once

NEWER = b"maand;plezier\n2026-01;8\n"


@pytest.fixture
def gathering(scene: Scene) -> Gathering:
    return Gathering(scene)


class Unread(io.RawIOBase):
    """A body of which nobody may read a byte."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise AssertionError("it was read")


def store_of(gathering: Gathering) -> Store:
    found: Store = gathering.world.client.application.extensions["store"]
    return found


def test_every_version_is_kept_with_its_checksum_and_sent_again_it_is_the_same(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.describe()
    first = scene.ok(gathering.send(at))
    assert (first["number"], first["sha256"], first["size"]) == (1, hashlib.sha256(CSV).hexdigest(), len(CSV))
    assert scene.ok(gathering.send(at))["number"] == 1
    assert len(list(store_of(gathering).kept())) == 1
    assert scene.ok(gathering.send(at, body=NEWER, by=scene.researcher))["number"] == 2
    assert gathering.fetch(at, by=scene.participant).data == NEWER
    assert gathering.fetch(at, by=scene.participant, number=1).data == CSV
    assert gathering.fetch(at, by=scene.participant, number=3).status_code == 404


def test_it_is_handed_out_to_be_saved_and_runs_nowhere(gathering: Gathering) -> None:
    answer = gathering.fetch(gathering.published())
    digest = base64.b64encode(hashlib.sha256(CSV).digest()).decode()
    told = {name: answer.headers.get(name) for name in ("Content-Disposition", "X-Content-Type-Options", "Repr-Digest")}
    assert list(told.values()) == ['attachment; filename="plezier.csv"', "nosniff", f"sha-256=:{digest}:"]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert gathering.world.client.get(answer.request.path, headers=again).status_code == 304


def test_only_those_who_may_write_send_and_only_those_who_may_have_it_fetch(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.ready()
    for person, expected in ((scene.stranger, 403), (scene.partner_speaker, 403), (scene.holder, 201)):
        assert gathering.send(at, body=NEWER, by=person).status_code == expected
    assert gathering.send(at, headers={"Authorization": ""}).status_code == 401
    assert gathering.fetch(at).status_code == 404
    assert gathering.fetch(at, by=scene.stranger).status_code == 404
    described = gathering.published(access="restricted")
    assert gathering.look(described)["files"] == []
    assert gathering.fetch(described).status_code == 404
    assert gathering.fetch(described, by=scene.researcher).status_code == 200


def test_what_is_too_large_is_refused_before_it_is_read(gathering: Gathering) -> None:
    at = gathering.describe()
    path, bearer = f"/api/experiments/v1{at}/files/x.csv", gathering.world.bearer(gathering.scene.participant)
    body = {"CONTENT_LENGTH": str(LARGEST_FILE + 1), "wsgi.input": Unread()}
    answer = gathering.world.client.put(path, headers={"Authorization": bearer}, environ_overrides=body)
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
    assert gathering.world.post(f"{gathering.scene.at}/datasets", {"title": "x" * 200_000}).status_code == 413


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("../x.csv", CSV, "not-found"),
        ("mijn bestand.csv", CSV, "bad-name"),
        ("plaatje.svg", b"<svg/>", "file-not-taken"),
        ("plaatje.csv", b"<svg onload=alert(1)>", "file-not-taken"),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(gathering: Gathering, name: str, body: bytes, code: str) -> None:
    at = gathering.describe()
    answer = gathering.send(at, name, body)
    assert (answer.status_code in (400, 404), answer.json["code"]) == (True, code)
    assert rows(gathering.scene, DatasetFile) == []
    assert list(store_of(gathering).kept()) == []
    assert list(store_of(gathering).arriving().parent.iterdir()) == []


def test_a_file_comes_with_its_digest_and_arrives_as_it_was_sent(gathering: Gathering) -> None:
    at = gathering.describe()
    assert codes(gathering.send(at, headers={"Content-Digest": "md5=:abc=:"})) == ["digest-needed"]
    other = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    assert codes(gathering.send(at, headers={"Content-Digest": f"sha-256=:{other}:"})) == ["digest-mismatch"]
    assert list(store_of(gathering).kept()) == []


@pytest.mark.parametrize("where", ["storage.before_rename", "storage.kept", "commit.before", "commit.after"])
def test_whatever_breaks_while_it_arrives_nobody_sees_half_a_file(gathering: Gathering, where: str) -> None:
    at = gathering.describe()
    failpoints.arm(f"{where}=error")
    try:
        assert gathering.send(at).status_code == 500
    finally:
        failpoints.arm("")
    files = gathering.look(at, gathering.scene.holder)["files"]
    kept = {key for key, _ in store_of(gathering).kept()}
    assert len(files) == (1 if where == "commit.after" else 0), "seen is what was committed"
    assert {each.key for each in rows(gathering.scene, DatasetFile)} <= kept, "no row without its file"
    gathering.scene.ok(gathering.send(at))
    assert gathering.fetch(at, by=gathering.scene.holder).data == CSV


def test_two_send_at_once_and_both_are_kept(on_both: Scene) -> None:
    gathering = Gathering(on_both)
    at = gathering.describe()
    bodies = [f"a,b\n{number},2\n".encode() for number in range(3)]
    answers = at_once(*(lambda body=body: gathering.send(at, body=body) for body in bodies))
    assert answers == [201, 201, 201]
    assert sorted(each.number for each in rows(on_both, DatasetFile)) == [1, 2, 3]


def test_versions_are_removed_with_a_reason_and_their_bytes_go(gathering: Gathering) -> None:
    scene, at = gathering.scene, gathering.ready()
    scene.ok(gathering.send(at, body=NEWER))
    remove = {"reason": "Iemand trok zijn toestemming in.", "numbers": [1]}
    path = f"{at}/files/plezier.csv/_remove"
    assert gathering.world.post(path, remove, by=scene.stranger).status_code == 403
    scene.ok(gathering.world.post(path, remove, by=scene.researcher))
    gathering.world.pass_time()
    assert len(list(store_of(gathering).kept())) == 1
    assert gathering.fetch(at, by=scene.participant, number=1).status_code == 404
    assert gathering.fetch(at, by=scene.participant).data == NEWER
    assert gathering.world.post(path, remove, by=scene.researcher).status_code == 404
    scene.ok(gathering.world.post(f"{at}/_publish", by=scene.holder))
    last = gathering.world.post(path, {"reason": "Weg ermee."}, by=scene.holder)
    assert (last.status_code, codes(last)) == (409, ["no-files"])


def test_a_file_that_cannot_be_removed_holds_up_no_other(gathering: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    at, store = gathering.ready(), store_of(gathering)
    stuck = rows(gathering.scene, DatasetFile)[0].key
    gathering.scene.ok(gathering.send(at, body=NEWER))
    gathering.scene.ok(gathering.end(at, "_destroy"))
    remove = store.remove

    def fails(key: str) -> None:
        if key == stuck:
            raise PermissionError
        remove(key)

    with monkeypatch.context() as patched:
        patched.setattr(store, "remove", fails)
        for _ in range(60):  # in any order: each round it may be the first that is tried
            gathering.world.pass_time()
        assert [key for key, _ in store.kept()] == [stuck]
    gathering.world.pass_time()
    assert list(store.kept()) == []
    assert [each.key for each in rows(gathering.scene, DatasetFile)] == [None, None]


LARGE = b"a,b\n" + b"1,2\n" * 200_000


def begun(gathering: Gathering, at: str, by: UUID | None) -> Iterator[bytes]:
    """A file of which the first piece was read, and no more yet."""
    headers = {} if by is None else {"Authorization": gathering.world.bearer(by)}
    path = f"/api/experiments/v1{at}/files/plezier.csv"
    pieces = iter(gathering.world.client.get(path, headers=headers, buffered=False).response)
    assert next(pieces)
    return cast(Iterator[bytes], pieces)


@pytest.mark.parametrize("what", ["leaves", "is barred", "it is restricted", "it is destroyed", "it is removed"])
def test_a_file_on_its_way_breaks_off_once_it_may_not_be_had_any_more(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    scene, at = gathering.scene, gathering.describe(by=gathering.scene.holder)
    scene.ok(gathering.send(at, body=LARGE, by=scene.holder))
    monkeypatch.setattr(uploads, "LOOK_AGAIN", 0.0)
    everyones = what.startswith("it")
    if everyones:
        scene.ok(gathering.world.post(f"{at}/_publish", by=scene.holder))
    pieces = begun(gathering, at, None if everyones else scene.participant)
    assert next(pieces), "it goes on while it may"
    deeds: dict[str, Callable[[], Any]] = {
        "leaves": lambda: scene.leave(scene.participant),
        "is barred": lambda: bar(scene, scene.participant, new_id()),
        "it is restricted": lambda: gathering.end(at, "_restrict"),
        "it is destroyed": lambda: gathering.end(at, "_destroy"),
        "it is removed": lambda: gathering.world.post(
            f"{at}/files/plezier.csv/_remove", {"reason": "Fout.", "numbers": [1]}, by=scene.holder
        ),
    }
    if what == "it is removed":
        scene.ok(gathering.send(at, body=CSV, by=scene.holder))
    scene.ok(deeds[what]())
    with pytest.raises(ConnectionResetError):
        next(pieces)


def test_a_file_on_its_way_arrives_though_a_newer_version_came(
    gathering: Gathering, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, at = gathering.scene, gathering.describe()
    scene.ok(gathering.send(at, body=LARGE))
    scene.ok(gathering.world.post(f"{at}/_publish", by=scene.holder))
    monkeypatch.setattr(uploads, "LOOK_AGAIN", 0.0)
    pieces = begun(gathering, at, None)
    scene.ok(gathering.send(at, body=CSV))
    assert len(list(pieces)) == len(LARGE) // (64 * 1024)
