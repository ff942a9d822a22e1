"""What werkkringen are called, for the titles of feeds."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.sharing.use_cases import foreign_facts
from shared.bus.subscriptions import Subscriptions
from shared.events.envelope import Heard
from shared.events.identity import WerkkringRegistered, WerkkringRestated, WerkkringRevised

subscriptions = Subscriptions("sharing")


@subscriptions.on(WerkkringRegistered, WerkkringRevised, WerkkringRestated)
def know_werkkring(session: Session, heard: Heard[WerkkringRegistered | WerkkringRevised | WerkkringRestated]) -> None:
    """Keep its name, for the titles of feeds."""
    foreign_facts.know_werkkring(session, heard.event.werkkring_id, name=heard.event.name, version=heard.version)
