"""People who POST: each wish has one number and one Idempotency-Key, and is sent again until it is answered."""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from tests.faults import toys


@dataclass
class People:
    """A few clients, each in a thread; `events` is what their answered wishes must have said."""

    ports: Sequence[int]
    seed: int
    pause: float
    stop: threading.Event = field(default_factory=threading.Event)
    subjects: list[UUID] = field(default_factory=list)
    answered: dict[UUID, int] = field(default_factory=dict)
    attempted: int = 0
    repeated: int = 0
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, count: int) -> None:
        chance = random.Random(self.seed)
        self.subjects = [UUID(int=chance.getrandbits(128)) for _ in range(60)]
        for number in range(count):
            thread = threading.Thread(target=self._live, args=(random.Random(self.seed + number),), daemon=True)
            self.threads.append(thread)
            thread.start()

    def finish(self, seconds: float = 60) -> None:
        """No new wishes; what was begun is repeated until it is answered."""
        self.stop.set()
        for thread in self.threads:
            thread.join(seconds)

    def _live(self, chance: random.Random) -> None:
        while not self.stop.wait(self.pause * chance.uniform(0.5, 1.5)):
            self._wish(chance)

    def _wish(self, chance: random.Random) -> None:
        """Mostly plain changes; some that are answered, some that wait for another subject, some that are poison."""
        subjects = sorted(chance.sample(self.subjects, chance.randint(1, 4)))
        turn = chance.random()
        if turn < 0.1:
            self.post(subjects, "contribute", uuid4(), chance)
        elif turn < 0.13:
            other = uuid4()
            self.post([uuid4()], "follow", other, chance)
            self.post([other], "join", uuid4(), chance)
        elif turn < 0.135:
            poisoned = uuid4()
            self.post([poisoned], "join", toys.POISON, chance)
            self.post([poisoned], "join", uuid4(), chance)
        else:
            self.post(subjects, "join", uuid4(), chance)

    def post(self, subjects: Sequence[UUID], kind: str, about: UUID, chance: random.Random) -> bool:
        """One wish, sent until it is answered; False when nobody answered for a minute."""
        number = uuid4()
        self.attempted += len(subjects)
        body = {"number": number, "subjects": list(subjects), "kind": kind, "about": about}
        for tries in range(1200):
            if self._send(chance.choice(self.ports), json.dumps(body, default=str), str(number)):
                self.answered[number] = len(subjects)
                return True
            self.repeated += 1
            threading.Event().wait(0.05)  # a client's own pause between two tries
            if tries > 100 and self.stop.is_set():
                break
        return False

    def _send(self, port: int, body: str, key: str) -> bool:
        connection: Any = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            headers = {"Content-Type": "application/json", "Idempotency-Key": key}
            connection.request("POST", toys.PATH, body, headers)
            answer = connection.getresponse()
            answer.read()
            return bool(answer.status == 201)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
