"""Read and write the evidence register and its revisions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from qms.model.errors import ChangedMeanwhile
from qms.model.evidence import Evidence
from qms.model.words import EvidenceKind, EvidenceStatus
from qms.state.answer_rows import move_answers, move_releases
from qms.state.collecting import uncollected
from qms.state.pack_rows import move_choice
from qms.state.tables import evidence, findings, links, pins, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

ROOT = "evidence"


class KnownFile(NamedTuple):
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


def known_files(conn: Connection, where: sa.ColumnElement[bool] | None = None) -> list[KnownFile]:
    """Return the manifest of all evidence, or of what `where` chooses, in one query, sorted by raw path."""
    names = list(KnownFile._fields)
    query = sa.select(*(evidence.c[name] for name in names)).order_by(evidence.c.raw)
    with uncollected():
        rows = conn.execute(query if where is None else query.where(where)).cursor
        # Rows as the driver gives them: to make more of each takes as long as to fetch them.
        return [] if rows is None else list(map(_known, rows.fetchall()))


def _known(row: tuple[Any, ...]) -> KnownFile:
    keep_until, due = row[-2:]
    return KnownFile._make((*row[:-2], keep_until and date.fromisoformat(keep_until), bool(due)))


def unread_files(conn: Connection, mark: str) -> list[KnownFile]:
    """Return the present files whose bytes were never read, or whose problem was met with other tools than `mark`.

    Attachments come with their container.
    """
    table = evidence.c
    there = table.status == EvidenceStatus.PRESENT.value
    problem = table.problem.is_not(None) & (table.problem != "empty")
    stale = there & problem & table.reader.not_like(f"%~{mark}")
    holding = sa.select(table.container).where(stale & table.container.is_not(None))
    own = table.reader.is_(None) | stale | table.id.in_(holding)
    return known_files(conn, there & table.container.is_(None) & own)


def waiting_for_ocr(conn: Connection) -> list[tuple[KnownFile, int]]:
    """Return present files with pages that wait for recognition and their number, linked files and short ones first."""
    table = evidence.c
    linked = sa.exists().where(links.c.evidence == table.id)
    names = list(KnownFile._fields)
    query = (
        sa.select(*(table[name] for name in names), table.ocr_waiting)
        .where((table.ocr_waiting > 0) & (table.status == EvidenceStatus.PRESENT.value))
        .order_by(sa.case((linked, 0), else_=1), table.ocr_waiting, table.raw)
    )
    return [(KnownFile(*row[:-1]), int(row[-1])) for row in conn.execute(query)]


def sketched(conn: Connection) -> list[Row[Any]]:
    """Return what a comparison of texts needs of every evidence with a sketch; `seen_at` is when it came."""
    first = (revisions.c.evidence == evidence.c.id) & (revisions.c.number == 1)
    names = ("id", "path", "status", "sha256", "date_to", "modified", "sketch")
    columns = [*(evidence.c[name] for name in names), revisions.c.seen_at]
    query = sa.select(*columns).join(revisions, first).where(evidence.c.sketch.is_not(None))
    return list(conn.execute(query.order_by(evidence.c.path)))


def attachments_of(conn: Connection, containers: Iterable[str]) -> dict[str, list[KnownFile]]:
    """Return attachments by the id of their container."""
    found: dict[str, list[KnownFile]] = {}
    for k in known_files(conn, evidence.c.container.in_(set(containers))):
        found.setdefault(str(k.container), []).append(k)
    return found


def count_problems(conn: Connection) -> int:
    """Return how many files that are not missing cannot be searched."""
    there = evidence.c.problem.is_not(None) & (evidence.c.status != EvidenceStatus.MISSING.value)
    return conn.execute(sa.select(sa.func.count()).select_from(evidence).where(there)).scalar_one()


def rows_of(conn: Connection, idents: Iterable[str]) -> dict[str, Row[Any]]:
    """Return rows of the register by id, in one query."""
    query = sa.select(evidence).where(evidence.c.id.in_(set(idents)))
    return {row.id: row for row in conn.execute(query)}


def all_evidence(conn: Connection) -> list[Evidence]:
    """Return the whole register, sorted by path."""
    return [as_evidence(row) for row in conn.execute(sa.select(evidence).order_by(evidence.c.path)).all()]


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what coverage asks of an evidence."""

    id: str
    path: str
    status: str
    missing_since: Any
    deleted_as_due: bool
    keep_until: Any
    valid_until: Any
    in_force_from: Any


