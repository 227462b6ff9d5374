"""Test that a change of the settings touches the lines of what it changes, and nothing else."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms.model.errors import ChangedMeanwhile
from qms.state.trail_rows import newest_entries
from qms.workspace.creation import init
from qms.workspace.editing import NobodySettles, edit_settings, fingerprint_of, proposed_id
from qms.workspace.rows import add_row, put_in_row, take_out_row
from qms.workspace.settings import SettingsProblem
from qms.workspace.settings_file import AnswerByHand
from qms.workspace.statements import NotHere, dotted, put, written
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = st.text(st.sampled_from("aąžøå \"'#[]={}\\\t\n"), max_size=12)
VALUE = st.one_of(
    TEXT,
    st.booleans(),
    st.integers(0, 900),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.lists(st.sampled_from(["a", "b # c", 'd"', "e" * 30]), max_size=4),
)
KEYS = ("name", "kind", "login", "odd key", "ąž")
ROW = st.dictionaries(st.sampled_from(KEYS), VALUE, max_size=4)
GAP = st.sampled_from(["", "\n", "# a remark\n", "\n# before\n\n", "# [[people]]\n"])
HEAD = '# first line\nframeworks = ["x"] # why\n\n[organisation]\nname = "K" # [[people]]\n'
TAILS = (
    "",
    "\n[law]\n# acts\nacts = []\n",
    '\n[[groups]]\nid = "a"\n',
    "# the end",
    "\n[answers.common]\nx = '''\n[[people]]\n'''\n",
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a file with people and their ids, laid out as people lay out files."""
    text, idents = HEAD, [f"p{n}" for n in range(draw(st.integers(0, 3)))]
    for ident in idents:
        header = draw(st.sampled_from(["[[people]]", "[[ people ]]", "[[people]] # who"]))
        keys = draw(ROW)
        lines = [f'id = "{ident}"', *(f"{dotted((key,))} = {written(value)}" for key, value in keys.items())]
        text += draw(GAP) + header + "\n"
        for line in lines:
            text += draw(GAP) + line + draw(st.sampled_from(["", " # said"])) + "\n"
    text += draw(GAP) + draw(st.sampled_from(TAILS))
    return text, idents


def is_within(few: list[str], many: list[str]) -> bool:
    """Tell whether all of the few stand among the many, in their order."""
    left = iter(many)
    return all(any(one == other for other in left) for one in few)


def same(some: list[str], others: list[str]) -> int:
    """Count the lines that two texts begin with alike."""
    pairs = zip(some, others, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(some), len(others)))


def lines_of(text: str) -> list[str]:
    return text.split("\n") if text.endswith("\n") else (text + "\n").split("\n")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), ROW)
def test_a_new_row_adds_lines_and_changes_none(made: tuple[str, list[str]], row: dict[str, Any]) -> None:
    text, _ = made
    values = {"id": "new", **row}
    new = add_row(text, "people", values)
    wanted = tomllib.loads(text)
    wanted.setdefault("people", []).append(values)
    assert tomllib.loads(new) == wanted
    assert is_within(lines_of(text), lines_of(new))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.data())
def test_a_key_of_a_row_changes_its_own_lines_only(made: tuple[str, list[str]], data: st.DataObject) -> None:
    text, idents = made
    ident = data.draw(st.sampled_from([*idents, "nobody"]))
    key, value = data.draw(st.sampled_from(KEYS)), data.draw(st.one_of(st.none(), VALUE))
    if ident == "nobody":
        with pytest.raises(NotHere):
            put_in_row(text, "people", ident, key, value)
        return
    new = put_in_row(text, "people", ident, key, value)
    wanted = tomllib.loads(text)
    row = next(row for row in wanted["people"] if row["id"] == ident)
    old = row.get(key)
    if value is None:
        row.pop(key, None)
    else:
        row[key] = value
    assert tomllib.loads(new) == wanted
    before, after = lines_of(text), lines_of(new)
    if old is None:
        assert is_within(before, after)
        return
    # What differs is one block: the same lines stand before it and behind it.
    gone = len(before) - same(before, after) - same(before[::-1], after[::-1])
    assert gone <= len(written(old).split("\n"))
    assert after.count("# a remark") == before.count("# a remark")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files(), st.data())
