"""Tables and rules of ideas, by noun. Importing this knows every table."""

from __future__ import annotations

from services.ideas.model.appeal import Appeal
from services.ideas.model.call import Call
from services.ideas.model.comment import Comment
from services.ideas.model.decision import Decision
from services.ideas.model.declarative import Base
from services.ideas.model.idea import LISTED, PUBLIC, TEXT, Idea
from services.ideas.model.interest import Interest, stronger
from services.ideas.model.known import Becoming, Membership, Stint
from services.ideas.model.merge import Merge, MovedInterest
from services.ideas.model.report import Report
from services.ideas.model.revision import Revision
from services.ideas.model.search import SearchEntry, SearchWord

__all__ = [
    "LISTED",
    "PUBLIC",
    "TEXT",
    "Appeal",
    "Base",
    "Becoming",
    "Call",
    "Comment",
    "Decision",
    "Idea",
    "Interest",
    "Membership",
    "Merge",
    "MovedInterest",
    "Report",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Stint",
    "stronger",
]
