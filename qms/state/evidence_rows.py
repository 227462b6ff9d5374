"""Read and write the evidence register and its revisions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.errors import QmsError
from qms.model.evidence import Evidence
from qms.model.words import EvidenceKind, EvidenceStatus
from qms.state.tables import evidence, links, pins, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection, Row

ROOT = "evidence"


class ChangedMeanwhile(QmsError):
    """Refuse an edit of a row that somebody else changed since it was read."""

    code = "changed_meanwhile"
    hint = "hint_look_again"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """Hold what a scan compares: where an evidence was last seen and with which bytes."""

    id: str
    raw: bytes
    path: str
    container: str | None
    status: str
    size: int
    mtime_ns: int
    inode: int
    sha256: str
    revision: int
    reader: str | None
    text_sha256: str | None
    title: str
    problem: str | None
    keep_until: Any
    deleted_as_due: bool


def new_id(prefix: str) -> str:
    """Return a new opaque id such as `e-4f1c09ab3d`."""
    return f"{prefix}-{secrets.token_hex(5)}"


def known_files(conn: Connection) -> list[KnownFile]:
    """Return the manifest of all evidence in one query, sorted by raw path."""
    names = list(KnownFile.__dataclass_fields__)
    query = sa.select(*(evidence.c[name] for name in names)).order_by(evidence.c.raw)
    return [KnownFile(*row) for row in conn.execute(query)]


def all_evidence(conn: Connection) -> list[Evidence]:
    """Return the whole register, sorted by path."""
    return [as_evidence(row) for row in conn.execute(sa.select(evidence).order_by(evidence.c.path))]


def find_evidence(conn: Connection, name: str) -> list[Row[Any]]:
    """Return the rows whose id, path or raw path is `name`; a bare file name counts when it is unique."""
    raw = name.encode("utf-8", "surrogateescape")
    exact = sa.or_(evidence.c.id == name, evidence.c.path == name, evidence.c.raw == raw)
    rows = list(conn.execute(sa.select(evidence).where(exact)))
    if rows:
        return rows
    ending = sa.select(evidence).where(evidence.c.path.endswith("/" + name, autoescape=True))
    return list(conn.execute(ending.order_by(evidence.c.path)))


def get_row(conn: Connection, ident: str) -> Row[Any] | None:
    """Return one row of the register by id."""
    return conn.execute(sa.select(evidence).where(evidence.c.id == ident)).first()


def insert_evidence(conn: Connection, values: Iterable[Mapping[str, Any]]) -> None:
    """Add evidence with its first revision; each mapping holds all columns that are known."""
    defaults: dict[str, Any] = {
        "container": None,
        "missing_since": None,
        "revision": 1,
        "text_sha256": None,
        "reader": None,
        "problem": None,
        "language": None,
        "units": 0,
        "date_from": None,
        "date_to": None,
        "date_source": None,
        "kinds": [],
        "kinds_confirmed": False,
        "valid_until": None,
        "in_force_from": None,
        "approved_by": None,
        "personal_data": False,
        "keep_until": None,
        "living": False,
        "deleted_as_due": False,
        "version": 1,
    }
    rows = [defaults | dict(v) for v in values]
    seen = [str(row.pop("seen_at")) for row in rows]
    if not rows:
        return
    conn.execute(evidence.insert(), rows)
    first = [
        {
            "evidence": r["id"],
            "number": 1,
            "sha256": r["sha256"],
            "size": r["size"],
            "text_sha256": None,
            "problem": None,
            "seen_at": at,
        }
        for r, at in zip(rows, seen, strict=True)
    ]
    conn.execute(revisions.insert(), first)


def update_evidence(
    conn: Connection, ident: str, values: Mapping[str, Any], version: int | None = None
) -> None:
    """Change columns of one evidence; with `version`, refuse when the row moved on (ChangedMeanwhile)."""
    query = evidence.update().where(evidence.c.id == ident)
    if version is not None:
        query = query.where(evidence.c.version == version)
    done = conn.execute(query.values(**values, version=evidence.c.version + 1))
    if done.rowcount == 0:
        raise ChangedMeanwhile(subject=ident)


def add_revision(conn: Connection, ident: str, number: int, sha256: str, size: int, seen_at: str) -> None:
    """Append a revision: bytes of an evidence that differ from the one before."""
    conn.execute(
        revisions.insert().values(
            evidence=ident,
            number=number,
            sha256=sha256,
            size=size,
            text_sha256=None,
            problem=None,
            seen_at=seen_at,
        )
    )


def read_revision(
    conn: Connection, ident: str, number: int, text_sha256: str | None, problem: str | None
) -> bool:
    """Write what a reader found in a revision; say whether it was read for the first time."""
    where = (revisions.c.evidence == ident) & (revisions.c.number == number)
    before = conn.execute(sa.select(revisions).where(where)).first()
    conn.execute(revisions.update().where(where).values(text_sha256=text_sha256, problem=problem))
    return before is None or (before.text_sha256 is None and before.problem is None)


def revisions_of(conn: Connection, ident: str) -> list[Row[Any]]:
    """Return the revisions of one evidence, oldest first."""
    query = sa.select(revisions).where(revisions.c.evidence == ident).order_by(revisions.c.number)
    return list(conn.execute(query))


def as_evidence(row: Any) -> Evidence:
    """Turn a row of the register into a value."""
    return Evidence(
        id=row.id,
        root=ROOT,
        path=row.path,
        status=EvidenceStatus(row.status),
        sha256=row.sha256,
        size=row.size,
        kinds=tuple(EvidenceKind(k) for k in row.kinds),
        title=row.title,
        language=row.language,
        units=row.units,
        problem=row.problem,
        date_from=row.date_from,
        date_to=row.date_to,
        date_source=row.date_source,
        valid_until=row.valid_until,
        in_force_from=row.in_force_from,
        approved_by=row.approved_by,
        missing_since=row.missing_since.isoformat() if row.missing_since else None,
        personal_data=row.personal_data,
        keep_until=row.keep_until,
        living=row.living,
        container=row.container,
        deleted_as_due=row.deleted_as_due,
    )


def join_evidence(conn: Connection, keep: str, gone: Row[Any]) -> None:
    """Move links and attachments of `gone` to `keep` where it has none of the same kind, then delete its row."""
    have = {
        (r.framework, r.indicator) for r in conn.execute(sa.select(links).where(links.c.evidence == keep))
    }
    for row in list(conn.execute(sa.select(links).where(links.c.evidence == gone.id))):
        if (row.framework, row.indicator) in have:
            conn.execute(pins.delete().where(pins.c.link == row.id))
            conn.execute(links.delete().where(links.c.id == row.id))
        else:
            # Confirmed against the other evidence's revisions, so the next reading judges it anew.
            values = {"evidence": keep, "confirmed_revision": 0}
            conn.execute(links.update().where(links.c.id == row.id).values(**values))
    conn.execute(evidence.update().where(evidence.c.container == gone.id).values(container=keep))
    conn.execute(revisions.delete().where(revisions.c.evidence == gone.id))
    conn.execute(evidence.delete().where(evidence.c.id == gone.id))
