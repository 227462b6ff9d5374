"""Tell how a controlled document stands: in force, due for review, own words written, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.documents.approval import passages_left, working_bytes
from qms.documents.control import list_documents
from qms.documents.data import own_words
from qms.documents.inputs import source_of, values_for
from qms.documents.library import load_library
from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.state.files import digest
from qms.workspace import clock

if TYPE_CHECKING:
    from datetime import date

    from qms.documents.control import Document, Version
    from qms.documents.inputs import Source
    from qms.documents.library import Library
    from qms.workspace.workspace import Workspace

GREEN, YELLOW, RED = "green", "yellow", "red"


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold how a document stands; `light` is green, yellow or red by its next review (None: nothing in force).

    `own_done` of `own_total` passages are in the provider's own words; `parts` are staff sheet and easy-read version.
    """

    document: Document
    in_force: Version | None
    light: str | None
    own_done: int
    own_total: int
    parts: tuple[Standing, ...] = ()

    @property
    def untested(self) -> bool:
        """Tell whether this is an easy-read text that nobody is known to have tried."""
        return self.document.part == "easy" and self.document.newest.tried_on is None


def review_light(due: date | None, day: date, warn_days: int) -> str:
    """Return green, yellow (due within `warn_days`) or red (overdue)."""
    if due is None:
        return GREEN
    if due < day:
        return RED
    return YELLOW if (due - day).days <= warn_days else GREEN


def standings(workspace: Workspace) -> list[Standing]:
    """Return how every document stands, staff sheets and easy-read versions with the one that they go with."""
    library = load_library(workspace.templates)
    everything = [standing_of(workspace, library, document) for document in list_documents(workspace)]
    parts: dict[tuple[str, str, str], list[Standing]] = {}
    for each in everything:
        if each.document.part:
            parts.setdefault(_key(each.document), []).append(each)
    mains = [each for each in everything if not each.document.part]
    known = {_key(each.document) for each in mains}
    alone = [each for key, group in parts.items() if key not in known for each in group]
    return [replace(each, parts=tuple(parts.get(_key(each.document), ()))) for each in mains] + alone


def _key(document: Document) -> tuple[str, str, str]:
    return (document.slug, document.instance, document.language)


def standing_of(workspace: Workspace, library: Library, document: Document) -> Standing:
    """Return how one document stands, without what goes with it."""
    day = clock.today()
    version = document.in_force(day)
    light = review_light(version.review_due, day, workspace.settings.warn_days) if version else None
    total, left = _passages(workspace, library, document)
    return Standing(document, version, light, total - min(left, total), total)


def _report_passages(workspace: Workspace, source: Source) -> int:
    """Return how many passages a report has: its own, and those of each sheet that it holds."""
    values = values_for(workspace, source).values
    return len(source.template.passages) + sum(1 for _ in own_words(values))


def _passages(workspace: Workspace, library: Library, document: Document) -> tuple[int, int]:
    """Return how many passages a document has and how many of them still hold the suggestion."""
    if document.part or document.path.endswith(".pdf"):
        return 0, 0
    try:
        source = source_of(workspace, library, document.address, document.language)
    except QmsError:
        return 0, 0
    total = len(source.template.passages)
    if document.newest.status in {DocumentStatus.APPROVED, DocumentStatus.WITHDRAWN}:
        return total, 0
    try:
        if source.template.data:
            total = _report_passages(workspace, source)
        path = workspace.root / document.path
        if path.is_file() and digest(path.read_bytes()) == document.newest.base:
            return total, len(values_for(workspace, source).to_adapt)
        return total, len(passages_left(workspace, document, working_bytes(workspace, document)))
    except (OSError, QmsError):
        return total, total
