"""Tell which documents somebody is to read, and record that they read and understood one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.archive import lay_out
from qms.documents.control import archive_path, is_intact, list_documents
from qms.documents.readings import counting_from, reading_lists, record_readings
from qms.model.errors import ChangedMeanwhile
from qms.state.document_rows import readings_of
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from qms.documents.control import Document, Version
    from qms.model.framework import Framework
    from qms.model.organisation import Group, Person
    from qms.workspace.workspace import Workspace

READ, NEW, CHANGED = "read", "new", "changed"


@dataclass(frozen=True, slots=True)
class ToRead:
    """Hold one document for one reader, in the version that people read now.

    `sheet` is its staff sheet, if one is approved. `groups` are those of the reader; `is_asked` tells whether the
    standard asks one of them to know it, or a sheet was written for them. `state` is read, new, or changed: read
    before a significant change; `read_on` is the day of the last reading.
    """

    document: Document
    version: Version
    sheet: Document | None
    groups: tuple[Group, ...]
    is_asked: bool
    state: str
    read_on: date | None

    @property
    def is_open(self) -> bool:
        """Tell whether the reader is still waited for."""
        return self.is_asked and self.state != READ


def documents_to_read(workspace: Workspace, person: Person, language: str = "") -> list[ToRead]:
    """Return the approved documents for somebody, what is to be read first; each once, in `language` where it is.

    Who has read it in another language has read it. Somebody of no group has no duty to read, and sees all the same.
    """
    groups = tuple(group for group in workspace.settings.groups if group.id in person.groups)
    everything = list_documents(workspace)
    by_text: dict[tuple[str, str], list[ToRead]] = {}
    for document in everything:
        if document.part or document.latest_approved is None:
            continue
        found = _to_read(workspace, document, _sheet_of(document, everything), person, groups)
        by_text.setdefault((document.slug, document.instance), []).append(found)
    wanted = (language, workspace.settings.language)
    chosen = [min(texts, key=lambda one: _rank(one, wanted)) for texts in by_text.values()]
    order = {CHANGED: 0, NEW: 1, READ: 2}
    return sorted(chosen, key=lambda one: (not one.is_asked, order[one.state], one.document.title.casefold()))


def _rank(one: ToRead, languages: Sequence[str]) -> tuple[bool, int, str]:
    own = one.document.language
    return one.state != READ, languages.index(own) if own in languages else len(languages), own


def _sheet_of(document: Document, everything: Sequence[Document]) -> Document | None:
    wanted = (document.slug, document.instance, document.language)
    for other in everything:
        if other.part == "staff" and (other.slug, other.instance, other.language) == wanted:
            return other if other.latest_approved is not None else None
    return None


def _to_read(
    workspace: Workspace,
    document: Document,
    sheet: Document | None,
    person: Person,
    groups: tuple[Group, ...],
) -> ToRead:
    version = document.latest_approved
    assert version is not None
    first = counting_from(document, version)
    with workspace.state.read() as conn:
        rows = readings_of(conn, document.id)
    mine = [r for r in rows if r.name.casefold() == _name(person).casefold() and r.number <= version.number]
    counted = {r.group for r in mine if r.number >= first}
    waiting = {group.id for group in groups} - counted
    before = CHANGED if any(r.number < first for r in mine) else NEW
    state = READ if counted and not waiting else before
    return ToRead(
        document,
        version,
        sheet,
        groups,
        bool(groups) and (sheet is not None or _is_asked(workspace, document, workspace.framework, groups)),
        state,
        max((r.read_on for r in mine), default=None),
    )


def _is_asked(
    workspace: Workspace, document: Document, framework: Framework, groups: tuple[Group, ...]
) -> bool:
    own = {group.id for group in groups}
    lists = reading_lists(workspace, document, framework)
    return any(one.reading.group.id in own and one.reading.asked for one in lists)


def confirm_read(workspace: Workspace, person: Person, wanted: ToRead, seen: int) -> int:
    """Record that somebody read and understood version `seen`, for each of their groups; return how many were new.

    Raises ChangedMeanwhile where people are to read another version by now.
    """
    if wanted.version.number != seen:
        raise ChangedMeanwhile(subject=str(wanted.document.address))
    entry = (_name(person), clock.today())
    return sum(record_readings(workspace, wanted.document, group, [entry]) for group in wanted.groups)


def _name(person: Person) -> str:
    return " ".join(person.name.split())


def approved_file(workspace: Workspace, document: Document, version: Version) -> Path | None:
    """Return the file of an approved version, laid out again where somebody took it away; None where it is lost."""
    if not is_intact(workspace, version):
        return None
    path = archive_path(workspace, document, version)
    if not path.is_file():
        lay_out(workspace, document)
    return path if path.is_file() else None
