"""Open the state database, run transactions in hand, and keep the hash-chained trail with every change."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from qms.model.errors import Busy, IntegrityDamage, QmsError
from qms.state import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.engine import Connection as Connection  # noqa: PLC0414 - other rooms name it for typing
    from sqlalchemy.engine import Engine

WAIT_SECONDS = 10.0
GENESIS = "0" * 64


class StateMissing(QmsError):
    """Report that the workspace has no database."""

    code = "state_missing"
    hint = "hint_restore"


class StateNewer(Busy):
    """Refuse a database written by a newer program."""

    code = "state_newer"
    hint = "hint_upgrade"


class StateUnwritable(QmsError):
    """Report that the database cannot be written, such as on a read-only disk."""

    code = "state_unwritable"
    hint = "hint_permissions"


class StateDamaged(IntegrityDamage):
    """Report that the database cannot be read."""

    code = "state_damaged"


class DatabaseBusy(Busy):
    """Report that another process kept the database for longer than the wait."""

    code = "database_busy"


@dataclass(slots=True)
class Change:
    """Carry one write transaction: the connection, who acts, and when (ISO, local)."""

    conn: Connection
    actor: str
    at: str
    _last: tuple[int, str] | None = None

    def log(self, action: str, subject: str, **details: Any) -> None:
        """Append to the trail; `subject` and `details` hold ids and references, never evidence content."""
        self.log_all(action, [(subject, details)])

    def log_all(self, action: str, found: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Append one entry for each subject with its details, in one statement."""
        if self._last is None:
            query = sa.select(tables.trail.c.seq, tables.trail.c.hash).order_by(tables.trail.c.seq.desc())
            last = self.conn.execute(query.limit(1)).first()
            self._last = (last.seq, last.hash) if last else (0, GENESIS)
        entries = []
        for subject, details in found:
            entry = {
                "seq": self._last[0] + 1,
                "at": self.at,
                "actor": self.actor,
                "action": action,
                "subject": subject,
                "details": dict(details),
                "previous": self._last[1],
            }
            own = chain_hash(entry)
            entries.append({**entry, "hash": own})
            self._last = (self._last[0] + 1, own)
        if entries:
            self.conn.execute(tables.trail.insert(), entries)


def chain_hash(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of a trail entry without its own hash; each entry holds that of the one before."""
    body = {key: entry[key] for key in ("seq", "at", "actor", "action", "subject", "details", "previous")}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class State:
    """Give transactions on the database at `path`; `now` returns the ISO time written to the trail."""

    def __init__(self, path: Path, now: Callable[[], str]) -> None:
        self.path = path
        self._now = now
        self._engine = _engine(path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection inside one read transaction."""
        with _translated(self.path), self._engine.connect() as conn:
            conn.exec_driver_sql("BEGIN")
            try:
                yield conn
            finally:
                conn.exec_driver_sql("ROLLBACK")

    @contextmanager
    def write(self, actor: str) -> Iterator[Change]:
        """Yield a `Change`; commit on leaving, roll back on any exception.

        Raises DatabaseBusy when another process writes for longer than ten seconds.
        """
        with _translated(self.path), self._engine.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield Change(conn, actor, self._now())
            except BaseException:
                conn.exec_driver_sql("ROLLBACK")
                raise
            conn.exec_driver_sql("COMMIT")

    def close(self) -> None:
        """Release the database file."""
        self._engine.dispose()

    def schema_number(self) -> str | None:
        """Return the stored schema number, or None in a database without tables."""
        with _translated(self.path), self._engine.connect() as conn:
            if not sa.inspect(conn).has_table("alembic_version"):
                return None
            return conn.execute(sa.select(tables.alembic_version.c.version_num)).scalar()

    def create(self) -> None:
        """Create all tables of the newest schema in an empty database."""
        with _translated(self.path), self._engine.connect() as conn:
            conn.exec_driver_sql("BEGIN IMMEDIATE")
            tables.metadata.create_all(conn)
            conn.execute(tables.alembic_version.insert().values(version_num=tables.HEAD))
            conn.exec_driver_sql("COMMIT")


def create_state(path: Path, now: Callable[[], str]) -> State:
    """Make a new, owner-only database at `path` and return it open."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    state = State(path, now)
    state.create()
    return state


def open_state(path: Path, now: Callable[[], str]) -> State:
    """Open the database at `path`, migrating an older schema after a backup beside it.

    Raises StateMissing, StateNewer or StateDamaged.
    """
    if not path.is_file():
        raise StateMissing(path=path)
    state = State(path, now)
    number = state.schema_number()
    if number is not None and number > tables.HEAD:
        state.close()
        raise StateNewer(found=number, known=tables.HEAD)
    if number != tables.HEAD:
        if number is None and path.stat().st_size == 0:
            state.close()
            raise StateDamaged(path=path)
        from qms.state.migrate import migrate

        migrate(state, number)
    return state


def copy_database(source: Path, target: Path) -> None:
    """Copy a live database to `target` consistently with SQLite's own backup."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    reader = sqlite3.connect(f"file:{source.as_posix()}?mode=ro", uri=True)
    writer = sqlite3.connect(target)
    try:
        reader.backup(writer)
    finally:
        writer.close()
        reader.close()


def _engine(path: Path) -> Engine:
    engine = sa.create_engine(
        f"sqlite:///{path.as_posix()}",
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": WAIT_SECONDS},
        poolclass=sa.pool.NullPool,
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours, one class per cause."""
    try:
        yield
    except OperationalError as error:
        text = str(error.orig)
        if "locked" in text or "busy" in text:
            raise DatabaseBusy from error
        if "readonly" in text or "unable to open" in text:
            raise StateUnwritable(path=path) from error
        if "disk" in text and "full" in text:
            raise StateUnwritable(path=path) from error
        raise
    except DatabaseError as error:
        text = str(error.orig)
        if "not a database" in text or "malformed" in text:
            raise StateDamaged(path=path) from error
        raise
