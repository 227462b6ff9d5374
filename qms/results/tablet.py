"""Take answers to surveys that are given on a screen: entries of the sheet of answers, by nobody and of no day.

An answer names its round and nothing that tells who gave it or when: it is entered by nobody, dated as its month, and
lies in the database at a place drawn by lot, so that neither its neighbours nor the trail tell one from another.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import QmsError
from qms.results.free_texts import refuse_identity_numbers
from qms.results.plain import to_plain
from qms.results.surveys import choice_tokens
from qms.state.register_rows import insert_anonymous, insert_entry
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.register import Registers, Row
    from qms.results.surveys import Survey
    from qms.workspace.workspace import Workspace

NOBODY = "-"
"""Stands in the state and the trail for whoever answered."""
LONGEST = 4000
"""Letters of an answer in own words."""
MARK = "T"
"""Begins the codes of rounds and forms that were made here."""


class NoAnswers(QmsError):
    """Refuse a form in which nothing was answered."""

    code = "no_answers_given"


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Hold a round that still takes answers; `evidence` is the file it stands in (None: opened in the program)."""

    code: str
    year: int
    services: tuple[str, ...]
    group: str
    evidence: str | None


def open_rounds(registers: Registers, survey: Survey, day: date) -> tuple[OpenRound, ...]:
    """Return the rounds of a survey that are of this year and have not ended by a day, the newest first."""
    found = [
        OpenRound(
            str(row.get("round")),
            row.get("year"),
            tuple(row.get("service") or ()),
            str(row.get("group") or ""),
            row.origin.evidence,
        )
        for row in registers.rows(f"{survey.book}.rounds")
        if row.get("round") and row.get("year") == day.year and _is_open(row, day)
    ]
    return tuple(reversed(found))


def _is_open(row: Row, day: date) -> bool:
    last = row.get("to")
    return last is None or last >= day


def open_round(
    workspace: Workspace,
    registers: Registers,
    survey: Survey,
    *,
    service: str = "",
    group: str = "",
    asked_by: str = "",
    invited: int | None = None,
) -> str:
    """Open a round of this year that is answered on a screen, enter it in the program, and return its code."""
    today = clock.today()
    taken = {str(row.get("round")).casefold() for row in registers.rows(f"{survey.book}.rounds")}
    codes = (f"{today.year}-{MARK}{number}" for number in range(1, 10_000))
    code = next(code for code in codes if code.casefold() not in taken)
    values: dict[str, Any] = {
        "round": code,
        "year": today.year,
        "service": (service,) if service else None,
        "group": group or None,
        "from": today,
        "invited": invited,
        "asked_by": asked_by or None,
        "method": "pictures" if survey.easy else "online",
        "anonymous": True,
    }
    table = f"{survey.book}.rounds"
    cells = to_plain({key: value for key, value in values.items() if value is not None})
    with workspace.state.write(workspace.actor.id) as change:
        ident = insert_entry(change.conn, table, cells, change.actor, change.at)
        change.log("register.entry_added", ident, table=table)
    return code


def add_answer(
    workspace: Workspace,
    survey: Survey,
    round_code: str,
    answers: Mapping[str, str],
    *,
    service: str = "",
    group: str = "",
    answered_by: str = "",
) -> None:
    """Keep the answers of one person; the trail gets the name of the survey and nothing else.

    `answers` are by question: a token of its scale, or own words. What is none of these is passed over. Raises
    NoAnswers, and NumberInText where own words hold an identity number; nothing is written then.
    """
    given = _given(survey, answers)
    if not given:
        raise NoAnswers
    values: dict[str, Any] = {"round": round_code, "form": f"{MARK}{secrets.token_hex(4)}", **given}
    if service:
        values["service"] = (service,)
    if group in survey.groups and len(survey.groups) > 1:
        values["group"] = group
    if answered_by in choice_tokens("answered_by"):
        values["answered_by"] = answered_by
    month = clock.today().replace(day=1).isoformat()
    with workspace.state.write(NOBODY) as change:
        insert_anonymous(change.conn, f"{survey.book}.answers", to_plain(values), NOBODY, month)
        change.log("survey.answer", survey.name)


def _given(survey: Survey, answers: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for question in survey.questions:
        token = answers.get(question.key, "")
        if question.scale is not None and token in question.scale.tokens:
            found[question.key] = token
    for question in survey.open:
        text = "".join(c if c.isprintable() or c == "\n" else " " for c in answers.get(question.key, ""))
        text = text.strip()[:LONGEST]
        refuse_identity_numbers(text)
        if text:
            found[question.key] = text
    return found
