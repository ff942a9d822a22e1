"""What it is, of whom it consists, whom it concerns, and how each part came to be there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from services.experiments.model import AffectedGroup, Belonging, Commitment, Stint, WerkkringLink, WinRole
from services.experiments.queries.dossier.sources import Telling
from shared.privacy.erasing import FORMER

FACTS = ("id", "title", "summary", "language", "state", "themes", "municipality", "start_date", "end_date")
COURSE = tuple(
    f"proeftuin.{each}" for each in ("formed", "started", "paused", "resumed", "concluding", "completed", "stopped")
)
COMING_AND_GOING = ("participation.started", "participation.ended", "holder.appointed", "holder.dismissed")
BROKEN = ("composition.broken", "composition.repaired")


def composition_of(telling: Telling) -> dict[str, Any]:
    """The proeftuin with its course, its composition, its affected groups and who takes part."""
    it = telling.proeftuin
    return {
        "proeftuin": {
            **{name: getattr(it, name) for name in FACTS},
            "page": telling.page("proeftuinen", it.id),
            "source": telling.source("proeftuin.formed"),
        },
        "course": [
            {
                "happened": line.kind,
                "reason": line.text if line.kind in COURSE else None,
                "source": telling.source_of(line),
            }
            for line in telling.lines(*COURSE, *BROKEN)
        ],
        "composition": {
            "werkkringen": [_werkkring(telling, link) for link in it.links if link.active],
            "commitments": [_commitment(telling, each) for each in it.commitments if each.accepted_at is not None],
            "one_person_for_several": _one_person_for_several(it.commitments),
        },
        "affected_groups": [_group(telling, group) for group in it.affected_groups],
        "participants": _participants(telling),
        "needs": _needs(telling),
    }


def _werkkring(telling: Telling, link: WerkkringLink) -> dict[str, Any]:
    adopted = link.confirmed_at is None
    told = telling.source("proeftuin.formed") if adopted else telling.source("werkkring.linked", link.werkkring_id)
    return {
        "werkkring_id": link.werkkring_id,
        "name": link.werkkring.name if link.werkkring else None,
        "municipality": link.werkkring.municipality if link.werkkring else None,
        "how": "adopted-its-idea" if adopted else "by-a-member" if _by_itself(link) else "by-its-coordinator",
        "source": told,
    }


def _by_itself(link: WerkkringLink) -> bool:
    """Linked at once by a holder who was a member; only a coordinator confirms later."""
    return (link.confirmed_at is not None and link.confirmed_at == link.requested_at) or (
        link.confirmed_by == link.requested_by != FORMER
    )


def _commitment(telling: Telling, commitment: Commitment) -> dict[str, Any]:
    known = commitment.organisation
    return {
        "id": commitment.id,
        "organisation_id": commitment.organisation_id,
        "organisation": known.name if known else None,
        "kind": known.kind if known else None,
        "verified": known is not None and known.verified,
        "part": commitment.part,
        "state": commitment.state,
        "proposed_by": "holder" if commitment.proposed_as_holder else "representative",
        "proposed_at": commitment.proposed_at,
        "accepted_by": "representative" if commitment.proposed_as_holder else "holder",
        "accepted_at": commitment.accepted_at,
        "by_two_people": commitment.properly_accepted,
        "ended_at": commitment.ended_at,
        "source": telling.source("commitment.accepted", commitment.id),
    }


def _one_person_for_several(commitments: list[Commitment]) -> bool:
    """Whether somebody spoke for several organisations (W2). Former participants share an id, and were not one."""
    speakers = [each.represented_by for each in commitments if each.accepted]
    known = [speaker for speaker in speakers if speaker not in (None, FORMER)]
    return len(set(known)) < len(known)


def _group(telling: Telling, group: AffectedGroup) -> dict[str, Any]:
    said = select(func.count(), func.min(Belonging.started_at)).where(Belonging.group_id == group.id)
    ever, first = telling.session.execute(said).one()
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "take_part": len(group.belongings),
        "said_so_ever": ever,
        "said_so_first_at": first,
        "source": telling.source("affected-group.named", group.id),
        "counted": telling.counted(group.created_at, "belonging.declared", "belonging.dropped", "participation.ended"),
    }


def _participants(telling: Telling) -> dict[str, Any]:
    query = select(func.count(), func.count(Stint.ended_at), func.min(Stint.started_at))
    query = query.where(Stint.proeftuin_id == telling.proeftuin.id)
    stays, ended, first = telling.session.execute(query).one()
    return {
        "now": len(telling.proeftuin.participants),
        "holders": len(telling.proeftuin.holders),
        "stays": stays,
        "stays_ended": ended,
        "first_at": first,
        "source": telling.counted(telling.proeftuin.created_at, *COMING_AND_GOING),
    }


def _needs(telling: Telling) -> dict[str, Any] | None:
    needs = telling.proeftuin.needs
    if needs is None:
        return None
    borne = select(WinRole).where(WinRole.proeftuin_id == telling.proeftuin.id).order_by(WinRole.id)
    roles = [
        {"role": role.role, "ended_at": role.ended_at, "source": telling.source("win-role.started", role.id)}
        for role in telling.session.scalars(borne)
    ]
    wanted = {"statement": needs.statement, "win_role": needs.win_role}
    return {**wanted, "win_roles": roles, "source": telling.source("needs.stated")}
