"""Add which registers a spreadsheet holds, and the entries of registers that are made in the program."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SPREADSHEETS = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv")


def upgrade() -> None:
    """Apply the step."""
    op.add_column("evidence", sa.Column("books", sa.JSON()))
    op.add_column(
        "evidence", sa.Column("books_waiting", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("evidence_books", "evidence", ["books_waiting"])
    op.create_table(
        "register_entries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("table", sa.String(64), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    # Spreadsheets that were read before registers were known are looked at by the next pass.
    evidence = sa.table("evidence", sa.column("path", sa.Text()), sa.column("books_waiting", sa.Boolean()))
    named = sa.or_(*(evidence.c.path.ilike(f"%.{suffix}") for suffix in _SPREADSHEETS))
    op.execute(evidence.update().where(named).values(books_waiting=True))
