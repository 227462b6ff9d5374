"""Create the first schema (0001)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of schema 0001."""
    _create_backups()
    _create_documents()
    _create_evidence()
    _create_exemptions()
    _create_indicators()
    _create_statements()
    _create_tombstones()
    _create_trail()
    _create_document_versions()
    _create_links()
    _create_revisions()
    _create_pins()


def _create_backups() -> None:
    op.create_table(
        "backups",
        sa.Column("path", sa.Text(), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _create_documents() -> None:
    op.create_table(
        "documents",
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
        sa.UniqueConstraint("slug", "instance", "language"),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("container", sa.String(32), sa.ForeignKey("evidence.id"), index=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("missing_since", sa.Date()),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("inode", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text_sha256", sa.String(64)),
        sa.Column("reader", sa.String(64)),
        sa.Column("problem", sa.String(16)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_source", sa.String(16)),
        sa.Column("language", sa.String(8)),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("date_source", sa.String(16)),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("kinds_confirmed", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.Column("in_force_from", sa.Date()),
        sa.Column("approved_by", sa.Text()),
        sa.Column("personal_data", sa.Boolean(), nullable=False),
        sa.Column("keep_until", sa.Date()),
        sa.Column("living", sa.Boolean()),
        sa.Column("deleted_as_due", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _create_exemptions() -> None:
    op.create_table(
        "exemptions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("need", sa.String(16)),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _create_indicators() -> None:
    op.create_table(
        "indicators",
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("due", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("framework", "indicator"),
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _create_tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )


def _create_trail() -> None:
    op.create_table(
        "trail",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )


def _create_document_versions() -> None:
    op.create_table(
        "document_versions",
        sa.Column("document", sa.String(32), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("base_sha256", sa.String(64)),
        sa.Column("frozen_sha256", sa.String(64)),
        sa.Column("prepared_by", sa.String(64), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("approved_on", sa.Date()),
        sa.Column("valid_from", sa.Date()),
        sa.Column("review_due", sa.Date()),
        sa.Column("change_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "number"),
    )


def _create_links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id"), nullable=False),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("date_assumed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("suspect", sa.String(32)),
        sa.Column("confirmed_revision", sa.Integer(), nullable=False),
        sa.Column("confirmed_text", sa.String(64)),
        sa.Column("confirmed_by", sa.String(64), nullable=False),
        sa.Column("confirmed_at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("evidence", "framework", "indicator"),
    )


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("text_sha256", sa.String(64)),
        sa.Column("problem", sa.String(16)),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("evidence", "number"),
    )


def _create_pins() -> None:
    op.create_table(
        "pins",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("link", sa.String(32), sa.ForeignKey("links.id"), nullable=False, index=True),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
    )
