"""identity's tables and their rules, by noun."""

from __future__ import annotations

from services.identity.model.client import Client
from services.identity.model.erasure import Erasure, ErasureReceipt, Holding
from services.identity.model.export import Export, ExportReceipt
from services.identity.model.foundation import Base
from services.identity.model.grant import AuthorizationCode, Consent
from services.identity.model.letter import Letter
from services.identity.model.organisation import Organisation, Representation
from services.identity.model.outside import OutsideAccount, PendingLink
from services.identity.model.person import Confirmation, Person, RoleGrant
from services.identity.model.session import PersonSession, RefreshToken
from services.identity.model.signing_key import SigningKey
from services.identity.model.werkkring import Coordinator, Membership, Werkkring

__all__ = [
    "AuthorizationCode",
    "Base",
    "Client",
    "Confirmation",
    "Consent",
    "Coordinator",
    "Erasure",
    "ErasureReceipt",
    "Export",
    "ExportReceipt",
    "Holding",
    "Letter",
    "Membership",
    "Organisation",
    "OutsideAccount",
    "PendingLink",
    "Person",
    "PersonSession",
    "RefreshToken",
    "Representation",
    "RoleGrant",
    "SigningKey",
    "Werkkring",
]
