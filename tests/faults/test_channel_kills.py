"""Sharing is killed at every step on its way to three channels, also by them: nothing is lost, nothing posted twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from sqlalchemy import func, select
from werkzeug.wrappers import Request

from services.sharing.model import Delivery, publication_id_of
from services.sharing.model.delivery import UNFINISHED
from services.sharing.service import build
from shared.bus.apply import Applier
from shared.bus.inbox import Inbox
from shared.bus.tables import outbox
from shared.db import Database
from shared.events.experiments import SharingPlanSet, UpdatePosted, UpdateWithdrawn
from shared.ids import new_id
from tests.kit.drain import until
from tests.kit.mastodon_fake import TOKEN, MastodonFake
from tests.kit.partup import PartupFake, partup_fake
from tests.kit.partup.server import EMAIL, OURS
from tests.kit.partup.server import PASSWORD as PARTUP_PASSWORD
from tests.kit.wordpress_fake import PASSWORD, USER, WordPressFake
from tests.kit.world import sqlite_url, world_of
from tests.service.sharing.conftest import posted, revised
from tests.web.browsing import served

ROOT = Path(__file__).parents[2]
STEPS = ["relay.read", "transport.mid_batch", "inbox.before_store", "inbox.before_commit", "inbox.stored"]
STEPS += [
    "relay.confirmed",
    "relay.marked",
    "channel.before_call",
    "channel.after_call",
    "commit.before",
    "commit.after",
]
CALLED = ["website before", "website after", "mastodon before", "mastodon after", "partup after"]
LONGEST = 90.0

pytestmark = [pytest.mark.kills, pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass
class Stage:
    """Three other sides, one database, and the process that is killed; what was said should stand on all three."""

    url: str
    house: PartupFake
    site: WordPressFake = field(default_factory=WordPressFake)
    server: MastodonFake = field(default_factory=MastodonFake)
    settings: dict[str, str] = field(default_factory=dict)
    proeftuin: UUID = field(default_factory=new_id)
    child: subprocess.Popen[bytes] | None = None
    kills: int = 0
    wanted: dict[UUID, UpdatePosted | Any] = field(default_factory=dict)
    gone: set[UUID] = field(default_factory=set)

    def say(self, number: int) -> None:
        """One more publication, a new text for an older one, and one that is taken back; all while nobody runs."""
        world = world_of(build, self.url)
        world.versions = dict.fromkeys(self.wanted, 100 * number + 1)
        fresh = posted(self.proeftuin, title=f"Stap {number}")
        world.hear(fresh, times=1)
        for count, each in enumerate([each for each in self.wanted if each not in self.gone][-2:]):
            if count:
                self.wanted[each] = revised(self.wanted[each], title=f"Stap {number} anders")
                world.hear(self.wanted[each], times=1)
            elif number % 3 == 0:
                world.hear(UpdateWithdrawn(update_id=each, proeftuin_id=self.proeftuin), times=1)
                self.gone.add(each)
        self.wanted[fresh.update_id] = fresh
        world.close()

    def run(self, failpoints: str) -> None:
        given = {**os.environ, **self.settings, "DATABASE_URL": self.url, "FAILPOINTS": failpoints}
        command = [sys.executable, "-m", "tests.faults.channels_child"]
        with open(os.devnull, "wb") as nowhere:
            self.child = subprocess.Popen(command, cwd=ROOT, env=given, stdout=nowhere, stderr=nowhere)

    def kill(self, *_: Any) -> None:
        """From the other side, in the middle of a call."""
        assert self.child is not None
        self.child.send_signal(signal.SIGKILL)
        self.child.wait(10)

    def left(self) -> list[Any]:
        """What is not finished."""
        database = Database(self.url)
        with database.reading() as session:
            columns = (Delivery.channel, Delivery.deed, Delivery.state, Delivery.attempts, Delivery.last_error)
            found = session.execute(select(*columns).where(Delivery.state.in_(UNFINISHED))).all()
        database.close()
        return list(found)

    def settled(self) -> bool:
        """Whether everything was relayed, heard and brought, or the process is dead."""
        assert self.child is not None
        if self.child.poll() is not None:
            return True
        database = Database(self.url)
        try:
            with database.reading() as session:
                left = session.scalar(select(func.count()).select_from(outbox).where(outbox.c.published_at.is_(None)))
                open_ = session.scalar(select(func.count()).select_from(Delivery).where(Delivery.state.in_(UNFINISHED)))
                return not left and not open_
        finally:
            database.close()

    def play(self, number: int, failpoints: str) -> None:
        """Something new is said, and one life of the process, until it dies or has nothing left to do."""
        self.say(number)
        self.run(failpoints)
        try:
            until(self.settled, LONGEST)
        except TimeoutError as error:
            raise AssertionError(f"life {number} with {failpoints or 'a kill from outside'}: {self.left()}") from error
        assert self.child is not None
        self.kills += self.child.poll() == -signal.SIGKILL
        self.child.terminate()
        self.child.wait(20)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ExitStack() as kept:
        made = Stage(sqlite_url(build, tmp_path), kept.enter_context(partup_fake()))
        made.site.url = kept.enter_context(served(lambda _: over_http(made.site)))
        made.server.url = kept.enter_context(served(lambda _: over_http(made.server)))
        partup = made.house.house.add_partup("Onze straat", uppers=(OURS,))
        made.settings = {"WEBSITE_URL": made.site.url, "WEBSITE_USER": USER, "WEBSITE_PASSWORD": PASSWORD}
        made.settings |= {"PARTUP_URL": made.house.url, "PARTUP_EMAIL": EMAIL, "PARTUP_PASSWORD": PARTUP_PASSWORD}
        made.settings |= {"MASTODON_URL": made.server.url, "MASTODON_TOKEN": TOKEN}
        plan(made, partup)
        yield made
        if made.child is not None and made.child.poll() is None:
            made.child.kill()


def plan(stage: Stage, partup: str) -> None:
    """The proeftuin wants to be on all three."""
    world = world_of(build, stage.url, website_url=stage.site.url, partup_url=stage.house.url, mastodon_url="http://m")
    told = SharingPlanSet(proeftuin_id=stage.proeftuin, rhythm_days=60, website=True, partup_id=partup)
    for channel in (each for each in world.service.channels if each.consumers):
        door = Inbox(world.service.database, channel.consumers[0])
        door.take([world.envelope(told)])
        while Applier(door).step():
            pass
    world.close()


def over_http(fake: Callable[[httpx.Request], httpx.Response]) -> Any:
    """The fake as an app that a server serves."""

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        asked = Request(environ)
        passed = ("Authorization", "Content-Type", "Idempotency-Key")
        headers = {name: value for name, value in asked.headers.items() if name in passed}
        answer = fake(httpx.Request(asked.method, asked.url, headers=headers, content=asked.get_data()))
        kept = [(n, v) for n, v in answer.headers.items() if n.lower() in ("link", "content-type") or n[:2] == "x-"]
        start(f"{answer.status_code} {answer.reason_phrase}", kept)
        return [answer.content]

    return app


@contextmanager
def killing(stage: Stage, where: str) -> Iterator[None]:
    """The next time something is made or changed there, the process dies: before it happens, or after."""
    side, moment = where.split()
    once = [True]

    def strike(request: httpx.Request) -> None:
        if request.method not in ("GET", "HEAD") and once:
            once.pop()
            stage.kill()

    fake = stage.site if side == "website" else stage.server
    house: Any = stage.house.house
    run = house.run

    def struck(*given: Any) -> Any:
        told = run(*given)
        if once:
            once.pop()
            stage.kill()
        return told

    if side == "partup":
        house.run = struck
    else:
        setattr(fake, moment, strike)
    yield
    fake.before = fake.after = lambda request: None
    house.run = run


def test_nothing_is_lost_and_nothing_is_posted_twice(stage: Stage) -> None:
    number = 0
    for step in STEPS:
        number += 1
        stage.play(number, f"{step}=kill@0.5")
    for where in CALLED:
        number += 1
        with killing(stage, where):
            stage.play(number, "")
    stage.play(number + 1, "")
    assert stage.kills >= len(CALLED) + len(STEPS) // 2, f"only {stage.kills} kills prove little"
    last = {each: told.title for each, told in stage.wanted.items() if each not in stage.gone}
    addresses = {each: f"/publicaties/{publication_id_of(each)}" for each in stage.wanted}
    posts = list(stage.site.posts.values())
    for each, address in addresses.items():
        there = len([post for post in posts if address in post["content"]])
        assert there == 1 or (there == 0 and each in stage.gone), f"{there} posts of {address}"
        told = [status for status in stage.server.statuses.values() if address in status["status"]]
        assert [status["status"].split("\n")[0] for status in told] == ([last[each]] if each in last else [])
        texts = [text for text in stage.house.house.texts(_partup(stage)) if text.endswith(address)]
        assert [text.split("**")[1] for text in texts] == ([last[each]] if each in last else [])
    shown = sorted(post["title"] for post in posts if post["title"] != "Teruggetrokken")
    assert shown == sorted(last.values())
    print(f"{stage.kills} kills, {len(stage.wanted)} publications, {len(stage.gone)} taken back, on three channels")


def _partup(stage: Stage) -> str:
    (only,) = stage.house.house.partups
    return str(only)
