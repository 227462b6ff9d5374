"""Prove that nobody sees evidence beyond their rights, whatever lies in what and whatever was released."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms.evidence.finding import UnknownEvidence
from qms.evidence.releasing import (
    NotAnAuditor,
    NothingInForce,
    ReleaseConfidential,
    release,
    release_linked,
    released_names,
    withdraw_release,
)
from qms.evidence.visibility import hidden_ids, may_see, released
from qms.model.organisation import Person
from qms.model.references import Ref
from qms.people.access import rights_of
from qms.people.actors import UnknownPerson
from qms.state.document_rows import in_force_rows, insert_document, put_version
from qms.state.evidence_rows import insert_evidence, update_evidence
from qms.state.link_rows import insert_link
from qms.state.release_rows import add_release
from qms.state.store import create_state
from qms.state.trail_rows import newest_entries
from qms.workspace import clock
from qms.workspace.schema import ROLES
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

TOML = """\
frameworks = ["equass-2018"]
languages = ["en"]
[organisation]
name = "A"
country = "IE"
"""
COORDINATOR, MANAGER, STAFF = "quality_coordinator", "manager", "staff"
AUDITOR = Person("ruth", "Ruth", ("external_auditor",))
R26, R27 = Ref("equass-2018", "26"), Ref("equass-2018", "27")


def make(root: Path) -> Workspace:
    people = "".join(
        f'[[people]]\nid = "{ident}"\nname = "{ident}"\nroles = ["{role}"]\n'
        for ident, role in (("ada", COORDINATOR), ("ruth", "external_auditor"), ("saul", "external_auditor"))
    )
    root.mkdir(exist_ok=True)
    (root / "qms.toml").write_text(TOML + people, encoding="utf-8")
    workspace = Workspace(root, "ada")
    create_state(workspace.database, clock.now).close()
    return workspace


def add(workspace: Workspace, ident: str, inside: str | None = None, *, confidential: bool = False) -> None:
    path = f"{ident}.txt"
    row = {
        "id": ident,
        "raw": os.fsencode(path),
        "path": path,
        "status": "present",
        "size": 1,
        "mtime_ns": 1,
        "inode": 1,
        "sha256": ident,
        "title": ident,
        "units": 1,
        "kinds": [],
        "container": inside,
        "seen_at": "2026-01-01T00:00:00",
    }
    with workspace.state.write("ada") as change:
        insert_evidence(change.conn, [row])
        update_evidence(change.conn, ident, {"personal_data": confidential})


def link(workspace: Workspace, ident: str, ref: str) -> None:
    facts: dict[str, Any] = dict.fromkeys(("date_from", "date_to", "suspect", "confirmed_text"))
    facts |= {"evidence": ident, "framework": "equass-2018", "indicator": ref, "kinds": [], "services": []}
    facts |= {"date_assumed": True, "note": "", "confirmed_revision": 1, "confirmed_by": "ada"}
    with workspace.state.write("ada") as change:
        insert_link(change.conn, facts | {"confirmed_at": change.at})


def document(
    workspace: Workspace, slug: str, *statuses: str, part: str = "", serves: tuple[str, ...] = ()
) -> str:
    facts = {
        "slug": slug,
        "instance": "",
        "language": "en",
        "title": f"{slug}{part}",
        "kind": "policy",
        "serves": {"equass-2018": {"required": list(serves)}},
        "path": f"{slug}{part}.docx",
        "owner": None,
        "number": 1,
        "part": part,
    }
    with workspace.state.write("ada") as change:
        ident = insert_document(change.conn, facts)
        for number, status in enumerate(statuses, 1):
            version = {"status": status, "prepared_by": "ada", "prepared_on": date(2026, 1, 1)}
            put_version(change.conn, ident, number, version)
    return ident


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Return a workspace with a plain file, a confidential one, and letters with attachments of both kinds."""
    monkeypatch.setenv("QMS_TODAY", "2026-06-01")
    made = make(tmp_path / "work")
    add(made, "plain")
    add(made, "secret", confidential=True)
    add(made, "letter")
    add(made, "form", "letter")
    add(made, "diary", "letter", confidential=True)
    add(made, "sealed", confidential=True)
    add(made, "zip", "sealed")
    add(made, "inner", "zip")
    yield made
    made.close()


