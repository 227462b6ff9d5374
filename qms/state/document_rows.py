"""Read and write controlled documents and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.errors import ChangedMeanwhile
from qms.state.evidence_rows import new_id
from qms.state.tables import document_versions, documents, readings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.engine import Connection, Row


def all_documents(conn: Connection) -> list[tuple[Row[Any], Row[Any]]]:
    """Return every controlled document with its newest version, sorted by slug, instance, part and language."""
    newest = {
        row.document: row
        for row in conn.execute(sa.select(document_versions).order_by(document_versions.c.number))
    }
    order = (documents.c.slug, documents.c.instance, documents.c.part, documents.c.language)
    return [(row, newest[row.id]) for row in conn.execute(sa.select(documents).order_by(*order))]


def all_versions(conn: Connection) -> list[Row[Any]]:
    """Return every version of every document."""
    table = document_versions
    return list(conn.execute(sa.select(table).order_by(table.c.document, table.c.number)))


def insert_document(conn: Connection, values: Mapping[str, Any]) -> str:
    """Add a controlled document and return its id."""
    ident = new_id("d")
    conn.execute(documents.insert().values(id=ident, version=1, **values))
    return ident


def update_document(
    conn: Connection, ident: str, values: Mapping[str, Any], version: int | None = None
) -> None:
    """Change a document; with `version`, refuse when it moved on (ChangedMeanwhile)."""
    query = documents.update().where(documents.c.id == ident)
    if version is not None:
        query = query.where(documents.c.version == version)
    if conn.execute(query.values(**values, version=documents.c.version + 1)).rowcount == 0:
        raise ChangedMeanwhile(subject=ident)


def put_version(conn: Connection, document: str, number: int, values: Mapping[str, Any]) -> None:
    """Add a version or change the one of that number."""
    table = document_versions
    where = (table.c.document == document) & (table.c.number == number)
    if conn.execute(table.update().where(where).values(**values)).rowcount == 0:
        nothing = {column.name: None for column in table.columns if column.nullable}
        base: dict[str, Any] = {**nothing, "change_note": ""}
        conn.execute(table.insert().values(document=document, number=number, **(base | dict(values))))


def readings_of(conn: Connection, document: str) -> list[Row[Any]]:
    """Return who has read a document, by version, group and name."""
    order = (readings.c.number, readings.c.group, readings.c.name)
    return list(conn.execute(sa.select(readings).where(readings.c.document == document).order_by(*order)))


def add_reading(conn: Connection, values: Mapping[str, Any]) -> bool:
    """Record that somebody has read a version; return False when it was recorded before."""
    same = [readings.c[key] == values[key] for key in ("document", "number", "group", "name")]
    if conn.execute(sa.select(readings.c.id).where(*same)).first() is not None:
        return False
    conn.execute(readings.insert().values(id=new_id("r"), **values))
    return True


def in_force_rows(conn: Connection, day: date) -> list[tuple[Row[Any], Row[Any]]]:
    """Return every document that has a version in force on `day`, or one that will be, with that version.

    A withdrawal ends all versions up to the withdrawn one, as in `qms.documents.control`.
    """
    by_document: dict[str, list[Row[Any]]] = {}
    for version in all_versions(conn):
        by_document.setdefault(version.document, []).append(version)
    found = []
    for document, _newest in all_documents(conn):
        versions = by_document[document.id]
        ended = max((v.number for v in versions if v.status == "withdrawn"), default=0)
        approved = [v for v in versions if v.status == "approved" and v.number > ended]
        begun = [v for v in approved if v.valid_from is None or v.valid_from <= day]
        if approved:
            found.append((document, begun[-1] if begun else approved[0]))
    return found
