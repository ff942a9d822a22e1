"""The threads of a proeftuin's story: what each is called, and the nouns of the timeline that it follows."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

THREADS = {
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