ALL = {"plain", "secret", "letter", "form", "diary", "sealed", "zip", "inner"}
CONFIDENTIAL = {"secret", "diary", "sealed", "zip", "inner"}


@pytest.mark.parametrize(
    ("roles", "hidden"),
    [
        ([COORDINATOR], set()),
        (["director"], set()),
        (["internal_auditor"], set()),
        ([MANAGER], CONFIDENTIAL),
        (["board"], CONFIDENTIAL),
        ([STAFF], ALL),
        ([], ALL),
        (["external_auditor"], ALL),
        ([MANAGER, "internal_auditor"], set()),
        ([STAFF, "board"], CONFIDENTIAL),
    ],
)
def test_what_each_role_does_not_see(workspace: Workspace, roles: list[str], hidden: set[str]) -> None:
    person = Person("p", "P", tuple(roles))
    assert hidden_ids(workspace, person) == hidden
    assert {ident for ident in ALL if not may_see(workspace, person, ident)} == hidden
    assert not may_see(workspace, person, "e-404")


def test_an_auditor_sees_what_was_released_and_what_lies_in_it(workspace: Workspace) -> None:
    done = release(workspace, "ruth", ["letter.txt"])
    assert done.evidence == ("letter.txt",)
    assert ALL - hidden_ids(workspace, AUDITOR) == {"letter", "form"}, "the diary in it stays hidden"
    assert hidden_ids(workspace, Person("saul", "Saul", AUDITOR.roles)) == ALL, (
        "another auditor has nothing of it"
    )
    assert may_see(workspace, AUDITOR, "form")
    assert not may_see(workspace, AUDITOR, "diary")


def test_a_release_is_worth_nothing_without_the_role(workspace: Workspace) -> None:
    release(workspace, "ruth", ["plain"])
    assert hidden_ids(workspace, Person("ruth", "Ruth", (STAFF,))) == ALL
    assert hidden_ids(workspace, Person("ruth", "Ruth", (MANAGER, *AUDITOR.roles))) == CONFIDENTIAL


@pytest.mark.parametrize("name", ["secret", "diary", "inner", "zip.txt"])
def test_confidential_files_are_not_released_even_by_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(ReleaseConfidential):
        release(workspace, "ruth", ["plain", name])
    assert released(workspace, "ruth").evidence == frozenset(), "nor what was named beside them"


def test_a_file_that_becomes_confidential_disappears_at_once(workspace: Workspace) -> None:
    release(workspace, "ruth", ["plain", "form"])
    with workspace.state.write("ada") as change:
        update_evidence(change.conn, "plain", {"personal_data": True})
        update_evidence(change.conn, "letter", {"personal_data": True})
    assert hidden_ids(workspace, AUDITOR) == ALL
    assert not may_see(workspace, AUDITOR, "form")


def test_releasing_what_is_linked_leaves_confidential_files_out_and_names_them(workspace: Workspace) -> None:
    for ident in ("plain", "secret", "form"):
        link(workspace, ident, "26")
    link(workspace, "letter", "27")
    policy = document(workspace, "policy", "approved", "draft", serves=("26",))
    easy = document(workspace, "policy", "approved", part="easy")
    document(workspace, "draft", "draft", serves=("26",))
    document(workspace, "ended", "approved", "withdrawn", serves=("26",))
    document(workspace, "other", "approved", serves=("27",))
    done = release_linked(workspace, "ruth", [R26])
    assert (done.evidence, done.left_out) == (("form.txt", "plain.txt"), ("secret.txt",))
    assert done.documents == ("policy", "policyeasy")
    now = released(workspace, "ruth")
    assert (now.evidence, now.documents) == ({"form", "plain"}, {policy, easy})
    again = release_linked(workspace, "ruth", [R26])
    assert (again.evidence, again.documents, again.before) == ((), (), 4)


def test_documents_are_released_by_slug_when_in_force(workspace: Workspace) -> None:
    document(workspace, "draft", "in_review")
    policy = document(workspace, "policy", "approved")
    for slug in ("draft", "nothing"):
        with pytest.raises(NothingInForce):
            release(workspace, "ruth", documents=["policy", slug])
    assert release(workspace, "ruth", documents=["policy"]).documents == ("policy",)
    assert released(workspace, "ruth").documents == {policy}


