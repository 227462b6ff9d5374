"""Erase what the database knows of an evidence, so that no byte of it stays in the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from qms.model.errors import QmsError
from qms.state.pack_rows import erase_choices
from qms.state.release_rows import erase_releases
from qms.state.store import WAIT_SECONDS, State, StateDamaged
from qms.state.suggestion_rows import erase_answers
from qms.state.tables import backups, evidence, findings, links, pins, revisions, tombstones, trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Traces:
    """Hold what speaks of an evidence and its attachments, so that copies of it can be found.

    `ids` are theirs, `raws` the raw paths; `sums` are fingerprints of bytes and `texts` of texts that nothing
    else in the database needs; `shared` are ids of other evidence with equal bytes or
    text.
    """

    ids: frozenset[str]
    raws: frozenset[bytes]
    sums: frozenset[str]
    texts: frozenset[str]
    shared: frozenset[str]

    def __or__(self, other: Traces) -> Traces:
        return Traces(
            self.ids | other.ids,
            self.raws | other.raws,
            self.sums | other.sums,
            self.texts | other.texts,
            self.shared | other.shared,
        )


NOTHING = Traces(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def with_attachments(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` that the register has, and all that lie inside them, at any depth."""
    found: set[str] = set()
    near = set(conn.execute(sa.select(evidence.c.id).where(evidence.c.id.in_(list(ids)))).scalars())
    while near:
        found |= near
        inside = sa.select(evidence.c.id).where(evidence.c.container.in_(near))
        near = set(conn.execute(inside).scalars()) - found
    return found


def former_ids(conn: Connection, ids: Iterable[str]) -> frozenset[str]:
    """Return the ids under which joined evidence was known before, as older copies still know it."""
    own = set(ids)
    joined = conn.execute(
        sa.select(trail.c.subject, trail.c.details).where(trail.c.action == "evidence.joined")
    )
    # Newest first: what was joined may itself have taken over another one before.
    for entry in reversed(joined.all()):
        if entry.subject in own:
            own.add(str(entry.details["was"]))
    return frozenset(own.difference(ids))


def traces_of(conn: Connection, ids: Iterable[str]) -> Traces:
    """Return what speaks of the evidence `ids` and of their attachments."""
    own = with_attachments(conn, ids)
    files = conn.execute(
        sa.select(evidence.c.id, evidence.c.raw, evidence.c.sha256, evidence.c.text_sha256)
    ).all()
    past = conn.execute(sa.select(revisions.c.evidence, revisions.c.sha256, revisions.c.text_sha256)).all()
    confirmed = conn.execute(sa.select(links.c.evidence, links.c.confirmed_text)).all()
    sums = [(f.id, f.sha256) for f in files] + [(p.evidence, p.sha256) for p in past]
    texts = [(f.id, f.text_sha256) for f in files] + [(p.evidence, p.text_sha256) for p in past]
    texts += [(c.evidence, c.confirmed_text) for c in confirmed]
    mine = {s for i, s in sums if i in own}
    words = {t for i, t in texts if i in own and t}
    return Traces(
        ids=frozenset(own),
        raws=frozenset(f.raw for f in files if f.id in own),
        sums=frozenset(mine - {s for i, s in sums if i not in own}),
        texts=frozenset(words - {t for i, t in texts if i not in own}),
        shared=frozenset(
            f.id for f in files if f.id not in own and (f.sha256 in mine or f.text_sha256 in words)
        ),
    )


def still_needed(conn: Connection) -> frozenset[str]:
    """Return every fingerprint, of bytes or text, that the register and the links still refer to."""
    columns = (
        evidence.c.sha256,
        evidence.c.text_sha256,
        revisions.c.sha256,
        revisions.c.text_sha256,
        links.c.confirmed_text,
    )
    return frozenset(
        name for c in columns for name in conn.execute(sa.select(c).distinct()).scalars() if name
    )


