"""Make copies of the annual results report outside document control: any year, and with small numbers left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.documents.address import Address
from qms.documents.engine import long_date
from qms.documents.inputs import front_matter, source_of, values_for
from qms.documents.library import load_library
from qms.documents.rendering import render_any
from qms.documents.report_words import ReportWords
from qms.model.errors import QmsError
from qms.results.reporting import confidential_of, read_sheets, report_of
from qms.results.store import load_registers
from qms.results.suppression import published
from qms.results.survey_counts import answers_behind
from qms.workspace import clock

if TYPE_CHECKING:
    from qms.model.results import ResultsSheet, Value
    from qms.results.suppression import Answered, PublicValue
    from qms.workspace.workspace import Workspace

REPORT = "annual-results"


class AnswersLacking(QmsError):
    """Refuse a copy of a report for which questions are not answered yet."""

    code = "report_answers_lacking"
    hint = "hint_report_interview"


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold a copy of the report as a Word file, and which passages still hold the suggestion."""

    data: bytes
    to_adapt: tuple[str, ...]


def report_copy(workspace: Workspace, language: str, year: int, *, public: bool = False) -> Copy:
    """Return the annual results report of a year as it is now, outside document control.

    A `public` copy leaves out small numbers that rest on people, and the files that numbers come from. Raises
    AnswersLacking, and what a rendering raises.
    """
    settings = workspace.settings
    source = source_of(workspace, load_library(workspace.templates), Address(REPORT), language)
    sheets = read_sheets(workspace, language)
    hidden = hidden_values(workspace, sheets) if public else ()
    results = report_of(
        sheets,
        settings,
        language,
        year,
        hidden=hidden,
        public=public,
        confidential=confidential_of(workspace),
    )
    today = clock.today()
    results["copy"] = ReportWords(language).say("copy", day=long_date(today, language))
    values = values_for(workspace, source, results)
    if not values.complete:
        raise AnswersLacking(
            names=[*(one.name for one in values.missing), *(one.name for one in values.invalid)]
        )
    front = front_matter(workspace, source, None)
    if not values.to_adapt:
        front = replace(front, status="copy")
    front = replace(front, dated=today, changes=(), version="–")
    data = render_any(source.template, language, settings.organisation.country, values, front)
    return Copy(data, values.to_adapt)


def hidden_values(workspace: Workspace, sheets: tuple[ResultsSheet, ...]) -> tuple[PublicValue, ...]:
    """Return for each value that rests on people whether a public version shows it and its n."""
    registers = load_registers(workspace)
    series = [one for sheet in sheets for one in sheet.series]
    fills = {one.measure.code: one.measure.fill for one in series}
    percent = {one.measure.code for one in series if one.measure.unit == "percent"}

    def answered(value: Value) -> Answered | None:
        return answers_behind(registers, fills.get(value.measure, ""), value)

    values = [value for one in series for value in one.values]
    return published(values, percent=percent, answered=answered)
