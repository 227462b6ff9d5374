"""Build registers of survey answers by hand, as the reader of spreadsheets would give them."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from qms.model.register import Origin, Registers, Row
from qms.results.surveys import load_surveys

PATH = "surveys/users.xlsx"


def row(table: str, number: int, path: str = PATH, **values: Any) -> Row:
    """Return a row of a table in a spreadsheet; None leaves a cell empty."""
    kept = {key.rstrip("_"): value for key, value in values.items() if value is not None}
    return Row(table, kept, Origin(path, path, table.rpartition(".")[2].title(), number))


def registers(rounds: list[Row], answers: list[Row], survey: str = "users") -> Registers:
    """Return registers that hold one survey."""
    return Registers({f"survey-{survey}.rounds": tuple(rounds), f"survey-{survey}.answers": tuple(answers)})


def round_row(code: str, year: int = 2025, number: int = 2, survey: str = "users", **values: Any) -> Row:
    """Return a round with thirty invited, unless told otherwise."""
    return row(f"survey-{survey}.rounds", number, round=code, year=year, **{"invited": 30, **values})


def answer_row(code: str, form: str, number: int = 2, survey: str = "users", **values: Any) -> Row:
    """Return the answers of one form."""
    return row(f"survey-{survey}.answers", number, round=code, form=form, **values)


def sample(survey: str = "users", seed: int = 1, size: int = 24) -> Registers:
    """Return two years of plausible answers from two services."""
    luck = Random(seed)
    asked = load_surveys()[survey]
    rounds, answers = [], []
    number = 2
    for year in (2024, 2025):
        for service in ("home", "day"):
            code = f"{year}-{service}"
            facts = {
                "service": (service,), "group": asked.groups[0], "from_": date(year, 10, 6), "to": date(year, 10, 24),
                "asked_by": "outsider" if year == 2025 else "own_staff", "method": "pictures", "anonymous": True,
                "report": f"House meeting {year}-11-20",
            }  # fmt: skip
            rounds.append(round_row(code, year, len(rounds) + 2, survey, invited=size + 6, **facts))
            for form in range(1, size + (0 if service == "home" else -8) + 1):
                given: dict[str, Any] = {
                    q.key: luck.choice([*q.scale.positive * 3, *q.scale.tokens])
                    for q in asked.questions
                    if q.scale
                }
                if form % 5 == 0:
                    given[asked.open[0].key] = "The walks on Fridays & the food."
                if form % 7 == 0:
                    given[asked.open[1].key] = "More trips, and somebody to talk to in the evening."
                by = "proxy" if form % 11 == 0 else "with_help" if form % 3 == 0 else "self"
                answers.append(answer_row(code, str(form), number, survey, answered_by=by, **given))
                number += 1
    return registers(rounds, answers, survey)
