"""A family of refresh tokens, and what a client was allowed: walked at random, never good for two at once again."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.identity.model import Consent, PersonSession
from services.identity.model.scopes import SCOPES, scope_text, scopes_in
from services.identity.model.session import GRACE, LASTS
from shared import clock
from shared.ids import new_id


class Family(RuleBasedStateMachine):
    """Somebody refreshes, somebody shows what he kept, time passes; whoever shows a stolen one ends it for both."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.later = clock.now(), timedelta()
        self.session = PersonSession(id=new_id(), person_id=new_id(), generation=0, rotated_at=self.began)
        self.session.started_at, self.session.expires_at = self.began, self.began + LASTS
        self.refused, self.highest = False, 0

    @rule(back=st.integers(0, 4))
    def show(self, back: int) -> None:
        """A token of this many generations ago."""
        generation = self.session.generation - back
        with clock.moved(self.later):
            turn = self.session.turn_of(generation)
            if turn == "rotate":
                self.session.rotate()
            elif turn == "stolen":
                self.session.ended_at = clock.now()
        assert (turn == "rotate") == (back == 0 and not self.refused)
        assert back <= 1 or turn in ("stolen", "refused")
        self.refused = self.refused or turn == "stolen"

    @rule(seconds=st.sampled_from([1, 9, 11, 3600, 86400 * 10]))
    def wait(self, seconds: int) -> None:
        self.later += timedelta(seconds=seconds)
        self.refused = self.refused or self.later >= LASTS

    @rule()
    def log_out(self) -> None:
        with clock.moved(self.later):
            self.session.ended_at = self.session.ended_at or clock.now()
        self.refused = True

    @invariant()
    def what_ended_opens_nothing(self) -> None:
        with clock.moved(self.later):
            turns = {self.session.turn_of(each) for each in range(self.session.generation + 1)}
        assert not self.refused or turns == {"refused"}

    @invariant()
    def at_most_one_opens_the_next_door(self) -> None:
        """The newest; and for ten seconds the one before it, which gives no generation of its own."""
        with clock.moved(self.later):
            turns = [self.session.turn_of(each) for each in range(self.session.generation + 1)]
            fresh = clock.now() - self.session.rotated_at <= GRACE
        assert turns.count("rotate") <= 1
        assert turns.count("again") <= int(fresh)
        assert self.session.generation >= self.highest
        self.highest = self.session.generation


TestFamily = Family.TestCase
TestFamily.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)

SOME = st.sets(st.sampled_from(sorted(SCOPES)))


@given(allowed=SOME, asked=SOME)
def test_a_consent_covers_exactly_what_was_allowed(allowed: set[str], asked: set[str]) -> None:
    consent = Consent(person_id=new_id(), client_id=new_id(), scope=scope_text(allowed))
    assert consent.covers(scope_text(asked)) == (asked <= allowed)
    assert scopes_in(consent.scope) == frozenset(allowed)
