"""Count who knows and who understands: of today's group, so that newcomers lower the share.

Persons count once. Head counts of sessions are never added up, since the same people may have come twice: the largest
single session counts, or the persons named, whichever is more, and never more than the group has today. Where members
are known by name, a session counts at most those of today who had joined by its day. One head count for several groups
counts for each only what is left when all of the others were there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.model.extents import reached
from qms.results.counts.choosing import by_day, of_year, origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.organisation import Group, Settings
    from qms.model.register import Origin, Registers, Row

STAFF_KINDS = frozenset({"staff", "managers"})


@dataclass(frozen=True, slots=True)
class AwarenessCounts:
    """Hold how many of a group know and understand a subject, an indicator or a topic, on a day.

    `size` is that of today's group (None: nobody has said), `named` tells that it comes from the sheet of members. The
    shares are 0 to 1 and None without a size; `known_reached` and `understood_reached` are the extents (many, most,
    all) that they reach, weakest first. `newest` is the last day on which somebody of them was told or asked.
    """

    subject: str
    group: str
    known: int = 0
    understood: int = 0
    size: int | None = None
    named: bool = False
    known_reached: tuple[str, ...] = ()
    understood_reached: tuple[str, ...] = ()
    first: date | None = None
    newest: date | None = None
    topics: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()

    @property
    def known_share(self) -> float | None:
        """Return the share of today's group that knows."""
        return self.known / self.size if self.size else None

    @property
    def understood_share(self) -> float | None:
        """Return the share of today's group that understands."""
        return self.understood / self.size if self.size else None

    @property
    def extent(self) -> str | None:
        """Return the strongest extent of those who know, None where none is reached."""
        return self.known_reached[-1] if self.known_reached else None


@dataclass(frozen=True, slots=True)
class TrainingCounts:
    """Hold the hours of training of staff in a calendar year, against today's staff (`size` None: unknown).

    `hours` are hours of persons: a session of two hours with ten present makes twenty.
    """

    year: int
    hours: float = 0.0
    sessions: int = 0
    size: int | None = None
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()

    @property
    def per_person(self) -> float | None:
        """Return the hours per person of today's staff."""
        return self.hours / self.size if self.size else None


def members_of(registers: Registers, day: date) -> dict[str, frozenset[str]]:
    """Return today's members by group, folded: joined by the day (or no day given) and not left by then."""
    return {group: frozenset(persons) for group, persons in _joined(registers, day).items()}


def _joined(registers: Registers, day: date) -> dict[str, dict[str, date]]:
    """Return today's members by group, folded, each with the day of joining (the first day there is: unknown)."""
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for row in registers.rows("awareness.members"):
        joined = row.get("joined")
        person = _folded(row.get("person"))
        if not person or (joined is not None and joined > day) or by_day(row, "left", day) is not None:
            continue
        for group in row.get("group") or ():
            found[group][person] = min(joined or date.min, found[group].get(person, date.max))
    return found


def count_awareness(
    registers: Registers,
    settings: Settings,
    day: date,
    refs_of_topic: Mapping[str, Sequence[str]] | None = None,
) -> tuple[AwarenessCounts, ...]:
    """Count awareness by indicator and group, in the order of the groups of `qms.toml`.

    Where a row names no indicators, `refs_of_topic` gives those of the document whose title is its topic (keys folded
    as by `folded_topic`). Rows after `day` do not count.
    """
    by_ref: dict[str, list[Row]] = defaultdict(list)
    for row in _held(registers, day):
        for ref in dict.fromkeys(refs_of(row, refs_of_topic or {})):
            by_ref[ref].append(row)
    return _count_all(registers, settings, day, by_ref)


