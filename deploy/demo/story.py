"""The main job, step by step: from an idea in a werkkring to a running proeftuin whose knowledge is public."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from deploy.demo import texts
from deploy.demo.person import Person, Refused, eventually
from shared import clock

ROLES = {
    "initiator": "Demo-initiatiefnemer",
    "first": "Demo-deelnemer Een",
    "second": "Demo-deelnemer Twee",
    "partner": "Demo-partner",
    "researcher": "Demo-onderzoeker",
    "late": "Demo-deelnemer Drie",
}


class Story:
    """Plays the steps in order; each step can be looked at before the next."""

    def __init__(self, url: str, mail: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self.url, self.mail, self.tell = url, mail, tell
        self.run = secrets.token_hex(3)
        self.visitor = Person(url, mail)
        self.people: dict[str, Person] = {}
        self.werkkring: dict[str, Any] = {}
        self.groups: list[str] = []
        self.idea_id = self.proeftuin_id = self.experiment_id = self.publication_id = self.dataset_id = ""

    def __getitem__(self, role: str) -> Person:
        return self.people[role]

    @property
    def at(self) -> str:
        """The proeftuin's address in the API."""
        return f"experiments/v1/proeftuinen/{self.proeftuin_id}"

    def play(self) -> None:
        """Everything, from nothing to a public update."""
        self.gather_people()
        self.bring_in_idea()
        self.adopt()
        self.call()
        self.compose()
        self.start()
        self.share()
        self.account()
        self.learn()
        self.gather_data()
        self.leave_and_join()

    def close(self) -> None:
        """Let everyone go home."""
        for person in (self.visitor, *self.people.values()):
            person.close()

    def gather_people(self) -> None:
        """Six people register, confirm by mail and log in; the initiator joins a werkkring."""
        for role, name in ROLES.items():
            self.people[role] = Person(self.url, self.mail, name, f"demo-{role}-{self.run}@example.org").register()
        self.tell("Zes mensen hebben een account. / Six people have an account.")
        self.werkkring = self.visitor.get("identity/v1/werkkringen")["items"][0]
        self["initiator"].post(f"identity/v1/werkkringen/{self.werkkring['id']}/memberships")
        self.tell(f"De initiatiefnemer hoort bij {self.werkkring['name']}. / The initiator joined a werkkring.")

    def bring_in_idea(self) -> None:
        """She drafts and submits an idea; two others want to join."""
        me = self["initiator"]
        idea = {**texts.IDEA, "municipality": self.werkkring["municipality"]}
        self.idea_id = me.post("ideas/v1/ideas", idea)["id"]
        me.post(f"ideas/v1/ideas/{self.idea_id}/_submit")
        for role in ("first", "second"):
            self[role].put(
                f"ideas/v1/ideas/{self.idea_id}/interests/me", {"kind": "join", "offer": "Ik denk en doe mee."}
            )
        self.tell("Het idee staat open, en twee mensen willen meedoen. / The idea is open; two people want to join.")

    def adopt(self) -> None:
        """She adopts it as a member of her werkkring, and the proeftuin appears."""
        me = self["initiator"]

        def adopted() -> str | None:
            answer = me.ask("POST", f"ideas/v1/ideas/{self.idea_id}/_adopt", {"werkkringId": self.werkkring["id"]})
            if answer.status_code == 403 and answer.json()["code"] == "not-a-member":
                return None  # word of the membership is still on its way
            if not answer.is_success:
                raise Refused(answer)
            return str(answer.json()["proeftuinId"])

        self.proeftuin_id = eventually(adopted)
        eventually(self.proeftuin)
        self.tell("Het idee is een proeftuin in oprichting. / The idea has become a proeftuin in the making.")

    def proeftuin(self) -> dict[str, Any] | None:
        """The proeftuin as a visitor sees it, or None while word of it is on its way."""
        answer = self.visitor.ask("GET", self.at)
        return answer.json() if answer.is_success else None

    def call(self) -> None:
        """She says what the proeftuin still seeks and asks everyone for ideas for it; somebody answers."""
        me, today = self["initiator"], clock.today()
        days = {"opensOn": today.isoformat(), "closesOn": (today + timedelta(days=42)).isoformat()}
        asked = {**texts.CALL, **days, "proeftuinId": self.proeftuin_id}

        def called() -> str | None:
            answer = me.ask("POST", "ideas/v1/calls", asked)
            if answer.status_code in (403, 409):
                return None  # word that she holds it is still on its way
            if not answer.is_success:
                raise Refused(answer)
            return str(answer.json()["id"])

        answer = {**texts.ANSWER, "municipality": self.werkkring["municipality"], "callId": eventually(called)}
        idea = self["late"].post("ideas/v1/ideas", answer)["id"]
        self["late"].post(f"ideas/v1/ideas/{idea}/_submit")
        me.post(f"{self.at}/calls", texts.SOUGHT)
        self.tell("Er staat een oproep open, en het eerste antwoord is binnen. / A call is open, with a first answer.")

    def compose(self) -> None:
        """People take part, and each part that a start needs is given by those whose part it is."""
        self.take_part()
        self.commit("partner", "Demo-organisatie", "partner")
        self.commit("researcher", "Demo-onderzoeksgroep", "research")
        me = self["initiator"]
        self.experiment_id = me.post(f"{self.at}/experiments", texts.EXPERIMENT)["id"]
        for group, role in zip(texts.GROUPS, ("first", "second"), strict=True):
            made = me.post(f"{self.at}/affected-groups", group)
            self[role].put(f"{self.at}/affected-groups/{made['id']}/belongings/me")
            self.groups.append(made["id"])
        me.put(f"{self.at}/needs", texts.NEEDS)
        me.put(f"{self.at}/end-result", texts.END_RESULT)
        me.post(f"{self.at}/funding/sources", texts.SOURCE)
        me.put(f"{self.at}/sharing-plan", texts.SHARING)
        me.put(f"{self.at}/programme-link", texts.PROGRAMME)
        self.tell("Werkkring, partner, onderzoeksgroep en experiment zijn compleet. / All four parts are there.")

    def take_part(self) -> None:
        """Both who wanted to join do so by themselves."""
        for role in ("first", "second"):
            self[role].post(f"{self.at}/stints", {"offer": "Ik doe mee."})

    def commit(self, role: str, name: str, part: str) -> None:
        """An organisation is registered, asked by a holder, and accepts by its own representative."""
        body = {"name": f"{name} {self.run}", "kind": part, "website": "https://example.org"}
        organisation = self[role].post("identity/v1/organisations", body)
        asked = {"organisationId": organisation["id"], "part": part}
        commitment = self["initiator"].post_once_known(f"{self.at}/commitments", asked)
        self[role].post(f"{self.at}/commitments/{commitment['id']}/_accept")

    def start(self) -> None:
        """With every condition met, a holder starts it: three years from today."""
        started = self["initiator"].post(f"{self.at}/_start", {"startDate": clock.today().isoformat()})
        self.tell(f"De proeftuin loopt, tot {started['endDate']}. / The proeftuin is running.")

    def share(self) -> None:
        """An update is posted, and a moment later it is public knowledge."""
        self["initiator"].post(f"{self.at}/updates", texts.UPDATE)
        self["first"].post(f"{self.at}/updates", texts.EXPERIENCE)

        def published() -> str | None:
            items = self.visitor.get(f"sharing/v1/publications?proeftuinId={self.proeftuin_id}")["items"]
            found = [item for item in items if item["title"] == texts.UPDATE["title"]]
            return found[0]["id"] if found else None

        self.publication_id = eventually(published)
        self.tell("De eerste update is openbaar. / The first update is public.")

    def account(self) -> None:
        """Money is promised, comes in and is spent; a line that was wrong is taken back in the open."""
        me = self["initiator"]
        came = [me.post(f"{self.at}/funding/sources", source)["id"] for source in texts.MORE_SOURCES]
        me.patch(f"{self.at}/funding/sources/{came[0]}", {"state": "received"})
        for line in texts.SPENDING:
            today = clock.today().isoformat()
            spent = me.post(f"{self.at}/funding/spending", {"sourceId": came[0], "spentOn": today, **line})
        me.post(f"{self.at}/funding/spending/{spent['id']}/_reverse", texts.MISTAKE)
        self.tell("Er is geld ontvangen en uitgegeven, en iedereen ziet hoeveel. / Money came in and was spent.")

    def learn(self) -> None:
        """A first round is closed with a lesson and a second is under way; with decisions, value and contributions."""
        me, at = self["initiator"], self.at
        stakes = [("affected-group", self.groups[0]), ("affected-group", self.groups[1]), ("society", None)]
        for (stakeholder, part), said in zip(stakes, texts.EXPECTED, strict=True):
            stake = {"stakeholder": stakeholder, "partId": part}
            self["first"].post(f"{at}/value-statements", {**stake, "kind": "expected", "text": said})
        found = [
            {"stakeholder": stakeholder, "partId": part, "text": said}
            for (stakeholder, part), said in zip(stakes, texts.FOUND, strict=True)
        ]
        first = me.post(f"{at}/cycles", texts.CYCLES[0])["id"]
        me.post(f"{at}/cycles/{first}/_look")
        me.post(f"{at}/cycles/{first}/_close", {**texts.CLOSING, "foundValues": found})
        me.patch(f"{at}/experiments/{self.experiment_id}", texts.REVISION)
        me.post(f"{at}/cycles", texts.CYCLES[1])
        older = self["second"].post(f"{at}/decisions", texts.DECISIONS[0])["id"]
        self["first"].post(f"{at}/decisions", {**texts.DECISIONS[1], "supersedesId": older})
        for role, told in texts.CONTRIBUTIONS.items():
            self[role].post(f"{at}/contributions", told)
        self.tell("De eerste ronde is gesloten met een les. / The first round is closed with a lesson.")

    def gather_data(self) -> None:
        """What they measured is described, sent with its digest, and published as open data."""
        parties = self.visitor.get(self.at)["commitments"]
        contact = next(one["organisationId"] for one in parties if one["part"] == "research")
        described = {**texts.DATASET, "contactId": contact}
        self.dataset_id = self["first"].post(f"{self.at}/datasets", described)["id"]
        self["first"].send(f"{self.at}/datasets/{self.dataset_id}/files/{texts.DATA_NAME}", texts.DATA)
        self["initiator"].post(f"{self.at}/datasets/{self.dataset_id}/_publish")
        self.tell("Wat er gemeten is, is open data. / What was measured is open data.")

    def leave_and_join(self) -> None:
        """Someone leaves, someone joins and fills the gap; the history keeps both."""
        self["second"].post(f"{self.at}/stints/me/_end", {"note": "Ik ga iets anders doen. Bedankt!"})
        self["late"].post(f"{self.at}/stints", {"offer": "Ik neem het stokje over."})
        self["late"].put(f"{self.at}/affected-groups/{self.groups[1]}/belongings/me")
        self.tell("Iemand stopt en iemand begint. / Someone left and someone joined.")
