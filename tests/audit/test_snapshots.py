"""Prove that states are frozen by fingerprint, that forgetting leaves it alone, and what a difference says."""

from __future__ import annotations

import copy
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qms.audit.snapshot_content import Content, frozen_reason
from qms.audit.snapshot_difference import difference, thawed_reason
from qms.model.reasons import Reason
from qms.state.frozen import PARTS, FrozenStates, NotFrozen, canonical, fingerprint, pack, unpack, without

ids = st.sampled_from(["e-1", "e-2", "e-3", "e-4"])
words = st.text(max_size=12)
LINK = {
    "framework": "x", "indicator": "1", "kinds": ["record"], "services": [], "date_from": None, "date_to": None,
    "date_assumed": False, "note": "", "suspect": None, "pins": [], "series": None, "confirmed_revision": 1,
    "confirmed_by": "ada", "confirmed_at": "2026-01-01",
}  # fmt: skip


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    found = {}
    for ident in draw(st.sets(ids)):
        links = [LINK | {"indicator": str(n)} for n in draw(st.sets(st.integers(1, 3)))]
        found[ident] = {
            "path": draw(words),
            "sha256": draw(st.sampled_from("abc")),
            "size": draw(st.integers(0, 9)),
            "status": draw(st.sampled_from(["present", "missing"])),
            "links": links,
        }
    return found


@st.composite
def contents(draw: st.DrawFn) -> Content:
    return content(draw(parts()), draw(st.sampled_from(["covered", "missing", "partial"])))


def content(found: dict[str, Any], state: str = "covered", **more: Any) -> Content:
    reason = {"code": "evidence_missing", "params": {"since": "2026-01-01"}}
    cell = {"state": state, "reason": "evidence_missing", "proofs": list(found)}
    head = {
        "as_of": "2026-06-01",
        "evidence": {ident: fingerprint(part) for ident, part in found.items()},
        "coverage": [{"ref": "1", "state": state, "reason": reason, "cells": [cell]}],
        "documents": [],
        "assessment": None,
        "findings": [],
        "actions": [],
        "statements": [],
        "registers": {"tables": {}},
        "settings": {"files": {}},
    }
    return Content(head | more, found)


@settings(max_examples=30, deadline=None)
@given(contents())
def test_equal_states_differ_in_nothing(one: Content) -> None:
    assert difference(one, copy.deepcopy(one)).is_empty


@settings(max_examples=30, deadline=None)
@given(contents(), contents())
def test_a_difference_reads_the_other_way_round(one: Content, two: Content) -> None:
    there, back = difference(one, two), difference(two, one)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [(x.evidence, x.indicator, opposite[x.change]) for x in there.links] == [
        (x.evidence, x.indicator, x.change) for x in back.links
    ]
    assert [(c.was, c.now) for c in there.indicators] == [(c.now, c.was) for c in back.indicators]


@settings(max_examples=30, deadline=None)
@given(contents())
def test_a_state_is_stored_once_and_read_as_it_was(one: Content) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = FrozenStates(Path(name) / "snapshots")
        first = store.put(one.head, one.parts)
        assert store.put(copy.deepcopy(dict(one.head)), one.parts) == first == fingerprint(one.head)
        assert store.head(first) == one.head
        assert store.parts(first) == one.parts
        assert list(store.problems(first, ())) == []
        assert len(list(store.folder.iterdir())) == 2
        assert all(path.stat().st_mode & 0o077 == 0 for path in (store.folder, *store.folder.iterdir()))


