"""Write the calendar file to a place where it does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.reports.calendar_file import calendar_file, is_ours
from qms.state.files import write_atomic
from qms.workspace import clock
from qms.workspace.outputs import place_of_output

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qms.model.calendar import Calendar
    from qms.workspace.workspace import Workspace


class CalendarTaken(QmsError):
    """Refuse to write a calendar over a file that is none of ours; `path` is given."""

    code = "calendar_taken"
    hint = "hint_calendar_taken"


def write_calendar(
    workspace: Workspace,
    found: Calendar,
    target: Path,
    language: str,
    people: Mapping[str, str],
    *,
    force: bool = False,
) -> None:
    """Write the events to `target`, over an earlier calendar of ours; `people` gives names of owners by id.

    Raises CalendarTaken, PlaceOurs, NoFolder or Unwritable.
    """
    # An earlier calendar of ours is written over without being asked: what else is there, is judged below.
    folder = place_of_output(workspace, target, force=True)
    if not force and _is_taken(target):
        raise CalendarTaken(path=target)
    name = say("calendar_name", {"organisation": workspace.settings.organisation.name})
    data = calendar_file(found, language, name=name, now=clock.now(), people=people)
    write_atomic(folder / target.name, data, mode=None)


def _is_taken(target: Path) -> bool:
    if not target.exists() and not target.is_symlink():
        return False
    try:
        with target.open("rb") as stream:
            return not is_ours(stream.read(1024))
    except OSError:
        return True
