"""What the catalogue says of datasets: their files, and the rest of their description in the words of DCAT."""

import sqlalchemy as sa
from alembic import op

from shared.db import Json

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No dataset was ever told of before this, so the table is empty."""
    with op.batch_alter_table("dataset") as dataset:
        dataset.drop_column("download_url")
        dataset.drop_column("media_type")
        dataset.add_column(sa.Column("description", sa.Text(), nullable=False))
        dataset.add_column(sa.Column("theme", sa.String(4), nullable=False))
        dataset.add_column(sa.Column("frequency", sa.String(12), nullable=False))
        dataset.add_column(sa.Column("starts_on", sa.Date()))
        dataset.add_column(sa.Column("ends_on", sa.Date()))
        dataset.add_column(sa.Column("place", sa.String(300)))
        dataset.add_column(sa.Column("contact", sa.String(300), nullable=False))
        dataset.add_column(sa.Column("provenance", sa.Text(), nullable=False))
        dataset.add_column(sa.Column("files", Json, nullable=False))
    op.create_index("ix_dataset_publication", "dataset", ["publication_id"])
