"""Gather what a manager looks at first: what ends before the audit, what is due, how units stand, and the trend."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.actions import list_actions, overdue_actions, standing
from qms.audit.snapshots import list_snapshots
from qms.documents.control import list_documents
from qms.documents.readings import reading_lists
from qms.documents.standing import GREEN, RED, review_light
from qms.model.months import add_months
from qms.model.words import DocumentStatus, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qms.documents.control import Document
    from qms.model.audit import ActionItem
    from qms.model.coverage import CoverageMap, Entry
    from qms.model.organisation import Person, Site
    from qms.workspace.workspace import Workspace

AHEAD_MONTHS = 6
"""How far ahead is looked where no day of an audit is known."""
UNFINISHED = frozenset({"open", "overdue"})
LATE = frozenset({"overdue", "check_overdue"})


@dataclass(frozen=True, slots=True)
class Ending:
    """Hold a covered or partly covered indicator whose evidence holds until `until` only."""

    entry: Entry
    until: date


@dataclass(frozen=True, slots=True)
class Due:
    """Hold a document whose review is near or overdue (`day`), or that waits for approval (`day` None)."""

    document: Document
    day: date | None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold how a unit stands; `site` None stands for people who belong to no unit.

    `gaps` are indicators not covered that people of the unit look after, `open` their actions that are not done and
    `late` those of them overdue, `unread` documents that their groups must know and not all of them have read.
    """

    site: Site | None
    people: tuple[Person, ...]
    gaps: tuple[Entry, ...]
    open: tuple[ActionItem, ...]
    late: tuple[ActionItem, ...]
    unread: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Hold how many indicators were in each state on a day; `name` is that of a snapshot, "" for now."""

    name: str
    day: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many indicators there were."""
        return sum(self.counts.values())


def horizon_of(found: CoverageMap) -> date:
    """Return the day of the next audit, else the day half a year ahead."""
    audit, as_of = found.setting.audit_on, found.setting.as_of
    return audit if audit is not None and audit >= as_of else add_months(as_of, AHEAD_MONTHS)


def endings(found: CoverageMap) -> list[Ending]:
    """Return what is covered now and ends before the audit, the earliest first."""
    last = horizon_of(found)
    ends = []
    for entry in found.entries:
        days = [
            cell.until
            for cell in entry.judgement.cells
            if cell.state is State.COVERED and cell.until is not None and cell.until < last
        ]
        if days:
            ends.append(Ending(entry, min(days)))
    return sorted(ends, key=lambda end: end.until)


def documents_due(workspace: Workspace) -> list[Due]:
    """Return documents whose review is overdue or near, the earliest first, then those that wait for approval."""
    day, warn = workspace.as_of, workspace.settings.warn_days
    reviews, waiting = [], []
    for document in list_documents(workspace):
        version = document.latest_approved
        due = version.review_due if version else None
        light = review_light(due, day, warn)
        if due is not None and light != GREEN:
            reviews.append((due, Due(document, due, light == RED)))
        if document.newest.status is DocumentStatus.IN_REVIEW:
            waiting.append(Due(document, None))
    return [one for _, one in sorted(reviews, key=lambda pair: (pair[0], pair[1].document.title))] + waiting


def late_actions(workspace: Workspace, service: str | None = None) -> list[ActionItem]:
    """Return actions that are overdue, or whose effect should have been checked; of a service and of all services."""
    return [one for one in overdue_actions(workspace) if service is None or one.service in {None, service}]


def units_of(workspace: Workspace, found: CoverageMap) -> list[Unit]:
    """Return the units of the provider in the order of the settings; last, where there are any, people without one."""
    settings = workspace.settings
    actions = list_actions(workspace)
    waiting = _waiting(workspace)
    known = {site.id for site in settings.sites}
    places: list[tuple[Site | None, tuple[Person, ...]]] = [
        (site, tuple(p for p in settings.people if p.site == site.id)) for site in settings.sites
    ]
    without = tuple(p for p in settings.people if p.site not in known)
    if without:
        places.append((None, without))
    return [_unit(workspace, site, people, found, actions, waiting) for site, people in places]


def _unit(
    workspace: Workspace,
    site: Site | None,
    people: tuple[Person, ...],
    found: CoverageMap,
    actions: Sequence[ActionItem],
    waiting: Sequence[tuple[Document, frozenset[str]]],
) -> Unit:
    mine = {person.id for person in people}
    names = {person.name for person in people}
    own = [(one, standing(one, workspace.as_of)) for one in actions if one.owner in mine]
    return Unit(
        site,
        people,
        tuple(entry for entry in found.gaps() if entry.owner in mine),
        tuple(one for one, stands in own if stands in UNFINISHED),
        tuple(one for one, stands in own if stands in LATE),
        tuple(document for document, outstanding in waiting if outstanding & names),
    )


def _waiting(workspace: Workspace) -> list[tuple[Document, frozenset[str]]]:
    """Return approved documents with the names of those who must know them and have not read them."""
    if not any(person.groups for person in workspace.settings.people):
        return []
    found = []
    for document in list_documents(workspace):
        if document.latest_approved is None or document.part:
            continue
        lists = reading_lists(workspace, document, workspace.framework)
        names = frozenset(name for one in lists if one.reading.asked for name in one.outstanding)
        if names:
            found.append((document, names))
    return found


def trend_of(workspace: Workspace, found: CoverageMap) -> list[Point]:
    """Return the states of the snapshots of this standard, oldest first, and of now; a damaged one is left out."""
    points = []
    for snapshot in list_snapshots(workspace):
        head = workspace.frozen.head(snapshot.sha256)
        if snapshot.framework == workspace.framework.id and head is not None:
            points.append(
                Point(snapshot.name, snapshot.as_of, _counted(row["state"] for row in head["coverage"]))
            )
    now = _counted(entry.judgement.state.value for entry in found.entries)
    return [*points, Point("", found.setting.as_of, now)]


def _counted(states: Iterable[str]) -> dict[str, int]:
    counts = Counter(states)
    return {state.value: counts[state.value] for state in State}
