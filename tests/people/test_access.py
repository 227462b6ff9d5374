from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.model.organisation import Person
from qms.people.access import ROLE_RIGHTS, Right, may, rights_of
from qms.workspace.schema import ROLES

# Every right of every role, as docs/decisions/0026 has them: "c" coordinator, "d" director, "m" manager, "b" board,
# "s" staff, "i" internal auditor, "e" external auditor.
TABLE = {
    Right.READ: "cdmbi",
    Right.READ_CONFIDENTIAL: "cdi",
    Right.DECIDE: "c",
    Right.DRAFT: "c",
    Right.APPROVE: "cdmb",
    Right.COUNT: "c",
    Right.ASSESS: "c",
    Right.AUDIT: "ci",
    Right.ACT: "cdm",
    Right.PACK: "cdm",
    Right.TRAIL: "cdi",
    Right.SETTINGS: "cd",
    Right.PEOPLE: "cd",
    Right.OWN: "cdmbsi",
    Right.RELEASED: "ce",
}
LETTERS = {
    "quality_coordinator": "c",
    "director": "d",
    "manager": "m",
    "board": "b",
    "staff": "s",
    "internal_auditor": "i",
    "external_auditor": "e",
}
SOME_ROLES = st.lists(st.sampled_from(ROLES), min_size=1, max_size=4)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("right", Right)
def test_the_table_of_rights(role: str, right: Right) -> None:
    assert may(Person("p", "P", (role,)), right) == (LETTERS[role] in TABLE[right])


def test_every_role_of_the_settings_has_rights() -> None:
    assert set(ROLE_RIGHTS) == set(ROLES) == set(LETTERS)


def test_the_decision_record_has_the_same_table() -> None:
    from tests.architecture.modules import CHECKOUT

    text = (CHECKOUT / "docs" / "decisions" / "0026-who-sees-what.md").read_text(encoding="utf-8")
    lines = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:1] == "|"
    ]
    roles = [name.replace(" ", "_") for name in lines[0][2:]]
    written = {
        row[0].replace(" ", "_"): {role for role, cell in zip(roles, row[2:], strict=True) if cell}
        for row in lines[2:]
    }
    assert written == {r.value: {role for role in ROLES if r in ROLE_RIGHTS[role]} for r in Right}


def test_without_a_role_there_is_only_ones_own_page() -> None:
    assert rights_of(()) == {Right.OWN}
    assert rights_of(("gardener",)) == frozenset()


@given(SOME_ROLES, SOME_ROLES)
def test_several_roles_add_up(some: list[str], others: list[str]) -> None:
    assert rights_of(some + others) == rights_of(some) | rights_of(others)