def count_training(
    registers: Registers, settings: Settings, year: int, day: date | None = None
) -> TrainingCounts:
    """Count the hours of training of staff in a year, up to `day`; awareness belongs to groups and not to services.

    A session that is written both as a whole and person by person counts once, with the larger of the two.
    """
    staff = [g for g in settings.groups if g.kind in STAFF_KINDS]
    ids = {g.id for g in staff}
    rows = [
        row
        for row in of_year(registers.rows("awareness"), "date", year, day)
        if row.get("hours") and ids & set(row.get("group") or ())
    ]
    sessions: dict[tuple[Any, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = (row.get("date"), folded_topic(row.get("topic")))
        person = _folded(row.get("person"))
        if not person:
            sessions[key][0] = max(sessions[key][0], row.get("hours") * int(row.get("present") or 0))
        elif (*key, person) not in seen and row.get("present") != 0:
            seen.add((*key, person))
            sessions[key][1] += row.get("hours")
    size = _staff_size(members_of(registers, day or date.max), staff)
    hours = sum(max(pair) for pair in sessions.values())
    return TrainingCounts(year, float(hours), len(sessions), size, tuple(rows), origins(rows))


def refs_of(row: Row, refs_of_topic: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the indicators that a row of awareness speaks of: those it names, else those of its topic."""
    named = row.get("indicators")
    return tuple(named) if named else tuple(refs_of_topic.get(folded_topic(row.get("topic")), ()))


def folded_topic(topic: Any) -> str:
    """Return a topic as it is compared: case and runs of blanks do not matter."""
    return _folded(topic)


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()


def _held(registers: Registers, day: date) -> Iterable[Row]:
    return (row for row in registers.rows("awareness") if by_day(row, "date", day) is not None)


def _count_all(
    registers: Registers, settings: Settings, day: date, by_subject: Mapping[str, Sequence[Row]]
) -> tuple[AwarenessCounts, ...]:
    members = _joined(registers, day)
    sizes = {g.id: len(members[g.id]) if g.id in members else int(g.size or 0) for g in settings.groups}
    found = []
    for subject in by_subject:
        for group in settings.groups:
            own = members.get(group.id)
            counts = _count(subject, group, by_subject[subject], own, sizes, settings.awareness)
            if counts is not None:
                found.append(counts)
    places = {group.id: number for number, group in enumerate(settings.groups)}
    return tuple(sorted(found, key=lambda c: (c.subject, places[c.group])))


def _count(
    subject: str,
    group: Group,
    rows: Sequence[Row],
    members: Mapping[str, date] | None,
    sizes: Mapping[str, int],
    limits: Mapping[str, float],
) -> AwarenessCounts | None:
    """Count one subject for one group; None where no row speaks of it. `sizes` are those of all groups, 0: unknown.

    Where the members are known by name, a person who is also in another group counts in both, and one who has left in
    none.
    """
    used: list[Row] = []
    sessions, knowing, understanding = [(0, 0)], set(), set()
    for row in rows:
        mine = group.id in (row.get("group") or ())
        person = _folded(row.get("person"))
        if person and (person in members if members is not None else mine):
            used.append(row)
            present, understood = _heads(row, 1)
            if present:
                knowing.add(person)
            if understood:
                understanding.add(person)
        elif mine and not person:
            used.append(row)
            sessions.append(_of_group(row, group.id, members, sizes))
    if not used:
        return None
    size = sizes[group.id] if members is not None else sizes[group.id] or None
    most = size or 10**9
    known = min(most, max(len(knowing), *(present for present, _ in sessions)))
    understood = min(most, max(len(understanding), *(count for _, count in sessions)))
    days = [row.get("date") for row in used]
    return AwarenessCounts(
        subject,
        group.id,
        known,
        understood,
        size,
        members is not None,
        reached(known / size, limits) if size else (),
        reached(understood / size, limits) if size else (),
        min(days),
        max(days),
        tuple(sorted({str(row.get("topic")) for row in used if row.get("topic")})),
        tuple(used),
        origins(used),
    )


def _heads(row: Row, unsaid: int) -> tuple[int, int]:
    """Return how many were present and understood; whoever understood was there, and a person listed is present."""
    understood = int(row.get("understood") or 0)
    present = row.get("present")
    return max(unsaid if present is None else int(present), understood), understood


def _of_group(
    row: Row, group: str, members: Mapping[str, date] | None, sizes: Mapping[str, int]
) -> tuple[int, int]:
    """Return how many of a group a head count shows at least to have been present, and to have understood."""
    most, others = 10**9, 0
    if members is not None:
        most = sum(1 for joined in members.values() if joined <= row.get("date"))
    for other in set(row.get("group")) - {group}:
        # A group of unknown size may have been all of them.
        others += sizes.get(other, 0) or 10**9
    present, understood = _heads(row, 0)
    return min(most, max(0, present - others)), min(most, max(0, understood - others))


def _staff_size(members: Mapping[str, frozenset[str]], staff: Sequence[Group]) -> int | None:
    """Return how many staff there are, members known by name counted once; managers are taken to be among the staff."""
    named = frozenset[str]().union(*(members.get(g.id, frozenset()) for g in staff))
    unnamed = [g for g in staff if g.id not in members]
    sizes = sum(int(g.size or 0) for g in unnamed if g.kind == "staff")
    return len(named) + sizes or sum(int(g.size or 0) for g in unnamed) or None
