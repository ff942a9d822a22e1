"""What the tests of identity do over and over: have a person, log in, read the mail."""

from __future__ import annotations

import email
import re
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc.jwk import KeySet
from sqlalchemy import select

from services.identity import use_cases
from services.identity.mail import send_due
from services.identity.mail.outlets import outlet_of
from services.identity.model import Letter, Person
from services.identity.model.person import address_key
from services.identity.queries import StoredKeys
from services.identity.service import build, first_start
from shared import clock, migrations
from shared.settings import Settings
from tests.kit.keys import keys
from tests.kit.world import World, sqlite_url

PASSWORD = "vier woorden op rij"
_numbers = count(1)


class BothKeys:
    """identity's own keys and those of the tests."""

    stored: StoredKeys | None = None

    def current(self, *, unknown_kid: bool = False) -> KeySet:
        own = self.stored.current(unknown_kid=unknown_kid).keys if self.stored else []
        return KeySet([*keys().current().keys, *own])


def identity_at(database_url: str, folder: Path, **settings: Any) -> World:
    """An identity on this database, migrated and started for the first time; its mail goes to `folder`/mail."""
    both = BothKeys()
    defaults = Settings(database_url=database_url, mail_url=f"folder:{folder}/mail", demo_werkkringen=False)
    service = build(replace(defaults, **settings), keys=both)
    migrations.migrate(service.database, service.migrations)
    both.stored = StoredKeys(service.database)
    first_start(service)
    return World(service)


def sqlite_identity(folder: Path, **settings: Any) -> World:
    """The same on a fresh SQLite file."""
    return identity_at(sqlite_url(build, folder), folder, **settings)


def person(world: World, name: str = "Ans", *, address: str = "") -> UUID:
    """Someone with a confirmed address; nobody knows the password."""
    address, secret_key = address or f"p{next(_numbers)}@example.org", world.service.settings.secret_key
    with world.service.database.transaction() as session:
        use_cases.register_person(
            session, email=address, password_hash="-", display_name=name, locale="nl", secret_key=secret_key
        )
        written = select(Letter).join(Person).where(Person.address_key == address_key(address))
        token = session.scalars(written).one().given(secret_key)["token"]
        return use_cases.confirm_person(session, token=token).id


def registration(address: str, **more: Any) -> dict[str, Any]:
    """The body of a registration."""
    return {"email": address, "password": PASSWORD, "displayName": "Ans", "locale": "nl", **more}


def post_mail(world: World) -> list[EmailMessage]:
    """Send what is due; every mail sent so far, oldest first."""
    settings = world.service.settings
    send_due(world.service.database, settings, outlet_of(settings.mail_url))
    files = sorted(Path(settings.mail_url.removeprefix("folder:")).glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content


def token_in(mail: EmailMessage) -> str:
    """The token in the link of a mail."""
    found = re.search(r"[?]token=(\S+)", text_of(mail))
    assert found is not None
    return found.group(1)


def member(world: World, address: str = "ans@example.org") -> dict[str, Any]:
    """Someone who registered, confirmed and logged in over HTTP: the tokens."""
    assert world.post("/people", registration(address)).status_code == 202
    assert world.post("/people/_confirm", {"token": token_in(post_mail(world)[-1])}).status_code == 204
    return log_in(world, address)


def log_in(world: World, address: str = "ans@example.org") -> dict[str, Any]:
    """The tokens of a new session."""
    answer = world.post("/sessions", {"email": address, "password": PASSWORD})
    assert answer.status_code == 201, answer.json
    tokens: dict[str, Any] = answer.json
    return tokens


def bearing(tokens: dict[str, Any]) -> dict[str, str]:
    """The header that makes a request theirs."""
    return {"Authorization": f"Bearer {tokens['accessToken']}"}


def fresh_window(seconds: int) -> AbstractContextManager[None]:
    """Move to the beginning of a window in which uses are counted, so that no test falls over its edge."""
    return clock.moved(timedelta(seconds=seconds - clock.now().timestamp() % seconds))
