"""Request and response shapes of identity, by noun."""

from __future__ import annotations

from services.identity.schemas.clients import (
    ClientFacts,
    ClientFilter,
    ClientPage,
    ClientView,
    ClientWithSecret,
    ConsentPage,
    ConsentView,
)
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
from services.identity.schemas.sessions import Credentials, Refresh, Tokens
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
    "ClientFacts",
    "ClientFilter",
    "ClientPage",
    "ClientView",
    "ClientWithSecret",
    "ConfirmationToken",
    "ConsentPage",
    "ConsentView",
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
    "Profile",
    "ProfilePage",
    "ProfileQuery",
    "Refresh",
    "Registration",
    "Representative",
    "Tokens",
    "WerkkringChanges",
    "WerkkringFacts",
    "WerkkringFilter",
    "WerkkringPage",
    "WerkkringView",
]
