"""Prove that every next action has words without a command and a page, and that confidential files stay unnamed."""

from __future__ import annotations

import inspect
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qms.coverage import actions
from qms.locale.sentences import SENTENCES
from qms.model.coverage import Cell, Judgement
from qms.model.reasons import Action, Reason
from qms.model.words import EvidenceKind, State
from qms.web.here import Here
from qms.web.steps import STEPS, step_of, why_of
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.conftest import Site

PARAMS = {
    "ref": "26",
    "evidence": "e1",
    "kinds": (EvidenceKind.RECORD,),
    "path": "secret/Ona.pdf",
    "title": "T",
    "slug": "complaints-procedure",
    "names": ["N"],
    "date": date(2025, 1, 2),
    "audit_day": date(2025, 3, 4),
    "numbers": "1, 2",
    "codes": ["D-1"],
    "in_year": 2024,
    "service": "day",
    "year": 2024,
}


def codes_of_rules() -> set[str]:
    """Return every code of an action that the rules can give, read from their source."""
    named = set(actions._BY_REASON.values())
    return named | set(re.findall(r'(?:return|code =) "(\w+)"', inspect.getsource(actions)))


def test_every_action_of_the_rules_has_a_step() -> None:
    codes = codes_of_rules()
    assert {"link_evidence", "provide_document", "renew_before_audit"} <= codes
    known = {code.removeprefix("act_") for code in SENTENCES if code.startswith("act_")}
    assert codes <= known
    assert codes == set(STEPS)
    for code in STEPS:
        assert "qms " not in SENTENCES[f"web_step_{code}"], code


@pytest.fixture
def asked(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Stand in a request of somebody from whom some evidence is hidden."""
    from flask import g

    made = site("lt")
    context = made.app.test_request_context("/")
    context.push()
    person = Workspace(made.root).settings.people[0]

    def ask(*hidden: str) -> None:
        monkeypatch.setattr(Here, "hidden", frozenset(hidden))
        g.here = Here(Workspace(made.root), person, "en", made.server)

    yield ask
    context.pop()


def test_a_step_names_no_command_and_leads_somewhere(asked: Callable[..., None]) -> None:
    asked()
    for code in STEPS:
        step = step_of(Action(code, PARAMS), "26", {"day": "Day centre"})
        assert step is not None
        assert "…" not in step.text, code
        assert "qms " not in step.text, code
        assert "Day centre, 2024" in step.text, code
        assert step.url.startswith("/"), code
    assert step_of(None, "26", {}) is None
    restore = step_of(Action("restore_file", PARAMS), "26", {})
    assert restore is not None
    assert "Ona" in restore.text
    assert restore.url.startswith("/evidence/e1")


def test_a_confidential_file_is_named_neither_in_the_step_nor_in_the_reason(
    asked: Callable[..., None],
) -> None:
    asked("e1")
    step = step_of(Action("restore_file", PARAMS), "26", {})
    assert step is not None
    assert "Ona" not in step.text
    assert step.url == "/indicators/26"
    reason = Reason("evidence_missing", {"path": "secret/Ona.pdf", "since": "2025-01-01"})
    cell = Cell(0, (EvidenceKind.RECORD,), None, None, State.MISSING, reason, ("e1",))
    partly = Reason("partly_met", {"met": 1, "of": 2, "because": reason})
    for told in (reason, partly):
        assert "Ona" not in why_of(Judgement("26", State.MISSING, told, None, (cell,)), {})
    asked("other")
    assert "Ona" in why_of(Judgement("26", State.MISSING, partly, None, (cell,)), {})


def test_who_decided_that_something_does_not_apply_is_named(asked: Callable[..., None]) -> None:
    asked()
    reason = Reason("not_applicable", {"because": "No such service", "by": "egle"})
    cell = Cell(0, (EvidenceKind.RECORD,), None, None, State.NOT_APPLICABLE, reason)
    partly = Reason("partly_met", {"met": 1, "of": 2, "because": reason})
    for told in (reason, partly):
        text = why_of(Judgement("26", State.NOT_APPLICABLE, told, None, (cell,)), {})
        assert "Egl" in text
        assert "egle" not in text
    gone = Reason("not_applicable", {"because": "No such service", "by": "somebody"})
    assert "somebody" in why_of(Judgement("26", State.NOT_APPLICABLE, gone, None, (cell,)), {})
