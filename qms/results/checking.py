"""Check registers: those of the evidence folder, or one spreadsheet before it is put there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.model.register import BookFile, RowProblem
from qms.results.store import load_registers, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from qms.workspace.workspace import Workspace


class NotReadable(QmsError):
    """Report a spreadsheet that cannot be read; `path` and `problem` are given."""

    code = "spreadsheet_unreadable"
    hint = "hint_spreadsheet"


class NoSuchFile(QmsError):
    """Report a file that is not there."""

    code = "no_such_file"
    hint = "hint_path"


class NoFile(QmsError):
    """Report a folder where a file was asked for."""

    code = "folder_no_file"
    hint = "hint_check_folder"


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold the spreadsheets with registers that were looked at, and all that is wrong."""

    files: tuple[BookFile, ...]
    problems: tuple[RowProblem, ...]


def check_store(workspace: Workspace) -> Checked:
    """Return the recognised spreadsheets as of the last pass, with the places that are wrong.

    Measures, values and answers are looked at together with what registers and rounds say.
    """
    from qms.results.sense import sense_problems
    from qms.results.sheets import read_results
    from qms.results.survey_answers import survey_problems
    from qms.results.surveys import load_surveys

    registers, framework = load_registers(workspace), workspace.framework
    found = read_results(
        registers, workspace.settings, framework, workspace.reading_language, workspace.as_of
    )
    surveys = (p for survey in load_surveys() for p in survey_problems(registers, survey))
    return Checked(
        registers.files, (*registers.problems, *sense_problems(registers), *found.problems, *surveys)
    )


def check_file(workspace: Workspace, path: Path) -> Checked:
    """Read one spreadsheet wherever it lies; raises NoSuchFile, NoFile or NotReadable."""
    if path.is_dir():
        raise NoFile(path=path)
    if not path.is_file():
        raise NoSuchFile(path=path)
    parsed = read_file(workspace, path)
    if isinstance(parsed, str):
        raise NotReadable(path=path, problem=parsed)
    file = BookFile(
        "", path.name, parsed.books, parsed.tables, len(parsed.rows), parsed.problems, parsed.lost
    )
    return Checked((file,) if parsed.books else (), parsed.problems)
