"""Define the tables of the state database with portable types (design section 4, State)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from qms.state.audit_tables import actions as actions
from qms.state.audit_tables import assessment_rounds as assessment_rounds
from qms.state.audit_tables import assessments as assessments
from qms.state.audit_tables import audit_answers as audit_answers
from qms.state.audit_tables import audit_rounds as audit_rounds
from qms.state.audit_tables import findings as findings
from qms.state.audit_tables import folder_rules as folder_rules
from qms.state.audit_tables import pack_choices as pack_choices
from qms.state.audit_tables import rejections as rejections
from qms.state.audit_tables import series as series
from qms.state.audit_tables import snapshots as snapshots
from qms.state.audit_tables import unrelated as unrelated
from qms.state.metadata import metadata as metadata
from qms.state.people_tables import accounts as accounts
from qms.state.people_tables import releases as releases
from qms.state.people_tables import reports as reports

HEAD = "0006"
"""The newest schema number; a test compares it with the newest migration."""


alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("raw", LargeBinary, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("container", String(32), ForeignKey("evidence.id"), nullable=True, index=True),
    Column("status", String(16), nullable=False),
    Column("missing_since", Date),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("inode", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text_sha256", String(64)),
    Column("reader", String(64)),
    Column("problem", String(16)),
    Column("title", Text, nullable=False),
    Column("title_source", String(16)),
    Column("language", String(8)),
    Column("units", Integer, nullable=False),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("date_source", String(16)),
    Column("kinds", JSON, nullable=False),
    Column("kinds_confirmed", Boolean, nullable=False),
    Column("valid_until", Date),
    Column("in_force_from", Date),
    Column("approved_by", Text),
    Column("personal_data", Boolean, nullable=False),
    Column("keep_until", Date),
    Column("living", Boolean),
    Column("deleted_as_due", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("author", Text),
    Column("author_source", String(16)),
    Column("language_source", String(16)),
    Column("created", String(32)),
    Column("modified", String(32)),
    Column("date_place", JSON),
    Column("ocr_waiting", Integer, nullable=False, default=0, server_default="0"),
    Column("sketch", LargeBinary),
    Column("books", JSON(none_as_null=True)),
    Column("books_waiting", Boolean, nullable=False, default=False, server_default=false()),
    # All that a pass over an unchanged folder asks, so that it reads no row.
    Index("evidence_looks", "container", "status", "raw", "size", "mtime_ns", "inode"),
    Index("evidence_books", "books_waiting"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("evidence", String(32), ForeignKey("evidence.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("text_sha256", String(64)),
    Column("problem", String(16)),
    Column("seen_at", String(32), nullable=False),
    PrimaryKeyConstraint("evidence", "number"),
)

links = Table(
    "links",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("evidence", String(32), ForeignKey("evidence.id"), nullable=False),
    Column("framework", String(64), nullable=False),
    Column("indicator", String(32), nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("services", JSON, nullable=False),
    Column("date_from", Date),
    Column("date_to", Date),
    Column("date_assumed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("suspect", String(32)),
    Column("confirmed_revision", Integer, nullable=False),
    Column("confirmed_text", String(64)),
    Column("confirmed_by", String(64), nullable=False),
    Column("confirmed_at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("series", String(32), ForeignKey("series.id")),
    UniqueConstraint("evidence", "framework", "indicator"),
)

pins = Table(
    "pins",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("link", String(32), ForeignKey("links.id"), nullable=False, index=True),
    Column("unit", String(16), nullable=False),
    Column("number", Integer),
    Column("label", Text, nullable=False),
    Column("quote", Text, nullable=False),
    # The passage as it reads now, where it was found again in other words.
    Column("found", Text),
)

exemptions = Table(
    "exemptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("framework", String(64), nullable=False),
    Column("indicator", String(32), nullable=False),
    Column("service", String(64)),
    Column("need", String(16)),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)

indicators = Table(
    "indicators",
    metadata,
    Column("framework", String(64), nullable=False),
    Column("indicator", String(32), nullable=False),
    Column("owner", String(64)),
    Column("due", Date),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("framework", "indicator"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("framework", String(64), nullable=False),
    Column("indicator", String(32), nullable=False),
    Column("service", String(64)),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("slug", String(64), nullable=False),
    Column("instance", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("serves", JSON, nullable=False),
    Column("path", Text, nullable=False),
    Column("owner", String(64)),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("part", String(16), nullable=False, default=""),
    UniqueConstraint("slug", "instance", "part", "language"),
)

document_versions = Table(
    "document_versions",
    metadata,
    Column("document", String(32), ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("base_sha256", String(64)),
    Column("frozen_sha256", String(64)),
    Column("prepared_by", String(64), nullable=False),
    Column("prepared_on", Date, nullable=False),
    Column("approved_by", String(64)),
    Column("approved_on", Date),
    Column("valid_from", Date),
    Column("review_due", Date),
    Column("change_note", Text, nullable=False),
    Column("significant", Boolean),
    Column("serves", JSON),
    Column("submitted_by", String(64)),
    Column("submitted_on", Date),
    Column("submitted_sha256", String(64)),
    Column("act_kind", String(16)),
    Column("act_number", Text),
    Column("act_on", Date),
    Column("scan_sha256", String(64)),
    Column("typed_by", String(64)),
    Column("withdrawn_by", String(64)),
    Column("withdrawn_on", Date),
    Column("withdrawn_because", Text),
    Column("tried_by", Text),
    Column("tried_on", Date),
    Column("ending", String(8)),
    Column("returned_because", Text),
    Column("returned_by", String(64)),
    Column("returned_on", Date),
    PrimaryKeyConstraint("document", "number"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document", String(32), ForeignKey("documents.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("group", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("read_on", Date, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("document", "number", "group", "name"),
)

register_entries = Table(
    "register_entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("table", String(64), nullable=False),
    Column("cells", JSON, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("because", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)

backups = Table(
    "backups",
    metadata,
    Column("path", Text, primary_key=True),
    Column("at", String(32), nullable=False),
)

trail = Table(
    "trail",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(160), nullable=False),
    Column("details", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

MACHINE_ONLY = {"accounts", "alembic_version", "backups", "reports"}
"""Tables that an export leaves out: they speak of this machine and of who may come in here, not of decisions.

So it leaves out what people reported in confidence, since an export may be kept where others read it; the entries of
the registers that were made of their reports it holds.
"""

MACHINE_COLUMNS = {"evidence": frozenset({"mtime_ns", "inode", "sketch"})}
"""Columns that an export leaves out likewise; after an import they are 0 or NULL, and the next sync fills them."""
