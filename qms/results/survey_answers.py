"""Bring the answers of surveys together with their rounds: who was asked and how, what was written, what is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.register import WARNING, Origin, RowProblem
from qms.results.surveys import load_surveys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qms.model.register import Registers, Row
    from qms.results.surveys import Survey

OTHER = ""
"""Stand for answers that name no service, or more than one."""


@dataclass(frozen=True, slots=True)
class Round:
    """Hold the facts of one round: when, who was asked by whom and how, and how the forms came back.

    `unknown` counts the forms that do not say who filled them in.
    """

    round: str
    year: int
    services: tuple[str, ...]
    group: str
    first: date | None
    last: date | None
    invited: int | None
    answered: int
    alone: int
    helped: int
    proxies: int
    unknown: int
    asked_by: str
    method: str
    anonymous: bool | None
    report: str
    origin: Origin

    @property
    def response_rate(self) -> float | None:
        """Return the share of those invited who answered, at most 1."""
        return min(1.0, self.answered / self.invited) if self.invited else None


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Hold what somebody wrote, with the round and the number of the form, never with a name."""

    question: str
    round: str
    form: str
    text: str
    service: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the answers of one form together with its round."""

    row: Row
    round: Row

    @property
    def service(self) -> str:
        """Return the one service it is about, OTHER for none or several."""
        own: tuple[str, ...] = self.row.get("service") or self.round.get("service") or ()
        return own[0] if len(own) == 1 else OTHER

    @property
    def group(self) -> str:
        """Return the group of the one who answered, "" when nobody said."""
        return str(self.row.get("group") or self.round.get("group") or "")


def rounds(registers: Registers, survey: str, year: int | None = None) -> tuple[Round, ...]:
    """Return the facts of every round, or of those of a year, in the order of year and code."""
    asked = load_surveys()[survey]
    found = []
    for row in registers.rows(f"{asked.book}.rounds"):
        if row.get("year") is None or (year is not None and row.get("year") != year):
            continue
        forms = [
            a for a in answers_of(registers, asked, row.get("year")) if a.round is row and said(asked, a.row)
        ]
        found.append(_round(row, forms))
    return tuple(sorted(found, key=lambda r: (r.year, r.round)))


def open_answers(
    registers: Registers, survey: str, year: int, service: str | None = None
) -> tuple[OpenAnswer, ...]:
    """Return what people wrote in a year, by question, round and form."""
    asked = load_surveys()[survey]
    found = []
    for question in asked.open:
        for a in answers_of(registers, asked, year):
            text = str(a.row.get(question.key) or "").strip()
            if text and wanted(a, service, None):
                place = (str(a.row.get("round")), str(a.row.get("form") or ""))
                found.append(OpenAnswer(question.key, *place, text, a.service, a.row.origin))
    return tuple(found)


def survey_problems(registers: Registers, survey: str) -> tuple[RowProblem, ...]:
    """Return what is wrong with the rounds and answers of a survey: nothing is raised, nothing is put right."""
    asked = load_surveys()[survey]
    known = _by_code(registers, asked)
    found: list[RowProblem] = []
    numbers: dict[tuple[str, str], Row] = {}
    returned: Counter[str] = Counter()
    for row in registers.rows(f"{asked.book}.answers"):
        code = _code(row)
        if code not in known:
            found.append(_problem("survey_round_unknown", row, {"round": row.get("round")}))
            continue
        number = (code, str(row.get("form") or "").casefold())
        before = numbers.setdefault(number, row)
        if before is not row and number[1]:
            where = {"form": row.get("form"), "round": row.get("round"), "other": before.origin.row}
            found.append(_problem("survey_form_twice", row, where))
        if not said(asked, row):
            found.append(_problem("survey_form_empty", row, {"form": row.get("form")}))
        else:
            returned[code] += 1
    for code, row in known.items():
        invited = row.get("invited")
        if invited is not None and returned[code] > invited:
            facts = {"round": row.get("round"), "answered": returned[code], "invited": invited}
            found.append(_problem("survey_more_than_invited", row, facts))
    return tuple(found)


def _problem(code: str, row: Row, params: Mapping[str, Any]) -> RowProblem:
    at = row.origin
    return RowProblem(code, params, at.path, at.sheet, at.row, severity=WARNING, evidence=at.evidence)


def _code(row: Row) -> str:
    return str(row.get("round") or "").strip().casefold()


def _by_code(registers: Registers, survey: Survey) -> dict[str, Row]:
    """Return the rounds by code; of two with one code the first counts."""
    found: dict[str, Row] = {}
    for row in registers.rows(f"{survey.book}.rounds"):
        if _code(row):
            found.setdefault(_code(row), row)
    return found


def answers_of(registers: Registers, survey: Survey, year: int) -> list[Answer]:
    """Return the forms of a year with their rounds; a form that two files have counts once, the fuller one."""
    known = _by_code(registers, survey)
    places: dict[tuple[str, str], int] = {}
    found: list[Answer] = []
    for row in registers.rows(f"{survey.book}.answers"):
        of_round = known.get(_code(row))
        if of_round is None or of_round.get("year") != year:
            continue
        number = (_code(row), str(row.get("form") or "").strip().casefold())
        at = places.get(number)
        if number[1] and at is not None and _source(found[at].row) != _source(row):
            if len(row.values) >= len(found[at].row.values):
                found[at] = Answer(row, of_round)
            continue
        places[number] = len(found)
        found.append(Answer(row, of_round))
    return found


def _source(row: Row) -> str | None:
    return row.origin.evidence or row.origin.path or row.origin.entry


def said(survey: Survey, row: Row) -> bool:
    """Tell whether a form has any answer at all."""
    return any(row.get(question.key) is not None for question in (*survey.questions, *survey.open))


def wanted(answer: Answer, service: str | None, group: str | None) -> bool:
    """Tell whether a form belongs to a service and a group; None asks for none in particular."""
    return (service is None or answer.service == service) and (group is None or answer.group == group)


def rounds_of(
    registers: Registers, survey: Survey, year: int, service: str | None, group: str | None
) -> list[Row]:
    """Return the rounds whose invited are those of a service and group."""
    own = [row for row in _by_code(registers, survey).values() if row.get("year") == year]
    if service is not None:
        own = [row for row in own if (row.get("service") or ()) == ((service,) if service else ())]
    return [row for row in own if group is None or row.get("group") == group]


def _round(row: Row, forms: Sequence[Answer]) -> Round:
    by: dict[str, int] = defaultdict(int)
    for form in forms:
        by[str(form.row.get("answered_by") or "")] += 1
    return Round(
        round=str(row.get("round") or ""),
        year=row.get("year"),
        services=tuple(row.get("service") or ()),
        group=str(row.get("group") or ""),
        first=row.get("from"),
        last=row.get("to"),
        invited=row.get("invited"),
        answered=len(forms),
        alone=by["self"],
        helped=by["with_help"],
        proxies=by["proxy"],
        unknown=by[""],
        asked_by=str(row.get("asked_by") or ""),
        method=str(row.get("method") or ""),
        anonymous=row.get("anonymous"),
        report=str(row.get("report") or ""),
        origin=row.origin,
    )
