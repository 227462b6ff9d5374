"""Prove the trail: written with every change, in the same transaction, chained, and free of content."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

import cli
from qms.locale.translator import activate
from qms.model.errors import Busy, ChangedMeanwhile
from qms.state import store, tables
from qms.state.link_rows import insert_link, put_exemption, put_indicator, update_link
from qms.state.store import GENESIS, State, chain_hash, create_state
from qms.state.trail import BrokenEntry, broken_entries, verify_chain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def now() -> str:
    return "2026-05-10T12:00:00"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    made = create_state(tmp_path / "qms.db", now)
    yield made
    made.close()


def entries(state: State) -> list[dict[str, Any]]:
    with state.read() as conn:
        return [
            dict(r) for r in conn.execute(sa.select(tables.trail).order_by(tables.trail.c.seq)).mappings()
        ]


def owners(state: State) -> list[str]:
    with state.read() as conn:
        return list(conn.execute(sa.select(tables.indicators.c.owner)).scalars())


def test_a_change_and_its_entry_are_committed_together(state: State) -> None:
    with state.write("kari") as change:
        put_indicator(change.conn, "small", "A.1", {"owner": "ola"})
        change.log("indicator.set", "small:A.1", owner="ola")
    (entry,) = entries(state)
    assert (entry["seq"], entry["actor"], entry["action"], entry["previous"]) == (
        1,
        "kari",
        "indicator.set",
        GENESIS,
    )
    assert owners(state) == ["ola"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_failing_transaction_leaves_neither_change_nor_entry(
    state: State, error: type[BaseException]
) -> None:
    def fail() -> None:
        with state.write("kari") as change:
            put_indicator(change.conn, "small", "A.1", {"owner": "ola"})
            change.log("indicator.set", "small:A.1", owner="ola")
            raise error

    with pytest.raises(error):
        fail()
    assert entries(state) == []
    assert owners(state) == []
    with state.write("kari") as change:
        change.log("indicator.set", "small:A.1")
    assert [e["seq"] for e in entries(state)] == [1], "numbers have no holes"


def test_a_change_whose_entry_cannot_be_written_is_taken_back(state: State) -> None:
    def fail() -> None:
        with state.write("kari") as change:
            put_indicator(change.conn, "small", "A.1", {"owner": "ola"})
            change.log("indicator.set", "small:A.1", bad=object())

    with pytest.raises(TypeError):
        fail()
    assert owners(state) == []


def test_entries_of_several_transactions_are_one_chain(state: State) -> None:
    for number in range(4):
        with state.write("kari") as change:
            change.log("a", f"s{number}", n=number)
            change.log("b", f"s{number}", text="æøå č")
    found = entries(state)
    assert [e["seq"] for e in found] == list(range(1, 9))
    assert [e["previous"] for e in found] == [GENESIS, *(e["hash"] for e in found[:-1])]
    with state.read() as conn:
        assert broken_entries(conn) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE trail SET actor='ola' WHERE seq=2", [BrokenEntry(2, "hash")]),
        ("UPDATE trail SET at='2020-01-01T00:00:00' WHERE seq=2", [BrokenEntry(2, "hash")]),
        ("UPDATE trail SET details='{}' WHERE seq=2", [BrokenEntry(2, "hash")]),
        ("DELETE FROM trail WHERE seq=2", [BrokenEntry(3, "number")]),
        ("DELETE FROM trail WHERE seq=1", [BrokenEntry(2, "number")]),
    ],
)
def test_a_tampered_trail_is_found(state: State, change: str, what: list[BrokenEntry]) -> None:
    for number in range(3):
        with state.write("kari") as each:
            each.log("a", "s", n=number)
    with closing(sqlite3.connect(state.path)) as conn:
        conn.execute(change)
        conn.commit()
    with state.read() as conn:
        assert broken_entries(conn) == what


def test_an_entry_that_was_rewritten_whole_breaks_the_next_one(state: State) -> None:
    for number in range(3):
        with state.write("kari") as change:
            change.log("a", "s", n=number)
    found = entries(state)
    found[1]["actor"] = "somebody else"
    found[1]["hash"] = chain_hash(found[1])
    assert verify_chain(found) == [BrokenEntry(3, "previous")]


details = st.dictionaries(
    st.text(min_size=1, max_size=5), st.none() | st.integers() | st.text(max_size=9), max_size=4
)


@given(st.lists(st.tuples(st.text(max_size=9), details), max_size=6), st.data())
def test_any_chain_verifies_and_any_altered_one_does_not(
    steps: list[tuple[str, dict[str, Any]]], data: st.DataObject
) -> None:
    chain: list[dict[str, Any]] = []
    for number, (subject, more) in enumerate(steps, 1):
        entry: dict[str, Any] = {
            "seq": number,
            "at": now(),
            "actor": "kari",
            "action": "a",
            "subject": subject,
            "details": more,
            "previous": chain[-1]["hash"] if chain else GENESIS,
        }
        chain.append(entry | {"hash": chain_hash(entry)})
    assert verify_chain(chain) == []
    if chain:
        victim = data.draw(st.integers(0, len(chain) - 1))
        altered = [dict(e) for e in chain]
        altered[victim]["subject"] += "!"
        assert [b.seq for b in verify_chain(altered)] == [victim + 1]


def test_a_row_that_moved_on_is_not_overwritten(state: State) -> None:
    with state.write("kari") as change:
        change.conn.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        change.conn.execute(
            tables.evidence.insert().values(
                id="e", raw=b"a", path="a", status="present", size=1, mtime_ns=1, inode=1, revision=1, sha256="0",
                title="a", units=0, kinds=[], kinds_confirmed=False, personal_data=False, living=False,
                deleted_as_due=False, version=1,
            )
        )  # fmt: skip
        ident = insert_link(
            change.conn,
            {
                "evidence": "e", "framework": "small", "indicator": "A.1", "kinds": [], "services": [],
                "date_assumed": False, "note": "", "confirmed_revision": 1, "confirmed_by": "kari",
                "confirmed_at": now(),
            },
        )  # fmt: skip
        update_link(change.conn, ident, {"note": "first"}, version=1)

    def come_second() -> None:
        with state.write("kari") as change:
            change.log("link.extended", "e>small:A.1")
            update_link(change.conn, ident, {"note": "second"}, version=1)

    with pytest.raises(ChangedMeanwhile):
        come_second()
    assert entries(state) == []


def test_an_exemption_of_the_same_scope_is_replaced(state: State) -> None:
    base = {
        "framework": "small",
        "indicator": "A.1",
        "service": None,
        "need": None,
        "by": "kari",
        "at": now(),
    }
    with state.write("kari") as change:
        put_exemption(change.conn, base | {"because": "one"})
        put_exemption(change.conn, base | {"because": "two"})
        put_exemption(change.conn, base | {"because": "three", "service": "day"})
    with state.read() as conn:
        assert sorted(conn.execute(sa.select(tables.exemptions.c.because)).scalars()) == ["three", "two"]


def test_a_second_writer_waits_and_is_told(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.2)
    other = State(state.path, now)
    with state.write("kari") as change:
        change.log("a", "s")
        with pytest.raises(Busy) as caught, other.write("ola"):
            pass
        with other.read() as conn:
            assert conn.execute(sa.select(sa.func.count()).select_from(tables.trail)).scalar() == 0
    assert caught.value.exit_code == 5
    other.close()
    assert len(entries(state)) == 1


# Every command that decides something


SECRET = "Sitronhonning til samtlige marsvin"


@pytest.fixture
def qms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., int]]:
    root = tmp_path / "work"
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("QMS_TODAY", "2026-05-10")
    monkeypatch.setenv("QMS_PERSON", "me")

    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            cli.main(["-C", str(root), "--lang", "en", *arguments])
        return int(left.value.code or 0)

    with pytest.raises(SystemExit):
        cli.main(["init", str(root)])
    (root / "evidence_store" / "private note of ada.txt").write_text(
        f"{SECRET}, 2026-03-01.\n", encoding="utf-8"
    )
    yield run
    activate("en")


def test_every_change_is_logged_and_no_entry_holds_a_path_or_text(
    qms: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, path = "private note of ada.txt", tmp_path / "work" / "evidence_store" / "private note of ada.txt"
    steps = {
        ("sync",): {"evidence.added"},
        ("link", name, "26", "--kind", "voice", "--quote", SECRET, "--note", SECRET): {"link.made"},
        ("link", name, "26", "--kind", "record"): {"link.extended"},
        ("indicator", "set", "26", "--statement", SECRET, "--owner", "me"): {
            "indicator.statement",
            "indicator.set",
        },
        ("indicator", "set", "26", "--not-applicable", "--need", "document", "--because", SECRET): {
            "indicator.not_applicable"
        },
        ("indicator", "set", "26", "--applicable", "--need", "document"): {"indicator.applicable"},
        ("evidence", "set", name, "--until", "2027-01-01"): {"evidence.set"},
    }
    database = tmp_path / "work" / ".qms" / "state" / "qms.db"
    seen = 0
    for arguments, wanted in steps.items():
        assert qms(*arguments) == 0, (arguments, capsys.readouterr().err)
        with closing(sqlite3.connect(database)) as conn:
            rows = conn.execute(
                "SELECT action, actor FROM trail WHERE seq > ? ORDER BY seq", (seen,)
            ).fetchall()
            seen = conn.execute("SELECT max(seq) FROM trail").fetchone()[0]
        assert {r[0] for r in rows} >= wanted, arguments
        assert {r[1] for r in rows} <= {"me", "qms", "system"}, arguments
    other = path.with_name("another name of ada.txt")
    later: list[tuple[Callable[[], Any], tuple[str, ...], str]] = [
        (lambda: path.write_text(f"{SECRET}: changed.\n", encoding="utf-8"), ("sync",), "evidence.changed"),
        (lambda: path.write_text("Other words.\n", encoding="utf-8"), ("sync",), "link.suspect"),
        (lambda: None, ("review", name, "26", "--confirm"), "link.confirmed"),
        (lambda: path.rename(other), ("sync",), "evidence.moved"),
        (lambda: None, ("unlink", other.name, "26"), "link.removed"),
        (other.unlink, ("sync",), "evidence.missing"),
    ]
    for prepare, arguments, action in later:
        prepare()
        assert qms(*arguments) == 0, (arguments, capsys.readouterr().err)
        with closing(sqlite3.connect(database)) as conn:
            rows = conn.execute("SELECT action FROM trail WHERE seq > ? ORDER BY seq", (seen,)).fetchall()
            seen = conn.execute("SELECT max(seq) FROM trail").fetchone()[0]
        assert action in {r[0] for r in rows}, arguments
    with closing(sqlite3.connect(database)) as conn:
        whole = json.dumps(conn.execute("SELECT * FROM trail").fetchall(), ensure_ascii=False)
    for content in (SECRET, "Sitronhonning", "private note", "another name", "ada.txt", str(tmp_path)):
        assert content not in whole
