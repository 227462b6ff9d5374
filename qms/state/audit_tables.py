"""Define the tables around the audit: suggestions, series, assessments, audits, findings, snapshots and packs."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from qms.state.metadata import metadata

rejections = Table(
    "rejections",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("evidence", String(32), ForeignKey("evidence.id"), nullable=False, index=True),
    Column("framework", String(64), nullable=False),
    Column("indicator", String(32), nullable=False),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("evidence", "framework", "indicator"),
)

unrelated = Table(
    "unrelated",
    metadata,
    Column("evidence", String(32), ForeignKey("evidence.id"), nullable=False),
    Column("other", String(32), ForeignKey("evidence.id"), nullable=False, index=True),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    PrimaryKeyConstraint("evidence", "other"),
)

series = Table(
    "series",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("every_months", Integer, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
)

folder_rules = Table(
    "folder_rules",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("folder", Text, nullable=False),
    Column("framework", String(64), nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("series", String(32), ForeignKey("series.id")),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("folder", "framework"),
)

assessment_rounds = Table(
    "assessment_rounds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("framework", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("framework", "name"),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("round", String(32), ForeignKey("assessment_rounds.id"), nullable=False, index=True),
    Column("criterion", String(32), nullable=False),
    Column("perspective", String(16), nullable=False),
    Column("service", String(64)),
    Column("number", Integer, nullable=False),
    Column("ticks", JSON, nullable=False),
    Column("because", Text, nullable=False),
    # True: the service follows the organisation again from here on.
    Column("withdrawn", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("round", "criterion", "perspective", "service", "number"),
)

audit_rounds = Table(
    "audit_rounds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("framework", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("planned_on", Date),
    Column("held_from", Date),
    Column("held_to", Date),
    Column("closed_on", Date),
    Column("auditors", Text, nullable=False),
    Column("services", JSON, nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("summary", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("framework", "name"),
)

audit_answers = Table(
    "audit_answers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("round", String(32), ForeignKey("audit_rounds.id"), nullable=False, index=True),
    Column("indicator", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("round", "indicator", "role"),
)

findings = Table(
    "findings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("round", String(32), ForeignKey("audit_rounds.id"), index=True),
    Column("framework", String(64), nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("service", String(64)),
    Column("source", String(24), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("dated", Date, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("evidence", String(32), ForeignKey("evidence.id"), index=True),
    Column("unit", String(16)),
    Column("place", Integer),
    Column("label", Text),
    Column("quote", Text),
    # open, done, planned or declined
    Column("status", String(16), nullable=False),
    Column("because", Text, nullable=False),
    Column("ended_by", String(64)),
    Column("ended_on", Date),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("finding", String(32), ForeignKey("findings.id"), index=True),
    Column("framework", String(64), nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("service", String(64)),
    Column("text", Text, nullable=False),
    Column("owner", String(64)),
    Column("due", Date),
    Column("done_on", Date),
    Column("led_to", Text, nullable=False),
    Column("check_due", Date),
    Column("effect", String(16)),
    Column("effect_on", Date),
    Column("effect_note", Text, nullable=False),
    Column("dropped_on", Date),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("framework", String(64), nullable=False),
    Column("as_of", Date, nullable=False),
    # Of the frozen bytes, which stand in `.qms/state/snapshots`.
    Column("sha256", String(64), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)

pack_choices = Table(
    "pack_choices",
    metadata,
    Column("evidence", String(32), ForeignKey("evidence.id"), primary_key=True),
    # include, leave_out, on_site or redacted
    Column("choice", String(16), nullable=False),
    # Of the bytes that were looked at: a changed file is asked about again.
    Column("sha256", String(64), nullable=False),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)
