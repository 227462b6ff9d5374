"""Find files that look like a newer version of a linked file: alike in text, later, and not linked in its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.references import natural_key
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import sketched
from qms.state.link_rows import linked_references
from qms.state.suggestion_rows import unrelated_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from qms.state.store import Connection

ALIKE = 0.5
"""Share of word triples in common from which a text is taken for a version of another; chosen on the samples."""
_COMMON = 200
"""A number that so many linked files have belongs to a letterhead or a form and tells nothing."""
_MOST = 3
"""Candidates named for one linked file."""

Reference = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Newer:
    """Hold a file (`id`, `path`) that may be a newer version of the linked file (`of_id`, `of_path`).

    `likeness` runs from 0 to 1; `references` (framework, indicator) are those of the linked file.
    """

    id: str
    path: str
    of_id: str
    of_path: str
    likeness: float
    references: tuple[Reference, ...]


def newer_versions(conn: Connection, among: Collection[str] | None = None) -> list[Newer]:
    """Return pairs of a linked file and a later one alike, best first for each linked file.

    `among` restricts the later files to some ids, such as those that a pass has added. Pairs of which somebody said
    that neither is a version of the other are left out.
    """
    linked = linked_references(conn)
    if not linked:
        return []
    rows = {row.id: row for row in sketched(conn)}
    looked_at = (i for i in rows if among is None or i in among or i in linked)
    sketches = {ident: frozenset(_numbers(rows[ident])) for ident in looked_at}
    apart = unrelated_pairs(conn)
    holders = _holders(sketches, [i for i in rows if i in linked])
    found: dict[str, list[Newer]] = defaultdict(list)
    for ident, row in rows.items():
        if row.status != EvidenceStatus.PRESENT or (among is not None and ident not in among):
            continue
        for other, shared in _shared(sketches[ident], holders).items():
            if (
                shared < ALIKE * min(len(sketches[ident]), len(sketches[other])) / 2
                or {ident, other} in apart
            ):
                continue
            pair = _pair(row, rows[other], linked, sketches)
            if pair is not None:
                found[other].append(pair)
    best = (sorted(pairs, key=lambda p: (-p.likeness, p.path))[:_MOST] for pairs in found.values())
    return sorted((pair for pairs in best for pair in pairs), key=lambda p: (p.of_path, -p.likeness, p.path))


def _numbers(row: Any) -> Iterable[int]:
    from indexer.sketch import unpack

    return unpack(row.sketch)


def _holders(sketches: Mapping[str, frozenset[int]], linked: Iterable[str]) -> dict[int, list[str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for ident in linked:
        for number in sketches[ident]:
            holders[number].append(ident)
    return {number: idents for number, idents in holders.items() if len(idents) <= _COMMON}


def _shared(numbers: frozenset[int], holders: Mapping[int, list[str]]) -> Counter[str]:
    return Counter(ident for number in numbers for ident in holders.get(number, ()))


def _pair(
    row: Any,
    old: Any,
    linked: Mapping[str, frozenset[Reference]],
    sketches: Mapping[str, frozenset[int]],
) -> Newer | None:
    """Return the pair where `row` is another, later file alike that does not stand for all that the old one does."""
    from indexer.sketch import likeness

    if row.id == old.id or row.sha256 == old.sha256 or not _later(row, old):
        return None
    if linked[old.id] <= linked.get(row.id, frozenset()):
        return None
    alike = likeness(sketches[row.id], sketches[old.id])
    if alike < ALIKE:
        return None
    references = tuple(sorted(linked[old.id], key=lambda ref: (ref[0], natural_key(ref[1]))))
    return Newer(row.id, row.path, old.id, old.path, round(alike, 2), references)


def _later(row: Any, old: Any) -> bool:
    """Say whether a file is the later one: by what both are dated, else by when they were saved, else first seen."""
    for name in ("date_to", "modified", "seen_at"):
        one, other = getattr(row, name), getattr(old, name)
        if one is not None and other is not None and one != other:
            return bool(one > other)
    return False
