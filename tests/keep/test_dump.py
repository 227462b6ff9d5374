from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms.state import tables
from qms.state.dump import DumpProblem, NotEmpty, decision_tables, dump_tables, load_tables
from qms.state.store import State, create_state
from qms.state.tables import MACHINE_COLUMNS
from qms.state.trail import broken_entries
from qms.workspace.exchange import export_workspace, import_workspace
from qms.workspace.workspace import Workspace

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def _value(column: sa.Column[Any]) -> st.SearchStrategy[Any]:
    kinds: list[tuple[type, st.SearchStrategy[Any]]] = [
        (sa.JSON, st.lists(TEXT, max_size=3) | st.dictionaries(TEXT, JSON, max_size=2)),
        (sa.Date, st.dates(date(1990, 1, 1), date(2060, 1, 1))),
        (sa.LargeBinary, st.binary(max_size=9)),
        (sa.Boolean, st.booleans()),
        (sa.BigInteger, st.integers(-(2**63), 2**63 - 1)),
        (sa.Integer, st.integers(-(2**31), 2**31)),
    ]
    made = next((s for kind, s in kinds if isinstance(column.type, kind)), TEXT)
    return st.none() | made if column.nullable else made


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows for every table but the trail, with keys that are unique and point at what exists."""
    drawn: dict[str, list[dict[str, Any]]] = {}
    for table in decision_tables():
        if table.name == "trail":
            continue
        rows = []
        for number in range(draw(st.integers(0, 3))):
            row = {c.name: draw(_value(c)) for c in table.columns}
            unique = {
                c.name for k in table.constraints if isinstance(k, sa.UniqueConstraint) for c in k.columns
            }
            for name in {
                *table.primary_key.columns.keys(),
                *unique,
                *(c.name for c in table.columns if c.unique),
            }:
                kind = table.columns[name].type
                mark = f"{number}{draw(TEXT)}"
                row[name] = number if isinstance(kind, sa.Integer) else mark
                if isinstance(kind, sa.LargeBinary):
                    row[name] = mark.encode() + draw(st.binary(max_size=4))
            for key in table.foreign_keys:
                column = key.parent
                above = drawn[key.column.table.name] if key.column.table is not table else rows
                row[column.name] = draw(st.sampled_from(above))["id"] if above else None
            filled = all(row[c.name] is not None or c.nullable for c in table.columns)
            if filled and not _stands_already(table, row, rows):
                rows.append(row)
        drawn[table.name] = rows
    for version in drawn["document_versions"]:
        version["base_sha256"] = version["frozen_sha256"] = version["scan_sha256"] = None
    for number, document in enumerate(drawn["documents"]):
        document["path"] = f"documents/{number}.docx"
    for link in drawn["links"]:
        link["confirmed_text"] = None
    return drawn


def _stands_already(table: sa.Table, row: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Tell whether a key of the table is taken, as may be where all of its columns point at other tables."""
    keys = [tuple(table.primary_key.columns.keys())]
    keys += [tuple(c.columns.keys()) for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    return any(tuple(row[n] for n in key) == tuple(other[n] for n in key) for key in keys for other in rows)


def _insert(state: State, drawn: dict[str, list[dict[str, Any]]]) -> None:
    with state.write("kari") as change:
        for table in decision_tables():
            if drawn.get(table.name):
                change.conn.execute(table.insert(), drawn[table.name])
        change.log("æ", "ø", å=["\u2028", {"b": 1, "a": None}])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decisions())
def test_random_decisions_survive_export_import_export(drawn: dict[str, list[dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "a").mkdir()
        (top / "a" / "qms.toml").write_text(
            'frameworks=["x"]\nlanguages=["en"]\n[organisation]\nname="A"\ncountry="IE"\n'
        )
        one = Workspace(top / "a")
        create_state(one.database, lambda: "2026-01-01T00:00:00").close()
        for number, row in enumerate(drawn["snapshots"]):
            row["sha256"] = one.frozen.put({"evidence": {}, "number": number}, {})
        _insert(one.state, drawn)
        export_workspace(one, top / "x")
        import_workspace(top / "b", top / "x")
        two = Workspace(top / "b")
        export_workspace(two, top / "y")
        first = {p.relative_to(top / "x"): p.read_bytes() for p in (top / "x").rglob("*") if p.is_file()}
        second = {p.relative_to(top / "y"): p.read_bytes() for p in (top / "y").rglob("*") if p.is_file()}
        assert first == second
        with one.state.read() as here, two.state.read() as there:
            for table in decision_tables():
                kept = [c for c in table.columns if c.name not in MACHINE_COLUMNS.get(table.name, ())]
                query = sa.select(*kept).order_by(*table.primary_key.columns)
                assert list(here.execute(query)) == list(there.execute(query))
            assert broken_entries(there) == []


def _empty(path: Path) -> State:
    return create_state(path, lambda: "2026-01-01T00:00:00")


def test_a_full_database_is_refused_unless_told_so(workspace: Workspace) -> None:
    with workspace.state.read() as conn:
        rows = dump_tables(conn)
    with pytest.raises(NotEmpty), workspace.state.write("kari") as change:
        load_tables(change.conn, rows)
    with workspace.state.write("kari") as change:
        assert load_tables(change.conn, rows, replace=True) == sum(map(len, rows.values()))
    with workspace.state.read() as conn:
        assert dump_tables(conn) == rows


@pytest.mark.parametrize(
    ("table", "change", "problem"),
    [
        ("links", {"date_from": "31.12.2026"}, "date_from"),
        ("links", {"evidence": "e-404"}, "refers_to_nothing"),
        ("links", {"surprise": 1}, "unknown_column"),
        ("links", {"note": None}, "note"),
        ("evidence", {"size": True}, "size"),
        ("evidence", {"raw": {"base64": "§"}}, "raw"),
        ("evidence", {"raw": {"hex": "00"}}, "raw"),
        ("evidence", {"id": "e-2"}, "not_unique"),
    ],
)
def test_rows_that_do_not_fit_are_refused_and_nothing_is_written(
    workspace: Workspace, tmp_path: Path, table: str, change: dict[str, Any], problem: str
) -> None:
    with workspace.state.read() as conn:
        rows = json.loads(json.dumps(dump_tables(conn)))
    rows[table][0] |= change
    state = _empty(tmp_path / "other.db")
    with pytest.raises(DumpProblem) as caught, state.write("kari") as writing:
        load_tables(writing.conn, rows)
    assert (caught.value.params["table"], caught.value.params["problem"]) == (table, problem)
    with state.read() as conn:
        assert not any(dump_tables(conn).values())


def test_machine_tables_are_left_out(workspace: Workspace) -> None:
    with workspace.state.read() as conn:
        assert not set(dump_tables(conn)) & tables.MACHINE_ONLY


def test_columns_that_an_older_export_lacks_are_empty(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.state.read() as conn:
        rows = dump_tables(conn)
    for row in rows["evidence"]:
        del row["language"]
    state = _empty(tmp_path / "other.db")
    with state.write("kari") as change:
        load_tables(change.conn, rows)
    with pytest.raises(DumpProblem) as caught, _empty(tmp_path / "third.db").write("kari") as change:
        load_tables(change.conn, {"nonsense": []})
    assert caught.value.params["problem"] == "unknown_table"
