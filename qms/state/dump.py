"""Turn all decisions into plain rows and back: what an export writes and an import reads."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from qms.model.errors import IntegrityDamage, QmsError
from qms.state.tables import MACHINE_COLUMNS, MACHINE_ONLY, metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Column, Table
    from sqlalchemy.engine import Connection

Row = dict[str, Any]


class DumpProblem(IntegrityDamage):
    """Refuse rows that do not fit the tables; `table`, `row` (1-based) and `problem` are given."""

    code = "dump_problem"
    hint = "hint_export_again"


class NotEmpty(QmsError):
    """Refuse to load decisions into a database that holds some; `table` names the first."""

    code = "database_not_empty"
    hint = "hint_replace"


def decision_tables() -> list[Table]:
    """Return the tables that hold decisions, those referred to before those that refer to them."""
    return [table for table in metadata.sorted_tables if table.name not in MACHINE_ONLY]


def dump_tables(conn: Connection) -> dict[str, list[Row]]:
    """Return every decision as plain values by table name, sorted by primary key.

    Dates are ISO texts; bytes are text where they are UTF-8, else `{"base64": ..}`; the rest is as in JSON.
    """
    return {table.name: _dump(conn, table) for table in sorted(decision_tables(), key=lambda t: t.name)}


def _dump(conn: Connection, table: Table) -> list[Row]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    left_out = MACHINE_COLUMNS.get(table.name, frozenset())
    columns = sorted((c for c in table.columns if c.name not in left_out), key=lambda c: c.name)
    return [{c.name: _plain(row[c.name]) for c in columns} for row in conn.execute(query).mappings()]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def load_tables(conn: Connection, rows: Mapping[str, Iterable[Row]], *, replace: bool = False) -> int:
    """Write dumped decisions inside the transaction of `conn` and return how many rows were written.

    Raises NotEmpty unless the database is empty or `replace` is set; DumpProblem for rows that do not fit.
    """
    known = decision_tables()
    unknown = sorted(set(rows) - {table.name for table in known})
    if unknown:
        raise DumpProblem(table=unknown[0], row=0, problem="unknown_table")
    _make_room(conn, known, replace=replace)
    conn.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    written = 0
    for table in known:
        values = [_values(table, row, number) for number, row in enumerate(rows.get(table.name, ()), 1)]
        if values:
            _insert(conn, table, values)
        written += len(values)
    for broken in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        raise DumpProblem(table=broken[0], row=0, problem="refers_to_nothing")
    return written


def _make_room(conn: Connection, known: list[Table], *, replace: bool) -> None:
    for table in reversed(known):
        if replace:
            conn.execute(table.delete())
        elif conn.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise NotEmpty(table=table.name)


def _insert(conn: Connection, table: Table, values: list[Row]) -> None:
    try:
        conn.execute(table.insert(), values)
    except IntegrityError as error:
        raise DumpProblem(table=table.name, row=0, problem="not_unique") from error


def _values(table: Table, row: Row, number: int) -> Row:
    if not isinstance(row, dict) or set(row) - set(table.columns.keys()):
        raise DumpProblem(table=table.name, row=number, problem="unknown_column")
    found: Row = {}
    for column in table.columns:
        if column.name in MACHINE_COLUMNS.get(table.name, frozenset()):
            found[column.name] = None if column.nullable else 0
            continue
        try:
            found[column.name] = _stored(column, row.get(column.name, _unsaid(column)))
        except (TypeError, ValueError, binascii.Error) as error:
            raise DumpProblem(table=table.name, row=number, problem=column.name) from error
    return found


def _unsaid(column: Column[Any]) -> Any:
    """Return the value of a column that an export of an older version does not have."""
    default = column.default
    return default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else None


def _stored(column: Column[Any], value: Any) -> Any:
    """Return the value that the column takes; raises TypeError or ValueError when it does not fit."""
    if value is None:
        if not column.nullable:
            raise TypeError("no value")
        return None
    if isinstance(column.type, sa.JSON):
        return value
    if isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    if isinstance(column.type, sa.LargeBinary):
        return _bytes(value)
    wanted = (
        bool if isinstance(column.type, sa.Boolean) else int if isinstance(column.type, sa.Integer) else str
    )
    if type(value) is not wanted:
        raise TypeError("wrong type")
    return value


def _bytes(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8")
    if not isinstance(value, dict) or set(value) != {"base64"}:
        raise TypeError("no bytes")
    return base64.b64decode(value["base64"], validate=True)
