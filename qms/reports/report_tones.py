"""Give every state of a report its colours and its sign; colour never stands without sign and word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qms.model.reports import Mark
from qms.reports.tables import MARKS

if TYPE_CHECKING:
    from qms.model.reports import Cell

TONES: dict[str, tuple[str, str]] = {
    "covered": ("#DCEFE3", "#17492C"),
    "partial": ("#FFF1C9", "#5B4300"),
    "suspect": ("#EADFF3", "#4A2A66"),
    "expired": ("#FCE2CF", "#7A3606"),
    "missing": ("#F9D9D7", "#7D1A15"),
    "not_applicable": ("#ECEFF1", "#46525A"),
}
"""By token: the colour of the ground, and of the letters on it."""
PLAIN = ("#FFFFFF", "#1D2B33")
ALIKE = {
    "met": "covered",
    "below": "missing",
    "unassessed": "not_applicable",
    "better": "covered",
    "worse": "missing",
    "same": "not_applicable",
    "done": "covered",
    "open": "partial",
    "planned": "partial",
    "overdue": "missing",
    "check_overdue": "expired",
    "checked": "covered",
    "declined": "not_applicable",
    "dropped": "not_applicable",
    "effective": "covered",
    "partly": "partial",
    "not_effective": "missing",
    "ticked": "covered",
    "unticked": "missing",
    "major": "missing",
    "minor": "partial",
    "recommendation": "not_applicable",
}
"""Tokens that are not states of an indicator, with the one whose colours they wear."""
SIGNS = {
    **MARKS,
    "missing": "×",  # an empty ring is hard to tell from the broken one of what has expired, above all on paper
    "met": "●",
    "below": "×",
    "unassessed": "–",
    "better": "↑",
    "worse": "↓",
    "same": "→",
    "done": "●",
    "open": "○",
    "planned": "◐",
    "overdue": "!",
    "check_overdue": "!",
    "checked": "●",
    "declined": "–",
    "dropped": "–",
    "effective": "●",
    "partly": "◐",
    "not_effective": "×",
    "ticked": "☑",
    "unticked": "☐",
    "major": "!",
    "minor": "·",
    "recommendation": "–",
}
"""The sign before the word of a token."""


def tone_of(token: str) -> tuple[str, str]:
    """Return ground and letters of a token, those of plain text for one that has none."""
    return TONES.get(ALIKE.get(token, token), PLAIN)


def mark_text(mark: Mark) -> str:
    """Return a state as text: its sign and its word."""
    return f"{SIGNS.get(mark.token, '')} {mark.text}".strip()


def cell_text(cell: Cell) -> str:
    """Return a cell as plain text; days in ISO form, as in the sentences around them."""
    if cell is None:
        return ""
    if isinstance(cell, str | int):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return mark_text(cell) if isinstance(cell, Mark) else cell.text
