"""A proeftuin lives through anything that people and time may do to it, in any order, and no promise of it breaks.

Hypothesis walks; what must hold is said in `walk.py`. What is refused changes nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from services.experiments.use_cases import (
    affected_groups,
    bars,
    calls,
    commitments,
    contributions,
    cycles,
    decisions,
    erasure,
    experiments,
    forming,
    funding,
    participation,
    plans,
    running,
    spending,
    updates,
    values,
    win_roles,
)
from shared import clock
from shared.actor import Actor
from shared.db import Database
from shared.errors import DomainError
from shared.ids import new_id
from shared.privacy.erasing import FORMER
from tests.kit.world import World
from tests.service.experiments import walk
from tests.service.experiments.scene import Scene

WALKS, STEPS, DAYS = 12, 30, 60
PEOPLE = st.integers(0, 3)
"""One of four; the first one began as its holder."""
BY = st.sampled_from([None, None, None, 0, 1, 2, 3])
"""Who does it: mostly whoever holds it now."""
ANY = st.integers(0, 5)
"""One of those there are; counted round."""
TEXT = {"title": "Zo", "body": "Klein beginnen.", "language": "nl"}
REFLECTED = {"ownership": "Zelf.", "value_from_talent": "Gezien.", "integral": "Ook."}
VALUE = {"stakeholder": "society", "part_id": None, "kind": "found", "text": "Rust.", "cycle_id": None}
DECISION = {"title": "Woensdag", "context": "Tijd.", "decision": "Elke woensdag.", "consequences": ""}
CALL = {"seeks": "partner", "title": "Een drukker", "text": "", "language": "nl"}
SOURCE = {"name": "Gemeente", "kind": "cash", "description": "", "amount_cents": 100, "currency": "EUR"}
NEEDS = {"statement": "We dragen het zelf.", "win_role": "none"}
RESULT = {"type": "recommendations", "also_types": [], "description": "Aanbevelingen."}
SHARING = {"rhythm_days": 60, "channels": {"website": True, "partup": None}, "participants_first_days": 0}
NOBODY = FORMER.hex
Verb = Callable[..., Any]


class Life(RuleBasedStateMachine):
    """Anybody tries anything at any moment."""

    world: ClassVar[World]
    scene: ClassVar[Scene]

    def __init__(self) -> None:
        super().__init__()
        self.time = ExitStack()
        self.id, self.other = new_id(), new_id()
        self.people = [Actor(person_id=new_id()) for _ in range(4)]
        self.steward = Actor(person_id=self.scene.steward, roles=frozenset({"steward", "moderator"}))
        speakers = [Actor(person_id=self.scene.partner_speaker), Actor(person_id=self.scene.researcher)]
        self.sides = list(
            zip((self.scene.partner, self.scene.research), ("partner", "research"), speakers, strict=True)
        )

    @initialize(begun=st.sampled_from(["running", "trying", "trying", "composed", "forming"]))
    def form(self, begun: str) -> None:
        """An idea is adopted, and so is another one, which this one has nothing to do with."""
        with self._database.transaction() as session:
            for place in (self.id, self.other):
                initiator = self.people[0].person
                forming.form_proeftuin(session, self.scene.adopted(proeftuin_id=place, initiator_id=initiator))
            self.foreign = funding.add_source(session, self.people[0], self.other, **SOURCE, state="received").id
        self.now = self._look()
        self._by(self.people[1], participation.join_proeftuin, offer=None)
        if begun != "forming":
            self._compose()
        if begun in ("running", "trying"):
            self._by(self.people[0], running.start_proeftuin, start_date=clock.today())
        if begun == "trying":
            self.turn(0, 0, "open")

    def _compose(self) -> None:
        """Everything that a start needs."""
        holder = self.people[0]
        for organisation, part, speaker in self.sides:
            self._by(holder, commitments.propose_commitment, organisation_id=organisation, part=part)
            self._by(speaker, commitments.accept_commitment, self._one("commitment", -1))
        self._by(holder, experiments.add_experiment, question="Helpt het?", approach="Proberen.", indicators=[])
        self._by(holder, affected_groups.name_affected_group, name="Buren", description="", repair_days=DAYS)
        for by in self.people[:2]:
            self._by(by, affected_groups.declare_belonging, self._one("affected_group", 0))
        for verb, said in ((plans.state_needs, NEEDS), (plans.set_end_result, RESULT), (plans.plan_sharing, SHARING)):
            self._plan(holder, verb, said)
        self._by(holder, funding.add_source, **SOURCE, state="promised")

    @rule(finish=st.booleans())
    def round_off(self, finish: bool) -> None:
        """Whatever completing needs, as far as it goes; and perhaps the completion."""
        holder = self._holder
        self._by(holder, plans.deliver_end_result, title="Klaar", url=None, description="Hier.")
        for kind in ("outcome", "lesson"):
            self._by(holder, updates.post_update, kind=kind, visibility="public", **TEXT)
        self._by(holder, running.give_closing_statement, text="Alles besteed.")
        if finish:
            self._by(holder, running.complete_proeftuin)

    # people
    @rule(who=PEOPLE)
    def join(self, who: int) -> None:
        self._by(self.people[who], participation.join_proeftuin, offer=None)

    @rule(who=PEOPLE, heir=st.none() | PEOPLE)
    def leave(self, who: int, heir: int | None) -> None:
        to = None if heir is None else self.people[heir].person
        self._by(self.people[who], participation.leave_proeftuin, handover_to=to, farewell=None, repair_days=DAYS)

    @rule(who=BY, whom=PEOPLE, verb=st.sampled_from([participation.appoint_holder, participation.dismiss_holder]))
    def hand_over(self, who: int | None, whom: int, verb: Verb) -> None:
        self._by(self._who(who), verb, self.people[whom].person)

    @rule(whom=PEOPLE, lift=st.booleans())
    def keep_out(self, whom: int, lift: bool) -> None:
        person = self.people[whom].person
        if lift:
            self._by(self.steward, bars.lift_bar, person)
        else:
            self._by(self.steward, bars.bar_person, person, reason="Hij dreigde.")

    @rule(who=PEOPLE)
    def erase(self, who: int) -> None:
        """He is forgotten; somebody new stands in his place."""
        gone, self.people[who] = self.people[who].person, Actor(person_id=new_id())
        self.now = _renamed(self.now, gone)
        self._do(lambda session: erasure.erase_person(session, gone))

    @rule(who=BY, which=ANY, say=st.booleans())
    def belong(self, who: int | None, which: int, say: bool) -> None:
        if say:
            self._by(self._who(who), affected_groups.declare_belonging, self._one("affected_group", which))
        else:
            group = self._one("affected_group", which)
            self._by(self._who(who), affected_groups.drop_belonging, group, repair_days=DAYS)

    @rule(who=BY)
    def name_group(self, who: int | None) -> None:
        named = {"name": "Zelfstandigen", "description": ""}
        self._by(self._who(who), affected_groups.name_affected_group, **named, repair_days=DAYS)

    @rule(which=ANY, role=st.sampled_from(["mentor", "driver", None]))
    def win_role(self, which: int, role: str | None) -> None:
        if role is None:
            self._by(self.steward, win_roles.end_win_role, self._one("win_role", which))
        else:
            person = self.people[which % 4].person
            self._by(self.steward, win_roles.assign_win_role, person_id=person, role=role)

    # organisations
    @rule(side=st.integers(0, 1), by_holder=st.booleans())
    def propose(self, side: int, by_holder: bool) -> None:
        organisation, part, speaker = self.sides[side]
        by = self._holder if by_holder else speaker
        self._by(by, commitments.propose_commitment, organisation_id=organisation, part=part)

    @rule(which=ANY, by=st.integers(0, 2), yes=st.booleans())
    def answer(self, which: int, by: int, yes: bool) -> None:
        actor = [self._holder, self.sides[0][2], self.sides[1][2]][by]
        verb: Verb = commitments.accept_commitment if yes else commitments.decline_commitment
        self._by(actor, verb, self._one("commitment", which))

    @rule(which=ANY, side=st.integers(0, 1))
    def end_commitment(self, which: int, side: int) -> None:
        commitment = self._one("commitment", which)
        self._by(self.sides[side][2], commitments.end_commitment, commitment, repair_days=DAYS)

    # its course
    @rule(who=BY, days=st.sampled_from([None, -30, 0, 30]))
    def start(self, who: int | None, days: int | None) -> None:
        day = None if days is None else clock.today() + timedelta(days=days)
        self._by(self._who(who), running.start_proeftuin, start_date=day)

    @rule(who=BY)
    def pause(self, who: int | None) -> None:
        self._by(self._who(who), running.pause_proeftuin)

    @rule(who=BY)
    def resume(self, who: int | None) -> None:
        self._by(self._who(who), running.resume_proeftuin)

    @rule(days=st.sampled_from([1, 45, 920]))
    def rest(self, days: int) -> None:
        """It stands still for a while, in one go: by chance both would seldom meet."""
        self.pause(None)
        self.time_passes(days)
        self.resume(None)

    @rule(who=BY)
    def conclude(self, who: int | None) -> None:
        self._by(self._who(who), running.conclude_proeftuin)

    @rule(who=BY)
    def complete(self, who: int | None) -> None:
        self._by(self._who(who), running.complete_proeftuin)

    @rule(
        who=BY, office=st.booleans(), reason=st.sampled_from([None, "Te groot."]), lesson=st.sampled_from([None, TEXT])
    )
    def stop(self, who: int | None, office: bool, reason: str | None, lesson: dict[str, Any] | None) -> None:
        self._by(self.steward if office else self._who(who), running.stop_proeftuin, reason=reason, lesson=lesson)

    @rule(days=st.sampled_from([1, 45, 61, 200, 920, 1100]))
    def time_passes(self, days: int) -> None:
        self.time.enter_context(clock.moved(timedelta(days=days)))
        for _, verb in self.world.service.schedule.verbs:
            self._do(verb)

    # what it does and tells
    @rule(who=BY, which=ANY, deed=st.sampled_from(["open", "look", "close"]))
    def turn(self, who: int | None, which: int, deed: str) -> None:
        by, cycle = self._who(who), self._one("cycle", which)
        if deed == "open":
            self._by(by, cycles.open_cycle, title="Ronde", question="Helpt het?")
        elif deed == "look":
            self._by(by, cycles.look_at_cycle, cycle)
        else:
            self._by(by, cycles.close_cycle, cycle, lesson=TEXT, found_values=[], **REFLECTED)

    @rule(who=BY, seen=st.sampled_from(["public", "participants"]), newer=st.booleans())
    def tell(self, who: int | None, seen: str, newer: bool) -> None:
        """What can only be added to."""
        by, older = self._who(who), self._one("decision", -1) if newer else None
        self._by(by, updates.post_update, kind="progress", visibility=seen, **TEXT)
        self._by(by, decisions.record_decision, **DECISION, visibility=seen, supersedes_id=older)
        self._by(by, contributions.tell_contribution, text="Koffie.", hours=None)
        self._by(by, values.state_value, **VALUE)

    @rule(who=BY, which=ANY)
    def take_back(self, who: int | None, which: int) -> None:
        self._by(self._who(who), updates.withdraw_update, self._one("update", which))
        self._by(self._who(who), contributions.withdraw_contribution, self._one("contribution", which))

    @rule(who=BY, which=ANY, deed=st.sampled_from(["open", "fill", "close"]))
    def seek(self, who: int | None, which: int, deed: str) -> None:
        by, call = self._who(who), self._one("call", which)
        if deed == "open":
            self._by(by, calls.open_call, **CALL)
        elif deed == "fill":
            self._by(by, calls.fill_call, call)
        else:
            self._by(by, calls.close_call, call, reason=None)

    # its money
    @rule(
        who=BY,
        which=ANY,
        state=st.sampled_from(["promised", "received", "accounted", "refused"]),
        add=st.booleans(),
    )
    def fund(self, who: int | None, which: int, state: str, add: bool) -> None:
        if add:
            self._by(self._who(who), funding.add_source, **SOURCE, state=state)
        else:
            self._by(self._who(who), funding.change_source, self._one("funding_source", which), state=state)

    @rule(who=BY, which=ANY, cents=st.sampled_from([1, 60, 100, 101]), back=st.booleans())
    def spend(self, who: int | None, which: int, cents: int, back: bool) -> None:
        by = self._who(who)
        if back:
            self._by(by, spending.reverse_spending, self._one("spending_line", which), reason="Fout")
        else:
            self._spend(by, self._one("funding_source", which), cents)

    @rule(change=st.booleans())
    def touch_the_money_of_another_proeftuin(self, change: bool) -> None:
        """Its own holder holds the other one too, and still cannot reach its money from here."""
        if change:
            assert not self._by(self._holder, funding.change_source, self.foreign, name="Van ons")
        else:
            assert not self._spend(self._holder, self.foreign, 1)

    def teardown(self) -> None:
        """However far it came, it ends for good, and what was told of it has no gap; then it is now again."""
        with self.time:
            self._by(self.steward, running.stop_proeftuin, reason="Genoeg.", lesson=None)
            if walk.the(self.now)["state"] in walk.FINAL:
                self._must_be_over()
            with self._database.reading() as session:
                walk.must_be_gapless(session, [self.id, *self._ids("commitment"), *self._ids("update")])

    def _must_be_over(self) -> None:
        for verb in (running.pause_proeftuin, running.resume_proeftuin, running.conclude_proeftuin):
            assert not self._by(self._holder, verb), "what is over goes on"
        assert not self._by(self._holder, running.complete_proeftuin)
        assert not self._by(self._holder, running.start_proeftuin, start_date=clock.today())
        assert not self._by(self.steward, running.stop_proeftuin, reason="Nogmaals.", lesson=None)
        assert not self._by(self.people[3], participation.join_proeftuin, offer=None)

    @property
    def _database(self) -> Database:
        return self.world.service.database

    @property
    def _holder(self) -> Actor:
        """Somebody who holds it now; once it is over, it may be nobody any more."""
        held = [row["person_id"] for row in walk.present(self.now) if row["holder"]]
        return Actor(person_id=UUID((held or [NOBODY])[0]))

    def _who(self, who: int | None) -> Actor:
        return self._holder if who is None else self.people[who]

    def _ids(self, table: str) -> list[UUID]:
        return [UUID(key) for key in self.now[table]]

    def _one(self, table: str, which: int) -> UUID:
        """One of those there are, or the id of none."""
        ids = self._ids(table)
        return ids[which % len(ids)] if ids else FORMER

    def _look(self) -> walk.Snapshot:
        with self._database.reading() as session:
            return walk.snapshot(session, self.id)

    def _spend(self, by: Actor, source: UUID, cents: int) -> bool:
        written = {"source_id": source, "amount_cents": cents, "spent_on": clock.today(), "purpose": "Koffie"}
        return self._by(by, spending.write_spending, **written)

    def _plan(self, by: Actor, verb: Verb, said: dict[str, Any]) -> None:
        self._do(lambda session: verb(session, by, plans.proeftuin_to_plan(session, by, self.id), **said))

    def _by(self, by: Actor, verb: Verb, *about: UUID, **given: Any) -> bool:
        return self._do(lambda session: verb(session, by, self.id, *about, **given))

    def _do(self, deed: Callable[[Session], Any]) -> bool:
        """Whether it was done. What was refused left everything as it was; what was done kept every promise."""
        before = self.now
        try:
            with self._database.transaction() as session:
                deed(session)
        except DomainError:
            assert self._look() == before, "a refusal changed something"
            return False
        self.now = self._look()
        walk.must_follow(before, self.now)
        walk.must_be_sound(self.now)
        return True


def _renamed(found: walk.Snapshot, gone: UUID) -> walk.Snapshot:
    """The same without this person's name."""

    def forgotten(row: walk.Row) -> walk.Row:
        return {name: NOBODY if value == gone.hex else value for name, value in row.items()}

    return {table: {key: forgotten(row) for key, row in rows.items()} for table, rows in found.items()}


def test_whatever_happens_to_it_no_promise_breaks(world: World) -> None:
    scene = Scene(world)
    scene.hear_of_everyone()
    here = type("LifeHere", (Life,), {"world": world, "scene": scene})
    walks = settings(max_examples=WALKS, stateful_step_count=STEPS, deadline=None, database=None)
    run_state_machine_as_test(here, settings=walks)
