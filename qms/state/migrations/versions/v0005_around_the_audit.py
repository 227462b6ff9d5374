"""Add what surrounds the audit: suggestions refused, folder rules, series, assessments, audits, findings, packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    _suggestions()
    _assessments()
    _audits()
    _improvement()
    _outputs()


def _suggestions() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "rejections",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id"), nullable=False),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("evidence", "framework", "indicator"),
    )
    op.create_table(
        "unrelated",
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id"), nullable=False),
        sa.Column("other", sa.String(32), sa.ForeignKey("evidence.id"), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("evidence", "other"),
    )
    op.create_table(
        "folder_rules",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("series", sa.String(32), sa.ForeignKey("series.id")),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("folder", "framework"),
    )
    op.create_index("ix_rejections_evidence", "rejections", ["evidence"])
    op.create_index("ix_unrelated_other", "unrelated", ["other"])
    with op.batch_alter_table("links") as batch:
        batch.add_column(
            sa.Column("series", sa.String(32), sa.ForeignKey("series.id", name="links_series")),
        )
    op.add_column("pins", sa.Column("found", sa.Text()))


def _assessments() -> None:
    op.create_table(
        "assessment_rounds",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("framework", "name"),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("round", sa.String(32), sa.ForeignKey("assessment_rounds.id"), nullable=False),
        sa.Column("criterion", sa.String(32), nullable=False),
        sa.Column("perspective", sa.String(16), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("round", "criterion", "perspective", "service", "number"),
    )
    op.create_index("ix_assessments_round", "assessments", ["round"])


def _audits() -> None:
    op.create_table(
        "audit_rounds",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("planned_on", sa.Date()),
        sa.Column("held_from", sa.Date()),
        sa.Column("held_to", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("auditors", sa.Text(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("framework", "name"),
    )
    op.create_table(
        "audit_answers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("round", sa.String(32), sa.ForeignKey("audit_rounds.id"), nullable=False),
        sa.Column("indicator", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.UniqueConstraint("round", "indicator", "role"),
    )
    op.create_index("ix_audit_answers_round", "audit_answers", ["round"])


def _improvement() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("number", sa.String(32), nullable=False, unique=True),
        sa.Column("round", sa.String(32), sa.ForeignKey("audit_rounds.id")),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id")),
        sa.Column("unit", sa.String(16)),
        sa.Column("place", sa.Integer()),
        sa.Column("label", sa.Text()),
        sa.Column("quote", sa.Text()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.String(64)),
        sa.Column("ended_on", sa.Date()),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("number", sa.String(32), nullable=False, unique=True),
        sa.Column("finding", sa.String(32), sa.ForeignKey("findings.id")),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("due", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("led_to", sa.Text(), nullable=False),
        sa.Column("check_due", sa.Date()),
        sa.Column("effect", sa.String(16)),
        sa.Column("effect_on", sa.Date()),
        sa.Column("effect_note", sa.Text(), nullable=False),
        sa.Column("dropped_on", sa.Date()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_findings_round", "findings", ["round"])
    op.create_index("ix_findings_evidence", "findings", ["evidence"])
    op.create_index("ix_actions_finding", "actions", ["finding"])


def _outputs() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("framework", sa.String(64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "pack_choices",
        sa.Column("evidence", sa.String(32), sa.ForeignKey("evidence.id"), primary_key=True),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
