"""Composition root of the web client: settings and a way to the gateway in, a Flask application out."""

from __future__ import annotations

import httpx
from flask import Flask

from shared.settings import Settings
from web import errors, language, presentation, security, session, uploads
from web.api import Api
from web.pages import (
    about,
    account,
    addresses,
    amqp,
    appeals,
    calls,
    carrying,
    channels,
    contributions,
    datasets,
    decisions,
    editing,
    experiments,
    home,
    ideas,
    integrators,
    keys,
    learning,
    mine,
    moderation,
    money,
    my_account,
    my_data,
    my_devices,
    my_mail,
    my_passkeys,
    my_second_factor,
    office,
    organisations,
    passwords,
    proeftuinen,
    programmes,
    publications,
    relations,
    role_desk,
    story,
    updates,
    webhooks,
    werkkringen,
)

NOUNS = (home, ideas, calls, proeftuinen, story, publications, werkkringen, organisations, programmes, about)
ROOMS = (money, learning, decisions, contributions, carrying, datasets, experiments, updates, relations)
DESKS = (editing, moderation, appeals, channels, office, role_desk)
INTEGRATING = (integrators, keys, amqp, webhooks)
WAYS_IN = (account, passwords, addresses, my_second_factor, my_passkeys, my_devices)
ONESELF = (mine, my_account, my_data, my_mail)


def build(settings: Settings, http: httpx.Client) -> Flask:
    """The pages; `http` is a client whose base address is the gateway."""
    secure = settings.public_url.startswith("https://")
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = uploads.LARGEST_FORM
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    renewals = session.Renewals()
    app.extensions["proeftuin.api"] = lambda: Api(http, renewals)
    session.prepare(app, secret_key=settings.secret_key, secure=secure)
    app.before_request(uploads.make_room)
    security.protect(app, secure=secure)
    language.prepare(app)
    errors.prepare(app)
    presentation.prepare(app, settings.public_url)
    for module in NOUNS + ROOMS + DESKS + INTEGRATING + WAYS_IN + ONESELF:
        app.register_blueprint(module.page)
    return app
