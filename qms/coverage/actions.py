"""Choose the one next step that would improve an indicator most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.coverage.proofs import RANK
from qms.model.reasons import Action
from qms.model.words import EvidenceKind, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.model.coverage import Cell, IndicatorRule, Judgement

_BY_REASON = {
    "suspect": "review_link",
    "text_changed": "review_link",
    "bytes_changed": "review_link",
    "passage_gone": "review_link",
    "no_date": "date_link",
    "evidence_missing": "restore_file",
    "document_draft": "approve_document",
    "functions_undescribed": "describe_functions",
    "document_in_review": "approve_document",
    "document_withdrawn": "replace_document",
    "document_damaged": "restore_document",
    "review_overdue": "review_document",
    "not_in_force": "declare_in_force",
    "expired": "renew",
    "deleted_as_due": "renew",
    "deleted_suspect": "renew",
    "starts_later": "wait_or_link",
    "complaints_open": "answer_complaints",
    "register_rows_unread": "mend_register",
    "register_not_reviewed": "review_complaints",
    "no_values": "fill_results",
    "no_comparison": "keep_comparisons",
    "no_plans_register": "keep_plans",
    "no_active_plans": "complete_plans",
    "users_without_plan": "make_plans",
    "plans_overdue": "evaluate_plans",
    "no_complaints_register": "keep_complaints",
}


def next_action(rule: IndicatorRule, judged: Judgement, *, on_audit_day: date | None = None) -> Action | None:
    """Return the next step for the cell that the reason speaks of, or None when nothing is open.

    `on_audit_day` turns the advice into "by that day".
    """
    cell = telling_cell(judged.cells)
    if cell is None:
        return None
    code = _BY_REASON.get(cell.reason.code) or _for_nothing(rule, cell)
    params = (
        dict(cell.reason.params)
        | place_of(cell, judged.cells)
        | {
            "ref": rule.ref,
            "kinds": cell.kinds,
            "evidence": cell.proofs[0] if cell.proofs else None,
        }
    )
    if on_audit_day is not None:
        params |= {"audit_day": on_audit_day}
        if code == "renew":
            code = "renew_before_audit"
    return Action(code, params)


def telling_cell(cells: Sequence[Cell]) -> Cell | None:
    """Return the cell that explains an open indicator; None when nothing is open.

    Where some cells are met it is the worst of the others, where none is it is the best: its state is the
    indicator's own, and reason and next action speak of one and the same thing.
    """
    counted = [c for c in cells if c.state is not State.NOT_APPLICABLE]
    open_cells = [c for c in counted if c.state is not State.COVERED]
    if not open_cells:
        return None
    choose = min if len(open_cells) < len(counted) else max
    return choose(open_cells, key=lambda c: RANK[c.state])


def place_of(cell: Cell, cells: Sequence[Cell]) -> dict[str, object]:
    """Return service and year of a cell as far as they tell it apart: what is open for all services names none."""
    same = [c for c in cells if c.need == cell.need and c.state is not State.NOT_APPLICABLE]
    by_service = {c.state for c in same if c.year == cell.year}
    by_year = {c.state for c in same if c.service == cell.service}
    years = {c.year for c in same}
    return {
        "service": cell.service if len(by_service) > 1 else None,
        # The only closed year is named too: a file of the open year may be linked, and it is not the one missing.
        "year": cell.year if len(by_year) > 1 or len(years) == 1 else None,
    }


def _for_nothing(rule: IndicatorRule, cell: Cell) -> str:
    if rule.needs_in_force and cell.kinds == (EvidenceKind.DOCUMENT,):
        return "provide_document"
    return "link_evidence"