@settings(max_examples=30, deadline=None)
@given(parts(), st.sets(ids, min_size=1))
def test_forgetting_leaves_the_fingerprint_and_takes_every_word(
    found: dict[str, Any], gone: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = FrozenStates(Path(name))
        sha = store.put(content(found).head, found)
        touched = store.forget(gone)
        assert touched == ((sha,) if gone & found.keys() else ())
        assert store.parts(sha) == {i: part for i, part in found.items() if i not in gone}
        assert store.head(sha) == content(found).head
        assert list(store.problems(sha, found.keys() - gone)) == []
        # A part that is empty while the register still knows the evidence is damage.
        assert list(store.problems(sha, found)) == (["changed"] if gone & found.keys() else [])


def test_altered_and_lost_bytes_are_told_apart(tmp_path: Path) -> None:
    found = {"e-1": {"path": "a.txt", "links": []}}
    store = FrozenStates(tmp_path)
    sha = store.put(content(found).head, found)
    whole = (tmp_path / (sha + PARTS)).read_bytes()
    (tmp_path / (sha + PARTS)).write_bytes(pack({"e-1": {"path": "b.txt", "links": []}}))
    assert list(store.problems(sha, ())) == ["changed"]
    (tmp_path / (sha + PARTS)).write_bytes(pack({}))
    assert list(store.problems(sha, ())) == ["missing"]
    (tmp_path / (sha + PARTS)).write_bytes(whole[:-3])
    assert list(store.problems(sha, ())) == ["changed"]
    (tmp_path / (sha + PARTS)).unlink()
    assert list(store.problems(sha, ())) == ["missing"]
    (tmp_path / sha).write_bytes(pack({"evidence": {}}))
    assert list(store.problems(sha, ())) == ["changed"]
    (tmp_path / sha).unlink()
    assert list(store.problems(sha, ())) == ["missing"]


def test_parts_that_cannot_be_read_are_deleted_when_something_is_to_be_forgotten(tmp_path: Path) -> None:
    store = FrozenStates(tmp_path)
    sha = store.put(content({}).head, {})
    (tmp_path / (sha + PARTS)).write_bytes(b"e-1 a secret name")
    assert store.forget({"e-1"}) == (sha,)
    assert not (tmp_path / (sha + PARTS)).exists()


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[1]"), zlib.compress(b"{"), pack({"a": 1})[:-2]])
def test_what_is_no_packed_object_is_refused(data: bytes) -> None:
    with pytest.raises(NotFrozen):
        unpack(data)


def test_canonical_form_has_one_order_and_keeps_every_letter() -> None:
    assert canonical({"b": 1, "a": "ž"}) == '{"a":"ž","b":1}'.encode()
    assert without(pack({"a": 1}), ["b"]) is None


def test_a_frozen_reason_holds_no_name_and_finds_it_again() -> None:
    inner = Reason("evidence_missing", {"path": "Kari Nordmann.pdf", "since": "2026-02-01"})
    frozen = frozen_reason(
        Reason("partly_met", {"met": 1, "because": inner, "service": "day", "title": "Kari"})
    )
    assert "Kari" not in str(frozen)
    entry = {
        "reason": frozen,
        "cells": [{"state": "missing", "reason": "evidence_missing", "proofs": ["e-1"]}],
    }
    thawed = thawed_reason(entry, {"e-1": {"path": "now/here.pdf"}})
    assert thawed.params["because"].params["path"] == "now/here.pdf"
    assert thawed.params["because"].params["since"] == "2026-02-01"
    assert "path" not in thawed_reason(entry, {}).params["because"].params


def test_levels_findings_actions_and_statements_are_compared() -> None:
    def scales(level: int | None, day: int | None = None) -> dict[str, Any]:
        services = {} if day is None else {"day": day}
        scale = {"criterion": "3", "perspective": "approach", "level": level, "services": services}
        return {"scales": [scale]}

    def finding(status: str) -> dict[str, Any]:
        return {"id": "f", "number": "F-2026-1", "status": status}

    def action(**more: Any) -> dict[str, Any]:
        base = {"id": "a", "number": "A-2026-1", "dropped_on": None, "effect": None, "done_on": None}
        return base | more

    one = content({}, assessment=scales(1), findings=[finding("open")], actions=[action()])
    two = content(
        {},
        assessment=scales(2, 1),
        findings=[finding("done")],
        actions=[action(done_on="2026-05-01")],
        statements=[{"indicator": "1", "service": None, "number": 2, "sha256": "x"}],
        registers={"tables": {"complaints": 4}},
    )
    found = difference(one, two)
    assert [(c.service, c.was, c.now) for c in found.levels] == [(None, 1, 2)]  # the day service stays at 1
    assert [(c.change, c.number) for c in found.findings] == [("closed", "F-2026-1")]
    assert [(c.change, c.was, c.now) for c in found.actions] == [("done", "open", "done")]
    assert [(s.was, s.now) for s in found.statements] == [(0, 2)]
    assert found.registers == {"complaints": (0, 4)}
    back = difference(two, one)
    assert [c.change for c in back.findings] == ["reopened"]
    assert [c.change for c in back.actions] == ["reopened"]
