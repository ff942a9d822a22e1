"""Tables and rules of experiments, by noun. Importing this knows every table."""

from __future__ import annotations

from services.experiments.model.bar import Appeal, Bar
from services.experiments.model.call import Call
from services.experiments.model.cohorts import Cohort, CohortMember
from services.experiments.model.commitment import Commitment
from services.experiments.model.consent import Consent
from services.experiments.model.contribution import Contribution
from services.experiments.model.cycle import Cycle
from services.experiments.model.dataset import Dataset
from services.experiments.model.dataset_file import DatasetFile, DatasetPurpose
from services.experiments.model.decision import Decision
from services.experiments.model.declarative import Base
from services.experiments.model.dossier import DossierVersion
from services.experiments.model.experiment import Experiment, ExperimentRevision
from services.experiments.model.funding import FundingSource
from services.experiments.model.indicator import Indicator
from services.experiments.model.known import (
    Coordinator,
    HeldPublication,
    Membership,
    Organisation,
    Representation,
    Werkkring,
)
from services.experiments.model.measuring import Observation
from services.experiments.model.participation import AffectedGroup, Belonging, Stint, WinRole
from services.experiments.model.proeftuin import PEOPLE, WHOLE, Proeftuin
from services.experiments.model.relation import Relation
from services.experiments.model.results import ResultPart, ResultRelease
from services.experiments.model.spending import SpendingLine
from services.experiments.model.timeline import TimelineEntry
from services.experiments.model.updates import Update
from services.experiments.model.value import ValueStatement
from services.experiments.model.werkkring_link import WerkkringLink

__all__ = [
    "PEOPLE",
    "WHOLE",
    "AffectedGroup",
    "Appeal",
    "Bar",
    "Base",
    "Belonging",
    "Call",
    "Cohort",
    "CohortMember",
    "Commitment",
    "Consent",
    "Contribution",
    "Coordinator",
    "Cycle",
    "Dataset",
    "DatasetFile",
    "DatasetPurpose",
    "Decision",
    "DossierVersion",
    "Experiment",
    "ExperimentRevision",
    "FundingSource",
    "HeldPublication",
    "Indicator",
    "Membership",
    "Observation",
    "Organisation",
    "Proeftuin",
    "Relation",
    "Representation",
    "ResultPart",
    "ResultRelease",
    "SpendingLine",
    "Stint",
    "TimelineEntry",
    "Update",
    "ValueStatement",
    "Werkkring",
    "WerkkringLink",
    "WinRole",
]
