"""Request and response shapes of identity, by noun."""

from __future__ import annotations

from services.identity.schemas.account import PasswordChange, PasswordReset, ResetRequest
from services.identity.schemas.organisations import (
    OrganisationFacts,
    OrganisationFilter,
    OrganisationPage,
    OrganisationView,
    Representative,
)
from services.identity.schemas.people import (
    ConfirmationToken,
    Empty,
    Me,
    MyChanges,
    Profile,
    ProfilePage,
    ProfileQuery,
    Registration,
)
from services.identity.schemas.sessions import Credentials, Refresh, SessionPage, Tokens
from services.identity.schemas.werkkringen import (
    Ending,
    MembershipFilter,
    MembershipPage,
    MembershipView,
    WerkkringChanges,
    WerkkringFacts,
    WerkkringFilter,
    WerkkringPage,
    WerkkringView,
)

__all__ = [
    "ConfirmationToken",
    "Credentials",
    "Empty",
    "Ending",
    "Me",
    "MembershipFilter",
    "MembershipPage",
    "MembershipView",
    "MyChanges",
    "OrganisationFacts",
    "OrganisationFilter",
    "OrganisationPage",
    "OrganisationView",
    "PasswordChange",
    "PasswordReset",
    "Profile",
    "ProfilePage",
    "ProfileQuery",
    "Refresh",
    "Registration",
    "Representative",
    "ResetRequest",
    "SessionPage",
    "Tokens",
    "WerkkringChanges",
    "WerkkringFacts",
    "WerkkringFilter",
    "WerkkringPage",
    "WerkkringView",
]
