"""List the kinds of reports: who gathers each, which options it takes and in which formats it is written.

A further kind is a further line here and a module with `build(wish) -> Report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from qms.workspace.workspace import Workspace

FORMATS = (".xlsx", ".docx", ".html")


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold a kind of report: the module that gathers it, and the `options` beyond language that it understands."""

    module: str
    options: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what is asked of a report; files are linked where `links_from`, the folder it will stand in, is given.

    `since` and `until` are the days of a report that tells of a period. What was counted from `hidden` evidence is not
    told.
    """

    workspace: Workspace
    language: str
    as_of: date | None = None
    service: str | None = None
    links_from: Path | None = None
    since: date | None = None
    until: date | None = None
    hidden: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {
    "coverage": Kind("qms.audit.outputs.coverage", ("as_of", "service")),
    "gaps": Kind("qms.audit.outputs.gaps", ("as_of", "service")),
    "assessment": Kind("qms.audit.outputs.assessment"),
    "improvement": Kind("qms.audit.outputs.improvement", ("as_of", "service")),
    "progress": Kind("qms.audit.outputs.progress", ("since", "until", "into")),
}
