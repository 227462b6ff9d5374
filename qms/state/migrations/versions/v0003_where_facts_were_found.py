"""Add where the facts of an evidence were found, and how many of its pages wait for recognition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ADDED = (
    ("author", sa.Text()),
    ("author_source", sa.String(16)),
    ("language_source", sa.String(16)),
    ("created", sa.String(32)),
    ("modified", sa.String(32)),
    ("date_place", sa.JSON()),
)


def upgrade() -> None:
    """Apply the step."""
    for name, kind in _ADDED:
        op.add_column("evidence", sa.Column(name, kind))
    op.add_column("evidence", sa.Column("ocr_waiting", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("evidence", sa.Column("sketch", sa.LargeBinary()))
    looked_at = ["container", "status", "raw", "size", "mtime_ns", "inode"]
    op.create_index("evidence_looks", "evidence", looked_at)
    # The readers of this version find more in the same bytes; a better reader never makes a link suspect.
    op.execute(sa.text("UPDATE evidence SET reader = NULL WHERE container IS NULL AND status = 'present'"))
