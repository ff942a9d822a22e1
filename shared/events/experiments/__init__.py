"""What experiments says: of proeftuinen, who is in them, what they try, and what comes of it. One file a noun."""

from __future__ import annotations

from shared.events.experiments.calls import CallClosed, CallFilled, CallOpened
from shared.events.experiments.commitments import (
    CommitmentAccepted,
    CommitmentDeclined,
    CommitmentEnded,
    CommitmentProposed,
)
from shared.events.experiments.consents import ConsentGiven, ConsentWithdrawn, RemovalConfirmed, RemovalOverdue
from shared.events.experiments.datasets import (
    DatasetDestroyed,
    DatasetPublished,
    DatasetRestated,
    DatasetRestricted,
    DatasetRevised,
    FileFacts,
)
from shared.events.experiments.dossiers import DossierFrozen
from shared.events.experiments.learning import (
    CycleBrokenOff,
    CycleClosed,
    CycleLooked,
    CycleOpened,
    DecisionRecorded,
    ValueStated,
)
from shared.events.experiments.measuring import IndicatorFacts, ResultsOpened, ResultsReleased, ResultsRevised
from shared.events.experiments.moderation import AppealDecided, AppealLodged, BarImposed, BarLifted
from shared.events.experiments.money import FundingChanged
from shared.events.experiments.people import (
    ContributionMade,
    ContributionWithdrawn,
    HolderAppointed,
    HolderDismissed,
    ParticipationEnded,
    ParticipationStarted,
    WinRoleEnded,
    WinRoleStarted,
)
from shared.events.experiments.privacy import ErasureDone, ExportReady
from shared.events.experiments.proeftuin import (
    CompositionBroken,
    CompositionRepaired,
    HorizonNeared,
    ProeftuinCompleted,
    ProeftuinConcluding,
    ProeftuinFormed,
    ProeftuinPaused,
    ProeftuinRestated,
    ProeftuinResumed,
    ProeftuinStarted,
    ProeftuinStopped,
    RhythmOverdue,
    WerkkringLinked,
)
from shared.events.experiments.relations import (
    ProgrammeLinked,
    RelationMade,
    RelationRemoved,
    SuccessorDropped,
    SuccessorNamed,
)
from shared.events.experiments.results import EndResultDelivered, EndResultRestated, SharingPlanSet
from shared.events.experiments.trying import ExperimentAdded, ExperimentRevised
from shared.events.experiments.updates import UpdatePosted, UpdateRestated, UpdateRevised, UpdateWithdrawn

__all__ = [
    "AppealDecided",
    "AppealLodged",
    "BarImposed",
    "BarLifted",
    "CallClosed",
    "CallFilled",
    "CallOpened",
    "CommitmentAccepted",
    "CommitmentDeclined",
    "CommitmentEnded",
    "CommitmentProposed",
    "CompositionBroken",
    "CompositionRepaired",
    "ConsentGiven",
    "ConsentWithdrawn",
    "ContributionMade",
    "ContributionWithdrawn",
    "CycleBrokenOff",
    "CycleClosed",
    "CycleLooked",
    "CycleOpened",
    "DatasetDestroyed",
    "DatasetPublished",
    "DatasetRestated",
    "DatasetRestricted",
    "DatasetRevised",
    "DecisionRecorded",
    "DossierFrozen",
    "EndResultDelivered",
    "EndResultRestated",
    "ErasureDone",
    "ExperimentAdded",
    "ExperimentRevised",
    "ExportReady",
    "FileFacts",
    "FundingChanged",
    "HolderAppointed",
    "HolderDismissed",
    "HorizonNeared",
    "IndicatorFacts",
    "ParticipationEnded",
    "ParticipationStarted",
    "ProeftuinCompleted",
    "ProeftuinConcluding",
    "ProeftuinFormed",
    "ProeftuinPaused",
    "ProeftuinRestated",
    "ProeftuinResumed",
    "ProeftuinStarted",
    "ProeftuinStopped",
    "ProgrammeLinked",
    "RelationMade",
    "RelationRemoved",
    "RemovalConfirmed",
    "RemovalOverdue",
    "ResultsOpened",
    "ResultsReleased",
    "ResultsRevised",
    "RhythmOverdue",
    "SharingPlanSet",
    "SuccessorDropped",
    "SuccessorNamed",
    "UpdatePosted",
    "UpdateRestated",
    "UpdateRevised",
    "UpdateWithdrawn",
    "ValueStated",
    "WerkkringLinked",
    "WinRoleEnded",
    "WinRoleStarted",
]
