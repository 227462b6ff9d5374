"""Add parts of documents, how a version was decided, tried and withdrawn, and who has read it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED = (
    ("significant", sa.Boolean()),
    ("serves", sa.JSON()),
    ("submitted_by", sa.String(64)),
    ("submitted_on", sa.Date()),
    ("submitted_sha256", sa.String(64)),
    ("act_kind", sa.String(16)),
    ("act_number", sa.Text()),
    ("act_on", sa.Date()),
    ("scan_sha256", sa.String(64)),
    ("typed_by", sa.String(64)),
    ("withdrawn_by", sa.String(64)),
    ("withdrawn_on", sa.Date()),
    ("withdrawn_because", sa.Text()),
    ("tried_by", sa.Text()),
    ("tried_on", sa.Date()),
    ("ending", sa.String(8)),
)


def upgrade() -> None:
    """Apply the step."""
    _rebuild_documents()
    for name, kind in _ADDED:
        op.add_column("document_versions", sa.Column(name, kind))
    op.create_table(
        "readings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("document", "number", "group", "name"),
    )


def _rebuild_documents() -> None:
    """Make the table anew: a unique constraint without a name cannot be altered."""
    op.create_table(
        "documents_new",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("serves", sa.JSON(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.UniqueConstraint("slug", "instance", "part", "language"),
    )
    op.execute("INSERT INTO documents_new SELECT *, '' FROM documents")
    op.drop_table("documents")
    op.rename_table("documents_new", "documents")
