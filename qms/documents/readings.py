"""Keep who has read a document: a sheet to print and sign, an import of who has, and the share of each group.

A signature shows that somebody has read a text, never that it was understood: these counts are shown beside the level
that the standard asks for and prove nothing by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.frontmatter import FrontMatter
from qms.documents.library import load_template
from qms.documents.render import render_document
from qms.documents.variables import build_values
from qms.model.errors import QmsError
from qms.model.extents import EXTENTS, reached
from qms.resources import data_path
from qms.state.document_rows import add_reading, readings_of
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qms.documents.control import Document, Version
    from qms.model.framework import Framework
    from qms.model.organisation import Group
    from qms.workspace.workspace import Workspace

_AWARE = frozenset({"know", "understand"})
_LEAST_LINES = 12


class UnknownGroup(QmsError):
    """Refuse a group that qms.toml does not have; `group` and `groups` are given."""

    code = "unknown_group"
    hint = "hint_groups"


class NotApprovedYet(QmsError):
    """Refuse to count readers of a document of which no version is approved."""

    code = "not_approved_yet"
    hint = "hint_approve_first"


@dataclass(frozen=True, slots=True)
class GroupReading:
    """Hold how many of a group have read a document: `size` today (None: unknown), and the extents reached.

    `asked` is what level 2 of the standard asks of this group for an indicator that the document serves.
    """

    group: Group
    read: int
    size: int | None
    reached: tuple[str, ...]
    asked: str | None

    @property
    def share(self) -> float | None:
        """Return the share of today's group, at most 1."""
        return min(1.0, self.read / self.size) if self.size else None


def find_group(workspace: Workspace, ident: str) -> Group:
    """Return a group by id; raises UnknownGroup."""
    groups = workspace.settings.groups
    for group in groups:
        if group.id == ident:
            return group
    raise UnknownGroup(group=ident, groups=[group.id for group in groups])


def version_to_read(document: Document) -> Version:
    """Return the approved version that people read; raises NotApprovedYet."""
    version = document.latest_approved
    if version is None:
        raise NotApprovedYet(title=document.title)
    return version


def counting_from(document: Document, version: Version) -> int:
    """Return the oldest version whose readers count for `version`: since it, no change was significant."""
    number = version.number
    approved = {v.number: v for v in document.versions if v.frozen is not None}
    while approved[number].significant is False:
        earlier = [n for n in approved if n < number]
        if not earlier:
            break
        number = max(earlier)
    return number


def record_readings(
    workspace: Workspace, document: Document, group: Group, entries: Iterable[tuple[str, date]]
) -> int:
    """Record who has read the version in force, and return how many were new.

    The trail gets their number, never their names. Raises NotApprovedYet.
    """
    version = version_to_read(document)
    new = 0
    with workspace.state.write(workspace.actor.id) as change:
        for name, day in entries:
            row = {"document": document.id, "number": version.number, "group": group.id}
            row |= {"name": " ".join(name.split()), "read_on": day, "by": change.actor, "at": clock.now()}
            new += add_reading(change.conn, row)
        change.log("document.read", document.id, version=version.number, group=group.id, new=new)
    return new


def read_by_group(workspace: Workspace, document: Document, framework: Framework) -> list[GroupReading]:
    """Return for every group of qms.toml how many have read the version in force.

    A person counts once. Raises NotApprovedYet.
    """
    version = version_to_read(document)
    first = counting_from(document, version)
    with workspace.state.read() as conn:
        rows = [r for r in readings_of(conn, document.id) if first <= r.number <= version.number]
    found = []
    for group in workspace.settings.groups:
        names = {row.name.casefold() for row in rows if row.group == group.id}
        size = int(group.size) if group.size else None
        share = min(1.0, len(names) / size) if size else 0.0
        found.append(
            GroupReading(
                group,
                len(names),
                size,
                reached(share, workspace.settings.awareness),
                _asked(document, framework, group),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class GroupList:
    """Hold by name who of a group has read a document and on which day, and who of its people has not."""

    reading: GroupReading
    readers: tuple[tuple[str, date], ...]
    outstanding: tuple[str, ...]


def reading_lists(workspace: Workspace, document: Document, framework: Framework) -> list[GroupList]:
    """Return for every group who has read the version in force, and whom of the known people it still waits for.

    Raises NotApprovedYet.
    """
    version = version_to_read(document)
    first = counting_from(document, version)
    with workspace.state.read() as conn:
        rows = [r for r in readings_of(conn, document.id) if first <= r.number <= version.number]
    found = []
    for reading in read_by_group(workspace, document, framework):
        mine = {r.name.casefold(): (r.name, r.read_on) for r in rows if r.group == reading.group.id}
        members = [p.name for p in workspace.settings.people if reading.group.id in p.groups]
        waiting = tuple(name for name in members if name.casefold() not in mine)
        found.append(GroupList(reading, tuple(sorted(mine.values())), waiting))
    return found


def _asked(document: Document, framework: Framework, group: Group) -> str | None:
    serves = document.serves.get(framework.id, {})
    refs = {*serves.get("required", ()), *serves.get("supports", ())}
    criteria = {framework.by_ref[ref].criterion for ref in refs if ref in framework.by_ref}
    asked = [
        test.extent
        for criterion in framework.criteria
        if criterion.ref in criteria
        for scale in criterion.scales
        for test in scale.level_2
        if group.kind in test.groups and test.verb in _AWARE and test.extent in EXTENTS
    ]
    return max(asked, key=EXTENTS.index, default=None)


def reading_sheet(workspace: Workspace, document: Document, group: Group) -> bytes:
    """Return the Word file of a sheet to print and sign; raises NotApprovedYet."""
    version = version_to_read(document)
    template, problems = load_template(data_path("templates", "sheets", "reading-sheet"), "packaged", {})
    if template is None:
        raise AssertionError(problems)
    count = max(_LEAST_LINES, int(group.size or 0))
    label = {"en": "version", "nb": "versjon", "lt": "versija"}[document.language]
    answers = {
        "group": group.name,
        "about": f"{document.title}, {label} {version.number}",
        "lines": [f"{number}" for number in range(1, count + 1)],
    }
    language = document.language
    values = build_values(template, language, {template.slug: answers}, {})
    organisation = workspace.settings.organisation
    front = FrontMatter(
        title=template.title(language),
        document_id=str(document.address),
        organisation=organisation.name,
        version=str(version.number),
        status="approved",
        dated=clock.today(),
        kind=template.kind,
        valid_from=version.valid_from,
    )
    return render_document(template, language, organisation.country, values, front)
