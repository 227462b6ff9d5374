"""Add accounts of the web application, releases to external auditors, reports, and why a version was sent back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_RETURNED = (("returned_because", sa.Text()), ("returned_by", sa.String(64)), ("returned_on", sa.Date()))


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "accounts",
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("password", sa.Text()),
        sa.Column("language", sa.String(8)),
        sa.Column("valid_until", sa.Date()),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id")),
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id")),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("person", "evidence"),
        sa.UniqueConstraint("person", "document"),
    )
    op.create_index("ix_releases_evidence", "releases", ["evidence"])
    op.create_index("ix_releases_document", "releases", ["document"])
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(32), nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    for name, kind in _RETURNED:
        op.add_column("document_versions", sa.Column(name, kind))