def erase_rows(conn: Connection, ids: Iterable[str]) -> None:
    """Delete evidence with its revisions, links and pins; `ids` must hold the attachments too."""
    own = list(ids)
    mine = sa.select(links.c.id).where(links.c.evidence.in_(own))
    conn.execute(pins.delete().where(pins.c.link.in_(mine)))
    conn.execute(links.delete().where(links.c.evidence.in_(own)))
    conn.execute(revisions.delete().where(revisions.c.evidence.in_(own)))
    _forget_passages(conn, own)
    erase_answers(conn, own)
    erase_choices(conn, own)
    erase_releases(conn, own)
    conn.execute(evidence.delete().where(evidence.c.id.in_(own)))


def _forget_passages(conn: Connection, ids: Iterable[str]) -> None:
    """Take the passages of evidence out of findings, which go on without them; an old copy has no findings."""
    if sa.inspect(conn).has_table(findings.name):
        nothing = dict.fromkeys(("evidence", "unit", "place", "label", "quote"))
        changed = findings.update().where(findings.c.evidence.in_(list(ids)))
        conn.execute(changed.values(**nothing, version=findings.c.version + 1))


def put_tombstone(conn: Connection, ident: str, because: str, by: str, at: str) -> None:
    """Say that an evidence was forgotten, without its name."""
    if not has_tombstone(conn, ident):
        conn.execute(tombstones.insert().values(id=ident, because=because, by=by, at=at))


def has_tombstone(conn: Connection, ident: str) -> bool:
    """Tell whether that evidence was forgotten."""
    return conn.execute(sa.select(tombstones.c.id).where(tombstones.c.id == ident)).first() is not None


def tombstone_rows(conn: Connection) -> dict[str, tuple[str, str, str]]:
    """Return because, by and at of everything forgotten, by id."""
    return {row.id: (row.because, row.by, row.at) for row in conn.execute(sa.select(tombstones))}


def known_copies(conn: Connection) -> list[str]:
    """Return where backups and old workspaces were put, sorted."""
    return list(conn.execute(sa.select(backups.c.path).order_by(backups.c.path)).scalars())


@dataclass(frozen=True, slots=True)
class Legacy:
    """Hold what an old database passes on to the one that replaces it.

    `copies` are places that forgetting must reach; `tombstones` are because, by and at of what was forgotten.
    """

    copies: tuple[str, ...] = ()
    tombstones: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


def legacy_of(path: Path) -> Legacy:
    """Return what a database passes on; one that is absent, damaged or foreign passes on nothing."""
    if not path.is_file():
        return Legacy()
    state = State(path, str)
    try:
        with state.read() as conn:
            return Legacy(tuple(known_copies(conn)), tombstone_rows(conn))
    except (QmsError, DatabaseError):
        return Legacy()
    finally:
        state.close()


def remember_copy(conn: Connection, path: str, at: str) -> None:
    """Remember where a backup or an old workspace was put, so that forgetting reaches it."""
    conn.execute(backups.delete().where(backups.c.path == path))
    conn.execute(backups.insert().values(path=path, at=at))


def forget_copy(conn: Connection, path: str) -> None:
    """Forget where a copy was to be put, because it was not made."""
    conn.execute(backups.delete().where(backups.c.path == path))


def compact(path: Path) -> bool:
    """Write the database file anew without free pages; say whether that was possible now.

    Deleted content is already overwritten (secure_delete), so a busy or full disk only leaves zeros behind.
    Raises StateDamaged.
    """
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as conn:
            conn.execute("PRAGMA secure_delete=ON")
            conn.execute("VACUUM")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError as error:
        raise StateDamaged(path=path) from error
    return True


def scrub_database(path: Path, ids: Iterable[str], also: Traces = NOTHING) -> Traces:
    """Erase evidence from a copy of the database and return what is to be erased beside it.

    That is what this copy knew of it, and what `also` names, less what other evidence in the copy needs.
    Raises StateDamaged when the copy cannot be read or written.
    """
    state = State(path, str)
    try:
        with state.write("") as change:
            traces = traces_of(change.conn, ids)
            erase_rows(change.conn, traces.ids)
            needed = still_needed(change.conn)
    except DatabaseError as error:
        raise StateDamaged(path=path) from error
    finally:
        state.close()
    if traces.ids:
        compact(path)
    both = traces | replace(also, raws=frozenset())
    return replace(both, sums=both.sums - needed, texts=both.texts - needed)
