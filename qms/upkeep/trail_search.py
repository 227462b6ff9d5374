"""Search the trail by person, action, subject and period, a page at a time, and say whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.rounds import list_rounds as audits_of
from qms.audit.snapshots import list_snapshots
from qms.documents.control import list_documents
from qms.state.evidence_rows import known_files
from qms.state.series_rows import all_rules, all_series
from qms.state.trail_search import actors_and_actions, matching, numbered
from qms.upkeep.trail import TrailEntry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from qms.workspace.workspace import Workspace

PAGE = 100


@dataclass(frozen=True, slots=True)
class TrailWish:
    """Hold what is looked for; empty fields ask for all. `subject` is a part of its name, whatever the case."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Hold one page of entries, newest first, the number of pages and of all entries found."""

    entries: tuple[TrailEntry, ...]
    page: int
    pages: int
    count: int


class TrailNames:
    """Turn the ids of subjects into names, as far as the workspace still knows them."""

    def __init__(self, workspace: Workspace) -> None:
        settings, framework = workspace.settings, workspace.framework
        with workspace.state.read() as conn:
            self.evidence = {known.id: known.path for known in known_files(conn)}
            kept = {one.id: one.name for one in all_series(conn)} | {
                one.id: one.folder for one in all_rules(conn)
            }
        self.documents = {document.id: document for document in list_documents(workspace)}
        self._names: dict[str, str] = self.evidence | kept
        self._names |= {document.id: document.title for document in self.documents.values()}
        self._names |= {found.id: found.name for found in audits_of(workspace)}
        self._names |= {snapshot.id: snapshot.name for snapshot in list_snapshots(workspace)}
        self._names |= settings.person_names
        language = workspace.reading_language
        self._names |= {
            f"{framework.id}:{ref}": f"{ref} {framework.title('indicators', ref, language)}"
            for ref in framework.by_ref
        }

    def of(self, subject: str) -> str:
        """Return a subject in words; of a pair, both."""
        return " → ".join(self._names.get(part, part) for part in subject.split(">"))


def is_about(subject: str, hidden: Collection[str]) -> bool:
    """Say whether a subject is, or is a pair with, one of these ids."""
    return any(part in hidden for part in subject.split(">"))


def search_trail(
    workspace: Workspace, wish: TrailWish, page: int = 1, hidden: Collection[str] = frozenset()
) -> tuple[TrailPage, TrailNames]:
    """Return a page of what is looked for, less what is about `hidden` evidence, and the names of subjects."""
    names = TrailNames(workspace)
    wanted = wish.subject.casefold().strip()
    with workspace.state.read() as conn:
        found = matching(conn, wish.actor, wish.action, wish.since, wish.until)
        kept = [
            number
            for number, subject in found
            if not is_about(subject, hidden)
            and (not wanted or wanted in f"{subject} {names.of(subject)}".casefold())
        ]
        pages = max(1, -(-len(kept) // PAGE))
        page = min(max(page, 1), pages)
        rows = numbered(conn, kept[(page - 1) * PAGE : page * PAGE])
    entries = tuple(
        TrailEntry(r.seq, r.at, r.actor, r.action, r.subject, names.of(r.subject), r.details) for r in rows
    )
    return TrailPage(entries, page, pages, len(kept)), names


def trail_words(workspace: Workspace) -> tuple[list[str], list[str]]:
    """Return who ever did something, and the codes of what was ever done."""
    with workspace.state.read() as conn:
        return actors_and_actions(conn)
