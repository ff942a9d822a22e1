"""Links that are mailed, and places where someone is at home."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _links()
    _mail()
    _ways_in()


def _person(table: str) -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    """Whose row it is; it goes with the person."""
    reference = sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"
    )
    return [sa.Column("person_id", sa.Uuid(), nullable=False), reference]


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("digest", sa.String(64), nullable=False),
        *_person("link"),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("email", sa.String(254)),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_link"),
    )
    op.create_index("ix_link_person_id", "link", ["person_id"])
    op.create_index("ix_link_expires_at", "link", ["expires_at"])
    op.create_table(
        "reset_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_key", sa.String(254), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reset_request"),
    )
    op.create_table(
        "known_place",
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        *_person("known_place"),
        sa.PrimaryKeyConstraint("place", name="pk_known_place"),
    )
    op.create_index("ix_known_place_person_id", "known_place", ["person_id"])


def _mail() -> None:
    op.create_table(
        "mail_topic",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mail_topic"),
    )
    op.create_table(
        "mail_following",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(12), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("topic_id", "person_id", "part", name="pk_mail_following"),
    )
    op.create_index("ix_mail_following_person_id", "mail_following", ["person_id"])
    op.create_table(
        "mail_tie",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("topic_id", "source_id", name="pk_mail_tie"),
    )
    op.create_index("ix_mail_tie_other_id", "mail_tie", ["other_id"])
    op.create_table(
        "mail_choice",
        *_person("mail_choice"),
        sa.Column("digest", sa.String(8), nullable=False),
        sa.Column("urgent_by_mail", sa.Boolean(), nullable=False),
        sa.Column("comments", sa.Boolean(), nullable=False),
        sa.Column("updates", sa.Boolean(), nullable=False),
        sa.Column("digested_on", sa.Date()),
        sa.PrimaryKeyConstraint("person_id", name="pk_mail_choice"),
    )
    _notices()


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid()),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("actor_id", sa.Uuid()),
        sa.Column("about_id", sa.Uuid()),
        sa.Column("facts", Json, nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("path", sa.String(200)),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("spread", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_topic_id", "notice", ["topic_id", "noted_at"])
    op.create_index("ix_notice_noted_at", "notice", ["noted_at"])
    op.create_index("ix_notice_person_id", "notice", ["person_id"])
    op.create_table(
        "mail_delivery",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name="pk_mail_delivery"),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name="fk_mail_delivery_notice_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_mail_delivery_letter_id", "mail_delivery", ["letter_id"])
    op.create_index("ix_mail_delivery_person_id", "mail_delivery", ["person_id"])


def _ways_in() -> None:
    op.create_table(
        "second_factor",
        *_person("second_factor"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", Moment()),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_second_factor"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.String(64), nullable=False),
        *_person("recovery_code"),
        sa.PrimaryKeyConstraint("digest", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])
    op.create_table(
        "challenge",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("asked", sa.String(200)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_challenge"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_challenge_person_id", ondelete="CASCADE"),
    )
    op.create_index("ix_challenge_expires_at", "challenge", ["expires_at"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_person("passkey"),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("used_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"])
    op.create_index("uq_passkey_credential_id", "passkey", ["credential_id"], unique=True)
