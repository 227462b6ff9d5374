"""Say what hangs on a service, site, function or group of `qms.toml`, so that nobody takes it out from under that."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qms.model.reasons import Reason
from qms.state.hanging_rows import entries_with, naming_function, naming_group, naming_service

if TYPE_CHECKING:
    from qms.workspace.workspace import Workspace

_ROWS = {"services": naming_service, "functions": naming_function, "groups": naming_group}


def hanging_on(workspace: Workspace, table: str, ident: str) -> tuple[Reason, ...]:
    """Return what names one row of services, sites, functions or groups: a reason with its `count` for each sort."""
    settings = workspace.settings
    name = next((row.name for row in getattr(settings, table) if row.id == ident), ident)
    found: Counter[str] = Counter()
    with workspace.state.read() as conn:
        if table in _ROWS:
            found.update(_ROWS[table](conn, ident))
        found["register_entries"] += entries_with(conn, {ident, name})
    if table == "sites":
        found["people"] += sum(person.site == ident for person in settings.people)
    if table == "groups":
        found["people"] += sum(ident in person.groups for person in settings.people)
    if table == "functions":
        found["answers"] += sum(slug.endswith(f"@{ident}") for slug in settings.answers)
    return tuple(Reason(f"hangs_{sort}", {"count": count}) for sort, count in sorted(found.items()) if count)
