"""The composition root of identity."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.identity import routes, use_cases
from services.identity.commands import commands
from services.identity.consumers import subscriptions
from services.identity.mail import mail_subscriptions, send_letters
from services.identity.model import Base, Membership, Organisation, Werkkring, password
from services.identity.oauth import register_oauth
from services.identity.queries import StoredKeys
from services.identity.routes.well_known import register_well_known
from services.identity.schedule import schedule_for
from services.identity.use_cases import organisations, werkkringen
from shared.bus.restate import say_restated
from shared.bus.tables import backbone
from shared.db import Database
from shared.events.identity import MembershipRestated, OrganisationRestated, WerkkringRestated
from shared.http.app import make_app
from shared.service import Service
from shared.settings import Settings
from shared.tokens import Keys

ADMIN = "admin@example.org"


def build(settings: Settings, keys: Keys | None = None) -> Service:
    """identity with these settings; it checks tokens with its own keys, unless a test brings others."""
    database = Database(settings.database_url, origin=settings.public_url)
    check_with = keys or StoredKeys(database)

    def app() -> Flask:
        made = make_app(
            "identity", "Identity", routes.BLUEPRINTS, database=database, settings=settings, keys=check_with
        )
        register_well_known(made)
        register_oauth(made)
        return made

    return Service(
        name="identity",
        settings=settings,
        database=database,
        app=app,
        metadata=[Base.metadata, backbone],
        migrations=Path(__file__).parent / "migrations",
        consumers=[subscriptions, mail_subscriptions],
        schedule=schedule_for(settings),
        commands=commands,
        first_start=first_start,
        threads={"mail": partial(send_letters, database, settings)},
        restate=restate,
    )


def keys(database: Database, settings: Settings) -> Keys:
    """identity's keys for services in the same process: read from its database, kept for a few seconds."""
    return StoredKeys(database)


def first_start(service: Service) -> None:
    """What a new installation needs; done twice, or by two at once, it is done once."""
    settings = service.settings
    with service.database.transaction() as session:
        _one_at_a_time(session)
        use_cases.ensure_signing_key(session, settings)
        if settings.demo_werkkringen:
            use_cases.ensure_demo_werkkringen(session)
    if settings.admin_email and settings.admin_password:
        ensure_admin(service)


def ensure_admin(service: Service) -> tuple[str, str | None]:
    """The address of the admin, made where there is none; and the password, where it was made up here just now."""
    settings = service.settings
    with service.database.reading() as session:
        if (known := use_cases.find_admin(session)) is not None:
            return known, None
    made_up = None if settings.admin_password else secrets.token_urlsafe(12)
    password_hash = password.hashed(settings.admin_password or made_up or "")
    with service.database.transaction() as session:
        _one_at_a_time(session)
        if (known := use_cases.find_admin(session)) is not None:
            return known, None
        email = settings.admin_email or ADMIN
        use_cases.make_admin(session, email=email, password_hash=password_hash)
    return email, made_up


def restate(session: Session) -> None:
    """Say the present facts of every werkkring, membership and organisation."""
    each = {"yield_per": 200}
    for werkkring in session.scalars(select(Werkkring).execution_options(**each)):
        coordinators = werkkringen.coordinators_of(session, werkkring.id)
        facts = werkkringen.facts_of(werkkring)
        say_restated(session, WerkkringRestated(werkkring_id=werkkring.id, coordinator_ids=coordinators, **facts))
    started = select(Membership).where(Membership.started_at.is_not(None))
    for membership in session.scalars(started.execution_options(**each)):
        say_restated(session, _restated(membership))
    for organisation in session.scalars(select(Organisation).execution_options(**each)):
        people = organisations.representatives_of(session, organisation.id)
        facts = organisations.facts_of(organisation)
        say_restated(session, OrganisationRestated(organisation_id=organisation.id, representative_ids=people, **facts))


def _restated(membership: Membership) -> MembershipRestated:
    assert membership.started_at is not None
    return MembershipRestated(
        membership_id=membership.id,
        werkkring_id=membership.werkkring_id,
        person_id=membership.person_id,
        started_at=membership.started_at,
        ended_at=membership.ended_at,
    )


def _one_at_a_time(session: Session) -> None:
    """SQLite has one writer anyway; on PostgreSQL several processes may start at the same moment."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7402)"))