def standings(conn: Connection, framework: str) -> dict[str, Standing]:
    """Return by id what coverage asks of the evidence that is linked in a framework."""
    linked = sa.select(links.c.evidence).where(links.c.framework == framework)
    names = list(Standing.__dataclass_fields__)
    query = sa.select(*(evidence.c[name] for name in names)).where(evidence.c.id.in_(linked))
    return {row[0]: Standing(*row) for row in conn.execute(query).all()}


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
        "title_source": None,
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
        "living": None,
        "deleted_as_due": False,
        "author": None,
        "author_source": None,
        "language_source": None,
        "created": None,
        "modified": None,
        "date_place": None,
        "ocr_waiting": 0,
        "sketch": None,
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


def set_deletion(conn: Connection, row: Row[Any], *, due: bool) -> None:
    """Write whether the deletion of a vanished file was due, for it and what vanished with it."""
    inside = (evidence.c.container == row.id) & (evidence.c.missing_since == row.missing_since)
    both = (evidence.c.id == row.id) | inside
    conn.execute(evidence.update().where(both).values(deleted_as_due=due, version=evidence.c.version + 1))


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


def write_readings(conn: Connection, found: Sequence[tuple[Row[Any], Mapping[str, Any]]]) -> None:
    """Write what was read, of rows as they are: the same columns for each, `text_sha256` and `problem` among them."""
    if not found:
        return
    names = list(found[0][1])
    rows = [{"own_id": row.id, **{f"new_{name}": values[name] for name in names}} for row, values in found]
    query = evidence.update().where(evidence.c.id == sa.bindparam("own_id"))
    columns: dict[str, Any] = {
        name: sa.bindparam(f"new_{name}", type_=evidence.c[name].type) for name in names
    }
    conn.execute(query.values(**columns, version=evidence.c.version + 1), rows)
    numbered = [
        {"own_id": r.id, "own_number": r.revision, "text": v["text_sha256"], "why": v["problem"]}
        for r, v in found
    ]
    own = (revisions.c.evidence == sa.bindparam("own_id")) & (
        revisions.c.number == sa.bindparam("own_number")
    )
    query = revisions.update().where(own)
    conn.execute(query.values(text_sha256=sa.bindparam("text"), problem=sa.bindparam("why")), numbered)


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
        living=bool(row.living),
        container=row.container,
        deleted_as_due=row.deleted_as_due,
        title_source=row.title_source,
        author=row.author,
        author_source=row.author_source,
        language_source=row.language_source,
        created=row.created,
        modified=row.modified,
        date_place=row.date_place,
        ocr_waiting=row.ocr_waiting,
        reader=row.reader,
    )


def join_evidence(conn: Connection, keep: str, gone: Row[Any]) -> None:
    """Move revisions, links, findings, releases and attachments of `gone` to `keep`, and delete its row.

    Its revisions follow those of `keep`, so that forgetting knows all fingerprints; a link stays where `keep` has
    one to the same indicator.
    """
    shift = _move_revisions(conn, keep, gone.id)
    have = {
        (r.framework, r.indicator) for r in conn.execute(sa.select(links).where(links.c.evidence == keep))
    }
    for row in list(conn.execute(sa.select(links).where(links.c.evidence == gone.id))):
        if (row.framework, row.indicator) in have:
            conn.execute(pins.delete().where(pins.c.link == row.id))
            conn.execute(links.delete().where(links.c.id == row.id))
        else:
            values = {"evidence": keep, "confirmed_revision": row.confirmed_revision + shift}
            conn.execute(links.update().where(links.c.id == row.id).values(**values))
    conn.execute(findings.update().where(findings.c.evidence == gone.id).values(evidence=keep))
    move_answers(conn, keep, gone.id)
    move_releases(conn, keep, gone.id)
    move_choice(conn, keep, gone.id)
    conn.execute(evidence.update().where(evidence.c.container == gone.id).values(container=keep))
    conn.execute(evidence.delete().where(evidence.c.id == gone.id))


def _move_revisions(conn: Connection, keep: str, gone: str) -> int:
    """Append the revisions of `gone` to those of `keep` and return by how much their numbers grew."""
    last, added = revisions_of(conn, keep)[-1], revisions_of(conn, gone)
    first, newest = added[0], added[-1]
    shift = int(last.number)
    if first.sha256 == last.sha256:
        # One and the same: the file was found again as it had been.
        conn.execute(revisions.delete().where(_revision(gone, first.number)))
        added, shift = added[1:], shift - 1
    for row in added:
        # The newest counts as not read yet, so that the next reading judges the links anew.
        unread = {"text_sha256": None, "problem": None} if row is newest else {}
        values = {"evidence": keep, "number": row.number + shift} | unread
        conn.execute(revisions.update().where(_revision(gone, row.number)).values(**values))
    return shift


def _revision(ident: str, number: int) -> sa.ColumnElement[bool]:
    return (revisions.c.evidence == ident) & (revisions.c.number == number)
