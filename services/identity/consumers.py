"""What identity hears: receipts of erasures and exports, and who holds which proeftuin."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.identity.use_cases import erasure_receipts, exports, holdings
from shared.bus.subscriptions import Subscriptions
from shared.events import experiments, ideas, sharing
from shared.events.envelope import Heard
from shared.events.experiments import (
    HolderAppointed,
    HolderDismissed,
    ParticipationEnded,
    ParticipationStarted,
    ProeftuinCompleted,
    ProeftuinStopped,
)

subscriptions = Subscriptions("identity")

Receipt = ideas.ErasureDone | experiments.ErasureDone | sharing.ErasureDone
Ready = ideas.ExportReady | experiments.ExportReady | sharing.ExportReady


@subscriptions.on(ideas.ErasureDone, experiments.ErasureDone, sharing.ErasureDone)
def take_receipt_when_erasure_done(session: Session, heard: Heard[Receipt]) -> None:
    """One service less to wait for."""
    service = heard.envelope.source.removeprefix("/")
    erasure_receipts.take_erasure_receipt(session, heard.event.person_id, service)


@subscriptions.on(ideas.ExportReady, experiments.ExportReady, sharing.ExportReady)
def take_receipt_when_export_ready(session: Session, heard: Heard[Ready]) -> None:
    """One part more to fetch."""
    exports.take_export_receipt(session, heard.event.export_id, heard.envelope.source.removeprefix("/"))


@subscriptions.on(ParticipationStarted)
def know_holder_when_participation_started(session: Session, heard: Heard[ParticipationStarted]) -> None:
    """The first one holds from the start."""
    told = heard.event
    holdings.know_holder(session, told.proeftuin_id, told.person_id, told.holder, heard.version)


@subscriptions.on(HolderAppointed, HolderDismissed, ParticipationEnded)
def know_holder(session: Session, heard: Heard[HolderAppointed | HolderDismissed | ParticipationEnded]) -> None:
    """Keep who has to hand over before he goes."""
    told, holds = heard.event, isinstance(heard.event, HolderAppointed)
    holdings.know_holder(session, told.proeftuin_id, told.person_id, holds, heard.version)


@subscriptions.on(ProeftuinCompleted, ProeftuinStopped)
def know_end_of_proeftuin(session: Session, heard: Heard[ProeftuinCompleted | ProeftuinStopped]) -> None:
    """What is over needs no holder."""
    holdings.know_end(session, heard.event.proeftuin_id, heard.version)
