"""Make the file of a report: check where it may stand, gather it, write it whole or not at all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from qms.audit.outputs.kinds import KINDS, Wish
from qms.locale.translator import activate, current
from qms.model.errors import UsageProblem
from qms.state.files import write_atomic
from qms.workspace.outputs import place_of_output

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from qms.model.reports import Report
    from qms.workspace.workspace import Workspace


class FormatUnknown(UsageProblem):
    """Refuse a file name whose ending names none of our formats; `name` and `formats` are given."""

    code = "output_format"
    hint = "hint_output_format"


class OptionUnused(UsageProblem):
    """Refuse an option that a kind of report has no use for; `option` and `report` are given."""

    code = "output_option"
    hint = "hint_output_option"


def make_report(
    workspace: Workspace,
    kind: str,
    target: Path,
    *,
    language: str | None = None,
    as_of: date | None = None,
    service: str | None = None,
    since: date | None = None,
    until: date | None = None,
    links: bool = True,
    force: bool = False,
) -> bool:
    """Write a report to `target`, in the format that its ending names, and tell whether it links to files.

    Links are relative, and only a report that stands in the folder of the workspace has them. Raises FormatUnknown,
    OptionUnused, ReportTaken, PlaceOurs, NoFolder, Unwritable and what gathering raises.
    """
    given = {"as_of": as_of, "service": service, "since": since, "until": until}
    suffix, folder = checked_place(workspace, kind, target, given, force=force)
    linked = links and folder.is_relative_to(workspace.root)
    chosen = language or current()
    wish = Wish(workspace, chosen, as_of, service, folder if linked else None, since, until)
    write_atomic(folder / target.name, written(build(kind, wish), suffix), mode=None)
    return linked


def build(kind: str, wish: Wish) -> Report:
    """Gather a report in the language that is asked for."""
    before = current()
    activate(wish.language)
    try:
        made: Report = import_module(KINDS[kind].module).build(wish)
    finally:
        activate(before)
    return made


def written(report: Report, suffix: str) -> bytes:
    """Return a report as the bytes of a file of that ending; equal reports give equal bytes."""
    if suffix == ".xlsx":
        from qms.reports.report_workbook import workbook_of

        return workbook_of(report)
    if suffix == ".docx":
        from qms.audit.outputs.word import word_of

        return word_of(report)
    from qms.reports.report_page import page_of

    return page_of(report)


def checked_place(
    workspace: Workspace, kind: str, target: Path, given: Mapping[str, object], *, force: bool
) -> tuple[str, Path]:
    """Return the ending of a file to write and the folder it may stand in; `given` are the options by name.

    Raises FormatUnknown, OptionUnused, ReportTaken, PlaceOurs or NoFolder.
    """
    suffix = _checked(kind, target, given)
    return suffix, place_of_output(workspace, target, force=force)


def _checked(kind: str, target: Path, given: Mapping[str, object]) -> str:
    """Return the ending of the file in small letters; refuse what the kind of report does not know."""
    known = KINDS[kind]
    suffix = target.suffix.lower()
    if suffix not in known.formats:
        raise FormatUnknown(name=target.name, formats=", ".join(known.formats))
    for option, value in given.items():
        if value is not None and option not in known.options:
            raise OptionUnused(option="--" + option.replace("_", "-"), report=kind)
    return suffix
