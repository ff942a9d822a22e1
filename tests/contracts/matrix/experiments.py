"""experiments: who gets through which door. A row names those who do; the others are refused as `only` says.

A new operation: one line `at("POST {P}/things", only("holder"), body=…)`. Ids in braces are the scene's (`lab.py`), and
`about` is the moment that it makes first: `composed`, `paused`, `looked at` … (none: it runs).
"""

from __future__ import annotations

from typing import Any

from services.experiments.model.participation import WIN_ROLES
from shared import clock
from tests.contracts.matrix.cells import OK, Expected, Operation
from tests.contracts.matrix.lab import (
    CLOSING,
    CONTRIBUTION,
    CYCLE,
    DECISION,
    DELIVERY,
    ROLES,
    STATEMENT,
    Scene,
)
from tests.service.experiments.scene import END_RESULT, EXPERIMENT, NEEDS, SHARING, SOURCE, UPDATE

__all__ = ["ROLES", "TABLE", "Scene"]


def only(*who: str, others: Expected = 403, **apart: Expected) -> dict[str, Expected]:
    """Through gets who is named; a visitor is asked to log in, a client may not, `others` get what is said of them."""
    refused: dict[str, Expected] = {"visitor": 401, "client": 403}
    assert {*who, *apart} <= set(ROLES)
    return {role: OK if role in who else apart.get(role, refused.get(role, others)) for role in ROLES}


def at(where: str, expected: dict[str, Expected], *, body: Any = None, about: str = "", **headers: str) -> Operation:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Operation(where, expected, body, about, named)


P = "/proeftuinen/{proeftuin_id}"
EXPERIMENT_AT, UPDATE_AT = f"{P}/experiments/{{experiment_id}}", f"{P}/updates/{{update_id}}"
PUBLIC = only(*ROLES)
EVERYONE = only(*ROLES[2:])
"""Whoever is logged in."""
HOLDERS, STEWARDS = only("holder"), only("steward", "admin")
INSIDE = ("participant", "holder")
"""Who takes part."""
OUTSIDE = tuple(role for role in ROLES[2:] if role not in INSIDE)
READERS = (*INSIDE, "mentor")
DECIDE = ("steward", "moderator", "admin")
TIED = only("holder", "other_holder")
RESEARCH = only("holder", "researcher")
WITH_HOLDERS = only("holder", "steward", "admin")
OBSERVED = {"indicatorId": "{indicator_id}", "period": "{month}", "value": "7"}
SPENT = {"sourceId": "{source_id}", "amountCents": 5, "spentOn": clock.today().isoformat(), "purpose": "Thee"}
SOUGHT = {"seeks": "other", "title": "Een zaaltje"}
VALUE = {"stakeholder": "society", "kind": "expected", "text": "Rust."}

DATASET = f"{P}/datasets/{{dataset_id}}"
WHY = {"reason": "Te weinig mensen."}
WRITERS = only(*INSIDE, "researcher")
DIGEST = "sha-256=:+dhgKMbg1k4iUYb5astpM4ssWXZN95FiEH9cS7NNExA=:"
"""Of the file that is sent."""

