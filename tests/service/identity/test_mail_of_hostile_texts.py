"""A digest with every text that would do harm in it is a mail that does none."""

from __future__ import annotations

from shared.bus.apply import Applier
from tests.kit.drain import drain
from tests.kit.hostile import HOSTILE, dangers_in
from tests.kit.world import World
from tests.service.identity.acts import person, text_of
from tests.service.identity.news import digests, html_of, idea, joins, proeftuin, update

AROUND = ("html", "head", "meta", "title", "body", "div", "small", "@lang", "@charset", "@style")
UNSEEN = ("\x00", "\x1b", "\u202e", "\u2066")


def test_a_digest_of_hostile_texts_is_harmless_in_both_its_forms(world: World) -> None:
    ans, bo = person(world, "Ans", address="ans@example.org"), person(world, "Bo")
    garden = proeftuin(world, idea(world, bo), title="<script>alert(1)</script> \u202eneut")
    joins(world, garden, ans)
    door = world.doors["identity.mail"]
    door.take([world.envelope(update(garden, bo, title=each.title, body=each.text)) for each in HOSTILE])
    drain(Applier(door))
    (mail,) = [each for each in digests(world) if each["To"] == "ans@example.org"]
    html, text = html_of(mail), text_of(mail)
    assert dangers_in(html, around=AROUND) == []
    assert html.count("<small>") >= len(HOSTILE)
    assert [mark for mark in UNSEEN if mark in html + text + str(mail["Subject"])] == []
    assert set(mail.keys()) & {"Bcc", "Content-type-x"} == set()
