"""Everyone around one proeftuin, for the table of experiments: made once, and again after everyone who got through."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from services.experiments.model import Proeftuin
from services.experiments.service import build
from shared import clock
from shared.events.identity import CoordinatorAppointed
from shared.ids import new_id
from tests.contracts.matrix.cells import Operation
from tests.kit.keys import client_token
from tests.kit.world import Answer, Build, World, sqlite_url, world_of
from tests.service.experiments import scene as made
from tests.service.experiments.gathering import DESCRIBED, send

ROLES = (
    "visitor",
    "client",
    "member",
    "participant",
    "former",
    "holder",
    "other_holder",
    "coordinator",
    "partner",
    "researcher",
    "mentor",
    "steward",
    "editor",
    "moderator",
    "integrator",
    "admin",
)
"""A `client` has a scope for something else; a `member` is of the werkkring; `other_holder` holds another proeftuin."""
GLOBAL = ("steward", "editor", "moderator", "integrator", "admin")
LESSON = {"title": "Wat we leerden", "body": "Begin kleiner."}
DELIVERY = {"title": "Klaar", "description": "Hier is het."}
STATEMENT = {"text": "Alles besteed."}
DECISION = {"title": "Woensdag", "context": "Dan is er tijd.", "decision": "Elke woensdag."}
CONTRIBUTION = {"text": "Ik schreef het verslag."}
CLOSING = {"lesson": LESSON, "ownership": "Zelf.", "valueFromTalent": "Gezien.", "integral": "Ook."}
CALL = {"seeks": "partner", "title": "Een drukker"}
CYCLE = {"title": "Eerste ronde", "question": "Helpt het?"}
RECEIVED = {**made.SOURCE, "name": "Fonds", "state": "received"}


class Lab:
    """A proeftuin with everything that an address may speak of. It is composed first, and running a moment later."""

    def __init__(self, world: World) -> None:
        self.world, self.scene = world, made.Scene(world)
        scene = self.scene
        known = {"participant": scene.participant, "holder": scene.holder, "coordinator": scene.coordinator}
        known |= {"partner": scene.partner_speaker, "researcher": scene.researcher}
        self.people = {role: known.get(role) or new_id() for role in ROLES if role not in ("visitor", "client")}
        self.ids = {name: str(new_id()) for name in ("export_id", "free_id", "linked_id", "other_id", "werkkring_id")}
        self.ids |= {"proeftuin_id": str(scene.id), "person_id": str(new_id()), "version": "2", "number": "1"}

    def compose(self) -> None:
        """Everything that can be there before it starts."""
        self._hear()
        self.scene.compose()
        (experiment,) = self.scene.look()["experiments"]
        self.ids |= {"group_id": self.scene.group, "experiment_id": experiment["id"]}
        self.ids["indicator_id"] = experiment["indicators"][0]["id"]
        self.ids["month"] = f"{clock.today():%Y-%m}"
        self._agree()
        self._people()
        self._bars()
        self._words()
        self._data()
        self._money()

    def run(self) -> None:
        """It starts, seeks a partner more, a first round of trying begins, and its dossier is frozen."""
        self.scene.ok(self.scene.start())
        tied = {"proeftuinId": self.ids["other_id"], "kind": "builds-on"}
        self.ids["relation_id"] = self.post("relations", tied)
        self.put("programme-link", {"name": "Transitie"})
        self.ids["key"] = "transitie"
        self.ids["call_id"] = self.post("calls", CALL)
        self.ids["cycle_id"] = self.post("cycles", CYCLE)
        self.post("dossier/versions")

    def post(self, what: str, body: Any = None, role: str = "holder") -> str:
        """Something that this role does in the proeftuin; the id of what came of it."""
        roles = [role] if role in GLOBAL else []
        answer = self.world.post(f"{self.scene.at}/{what}", body, by=self.people[role], roles=roles)
        return str(self.scene.ok(answer).get("id", ""))

    def put(self, what: str, body: Any = None, role: str = "holder") -> None:
        self.scene.ok(self.world.put(f"{self.scene.at}/{what}", body, by=self.people[role]))

    def _hear(self) -> None:
        """Identity's word of who else there is, and ideas' word of another proeftuin."""
        asked, free = UUID(self.ids["werkkring_id"]), UUID(self.ids["free_id"])
        other = {"proeftuin_id": UUID(self.ids["other_id"]), "initiator_id": self.people["other_holder"]}
        self.world.hear(
            made.werkkring_registered(asked, "WIN Werkkring Deventer"),
            made.werkkring_registered(UUID(self.ids["linked_id"]), "WIN Werkkring Assen"),
            CoordinatorAppointed(werkkring_id=asked, person_id=self.people["coordinator"]),
            self.scene.membership(self.people["member"], self.scene.werkkring),
            *made.organisation(free, "Drukkerij De Letter", "partner", self.people["partner"]),
            self.scene.adopted(idea_id=new_id(), **other),
            times=1,
        )

    def _agree(self) -> None:
        """What is agreed with the partner, and what another organisation of the same voice is asked."""
        (agreed,) = (c["id"] for c in self.scene.look()["commitments"] if c["part"] == "partner")
        asked = new_id()
        self.world.hear(*made.organisation(asked, "Kwekerij Het Blad", "partner", self.people["partner"]), times=1)
        self.ids["agreed_id"] = agreed
        self.ids["commitment_id"] = self.post("commitments", {"organisationId": str(asked), "part": "partner"})
        self.post("werkkringen", {"werkkringId": self.ids["werkkring_id"]})

    def _people(self) -> None:
        """Who is there, who was, and who bears a role of WIN."""
        for person in (self.people["former"], UUID(self.ids["person_id"])):
            self.scene.join(person)
        assigned = {"personId": str(self.people["mentor"]), "role": "mentor"}
        self.ids["win_role_id"] = self.post("win-roles", assigned, "steward")
        for role in ("participant", "former"):
            self.put(f"experiments/{self.ids['experiment_id']}/consents/me", role=role)

    def _bars(self) -> None:
        """Who is kept out by the moderator, and asks to be let in again."""
        barred = new_id()
        self.ids["barred_id"] = str(barred)
        at, why = f"{self.scene.at}/bars", {"reason": "Bedreiging."}
        moderator = self.people["moderator"]
        self.scene.ok(self.world.put(f"{at}/{barred}", why, by=moderator, roles=["moderator"]))
        lodged = self.scene.ok(self.world.post(f"{at}/me/_appeal", {"text": "Dat was ik niet."}, by=barred))
        self.ids["appeal_id"] = lodged["id"]

    def _words(self) -> None:
        """What was told, some of it for participants only; then one of those who read it leaves."""
        inside = {**made.UPDATE, "visibility": "participants"}
        self.ids["update_id"] = self.post("updates", inside, "participant")
        self.post("updates", {**made.UPDATE, "kind": "lesson"})
        self.ids["decision_id"] = self.post("decisions", DECISION)
        self.ids["contribution_id"] = self.post("contributions", CONTRIBUTION, "participant")
        path = f"{self.scene.at}/experiments/{self.ids['experiment_id']}"
        former, revised = self.people["former"], {"question": "En samen?"}
        self.scene.ok(self.world.patch(path, revised, by=self.scene.holder, headers={"If-Match": "*"}))
        self.scene.ok(self.world.delete(f"{path}/consents/me", by=former))
        removals = self.scene.ok(self.world.get(f"{path}/removals", by=self.people["researcher"]))
        self.ids["removal_id"] = removals["items"][0]["id"]
        self.scene.ok(self.scene.leave(former))

    def _data(self) -> None:
        """A dataset that could be published, and one from which somebody took himself back."""
        described = {**DESCRIBED, "contactId": str(self.scene.research)}
        self.ids |= {"dataset_id": self.post("datasets", described, "participant"), "name": "punten.json"}
        at = f"{self.scene.at}/datasets/{self.ids['dataset_id']}"
        self.scene.ok(send(self.world, at, "punten.json", b"[7]", self.scene.participant))
        self.ids["asked_id"] = self.post("datasets", {"title": "Met namen", "purposes": ["Vergelijken."]})
        asked = f"datasets/{self.ids['asked_id']}"
        purposes = self.scene.ok(self.world.get(f"{self.scene.at}/{asked}", by=self.scene.holder))["purposes"]
        for chosen in ([purposes[0]["id"]], []):
            self.put(f"{asked}/consents/me", {"purposes": chosen})
        removals = self.world.get(f"{self.scene.at}/{asked}/removals", by=self.people["researcher"])
        self.ids["asked_removal_id"] = self.scene.ok(removals)["items"][0]["id"]

    def _money(self) -> None:
        self.ids["source_id"] = self.post("funding/sources", RECEIVED)
        spent = {"sourceId": self.ids["source_id"], "amountCents": 100, "purpose": "Koffie"}
        spent["spentOn"] = clock.today().isoformat()
        self.ids["line_id"] = self.post("funding/spending", spent)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="matrix"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _world() -> World:
    """The service on a database of this process; building it is most of what a question costs."""
    return world_of(build, sqlite_url(build, _folder()), data=_folder())


def _file() -> Path:
    return Path(_world().service.database.url.removeprefix("sqlite:///"))


@cache
def _template(running: bool) -> tuple[Path, Lab]:
    """A database in which all of this happened, and who took part in it; made once per test process."""
    _world().close()
    sqlite_url(build, _folder())
    lab = Lab(_world())
    lab.compose()
    if running:
        lab.run()
    lab.world.close()  # the last connection folds the write-ahead log into the file
    kept = _folder() / ("running" if running else "composed")
    shutil.copyfile(_file(), kept)
    return kept, lab


class Scene:
    """The lab in the state that an operation needs, asked as each role in turn.

    Who is refused changes nothing, so it is made anew only after somebody who got through.
    """

    def __init__(self, _database: Callable[[Build], str]) -> None:
        self.world = _world()
        self.ids: dict[str, str] = {}
        self.fresh = False

    def close(self) -> None:
        self.world.close()

    def ask(self, role: str, operation: Operation) -> Answer:
        if not self.fresh:
            self._make(operation.about)
        headers = {**operation.headers, **(client_token(None, "events:read") if role == "client" else {})}
        who: dict[str, Any] = {"by": self.lab.people[role]} if role in self.lab.people else {}
        who["roles"] = [role] if role in GLOBAL else []
        path, body = operation.path.format(**self.ids), _filled(operation.body, self.ids)
        answer = self.world.ask(operation.method, path, body, headers=headers, **who)
        self.fresh = operation.method == "GET" or answer.status_code >= 400
        return answer

    def _make(self, about: str) -> None:
        file, template = _template(about != "composed")
        self.world.close()
        shutil.copyfile(file, _file())
        self.lab = Lab(self.world)
        self.lab.people, self.lab.scene, self.ids = template.people, template.scene, dict(template.ids)
        self.lab.scene.world = self.world
        self.lab.ids = self.ids
        getattr(self, "_" + about.replace(" ", "_"), lambda: None)()

    def _agreed(self) -> None:
        self.ids["commitment_id"] = self.ids["agreed_id"]

    def _barred(self) -> None:
        self.ids["person_id"] = self.ids["barred_id"]

    def _asked(self) -> None:
        self.ids |= {"dataset_id": self.ids["asked_id"], "removal_id": self.ids["asked_removal_id"]}

    def _nobodys(self) -> None:
        self.ids["group_id"] = self.lab.scene.name_group("Bij vergissing")

    def _held_by_two(self) -> None:
        self.lab.put(f"holders/{self.ids['person_id']}")

    def _stopped(self) -> None:
        self.lab.post("_stop", {"lesson": LESSON})

    def _followed(self) -> None:
        self._stopped()
        self.lab.put("successor", {"proeftuinId": self.ids["other_id"]})

    def _looked_at(self) -> None:
        self.lab.post(f"cycles/{self.ids['cycle_id']}/_look")

    def _between_two_rounds(self) -> None:
        self._looked_at()
        self.lab.post(f"cycles/{self.ids['cycle_id']}/_close", CLOSING)

    def _entered(self) -> None:
        value = {"indicatorId": self.ids["indicator_id"], "period": self.ids["month"], "value": "7"}
        where = f"experiments/{self.ids['experiment_id']}/observations"
        self.ids["observation_id"] = self.lab.post(where, value, "participant")

    def _paused(self) -> None:
        self.lab.post("_pause")

    def _ending(self) -> None:
        """Its last month has come."""
        with self.world.service.database.transaction() as session:
            session.get_one(Proeftuin, self.lab.scene.id).end_date = clock.today() + timedelta(days=30)

    def _closable(self) -> None:
        """It is rounded off, and everything is there that completing needs."""
        self._between_two_rounds()
        self._ending()
        self.lab.post("_conclude")
        self.lab.post("end-result/_deliver", DELIVERY)
        self.lab.post("updates", {**made.UPDATE, "kind": "outcome"})
        self.lab.put("closing-statement", STATEMENT)
        for name in ("dataset_id", "asked_id"):
            self.lab.post(f"datasets/{self.ids[name]}/_restrict", {"reason": "Voor ons."})


def _filled(body: Any, ids: dict[str, str]) -> Any:
    """The body with the scene's ids in their places."""
    if isinstance(body, dict):
        return {name: _filled(value, ids) for name, value in body.items()}
    return body.format(**ids) if isinstance(body, str) else body