def test_taking_a_row_out_leaves_all_other_lines_and_the_comments(
    made: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, idents = made
    if not idents:
        return
    ident = data.draw(st.sampled_from(idents))
    new = take_out_row(text, "people", ident)
    wanted = tomllib.loads(text)
    wanted["people"] = [row for row in wanted["people"] if row["id"] != ident]
    if not wanted["people"]:
        del wanted["people"]
    assert tomllib.loads(new) == wanted
    for comment in ("# a remark", "# before", "# first line", "# acts", "# the end"):
        assert new.count(comment) == text.count(comment), comment


def test_a_key_at_the_top_comes_before_the_first_header() -> None:
    assert put(HEAD, ("assessed_on",), date(2026, 1, 2)).split("\n")[:4] == [
        "# first line",
        'frameworks = ["x"] # why',
        "assessed_on = 2026-01-02",
        "",
    ]


def test_rows_behind_one_key_are_changed_there() -> None:
    text = 'people = [{id = "a", name = "A"}, {id = "b"}] # all\n'
    assert tomllib.loads(put_in_row(text, "people", "b", "name", "B"))["people"][1] == {
        "id": "b",
        "name": "B",
    }
    assert tomllib.loads(add_row(text, "people", {"id": "c"}))["people"][2] == {"id": "c"}
    assert [row["id"] for row in tomllib.loads(take_out_row(text, "people", "a"))["people"]] == ["b"]


FILE = """\
# Ours
frameworks = ["equass-2018"]
languages = ["lt"]

[organisation]
name = "Klevas" # short
country = "LT"

# The people
[[people]]
id = "me" # the coordinator
name = "Ona"
roles = ["quality_coordinator"]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    init(tmp_path / "w", "LT", "lt", demo=False)
    (tmp_path / "w" / "qms.toml").write_text(FILE, encoding="utf-8")
    made = Workspace(tmp_path / "w", "me")
    yield made
    made.close()


def test_settings_are_changed_in_their_lines_and_the_trail_names_them(workspace: Workspace) -> None:
    file = workspace.root / "qms.toml"
    changes = {
        ("organisation", "name"): "Klevas ir ąžuolas",
        ("certification", "audit_on"): date(2027, 3, 1),
        ("people", "ruta"): {"id": "ruta", "name": "Rūta", "roles": ["director"]},
        ("people", "me", "login"): "ona",
        ("organisation", "country"): "LT",
    }
    edit_settings(workspace, changes, fingerprint_of(workspace))
    assert file.read_text(encoding="utf-8") == FILE.replace('"Klevas"', '"Klevas ir ąžuolas"').replace(
        'roles = ["quality_coordinator"]\n',
        'roles = ["quality_coordinator"]\nlogin = "ona"\n\n[[people]]\nid = "ruta"\nname = "Rūta"\n'
        'roles = ["director"]\n\n[certification]\naudit_on = 2027-03-01\n',
    )
    assert workspace.settings.person_names == {"me": "Ona", "ruta": "Rūta"}
    with workspace.state.read() as conn:
        row = newest_entries(conn, 1)[0]
    assert (row.action, row.actor) == ("settings.changed", "me")
    assert row.details["names"] == [
        "organisation.name",
        "certification.audit_on",
        "people.ruta",
        "people.me.login",
    ]


def test_a_file_that_changed_since_it_was_read_is_left_alone(workspace: Workspace) -> None:
    seen = fingerprint_of(workspace)
    edit_settings(workspace, {("organisation", "name"): "A"}, seen)
    held = (workspace.root / "qms.toml").read_bytes()
    with pytest.raises(ChangedMeanwhile):
        edit_settings(workspace, {("organisation", "name"): "B"}, seen)
    assert (workspace.root / "qms.toml").read_bytes() == held


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (("people", "me", "roles"), ["staff"], NobodySettles),
        (("people", "me"), None, NobodySettles),
        (("people", "me2"), {"id": "me", "name": "Other"}, SettingsProblem),
        (("services",), [{"id": "X Y"}], SettingsProblem),
        (("organisation", "user_word"), "customer", SettingsProblem),
        (("organisation", "name"), None, SettingsProblem),
        (("people", "nobody", "name"), "X", AnswerByHand),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_written(
    workspace: Workspace, path: tuple[str, ...], value: Any, error: type[Exception]
) -> None:
    if path == ("services",):
        path, value = ("services", "X Y"), {"id": "X Y", "name": "X", "kind": "day"}
    with pytest.raises(error):
        edit_settings(workspace, {path: value}, fingerprint_of(workspace))
    assert (workspace.root / "qms.toml").read_text(encoding="utf-8") == FILE
    with workspace.state.read() as conn:
        assert not newest_entries(conn, 1)


def test_proposed_ids_are_plain_and_new() -> None:
    assert proposed_id("Vaikų dienos centras", ()) == "vaiku-dienos-centras"
    assert proposed_id("Bærum – bo & omsorg", {"baerum-bo-omsorg"}) == "baerum-bo-omsorg-2"
    assert proposed_id("«»", ()) == "x"
