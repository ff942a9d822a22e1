"""identity's tables and their rules, by noun."""

from __future__ import annotations

from services.identity.model.client import Client
from services.identity.model.erasure import Erasure, ErasureReceipt, Holding
from services.identity.model.export import Export, ExportReceipt
from services.identity.model.foundation import Base
from services.identity.model.grant import AuthorizationCode, Consent
from services.identity.model.letter import Letter
from services.identity.model.link import KnownPlace, Link, ResetRequest
from services.identity.model.notice import Delivery, Following, MailChoice, Notice, Tie, Topic
from services.identity.model.organisation import Organisation, Representation
from services.identity.model.outside import OutsideAccount, PendingLink
from services.identity.model.passkey import Passkey
from services.identity.model.person import Confirmation, Person, RoleGrant
from services.identity.model.second_factor import Challenge, RecoveryCode, SecondFactor
from services.identity.model.session import PersonSession, RefreshToken
from services.identity.model.signing_key import SigningKey
from services.identity.model.werkkring import Coordinator, Membership, Werkkring

__all__ = [
    "AuthorizationCode",
    "Base",
    "Challenge",
    "Client",
    "Confirmation",
    "Consent",
    "Coordinator",
    "Delivery",
    "Erasure",
    "ErasureReceipt",
    "Export",
    "ExportReceipt",
    "Following",
    "Holding",
    "KnownPlace",
    "Letter",
    "Link",
    "MailChoice",
    "Membership",
    "Notice",
    "Organisation",
    "OutsideAccount",
    "Passkey",
    "PendingLink",
    "Person",
    "PersonSession",
    "RecoveryCode",
    "RefreshToken",
    "Representation",
    "ResetRequest",
    "RoleGrant",
    "SecondFactor",
    "SigningKey",
    "Tie",
    "Topic",
    "Werkkring",
]
