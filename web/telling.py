"""How the story of a proeftuin is told: its threads, its turns, and what an entry is about."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from web.words import END_RESULTS, FUNDING_STATES, WIN_ROLES

# The threads of the story: what each is called, and the nouns that it follows.
STORY = {
    "loop": (_l("het verloop"), "proeftuin,composition,horizon,rhythm"),
    "mensen": (_l("mensen en groepen"), "participation,holder,win-role,affected-group,belonging,contribution"),
    "organisaties": (_l("werkkringen en organisaties"), "werkkring,commitment,call"),
    "proberen": (_l("proberen en meten"), "experiment,indicator,results,removal,cycle,value"),
    "delen": (_l("wat gedeeld werd"), "update,end-result"),
    "afspraken": (_l("besluiten en afspraken"), "decision,needs,sharing-plan,programme,dossier"),
    "geld": (_l("het geld"), "funding,spending,closing-statement"),
}
# What turns the course of a proeftuin: drawn on its three years.
TURNS = "proeftuin,composition,cycle.closed,end-result.delivered"
# Entries of the timeline whose title is a code, with the words for it; the others' titles are people's own.
CODED = {
    "funding.added": FUNDING_STATES,
    "funding.changed": FUNDING_STATES,
    "end-result.set": END_RESULTS,
    "win-role.started": WIN_ROLES,
    "win-role.ended": WIN_ROLES,
}
UNSAID = {"horizon.neared", "rhythm.overdue", "proeftuin.formed", "composition.broken"}


def told(entry: Mapping[str, object]) -> str:
    """What an entry of the timeline is about, in words; empty where its kind says it all."""
    kind, title = str(entry.get("kind")), str(entry.get("title") or entry.get("text") or "")
    if kind in UNSAID:
        return ""
    return str(CODED.get(kind, {}).get(title, title))[:200]
