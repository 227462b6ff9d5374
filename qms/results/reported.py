"""Take in what people report: deviations, concerns and proposals, each with a row of the register that counts them.

The register is read by many, so it gets what tells nothing of persons: day, unit, kind. What the person wrote stays in
the state, for the quality coordinator and for the person who wrote it. A concern is entered by nobody, so that no list
tells who was worried; said without a name, nothing leads to the person. The trail tells only that a concern came in.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import UsageProblem
from qms.results.entries import Entry, entries_of
from qms.results.free_texts import refuse_identity_numbers
from qms.results.plain import to_plain
from qms.state.register_rows import insert_anonymous, insert_entry
from qms.state.reported_rows import insert_report, report_rows
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.workspace.workspace import Workspace

DEVIATION, CONCERN, PROPOSAL = "deviation", "concern", "proposal"
KINDS = (DEVIATION, CONCERN, PROPOSAL)
TABLES: Mapping[str, str] = {DEVIATION: "incidents", CONCERN: "incidents", PROPOSAL: "proposals"}
TOPICS: Mapping[str, tuple[str, ...]] = {
    DEVIATION: (
        "near_miss", "accident", "violence", "medication", "privacy", "rights", "missing_person", "fire", "property",
        "other",
    ),
    CONCERN: (
        "physical_abuse", "psychological_abuse", "sexual_abuse", "financial", "neglect", "discrimination", "other",
    ),
    PROPOSAL: ("planning", "delivery", "evaluation", "environment", "staff", "other"),
}  # fmt: skip
"""What each may be about: choices of the register, the likely ones first."""
AFFECTED = ("user", "staff", "both", "other", "none")
NOBODY = "-"
"""Stands in the register and the trail where nobody is named."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another


class NothingReported(UsageProblem):
    """Refuse a report without a text."""

    code = "nothing_reported"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what somebody reports: one of KINDS, a text, what it is about (of TOPICS), when and where it was.

    `unit` is the id of a site or "". `person` is "" where it is said without a name, which only a concern can be.
    `measures` tells what was done at once.
    """

    kind: str
    text: str
    topic: str
    day: date
    unit: str = ""
    unit_name: str = ""
    person: str = ""
    affected: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Hold a report with what became of it: the entry of the register, None where it was taken out again."""

    id: str
    kind: str
    person: str | None
    unit: str
    text: str
    at: str
    entry: Entry | None

    @property
    def number(self) -> str:
        """Return the number in the register, "" where it is no longer there."""
        return str(self.entry.values.get("number") or "") if self.entry is not None else ""

    @property
    def stage(self) -> str:
        """Return how far it is: received, working, answered, accepted, declined, done or gone."""
        return stage_of(self.kind, self.entry)


def stage_of(kind: str, entry: Entry | None) -> str:
    """Return how far a report is, from its entry in the register."""
    if entry is None:
        return "gone"
    values = entry.values
    if kind != PROPOSAL:
        if values.get("closed"):
            return "done"
        return "working" if entry.version > 1 else "received"
    if values.get("carried_out"):
        return "done"
    decided = str(values.get("decision") or "")
    if decided in {"accepted", "partly"}:
        return "accepted"
    if decided == "declined":
        return "declined"
    return "answered" if values.get("answered") else "working" if entry.version > 1 else "received"


def report(workspace: Workspace, wish: Wish) -> str:
    """Take in a report and return its number in the register; the trail never gets what it says.

    Raises NothingReported, or NumberInText where a text holds an identity number.
    """
    if not wish.text.strip():
        raise NothingReported
    refuse_identity_numbers(wish.text, wish.measures)
    table, is_concern = TABLES[wish.kind], wish.kind == CONCERN
    unnamed = is_concern and not wish.person
    number = f"{clock.today().year}-{''.join(secrets.choice(_LETTERS) for _ in range(6))}"
    cells = to_plain(_cells(wish, number))
    month = clock.today().replace(day=1).isoformat()
    with workspace.state.write(NOBODY if is_concern else workspace.actor.id) as change:
        if is_concern:
            entry = insert_anonymous(change.conn, table, cells, NOBODY, month)
            change.log("report.add", wish.kind)
        else:
            entry = insert_entry(change.conn, table, cells, change.actor, change.at)
            change.log("register.entry_added", entry, table=table)
        row = {
            "kind": wish.kind,
            "entry": entry,
            "person": wish.person or None,
            "unit": wish.unit_name,
            "text": wish.text.strip(),
            "at": month if unnamed else change.at,
        }
        insert_report(change.conn, row, hide_order=is_concern)
    return number


def _cells(wish: Wish, number: str) -> dict[str, Any]:
    """Return the row of the register, without what the person wrote unless it is a proposal."""
    if wish.kind == PROPOSAL:
        cells: dict[str, Any] = {
            "number": number,
            "date": wish.day,
            "source": "staff",
            "forum": wish.unit_name or None,
            "proposal": wish.text.strip(),
            "concerns": wish.topic or None,
        }
    else:
        cells = {
            "number": number,
            "date": wish.day,
            "site": wish.unit or None,
            "kind": wish.topic or "other",
            "affected": wish.affected or None,
            "reported": clock.today() if wish.person else None,
            "measures": wish.measures.strip() or None,
        }
    return {key: value for key, value in cells.items() if value is not None}


def reports_of(workspace: Workspace, person: str) -> list[Report]:
    """Return what somebody reported under their name, newest first."""
    return _reports(workspace, person)


def all_reports(workspace: Workspace) -> list[Report]:
    """Return all reports, newest first; for whoever deals with them."""
    return _reports(workspace, None)


def report_of_entry(workspace: Workspace, entry: str) -> Report | None:
    """Return the report that an entry of a register was made of, None where there is none."""
    return next((one for one in _reports(workspace, None) if one.entry and one.entry.id == entry), None)


def stage_of_number(workspace: Workspace, number: str) -> str | None:
    """Return how far the report of a number is, None where there is none: for whoever reported without a name."""
    wanted = number.strip().casefold()
    for one in _reports(workspace, None):
        if one.number and one.number.casefold() == wanted:
            return one.stage
    return None


def _reports(workspace: Workspace, person: str | None) -> list[Report]:
    with workspace.state.read() as conn:
        rows = report_rows(conn, person)
    entries = {entry.id: entry for entry in entries_of(workspace)} if rows else {}
    return [
        Report(row.id, row.kind, row.person, row.unit, row.text, row.at, entries.get(row.entry))
        for row in rows
    ]
