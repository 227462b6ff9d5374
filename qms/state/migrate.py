"""Bring an older database to the newest schema with Alembic, after a backup (design section 4, State)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from qms.state import tables
from qms.state.store import StateDamaged, copy_database

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from qms.state.store import State


def migrate(state: State, number: str | None) -> None:
    """Upgrade `state` from schema `number` (None: no tables) to the newest, all steps in one transaction.

    Foreign keys are off while tables are rebuilt and checked before COMMIT. Raises StateDamaged if the check fails.
    """
    backup = state.path.parent / "backups" / f"before-{tables.HEAD}-{number or 'none'}.db"
    copy_database(state.path, backup)
    script = ScriptDirectory.from_config(_config())
    with state._engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _run(conn, script, number)
            broken = conn.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StateDamaged(path=state.path)
        except BaseException:
            conn.exec_driver_sql("ROLLBACK")
            raise
        conn.exec_driver_sql("COMMIT")


def _run(conn: Connection, script: ScriptDirectory, number: str | None) -> None:
    context = MigrationContext.configure(conn, opts={"transactional_ddl": False, "render_as_batch": True})
    steps = list(script.iterate_revisions(tables.HEAD, number or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
    if number is None:
        tables.alembic_version.create(conn, checkfirst=True)
    conn.execute(tables.alembic_version.delete())
    conn.execute(tables.alembic_version.insert().values(version_num=tables.HEAD))


def newest_migration() -> str | None:
    """Return the number of the newest migration script."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
