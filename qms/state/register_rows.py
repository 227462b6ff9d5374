"""Read and write which spreadsheets hold registers, and the entries of registers that are made in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.errors import ChangedMeanwhile
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import new_id
from qms.state.scattering import scatter
from qms.state.tables import evidence, register_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

_FILE = (
    evidence.c.id, evidence.c.raw, evidence.c.path, evidence.c.sha256, evidence.c.books, evidence.c.status,
    evidence.c.problem, evidence.c.missing_since,
)  # fmt: skip


def register_files(conn: Connection) -> list[Row[Any]]:
    """Return the spreadsheets that hold registers, by path: the present ones, and those that vanished.

    Rows have id, raw, path, sha256, books, status, problem and missing_since. Those that only call themselves a
    register have no books; what was deleted because its time was over is left out.
    """
    query = sa.select(*_FILE).where(evidence.c.books.is_not(None), evidence.c.deleted_as_due.is_(False))
    return list(conn.execute(query.order_by(evidence.c.path)))


def files_to_look_at(conn: Connection) -> list[Row[Any]]:
    """Return the present files that may hold a register and that nobody looked at; rows as of register_files."""
    query = sa.select(*_FILE).where(
        evidence.c.books_waiting.is_(True),
        evidence.c.status == EvidenceStatus.PRESENT.value,
        evidence.c.container.is_(None),
        evidence.c.reader.is_not(None),
    )
    return list(conn.execute(query.order_by(evidence.c.path)))


def put_books(conn: Connection, ident: str, sha256: str, books: Sequence[str] | None) -> None:
    """Say which registers the bytes `sha256` of a spreadsheet hold; other bytes than those are left waiting."""
    where = (evidence.c.id == ident) & (evidence.c.sha256 == sha256)
    values = {"books": None if books is None else list(books), "books_waiting": False}
    conn.execute(evidence.update().where(where).values(**values))


def look_again(conn: Connection, suffixes: Iterable[str]) -> None:
    """Ask for another look at every spreadsheet, since more registers are known now."""
    named = sa.or_(*(evidence.c.path.ilike(f"%{suffix}") for suffix in suffixes))
    conn.execute(evidence.update().where(named, evidence.c.container.is_(None)).values(books_waiting=True))


def entry_rows(conn: Connection, *, removed: bool = False) -> list[Row[Any]]:
    """Return the entries made in the program, oldest first; those taken back only with `removed`."""
    query = sa.select(register_entries)
    if not removed:
        query = query.where(register_entries.c.removed.is_(False))
    return list(conn.execute(query.order_by(register_entries.c.at, register_entries.c.id)))


def insert_entry(conn: Connection, table: str, cells: Mapping[str, Any], by: str, at: str) -> str:
    """Add an entry and return its id; `cells` are plain JSON values."""
    ident = new_id("r")
    values = {"table": table, "cells": dict(cells), "by": by, "at": at, "removed": False, "version": 1}
    conn.execute(register_entries.insert().values(id=ident, **values))
    return ident


def insert_anonymous(conn: Connection, table: str, cells: Mapping[str, Any], by: str, at: str) -> str:
    """Add an entry at a place of the database that is drawn by lot, and return its id."""
    ident = insert_entry(conn, table, cells, by, at)
    scatter(conn, register_entries, ident)
    return ident


def update_entry(conn: Connection, ident: str, values: Mapping[str, Any], version: int | None = None) -> None:
    """Change an entry; with `version`, refuse when it moved on (ChangedMeanwhile)."""
    query = register_entries.update().where(register_entries.c.id == ident)
    if version is not None:
        query = query.where(register_entries.c.version == version)
    if conn.execute(query.values(**values, version=register_entries.c.version + 1)).rowcount == 0:
        raise ChangedMeanwhile(subject=ident)
