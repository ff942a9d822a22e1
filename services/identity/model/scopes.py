"""Scopes: what a client may ask of a person, in the words that the consent page uses. Data, looked up by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """One thing to allow; `personal` where it only means something when a person allows it."""

    nl: str
    en: str
    personal: bool = True


SCOPES: dict[str, Scope] = {
    "openid": Scope("Weten dat jij het bent die inlogt", "Know that it is you who logs in"),
    "profile": Scope("Je naam en je taal zien", "See your name and your language"),
    "email": Scope("Je e-mailadres zien", "See your e-mail address"),
    "offline_access": Scope(
        "Toegang houden als je er niet bij bent, hoogstens dertig dagen",
        "Keep this access while you are away, for thirty days at most",
    ),
    "ideas:read": Scope("Ideeën lezen zoals jij ze ziet, ook je concepten", "Read ideas as you see them, drafts too"),
    "events:read": Scope("Het openbare logboek lezen", "Read the public event log", personal=False),
    "webhooks:manage": Scope("Webhooks beheren", "Manage webhooks", personal=False),
}


def scopes_in(text: str | None) -> frozenset[str]:
    """The names in a `scope` parameter."""
    return frozenset((text or "").split())


def scope_text(names: frozenset[str] | set[str]) -> str:
    """The names as a `scope` parameter, in the order of the table."""
    return " ".join(name for name in SCOPES if name in names)
