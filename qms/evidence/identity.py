"""Tell moved, changed, new and vanished files apart (design section 5, Evidence identity); pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of no bytes: empty files never match by bytes."""


@dataclass(frozen=True, slots=True)
class Known:
    """Hold an evidence as it was last seen: id, raw relative path and fingerprint."""

    id: str
    raw: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold a file as a scan found it: raw relative path and fingerprint."""

    raw: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Hold what a scan means.

    `same` maps evidence ids to files at their old path (with old or new bytes), `moved` to files at a new path;
    `new` are files that no evidence matches, `vanished` ids without a file, `candidates` the files of equal bytes
    that a vanished evidence might have become.
    """

    same: Mapping[str, Seen]
    moved: Mapping[str, Seen]
    new: Sequence[Seen]
    vanished: Sequence[str]
    candidates: Mapping[str, Sequence[bytes]] = field(default_factory=dict)


def match(known: Iterable[Known], seen: Iterable[Seen]) -> Matching:
    """Match evidence with the files of a scan, in the order (a), (b), (c) of the design.

    The result does not depend on the order of either argument.
    """
    by_path = {s.raw: s for s in sorted(seen, key=lambda s: s.raw)}
    records = sorted(known, key=lambda k: (k.raw, k.id))
    same = {k.id: by_path[k.raw] for k in records if k.raw in by_path}
    displaced = [k for k in records if k.id not in same or same[k.id].sha256 != k.sha256]
    moved = _swapped(records, displaced, by_path)
    taken = {s.raw for s in moved.values()}
    same = {i: s for i, s in same.items() if i not in moved and s.raw not in taken}
    taken |= {s.raw for s in same.values()}
    lost = [k for k in records if k.id not in same and k.id not in moved]
    free = [s for s in by_path.values() if s.raw not in taken]
    moved |= _pair(lost, free)
    taken = {s.raw for s in (*same.values(), *moved.values())}
    new = [s for s in by_path.values() if s.raw not in taken]
    vanished = [k for k in lost if k.id not in moved]
    candidates = {
        k.id: tuple(s.raw for s in new if s.sha256 == k.sha256) for k in vanished if k.sha256 != EMPTY
    }
    return Matching(same, moved, new, [k.id for k in vanished], {i: c for i, c in candidates.items() if c})


def _swapped(
    records: Sequence[Known], displaced: Sequence[Known], by_path: Mapping[bytes, Seen]
) -> dict[str, Seen]:
    """Find evidence whose bytes now stand at another evidence's path (rule a, its exception)."""
    changed = [by_path[k.raw] for k in records if k.raw in by_path and by_path[k.raw].sha256 != k.sha256]
    return _pair(displaced, changed)


def _pair(lost: Sequence[Known], places: Sequence[Seen]) -> dict[str, Seen]:
    """Pair evidence with places of the same bytes: by file name where several fit, else only if unambiguous."""
    homeless: dict[str, list[Known]] = defaultdict(list)
    for k in lost:
        homeless[k.sha256].append(k)
    offered: dict[str, list[Seen]] = defaultdict(list)
    for s in places:
        offered[s.sha256].append(s)
    found: dict[str, Seen] = {}
    for sha, records in homeless.items():
        if sha != EMPTY and sha in offered:
            found |= _pair_equal(records, offered[sha])
    return found


def _pair_equal(records: Sequence[Known], places: Sequence[Seen]) -> dict[str, Seen]:
    if len(places) == 1:
        named = [k for k in records if _name(k.raw) == _name(places[0].raw)]
        return {(named or list(records))[0].id: places[0]}
    found: dict[str, Seen] = {}
    for k in records:
        fitting = [s for s in places if _name(s.raw) == _name(k.raw) and s not in found.values()]
        if len(fitting) == 1:
            found[k.id] = fitting[0]
    return found


def _name(raw: bytes) -> bytes:
    return raw.rsplit(b"/", 1)[-1]
