"""What moderators decide reaches who it is about: the writer, who reported, who appealed; and says why on the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from shared.events import Event
from shared.events.experiments import AppealDecided as BarAppealDecided
from shared.events.experiments import BarImposed, BarLifted
from shared.events.ideas import (
    AppealDecided,
    CommentHidden,
    CommentPlaced,
    CommentUnhidden,
    IdeaHidden,
    IdeaOpened,
    ReportDecided,
)
from shared.ids import new_id
from tests.kit.world import World
from tests.service.identity.acts import person, text_of
from tests.service.identity.news import TEXTS, digests, idea, interest, proeftuin


def told(world: World) -> dict[str, str]:
    """What tomorrow's mails say, by whom they go to."""
    return {str(mail["To"]): text_of(mail) for mail in digests(world)}


def by(world: World, actor: UUID, said: Event) -> None:
    """Let this arrive twice, done by `actor`."""
    body = world.envelope(said, actor=actor)
    for _ in range(2):
        world.take(body)


def test_who_waited_for_a_moderator_hears_that_his_idea_stands_and_who_did_not_wait_hears_nothing(world: World) -> None:
    ans, bo, moderator = person(world, address="ans@example.org"), person(world, address="bo@example.org"), new_id()
    by(world, moderator, IdeaOpened(idea_id=new_id(), author_id=ans, title="Eerste idee", **TEXTS))
    by(world, bo, IdeaOpened(idea_id=new_id(), author_id=bo, title="Zo open", **TEXTS))
    mails = told(world)
    assert set(mails) == {"ans@example.org"}
    assert mails["ans@example.org"].count("Iedereen kan het nu lezen.") == 1


def test_a_comment_that_waited_is_its_writers_and_not_the_moderators(world: World) -> None:
    ans, bo = person(world, "Ans", address="ans@example.org"), person(world, "Bo", address="bo@example.org")
    moderator = person(world, "Mo", address="mo@example.org")
    found = idea(world, ans)
    by(world, moderator, CommentPlaced(idea_id=found, comment_id=new_id(), parent_id=None, author_id=bo))
    mails = told(world)
    assert "Bo heeft gereageerd." in mails["ans@example.org"]
    assert "Een moderator heeft je reactie bekeken." in mails["bo@example.org"]
    assert "mo@example.org" not in mails


COMMENT: dict[str, Any] = {"comment_id": new_id()}


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda idea, one: CommentHidden(idea_id=idea, author_id=one, **COMMENT), "Je reactie is verborgen."),
        (lambda idea, one: CommentUnhidden(idea_id=idea, author_id=one, **COMMENT), "Je reactie is weer te lezen."),
        (
            lambda idea, one: ReportDecided(
                report_id=new_id(), idea_id=idea, comment_id=None, outcome="upheld", reporter_id=one
            ),
            "Wat jij hebt gemeld, is verborgen.",
        ),
        (
            lambda idea, one: ReportDecided(
                report_id=new_id(), idea_id=idea, comment_id=None, outcome="dismissed", reporter_id=one
            ),
            "en laat het staan.",
        ),
    ],
)
def test_it_reaches_the_one_it_is_about_and_nobody_else(world: World, made: Any, sentence: str) -> None:
    ans, bo, cas = (person(world, address=f"{name}@example.org") for name in ("ans", "bo", "cas"))
    found = idea(world, ans)
    interest(world, found, cas)
    by(world, new_id(), made(found, bo))
    mails = told(world)
    assert sentence in mails["bo@example.org"]
    assert all(sentence not in text for to, text in mails.items() if to != "bo@example.org")


@pytest.mark.parametrize(
    ("outcome", "sentence"), [("granted", "Je hebt gelijk gekregen"), ("denied", "blijft verborgen")]
)
def test_who_appealed_hears_what_became_of_it(world: World, outcome: Any, sentence: str) -> None:
    found = idea(world, person(world, address="ans@example.org"))
    world.hear(IdeaHidden(idea_id=found))
    by(world, new_id(), AppealDecided(appeal_id=new_id(), idea_id=found, outcome=outcome))
    assert sentence in told(world)["ans@example.org"]


def test_who_reported_is_answered_also_where_the_idea_vanished_by_it(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    found = idea(world, ans)
    report = ReportDecided(report_id=new_id(), idea_id=found, comment_id=None, outcome="upheld", reporter_id=bo)
    by(world, new_id(), report)
    by(world, new_id(), IdeaHidden(idea_id=found))
    mails = told(world)
    assert "Wat jij hebt gemeld, is verborgen." in mails["bo@example.org"]
    assert "Je idee is verborgen." in mails["ans@example.org"]


def test_events_of_before_that_name_no_writer_do_no_harm(world: World) -> None:
    found = idea(world, person(world, address="ans@example.org"))
    by(world, new_id(), CommentHidden(idea_id=found, comment_id=new_id()))
    report = ReportDecided(report_id=new_id(), idea_id=found, comment_id=None, outcome="upheld")
    by(world, new_id(), report)
    assert told(world) == {}


def test_who_is_barred_hears_it_and_what_came_of_his_appeal(world: World) -> None:
    ans, bo = person(world, address="ans@example.org"), person(world, address="bo@example.org")
    found, moderator = proeftuin(world, idea(world, person(world))), new_id()
    for one in (ans, bo):
        by(world, moderator, BarImposed(bar_id=new_id(), proeftuin_id=found, person_id=one))
    facts: dict[str, Any] = {"appeal_id": new_id(), "proeftuin_id": found}
    by(world, moderator, BarAppealDecided(**facts, person_id=ans, outcome="denied"))
    by(world, moderator, BarAppealDecided(**{**facts, "appeal_id": new_id()}, person_id=bo, outcome="granted"))
    by(world, moderator, BarLifted(bar_id=new_id(), proeftuin_id=found, person_id=bo))
    mails = [(mail["To"], text_of(mail)) for mail in digests(world)]
    at_once, later = {"besloten dat je niet kunt meedoen"}, {"Je bezwaar is afgewezen", "Je kunt weer meedoen."}
    told_of = {(to, words) for to, text in mails for words in at_once | later if words in text}
    (denied, granted), (first,) = sorted(later), at_once
    everyone = {("ans@example.org", first), ("bo@example.org", first)}
    assert told_of == {*everyone, ("ans@example.org", denied), ("bo@example.org", granted)}
