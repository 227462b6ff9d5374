"""Prepare the workbook of measures and values, and take in one that comes from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import SENTENCES
from qms.locale.translator import translate_in
from qms.model.errors import QmsError
from qms.results.filling import asked_services
from qms.results.fills import find_fill
from qms.results.handout import put_into, workspace_lists
from qms.results.measures import TABLE as MEASURES
from qms.results.measures import measures_of
from qms.results.values import LEAVE_EMPTY
from qms.results.values import TABLE as VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers, RowProblem
    from qms.results.measures import Gauge
    from qms.workspace.workspace import Workspace

BOOK = "results"


class NoResultsFound(QmsError):
    """Refuse a file in which no measures, values or words on results could be read; `path` is given.

    `problems` are the places that were wrong.
    """

    code = "no_results_found"
    hint = "hint_results_template"

    def __init__(self, path: Path, problems: Sequence[RowProblem] = ()) -> None:
        super().__init__(path=path)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold where a workbook lies in the evidence folder, whether it lay there before, and what was read from it."""

    path: Path
    known: bool
    measures: int
    values: int
    problems: tuple[RowProblem, ...]


def prefilled(
    registers: Registers, settings: Settings, framework: Framework, language: str, years: Sequence[int]
) -> dict[str, list[dict[str, Any]]]:
    """Return rows for a new workbook: measures that none has yet, and an empty value for each service and year.

    What the program counts is marked, and what was typed already is left out.
    """
    measures = measures_of(registers, framework, language)
    listed = any(g.listed for g in measures.gauges)
    typed = {
        (gauge.measure.code, service, row.get("period"))
        for row in registers.rows(VALUES)
        if (gauge := measures.find(str(row.get("measure")))) is not None
        for service in row.get("service") or (None,)
    }
    values = [
        row
        for gauge in measures.gauges
        for row in _value_rows(gauge, settings, language, years)
        if (gauge.measure.code, row.get("service"), row["period"]) not in typed
    ]
    # A second list of measures would only differ from the first one as that is kept up.
    return {MEASURES: [] if listed else [_measure_row(g) for g in measures.gauges], VALUES: values}


def _measure_row(gauge: Gauge) -> dict[str, Any]:
    measure = gauge.measure
    row = {
        "code": measure.code,
        "name": measure.name,
        "indicator": (measure.indicator,),
        "unit": measure.unit,
        "better": measure.better,
        "definition": measure.definition,
        "source": measure.source,
        "fill": measure.fill,
    }
    return {key: value for key, value in row.items() if value}


def _value_rows(
    gauge: Gauge, settings: Settings, language: str, years: Sequence[int]
) -> Iterator[dict[str, Any]]:
    each = gauge.per_service or bool(gauge.services)
    scope: list[str | None] = [s for s in asked_services(gauge, settings) if s is not None]
    if not scope and each:
        scope = [*settings.service_ids]
    for year in sorted(years):
        for service in scope or [None]:
            row: dict[str, Any] = {
                # Nobody knows codes by heart; reading goes by the code and passes over the name.
                "measure": f"{gauge.measure.code} {gauge.measure.name}",
                "period": (date(year, 1, 1), date(year, 12, 31)),
            }
            if service is not None:
                row["service"] = service
            fill = gauge.measure_of(service).fill
            if fill and find_fill(fill) is not None:
                row["note"] = translate_in(language, SENTENCES[LEAVE_EMPTY])
            elif gauge.asked:
                row["asked"] = gauge.asked
            yield row


def workbook_bytes(workspace: Workspace, registers: Registers, language: str, years: Sequence[int]) -> bytes:
    """Return the workbook of results as the bytes of an XLSX file, prefilled for the years."""
    from qms.reports.workbooks import write_book
    from qms.results.definitions import find_book

    settings = workspace.settings
    rows = prefilled(registers, settings, workspace.framework, language, years)
    return write_book(find_book(BOOK), language, lists=workspace_lists(settings), rows=rows, sample=False)


def place_template(folder: Path, data: bytes, language: str, years: Sequence[int]) -> Path:
    """Put a new workbook into a folder, under a free name, and return where it lies. Raises NoEvidenceFolder."""
    from qms.results.definitions import find_book

    return put_into(folder, f"{find_book(BOOK).title(language)} {max(years)}", data)


def take_in(workspace: Workspace, file: Path) -> Imported:
    """Copy a workbook of results into the evidence folder, where the next pass reads it.

    Raises NoSuchFile, NotReadable, NoResultsFound, when nothing can be read, and NoEvidenceFolder.
    """
    from qms.results.checking import NoSuchFile, NotReadable
    from qms.results.store import read_file
    from qms.state.files import digest

    if not file.is_file():
        raise NoSuchFile(path=file)
    parsed = read_file(workspace, file)
    if isinstance(parsed, str):
        raise NotReadable(path=file, problem=parsed)
    rows = [row for row in parsed.rows if row.table.partition(".")[0] == BOOK]
    if not rows:
        raise NoResultsFound(file, parsed.problems)
    measures = sum(1 for row in rows if row.table == MEASURES)
    values = sum(1 for row in rows if row.table == VALUES and row.get("value") is not None)
    data = file.read_bytes()
    there = _known(workspace, digest(data))
    path = there or put_into(workspace.evidence_folder, file.stem, data, file.suffix)
    return Imported(path, there is not None, measures, values, parsed.problems)


def _known(workspace: Workspace, sha256: str) -> Path | None:
    """Return the file of the evidence folder that has these bytes already."""
    import os
    from pathlib import Path

    from qms.model.words import EvidenceStatus
    from qms.state.evidence_rows import known_files

    with workspace.state.read() as conn:
        found = next(
            (k for k in known_files(conn) if k.sha256 == sha256 and k.status == EvidenceStatus.PRESENT), None
        )
    if found is None:
        return None
    path = Path(os.fsdecode(os.path.join(os.fsencode(workspace.evidence_folder), found.raw)))
    return path if path.is_file() else None
