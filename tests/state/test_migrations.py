"""Prove that migrating gives the schema of the tables, and that a migration never costs the old database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

import cli
from qms.state import migrate as migration
from qms.state import tables
from qms.state.files import digest
from qms.state.store import State, StateDamaged, StateMissing, StateNewer, create_state, open_state

if TYPE_CHECKING:
    from pathlib import Path


def now() -> str:
    return "2026-05-10T12:00:00"


def plain_rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(query).fetchall()


def empty_database(path: Path) -> Path:
    """Make a database that holds no tables of ours, as before the first migration."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version=1")
        conn.commit()
    return path


def schema(path: Path) -> dict[str, Any]:
    """Return columns (type, nullability, default, key), uniques, indexes and foreign keys by table."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.pool.NullPool)
    look = sa.inspect(engine)
    found = {}
    for name in look.get_table_names():
        found[name] = {
            "columns": {
                c["name"]: (str(c["type"]), c["nullable"], c["default"], c["primary_key"])
                for c in look.get_columns(name)
            },
            "order": [c["name"] for c in look.get_columns(name)],
            "key": look.get_pk_constraint(name)["constrained_columns"],
            "uniques": sorted(tuple(u["column_names"]) for u in look.get_unique_constraints(name)),
            "indexes": sorted((tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(name)),
            "foreign": sorted(
                (tuple(f["constrained_columns"]), f["referred_table"], tuple(f["referred_columns"]))
                for f in look.get_foreign_keys(name)
            ),
            "checks": sorted(c["sqltext"] for c in look.get_check_constraints(name)),
        }
    engine.dispose()
    return found


def test_from_nothing_to_head_gives_the_schema_of_the_tables(tmp_path: Path) -> None:
    create_state(tmp_path / "new.db", now).close()
    open_state(empty_database(tmp_path / "old.db"), now).close()
    made, migrated = schema(tmp_path / "new.db"), schema(tmp_path / "old.db")
    assert set(made) == set(tables.metadata.tables)
    assert migrated == made
    assert made["links"]["foreign"], "the comparison sees foreign keys"
    assert made["links"]["uniques"], "and uniques"
    assert made["pins"]["indexes"] == [(("link",), 0)], "and indexes"
    looks = ("container", "status", "raw", "size", "mtime_ns", "inode")
    assert made["evidence"]["indexes"] == [(("books_waiting",), 0), (("container",), 0), (looks, 0)]


def test_the_first_schema_keeps_its_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = empty_database(tmp_path / "qms.db")
    monkeypatch.setattr(tables, "HEAD", "0001")
    open_state(path, now).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            "INSERT INTO documents VALUES ('d1','ethics','','nb','Etikk','policy','{}','documents/e.docx',NULL,1,3)"
        )
        conn.execute(
            "INSERT INTO document_versions VALUES ('d1',1,'approved','a','b','kari','2026-01-01','ole',"
            "'2026-01-02','2026-01-03','2027-01-03','First')"
        )
        conn.commit()
    monkeypatch.setattr(tables, "HEAD", "0002")
    open_state(path, now).close()
    assert plain_rows(path, "SELECT slug, instance, part, version FROM documents") == [("ethics", "", "", 3)]
    query = "SELECT number, status, approved_by, significant, act_kind FROM document_versions"
    assert plain_rows(path, query) == [(1, "approved", "ole", None, None)]
    assert plain_rows(path, "PRAGMA foreign_key_check") == []


def test_the_fifth_schema_gets_accounts_and_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = empty_database(tmp_path / "qms.db")
    monkeypatch.setattr(tables, "HEAD", "0005")
    open_state(path, now).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("INSERT INTO tombstones VALUES ('e-1','asked','kari','2026-01-01')")
        conn.execute(
            "INSERT INTO documents (id, slug, instance, language, title, kind, serves, path, number, version, part)"
            " VALUES ('d1','ethics','','nb','Etikk','policy','{}','documents/e.docx',1,3,'')"
        )
        conn.execute(
            "INSERT INTO document_versions (document, number, status, prepared_by, prepared_on, change_note)"
            " VALUES ('d1',1,'draft','kari','2026-01-01','First')"
        )
        conn.commit()
    monkeypatch.setattr(tables, "HEAD", "0006")
    open_state(path, now).close()
    assert plain_rows(path, "SELECT id FROM tombstones") == [("e-1",)]
    for table in ("accounts", "releases", "reports"):
        assert plain_rows(path, f"SELECT * FROM {table}") == []
    returned = "SELECT number, returned_because, returned_by, returned_on FROM document_versions"
    assert plain_rows(path, returned) == [(1, None, None, None)]
    assert plain_rows(path, "PRAGMA foreign_key_check") == []


def test_the_schema_number_is_that_of_the_newest_migration(tmp_path: Path) -> None:
    assert migration.newest_migration() == tables.HEAD
    state = open_state(empty_database(tmp_path / "qms.db"), now)
    assert state.schema_number() == tables.HEAD
    state.close()


def test_a_database_of_today_is_not_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_state(tmp_path / "qms.db", now).close()

    def never(*_: object) -> None:
        raise AssertionError("migrated")

    monkeypatch.setattr(migration, "migrate", never)
    open_state(tmp_path / "qms.db", now).close()
    assert not (tmp_path / "backups").exists()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "qms.db"
    create_state(path, now).close()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE alembic_version SET version_num='9999'")
        conn.commit()
    before = digest(path.read_bytes())
    with pytest.raises(StateNewer) as caught:
        open_state(path, now)
    assert caught.value.exit_code == 5
    assert digest(path.read_bytes()) == before


def test_a_newer_schema_ends_a_command_with_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QMS_LANG", "en")
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "work"
    for arguments, code in ((["init", str(root)], 0), (["-C", str(root), "coverage"], 5)):
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        assert (left.value.code or 0) == code
        with closing(sqlite3.connect(root / ".qms" / "state" / "qms.db")) as conn:
            conn.execute("UPDATE alembic_version SET version_num='9999'")
            conn.commit()
    text = capsys.readouterr().err
    assert "Error:" in text
    assert "Hint:" in text


def test_a_backup_is_made_before_migrating(tmp_path: Path) -> None:
    path = empty_database(tmp_path / "qms.db")
    open_state(path, now).close()
    (backup,) = (tmp_path / "backups").iterdir()
    assert plain_rows(backup, "SELECT name FROM sqlite_master") == []
    assert plain_rows(backup, "PRAGMA user_version") == [(1,)]
    assert backup.stat().st_mode & 0o077 == 0, "owner-only, like the database"


def test_a_failing_migration_leaves_the_old_database_intact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure comes after tables were made: half of a migration must not stay behind."""
    path = empty_database(tmp_path / "qms.db")
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE kept (word TEXT)")
        conn.execute("INSERT INTO kept VALUES ('still here')")
        conn.commit()
    before = "\n".join(_dump(path))
    real = migration._run

    def break_late(*arguments: Any) -> None:
        real(*arguments)
        raise RuntimeError("the power went")

    monkeypatch.setattr(migration, "_run", break_late)
    with pytest.raises(RuntimeError, match="the power went"):
        open_state(path, now)
    assert "\n".join(_dump(path)) == before
    monkeypatch.undo()
    state = open_state(path, now)
    assert state.schema_number() == tables.HEAD
    state.close()
    assert plain_rows(path, "SELECT word FROM kept") == [("still here",)]


