"""Someone who uses everything there is to use, and leaves his mark in whatever takes a text of his."""

from __future__ import annotations

import re

import httpx
import pyotp
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from deploy.demo import texts
from deploy.demo.person import PASSWORD, Person, eventually
from deploy.demo.story import Story
from shared import clock
from tests.kit.embedded import Running
from tests.service.identity.authenticator import Authenticator

PRIVATE = "zxqprive"
"""In everything that has to go: name, address, offers, notes, drafts, what was told to moderators, and so on."""
PUBLISHED = "zxqopenbaar"
"""In everything that he gave to everyone or to the group, and that stays without him."""
SURE = {"password": PASSWORD}
TAKEN_BACK = "zxqterug"
"""In what he gave to everyone and then took back: it goes too, but for a month from what was said."""
WHY = {"reason": "Even kijken."}
MEASURED = "8642.97531"
"""What he entered, and nobody else."""


class Marked(Story):
    """The main job with him in it as one of its people, and then all that the main job does not touch."""

    def __init__(self, system: Running) -> None:
        super().__init__(system.url, system.mail)
        self.system = system
        self.admin = Person(system.url, system.mail)

    @property
    def me(self) -> Person:
        """Whose marks they are."""
        return self.people["first"]

    def gather_people(self) -> None:
        super().gather_people()
        self.people["first"].close()
        self.people["first"] = Person(self.url, self.mail, f"Naam {PRIVATE}", f"{PRIVATE}@example.org").register()
        self.admin.log_in(self.system.admin_email, self.system.admin_password)

    def close(self) -> None:
        super().close()
        self.admin.close()

    def play(self) -> None:
        super().play()
        self.have_tasks()
        self.bring_in_ideas()
        self.moderate()
        self.hold()
        self.say_more()
        self.be_elsewhere_too()
        self.let_a_program_in()
        self.get_in_every_way()

    def have_tasks(self) -> None:
        """Roles, a werkkring that he coordinates, an organisation that he speaks for, a program and a webhook."""
        me = self.me
        for role in ("admin", "integrator", "editor", "moderator", "steward"):
            self.admin.put(f"identity/v1/people/{me.id}/roles/{role}")
        me.log_in()
        for kring in self.visitor.get("identity/v1/werkkringen")["items"][:2]:
            me.post(f"identity/v1/werkkringen/{kring['id']}/memberships")
            self.admin.put(f"identity/v1/werkkringen/{kring['id']}/coordinators/{me.id}")
            self.other_werkkring = kring["id"]
        self.office = me.post("identity/v1/organisations", {"name": f"Bureau {PUBLISHED}", "kind": "partner"})["id"]
        me.put(f"identity/v1/people/{self['late'].id}/roles/moderator")
        self["late"].log_in()
        program = {"name": f"Program {PRIVATE}", "kind": "machine", "scopes": ["events:read"]}
        me.ask("DELETE", f"identity/v1/clients/{me.post('identity/v1/clients', program)['id']}")
        me.post("sharing/v1/webhooks", {"url": f"https://{PRIVATE}.example.org/", "description": PRIVATE})

    def bring_in_ideas(self) -> None:
        """A draft (sent with a key, so that the answer is stored), an idea with a comment, and offers to others'."""
        me, at = self.me, "ideas/v1/ideas"
        draft = {**texts.IDEA, "title": f"Kladje {PRIVATE}", "what": f"Nog niet af {PRIVATE}"}
        assert me.ask("POST", at, draft, **{"Idempotency-Key": "een-kladje"}).status_code == 201
        self.mine = self.opened(me, f"Idee {PUBLISHED}")
        me.post(f"{at}/{self.mine}/comments", {"body": f"Reactie {PUBLISHED}"})
        self.theirs = [self.opened(self["second"], f"Idee van een ander {number}") for number in range(3)]
        for one in self.theirs:
            me.put(f"{at}/{one}/interests/me", {"kind": "join", "offer": f"Ik bied {PRIVATE}"})
        for role in ("second", "late"):
            self[role].put(f"{at}/{self.mine}/interests/me", {"kind": "join", "offer": "Ik ook"})

    def opened(self, author: Person, title: str) -> str:
        """An idea of theirs that stands open."""
        made: str = author.post("ideas/v1/ideas", {**texts.IDEA, "title": title})["id"]
        author.post(f"ideas/v1/ideas/{made}/_submit")
        return made

    def moderate(self) -> None:
        """What he told moderators, and what he decided as one himself."""
        me, other, at = self.me, self["second"], "ideas/v1/ideas"
        first, second, third = self.theirs
        me.post(f"{at}/{first}/reports", {"reason": f"Dit klopt niet {PRIVATE}"})
        self["late"].post(f"{at}/{second}/reports", WHY)
        report = next(each for each in me.get("ideas/v1/reports")["items"] if each["ideaId"] == second)
        me.post(f"ideas/v1/reports/{report['id']}/_dismiss", WHY)
        self.settled(self.mine, f"Toch wel {PRIVATE}", me, hides=self["late"], decides=self.admin)
        self.settled(second, "Ik vind van niet.", other, hides=me, decides=self.admin)
        self.settled(third, "Ik ook niet.", other, hides=self["late"], decides=me)
        said = other.post(f"{at}/{first}/comments", {"body": "Nou zeg."})["id"]
        me.post(f"{at}/{first}/comments/{said}/_hide", WHY)
        me.post(f"{at}/{second}/_merge", {"into": first, **WHY})
        call = {"title": f"Oproep {PUBLISHED}", "question": "Wie weet iets?", "opensOn": clock.today().isoformat()}
        me.post("ideas/v1/calls", {**call, "closesOn": clock.today().isoformat()})

    def settled(self, idea: str, text: str, author: Person, *, hides: Person, decides: Person) -> None:
        """An idea is hidden, its author appeals, and another moderator grants it."""
        hides.post(f"ideas/v1/ideas/{idea}/_hide", WHY)
        author.post(f"ideas/v1/ideas/{idea}/_appeal", {"text": text})
        appeal = next(each for each in decides.get("ideas/v1/appeals")["items"] if each["ideaId"] == idea)
        decides.post(f"ideas/v1/ideas/{idea}/appeals/{appeal['id']}/_grant", WHY)

    def hold(self) -> None:
        """He holds the proeftuin for a while: money, a call, parts, the experiment, a version of the dossier."""
        me, at = self.me, self.at
        self["initiator"].put(f"{at}/holders/{me.id}")
        me.post(f"{at}/calls", {"seeks": "other", "title": f"Een zaaltje {PUBLISHED}"})
        for asks, answer in ((self["initiator"], "_accept"), (me, "_decline")):
            asked = asks.post_once_known(f"{at}/commitments", {"organisationId": self.office, "part": "partner"})
            me.post(f"{at}/commitments/{asked['id']}/{answer}")
            if answer == "_accept":
                me.post(f"{at}/commitments/{asked['id']}/_end")
        me.post_once_known(f"{at}/werkkringen", {"werkkringId": self.other_werkkring})
        made = me.post(f"{at}/funding/sources", {**texts.SOURCE, "kind": "cash", "state": "received"})
        spent = {"sourceId": made["id"], "amountCents": 5, "spentOn": clock.today().isoformat()}
        me.post(f"{at}/funding/spending", {**spent, "purpose": f"Thee {PUBLISHED}"})
        me.patch(f"{at}/experiments/{self.experiment_id}", {"question": f"En nu, {PUBLISHED}?"})
        me.post(f"{at}/win-roles", {"personId": self["late"].id, "role": "mentor"})
        self.admin.post(f"{at}/win-roles", {"personId": me.id, "role": "driver"})
        me.post(f"{at}/dossier/versions")

    def say_more(self) -> None:
        """Updates for everyone, for participants, and taken back; what he measures; a farewell, a new offer."""
        me, at = self.me, self.at
        me.post(f"{at}/updates", {**texts.UPDATE, "title": f"Update {PUBLISHED}", "body": f"Voor ieder {PUBLISHED}"})
        inside = {**texts.UPDATE, "title": f"Onder ons {PRIVATE}", "body": f"Niet voor buiten {PRIVATE}"}
        me.post(f"{at}/updates", {**inside, "visibility": "participants"})
        back = {**texts.UPDATE, "title": f"Toch niet {TAKEN_BACK}", "body": f"Teruggenomen {TAKEN_BACK}"}
        back_id = me.post(f"{at}/updates", back)["id"]
        eventually(lambda: self.found(TAKEN_BACK))
        me.post(f"{at}/updates/{back_id}/_withdraw")
        me.post(f"{at}/contributions", {"text": f"Ik zette thee {PRIVATE}", "hours": 1})
        me.post(f"{at}/stints/me/_end", {"note": f"Vaarwel {PRIVATE}"})
        me.post(f"{at}/stints", {"offer": f"Terug met {PRIVATE}"})
        measured = f"{at}/experiments/{self.experiment_id}"
        me.put(f"{measured}/consents/me")
        one = me.get(f"{measured}/indicators")["items"][0]
        entry = {"indicatorId": one["id"], "period": one["openPeriods"][0], "value": MEASURED}
        me.post(f"{measured}/observations", entry)
        told = self.visitor.get(f"sharing/v1/publications?proeftuinId={self.proeftuin_id}&limit=50")["items"]
        by_title = {each["title"]: each["id"] for each in told}
        me.post(f"sharing/v1/publications/{by_title[texts.UPDATE['title']]}/_retract", WHY)
        me.post(f"sharing/v1/publications/{by_title['Begin klein en spreek een moment af']}/_hold", WHY)
        self.publication_id = eventually(lambda: self.found(PUBLISHED))
        eventually(lambda: None if self.found(TAKEN_BACK) else True)

    def found(self, word: str) -> str | None:
        """The publication in which this word stands, if there is one."""
        items = self.visitor.get(f"sharing/v1/publications?q={word}")["items"]
        return str(items[0]["id"]) if items else None

    def be_elsewhere_too(self) -> None:
        """A second proeftuin, out of his own idea: tied to the first, kept out of by a moderator, barring others."""
        me, other = self.me, self["second"]

        def adopted() -> str | None:
            asked = {"werkkringId": self.werkkring["id"]}
            answer = me.ask("POST", f"ideas/v1/ideas/{self.mine}/_adopt", asked)
            return answer.json()["proeftuinId"] if answer.is_success else None

        self.second_id = eventually(adopted)
        at = f"experiments/v1/proeftuinen/{self.second_id}"
        eventually(lambda: me.ask("GET", at).is_success or None)
        me.post(f"{at}/relations", {"proeftuinId": self.proeftuin_id, "kind": "same-question", "note": PUBLISHED})
        other.post(f"{at}/stints", {})
        me.put(f"{at}/holders/{other.id}")
        me.put(f"{at}/bars/{self['partner'].id}", WHY)
        self.admin.put(f"{at}/bars/{self['late'].id}", WHY)
        self["late"].post(f"{at}/bars/me/_appeal", {"text": "Dat was ik niet."})
        self.admin.put(f"{at}/bars/{me.id}", {"reason": f"Hij heet {PRIVATE}"})
        me.post(f"{at}/bars/me/_appeal", {"text": f"Dat was ik niet {PRIVATE}"})
        appeals = me.get("experiments/v1/appeals")["items"]
        of_another = next(each for each in appeals if each["personId"] == self["late"].id)
        me.post(f"{at}/appeals/{of_another['id']}/_grant", WHY)

    def let_a_program_in(self) -> None:
        """He logs in at the page of a program of somebody else's, and allows it what it asks."""
        facts = {"name": "Buurtkaart", "kind": "public", "scopes": ["openid"], "redirectUris": ["https://rp.example/"]}
        client = self.admin.post("identity/v1/clients", facts)["id"]
        asked = {"response_type": "code", "client_id": client, "redirect_uri": "https://rp.example/", "scope": "openid"}
        pkce = {"code_challenge": create_s256_code_challenge("x" * 43), "code_challenge_method": "S256"}
        with httpx.Client(base_url=self.url, follow_redirects=False) as browser:
            page = browser.get("/oauth/authorize", params={**asked, **pkce})
            for deed in ({"deed": "log-in", "email": self.me.address, **SURE}, {"deed": "allow"}):
                token = re.findall(r'name="form_token" value="([^"]+)"', page.text)[0]
                address = str(page.request.url)
                page = browser.post(address, data={"form_token": token, **deed})
                while page.headers["Location"].startswith("/"):
                    page = browser.get(page.headers["Location"])
                    if page.status_code == 200:
                        break
            assert "code=" in page.headers["Location"]

    def get_in_every_way(self) -> None:
        """A second factor, a passkey, another device, an address on its way, an export, mail as he likes it."""
        me = self.me
        me.put("identity/v1/people/me/notifications", {"digest": "weekly"})
        me.post("identity/v1/people/me/email", {"email": f"nieuw.{PRIVATE}@example.org", **SURE})
        offered = me.post("identity/v1/people/me/passkeys/_options", SURE)
        key = Authenticator(origin=self.url)
        made = {"challenge": offered["challenge"], "credential": key.create(offered["publicKey"])}
        me.post("identity/v1/people/me/passkeys", {**made, "name": f"Telefoon {PRIVATE}"})
        me.post("identity/v1/people/me/_export")
        secret = me.post("identity/v1/people/me/second-factor", SURE)["secret"]
        me.post("identity/v1/people/me/second-factor/_confirm", {"code": pyotp.TOTP(secret).at(clock.now())})
        assert me.ask("POST", "identity/v1/sessions", {"email": me.address, **SURE}).status_code == 401
