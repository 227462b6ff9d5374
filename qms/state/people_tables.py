"""Define the tables of people: accounts, what was released to external auditors, and what people reported."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from qms.state.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("person", String(64), primary_key=True),
    # NULL: the person comes in through single sign-on only.
    Column("password", Text),
    Column("language", String(8)),
    Column("valid_until", Date),
    Column("disabled", Boolean, nullable=False),
    # Goes up when open sessions must end.
    Column("generation", Integer, nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("version", Integer, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("evidence", String(32), ForeignKey("evidence.id"), index=True),
    Column("document", String(32), ForeignKey("documents.id"), index=True),
    Column("by", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("person", "evidence"),
    UniqueConstraint("person", "document"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    # The entry of a register that was made of it; there is no foreign key, for an import may bring other entries.
    Column("entry", String(32), nullable=False),
    # NULL: said without a name; then `at` is the first day of the month.
    Column("person", String(64)),
    Column("unit", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
)