def test_a_migration_that_breaks_a_foreign_key_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = empty_database(tmp_path / "qms.db")
    real = migration._run

    def leave_an_orphan(conn: Any, *arguments: Any) -> None:
        real(conn, *arguments)
        conn.exec_driver_sql("INSERT INTO pins VALUES ('p', 'no such link', 'page', 1, '', '', NULL)")

    monkeypatch.setattr(migration, "_run", leave_an_orphan)
    with pytest.raises(StateDamaged):
        open_state(path, now)
    assert plain_rows(path, "SELECT name FROM sqlite_master") == []


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


def test_a_second_migration_does_not_overwrite_the_backup_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failure the next try starts from the same database, so the backup stays what it was."""
    path = empty_database(tmp_path / "qms.db")

    def fail(*_: object) -> None:
        raise RuntimeError("again")

    monkeypatch.setattr(migration, "_run", fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            open_state(path, now)
    assert [plain_rows(b, "PRAGMA user_version") for b in (tmp_path / "backups").iterdir()] == [[(1,)]]


@pytest.mark.parametrize("data", [b"", b"not a database at all, but long enough to be read as a header" * 20])
def test_what_is_no_database_is_damage(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "qms.db"
    path.write_bytes(data)
    with pytest.raises(StateDamaged) as caught:
        open_state(path, now)
    assert caught.value.exit_code == 4
    assert path.read_bytes() == data


def test_no_database_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StateMissing):
        open_state(tmp_path / "qms.db", now)
    assert not (tmp_path / "qms.db").exists()


def test_the_database_is_for_its_owner_only(tmp_path: Path) -> None:
    state: State = create_state(tmp_path / "state" / "qms.db", now)
    state.close()
    assert (tmp_path / "state" / "qms.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "state").stat().st_mode & 0o077 == 0
