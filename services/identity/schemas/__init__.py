"""Request and response shapes of identity, by noun."""

from __future__ import annotations

from services.identity.schemas.account import PasswordChange, PasswordReset, ResetRequest
from services.identity.schemas.mail import MailChoices, OneClick, Subscription
from services.identity.schemas.organisations import (
    OrganisationChanges,
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
    Declining,
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
    "Declining",
    "Empty",
    "Ending",
    "MailChoices",
    "Me",
    "MembershipFilter",
    "MembershipPage",
    "MembershipView",
    "MyChanges",
    "OneClick",
    "OrganisationChanges",
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
    "Subscription",
    "Tokens",
    "WerkkringChanges",
    "WerkkringFacts",
    "WerkkringFilter",
    "WerkkringPage",
    "WerkkringView",
]
