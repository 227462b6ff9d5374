"""Say what somebody sees of registers: nothing that lies in confidential files, nor what was counted from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from qms.people.access import Right
from qms.results.places import problem_place, problem_text
from qms.results.store import load_registers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.register import BookFile, Origin, Registers, RowProblem
    from qms.web.here import Here


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one place that is wrong, in words: the file with its address ("" for an entry), where in it, and what."""

    path: str
    url: str
    place: str
    sheet: str
    row: int
    column: str
    heading: str
    what: str
    severe: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a spreadsheet in which books were recognised."""

    path: str
    url: str
    rows: int
    problems: int


def registers_of(h: Here) -> Registers:
    """Return all registers, remembered while nothing changed."""
    found: Registers = h.server.remembered.get(h.workspace, "registers", lambda: load_registers(h.workspace))
    return found


def is_careful(h: Here) -> bool:
    """Say whether small counts of people and their own words are kept from who asks."""
    return not h.may(Right.READ_CONFIDENTIAL)


def is_withheld(h: Here, book: str) -> bool:
    """Say whether a book has rows in a file that the person must not see, so that its numbers are not shown."""
    return any(file.evidence in h.hidden for file in registers_of(h).files_of(book))


def in_hidden(h: Here, origins: Iterable[Origin]) -> bool:
    """Say whether one of the rows behind a number lies in a file that the person must not see."""
    return any(origin.evidence in h.hidden for origin in origins if origin.evidence)


def sheets_of(h: Here, book: str) -> list[Sheet]:
    """Return the spreadsheets of a book that the person may see."""
    return [_sheet(file) for file in registers_of(h).files_of(book) if file.evidence not in h.hidden]


def _sheet(file: BookFile) -> Sheet:
    return Sheet(file.path, _address(file.evidence), file.rows, len(file.problems))


def _address(evidence: str | None) -> str:
    return url_for("evidence.show", ident=evidence) if evidence else ""


def places_of(h: Here, problems: Iterable[RowProblem]) -> list[Place]:
    """Return the places that are wrong in files that the person may see, in the order of file, sheet and row.

    What is told of such a file may name another one, where the same stands: that one must be seen too.
    """
    secret = {file.path for file in registers_of(h).files if file.evidence in h.hidden}
    shown = [p for p in problems if p.evidence not in h.hidden and not secret & {p.path, *_texts(p.params)}]
    shown.sort(key=lambda p: (p.path, p.sheet, p.row, len(p.column), p.column))
    return [place_of(problem) for problem in shown]


def _texts(params: Mapping[str, Any]) -> list[str]:
    return [value for value in params.values() if isinstance(value, str)]


def place_of(problem: RowProblem) -> Place:
    """Return one place in words."""
    from qms.model.register import ERROR
    from qms.results.places import shown_sheet

    return Place(
        path=problem.path,
        url=_address(problem.evidence),
        place=problem_place(problem),
        sheet=shown_sheet(problem.sheet) if problem.sheet else "",
        row=problem.row,
        column=problem.column,
        heading=" ".join(problem.heading.split()),
        what=problem_text(problem),
        severe=problem.severity == ERROR,
    )


def all_problems(h: Here) -> tuple[RowProblem, ...]:
    """Return every place that is wrong, as `check_store` tells them; remembered while nothing changed."""
    from qms.results.checking import check_store

    key = ("register-problems", h.workspace.framework.id, h.workspace.reading_language)
    found: tuple[RowProblem, ...] = h.server.remembered.get(
        h.workspace, key, lambda: check_store(h.workspace).problems
    )
    return found