TABLE = (
    at("GET /people/me/exports/{export_id}", only(others=404)),
    # reading it
    at("GET /proeftuinen", PUBLIC),
    at(f"GET {P}", PUBLIC),
    at(f"GET {P}/readiness", PUBLIC),
    at(f"GET {P}/closing", PUBLIC),
    at(f"GET {P}/timeline", PUBLIC),
    # its course
    at(f"POST {P}/_start", HOLDERS, body={"startDate": clock.today().isoformat()}, about="composed"),
    at(f"POST {P}/_pause", HOLDERS),
    at(f"POST {P}/_resume", HOLDERS, about="paused"),
    at(f"POST {P}/_conclude", HOLDERS, about="ending"),
    at(f"POST {P}/_complete", HOLDERS, about="closable"),
    at(f"POST {P}/_stop", WITH_HOLDERS, body={"reason": "Het lukt niet."}),
    at(f"GET {P}/closing-statement", PUBLIC),
    at(f"PUT {P}/closing-statement", HOLDERS, body=STATEMENT),
    # its parts
    at(f"GET {P}/werkkringen", PUBLIC),
    at(f"POST {P}/werkkringen", HOLDERS, body={"werkkringId": "{linked_id}"}),
    at(f"POST {P}/werkkringen/{{werkkring_id}}/_confirm", only("coordinator")),
    at(f"POST {P}/commitments", only("holder", "partner"), body={"organisationId": "{free_id}", "part": "partner"}),
    at(f"POST {P}/commitments/{{commitment_id}}/_accept", only("partner")),
    at(f"POST {P}/commitments/{{commitment_id}}/_decline", only("holder", "partner")),
    at(f"POST {P}/commitments/{{commitment_id}}/_end", only("holder", "partner"), about="agreed"),
    at(f"POST {P}/affected-groups", HOLDERS, body={"name": "Buren"}),
    at(f"DELETE {P}/affected-groups/{{group_id}}", HOLDERS, about="nobodys"),
    at(f"PUT {P}/affected-groups/{{group_id}}/belongings/me", only(*INSIDE)),
    at(f"DELETE {P}/affected-groups/{{group_id}}/belongings/me", only(*INSIDE)),
    # what it seeks
    at("GET /calls", PUBLIC),
    at(f"GET {P}/calls", PUBLIC),
    at(f"POST {P}/calls", HOLDERS, body=SOUGHT),
    at(f"GET {P}/calls/{{call_id}}", PUBLIC),
    at(f"POST {P}/calls/{{call_id}}/_fill", HOLDERS),
    at(f"POST {P}/calls/{{call_id}}/_close", HOLDERS, body={}),
    # what it tries
    at(f"POST {P}/experiments", RESEARCH, body=EXPERIMENT),
    at(f"GET {EXPERIMENT_AT}", PUBLIC),
    at(f"PATCH {EXPERIMENT_AT}", RESEARCH, body={"question": "En nu?"}, If_Match="*"),
    at(f"GET {EXPERIMENT_AT}/revisions", PUBLIC),
    at(f"GET {EXPERIMENT_AT}/revisions/{{version}}/changes", PUBLIC),
    at(f"GET {P}/cycles", PUBLIC),
    at(f"POST {P}/cycles/{{cycle_id}}/_look", HOLDERS),
    at(f"POST {P}/cycles/{{cycle_id}}/_close", HOLDERS, body=CLOSING, about="looked at"),
    at(f"POST {P}/cycles", HOLDERS, body=CYCLE, about="between two rounds"),
    at(f"GET {P}/value-statements", PUBLIC),
    at(f"POST {P}/value-statements", only(*INSIDE), body=VALUE),
    # what it measures
    at(f"GET {EXPERIMENT_AT}/indicators", PUBLIC),
    at(f"GET {EXPERIMENT_AT}/consents/me", EVERYONE),
    at(f"PUT {EXPERIMENT_AT}/consents/me", only(*INSIDE)),
    at(f"DELETE {EXPERIMENT_AT}/consents/me", EVERYONE),
    at(f"POST {EXPERIMENT_AT}/observations", only("participant"), body=OBSERVED),
    at(f"GET {EXPERIMENT_AT}/observations/mine", EVERYONE),
    at(
        f"POST {EXPERIMENT_AT}/observations/{{observation_id}}/_correct",
        only("participant"),
        body={"value": "8"},
        about="entered",
    ),
    at(f"GET {EXPERIMENT_AT}/removals", only("researcher")),
    at(f"POST {EXPERIMENT_AT}/removals/{{removal_id}}/_confirm", only("researcher")),
    at(f"GET {EXPERIMENT_AT}/results", only(*READERS, "former", "researcher", visitor=403)),
    at(f"GET {EXPERIMENT_AT}/results/table", only(*READERS, "former", "researcher", visitor=403)),
    at(f"GET {EXPERIMENT_AT}/results/package", only(*READERS, "former", "researcher", visitor=403)),
    at(f"POST {EXPERIMENT_AT}/results/_open", HOLDERS),
    # what it gathers
    at(f"GET {P}/datasets", PUBLIC),
    at(f"POST {P}/datasets", WRITERS, body={"title": "Nog een"}),
    at(f"GET {DATASET}", only(*READERS, "researcher", others=404, visitor=404, client=404)),
    at(f"PATCH {DATASET}", WRITERS, body={"title": "Anders"}, If_Match="*"),
    at(f"POST {DATASET}/_publish", RESEARCH),
    at(f"POST {DATASET}/_restrict", RESEARCH, body=WHY),
    at(f"POST {DATASET}/_destroy", RESEARCH, body=WHY),
    at(f"GET {DATASET}/files/{{name}}", only(*INSIDE, "researcher", others=404, visitor=404, client=404)),
    at(f"PUT {DATASET}/files/{{name}}", WRITERS, body={"a": 1}, Content_Digest=DIGEST),
    at(f"POST {DATASET}/files/{{name}}/_remove", WRITERS, body=WHY),
    at(f"GET {DATASET}/consents/me", EVERYONE),
    at(f"PUT {DATASET}/consents/me", EVERYONE, body={"purposes": []}),
    at(f"DELETE {DATASET}/consents/me", EVERYONE),
    at(f"GET {DATASET}/removals", only("researcher")),
    at(f"POST {DATASET}/removals/{{removal_id}}/_confirm", only("researcher"), about="asked"),
    # who takes part
    at(f"GET {P}/stints", PUBLIC),
    at(f"POST {P}/stints", only(*OUTSIDE, others=409), body={}),
    at(f"POST {P}/stints/me/_end", only(*INSIDE, others=404), body={"handoverTo": "{person_id}"}),
    at(f"PUT {P}/holders/{{person_id}}", HOLDERS),
    at(f"DELETE {P}/holders/{{person_id}}", HOLDERS, about="held by two"),
    at(f"GET {P}/win-roles", PUBLIC),
    at(f"POST {P}/win-roles", STEWARDS, body={"personId": "{person_id}", "role": WIN_ROLES[0]}),
    at(f"POST {P}/win-roles/{{win_role_id}}/_end", only("mentor", "steward", "admin")),
    at(f"PUT {P}/stints/me/credit", EVERYONE, body={"credited": False}),
    # who is kept out
    at(f"GET {P}/bars", only(*DECIDE)),
    at(f"PUT {P}/bars/{{person_id}}", only("moderator", "admin"), body={"reason": "Bedreiging."}),
    at(f"DELETE {P}/bars/{{person_id}}", only("moderator", "admin"), about="barred"),
    at(f"GET {P}/bars/me", only(others=404)),
    at(f"POST {P}/bars/me/_appeal", only(others=409), body={"text": "Dat was ik niet."}),
    at("GET /appeals", only(*DECIDE)),
    at(f"POST {P}/appeals/{{appeal_id}}/_grant", STEWARDS, body={"reason": "Nee."}),
    at(f"POST {P}/appeals/{{appeal_id}}/_deny", STEWARDS, body={"reason": "Ja."}),
    # what holders say of it
    at(f"PUT {P}/needs", HOLDERS, body=NEEDS),
    at(f"PUT {P}/end-result", HOLDERS, body=END_RESULT),
    at(f"POST {P}/end-result/_deliver", HOLDERS, body=DELIVERY),
    at(f"PUT {P}/sharing-plan", HOLDERS, body=SHARING),
    at(f"PUT {P}/programme-link", HOLDERS, body={"name": "Arbeid in transitie"}),
    # with what it hangs together
    at("GET /programmes", PUBLIC),
    at("GET /programmes/{key}", PUBLIC),
    at(f"GET {P}/relations", PUBLIC),
    at(f"POST {P}/relations", TIED, body={"proeftuinId": "{other_id}", "kind": "same-question"}),
    at(f"DELETE {P}/relations/{{relation_id}}", TIED),
    at(f"PUT {P}/successor", TIED, body={"proeftuinId": "{other_id}"}, about="stopped"),
    at(f"DELETE {P}/successor", TIED, about="followed"),
    # its money
    at(f"POST {P}/funding/sources", HOLDERS, body=SOURCE),
    at(f"PATCH {P}/funding/sources/{{source_id}}", HOLDERS, body={"name": "Stichting"}),
    at(f"GET {P}/funding/spending", only(*INSIDE, "former")),
    at(f"POST {P}/funding/spending", HOLDERS, body=SPENT),
    at(f"POST {P}/funding/spending/{{line_id}}/_reverse", HOLDERS, body={"reason": "Een vergissing."}),
    # what it tells
    at(f"GET {P}/updates", PUBLIC),
    at(f"POST {P}/updates", only(*INSIDE), body=UPDATE),
    at(f"GET {UPDATE_AT}", only(*READERS, "former", others=404, visitor=404, client=404)),
    at(f"PATCH {UPDATE_AT}", only("participant"), body={"title": "Anders"}, If_Match="*"),
    at(f"POST {UPDATE_AT}/_withdraw", only(*INSIDE)),
    at(f"GET {P}/held-publications", only(*READERS)),
    at(f"GET {P}/dossier", PUBLIC),
    at(f"GET {P}/dossier/versions", PUBLIC),
    at(f"POST {P}/dossier/versions", only("holder", "partner", "researcher")),
    at(f"GET {P}/dossier/versions/{{number}}", PUBLIC),
    at(f"GET {P}/decisions", PUBLIC),
    at(f"POST {P}/decisions", only(*INSIDE), body=DECISION),
    at(f"GET {P}/decisions/{{decision_id}}", only(*READERS, "former", others=404, visitor=404, client=404)),
    at(f"GET {P}/contributions", EVERYONE),
    at(f"POST {P}/contributions", only(*INSIDE), body=CONTRIBUTION),
    at(f"POST {P}/contributions/{{contribution_id}}/_withdraw", only("participant")),
)
