"""Clients, what people allow them, and accounts with an outside provider."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _clients()
    _sessions()
    _grants()
    _outside()


def _clients() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("redirect_uris", Json, nullable=False),
        sa.Column("post_logout_redirect_uris", Json, nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("secret_digest", sa.String(64)),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_client_owner_id"),
    )
    op.create_index("ix_client_owner_id", "client", ["owner_id", "id"])


def _sessions() -> None:
    # Column by column: Alembic's batch mode would copy the table on SQLite, and dropping the old one takes every
    # refresh token with it.
    op.add_column("person_session", sa.Column("authenticated_at", Moment()))
    op.add_column("person_session", sa.Column("cookie_digest", sa.String(64)))
    op.add_column("person_session", sa.Column("client_id", sa.Uuid()))
    op.add_column("person_session", sa.Column("scope", sa.String(400)))
    op.add_column("person_session", sa.Column("parent_id", sa.Uuid()))
    op.create_index("ix_person_session_parent_id", "person_session", ["parent_id"])
    op.create_index("ix_person_session_client_id", "person_session", ["client_id"])
    op.create_index("uq_person_session_cookie_digest", "person_session", ["cookie_digest"], unique=True)


def _grants() -> None:
    op.create_table(
        "consent",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(400), nullable=False),
        sa.Column("granted_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "client_id", name="pk_consent"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_consent_person_id"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_consent_client_id", ondelete="CASCADE"),
    )
    op.create_index("ix_consent_client_id", "consent", ["client_id"])
    op.create_table(
        "authorization_code",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("redirect_uri", sa.String(500), nullable=False),
        sa.Column("scope", sa.String(400), nullable=False),
        sa.Column("nonce", sa.Text()),
        sa.Column("code_challenge", sa.String(128), nullable=False),
        sa.Column("authenticated_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("issued_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("digest", name="pk_authorization_code"),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_authorization_code_client_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_authorization_code_person_id"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["person_session.id"], name="fk_authorization_code_session_id", ondelete="CASCADE"
        ),
    )
    for column in ("client_id", "person_id", "session_id"):
        op.create_index(f"ix_authorization_code_{column}", "authorization_code", [column])


def _outside() -> None:
    op.create_table(
        "outside_account",
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_outside_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outside_account_person_id"),
    )
    op.create_index("ix_outside_account_person_id", "outside_account", ["person_id"])
    op.create_table(
        "pending_link",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_pending_link"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_pending_link_person_id"),
    )
    op.create_index("ix_pending_link_person_id", "pending_link", ["person_id"])