def test_only_external_auditors_are_released_anything(workspace: Workspace) -> None:
    with pytest.raises(NotAnAuditor):
        release(workspace, "ada", ["plain"])
    with pytest.raises(UnknownPerson):
        release(workspace, "nobody", ["plain"])
    with pytest.raises(UnknownEvidence):
        release(workspace, "ruth", ["plain", "no such file"])
    assert released(workspace, "ruth").evidence == frozenset()


def test_releases_are_taken_back_one_by_one_by_indicator_and_all(workspace: Workspace) -> None:
    policy = document(workspace, "policy", "approved", serves=("27",))
    link(workspace, "letter", "27")
    release(workspace, "ruth", ["plain", "form", "letter"], ["policy"])
    assert withdraw_release(workspace, "ruth", ["plain.txt"]).evidence == ("plain.txt",)
    assert withdraw_release(workspace, "ruth", ["plain.txt"]).evidence == ()
    done = withdraw_release(workspace, "ruth", refs=[R27])
    assert (done.evidence, done.documents) == (("letter.txt",), ("policy",))
    assert released_names(workspace, "ruth") == ({"form": "form.txt"}, {})
    release(workspace, "ruth", documents=["policy"])
    with pytest.raises(NothingInForce):
        withdraw_release(workspace, "ruth", documents=["polcy"])
    assert withdraw_release(workspace, "ruth").documents == ("policy",)
    assert hidden_ids(workspace, AUDITOR) == ALL
    with workspace.state.read() as conn:
        told = [(r.action, r.subject, dict(r.details)) for r in reversed(newest_entries(conn, 9))]
    assert told[0] == (
        "release.add",
        "ruth",
        {"evidence": ["plain", "form", "letter"], "documents": [policy]},
    )
    assert [action for action, _, _ in told[1:]] == [
        "release.withdraw",
        "release.withdraw",
        "release.add",
        "release.withdraw",
    ]


def test_rows_and_documents_agree_on_what_is_in_force(workspace: Workspace) -> None:
    from qms.documents.control import list_documents

    for number, statuses in enumerate(
        [
            ("approved",),
            ("approved", "draft"),
            ("approved", "withdrawn"),
            ("withdrawn", "approved"),
            ("draft",),
        ]
    ):
        document(workspace, f"d{number}", *statuses)
    day = date(2026, 6, 1)
    later = document(workspace, "later", "approved", "approved")
    with workspace.state.write("ada") as change:
        put_version(change.conn, later, 2, {"valid_from": date(2026, 7, 1)})
    with workspace.state.read() as conn:
        rows = {row.id: version.number for row, version in in_force_rows(conn, day)}
    told = {d.id: v.number for d in list_documents(workspace) if (v := d.in_force(day)) is not None}
    assert rows == told
    assert len(rows) == 4


FILES = st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.booleans()), min_size=1, max_size=6)
SOME_ROLES = st.lists(st.sampled_from(ROLES), max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, SOME_ROLES, SOME_ROLES)
def test_more_rights_never_hide_more(
    files: list[tuple[bool, int, bool]], some: list[str], more: list[str]
) -> None:
    """Each file is confidential or not, lies in an earlier one or in none, and is released or not."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder) / "w")
        for number, (confidential, place, _) in enumerate(files):
            add(workspace, f"e{number}", f"e{place}" if place < number else None, confidential=confidential)
        with workspace.state.write("ada") as change:
            for number, (_, _, given_out) in enumerate(files):
                if given_out:
                    add_release(change.conn, "p", "evidence", f"e{number}", "ada", change.at)
        less, plus = Person("p", "P", tuple(some)), Person("p", "P", (*some, *more))
        assert rights_of(less.roles) <= rights_of(plus.roles) or not some
        hidden = hidden_ids(workspace, less)
        assert hidden_ids(workspace, plus) <= hidden
        for number in range(len(files)):
            assert may_see(workspace, less, f"e{number}") == (f"e{number}" not in hidden)
        workspace.close()
