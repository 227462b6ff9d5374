"""Propose with an index that may have to be made anew first; a small register needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.coverage.candidates import candidates
from qms.coverage.suggesting import Suggester
from qms.evidence.finding import find_one
from qms.evidence.linking import NotReadYet, NotThere
from qms.evidence.listing import list_evidence
from qms.evidence.readings import ReadingCache
from qms.model.words import EvidenceStatus
from qms.upkeep.searching import ready_index
from qms.workspace.index import IndexBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qms.model.suggestion import Suggestion
    from qms.workspace.workspace import Workspace

FEW_FILES, MANY_FILES = 100, 1_500
"""Files up to which all are weighed: when one indicator asks, and when many do."""
_SEVERAL = 10  # indicators from which weighing all files is quicker than asking the index for each


def suggest_for_file(
    workspace: Workspace, name: str, refs: Sequence[str], limit: int, service: str | None = None
) -> list[Suggestion]:
    """Return what one file may prove; raises UnknownEvidence, AmbiguousEvidence, NotThere or NotReadYet."""
    with workspace.state.read() as conn:
        row = find_one(conn, name)
    if row.status == EvidenceStatus.MISSING:
        raise NotThere(path=row.path)
    if row.reader is None:
        raise NotReadYet(path=row.path)
    return Suggester(workspace, service).for_file(row.id, limit, refs)


def count_unread(workspace: Workspace) -> int:
    """Return how many present files have a text that was not read here yet, so that only their names can speak."""
    cache = ReadingCache(workspace.cache)
    found = (item.evidence for item in list_evidence(workspace) if item.evidence.container is None)
    return sum(
        1
        for e in found
        if e.status is EvidenceStatus.PRESENT
        and (e.reader is None or (e.units > 0 and not cache.has(e.sha256, e.path)))
    )


def suggest_for_indicators(
    workspace: Workspace,
    refs: Sequence[str],
    limit: int,
    service: str | None = None,
    announce: Callable[[], None] = lambda: None,
) -> list[Suggestion]:
    """Return files for these indicators, at most `limit` for each; none means all that are open.

    An index that is needed and absent is filled first, which is announced. Raises IndexBusy.
    """
    from indexer.index import IndexDamaged, IndexLocked

    suggester = Suggester(workspace, service)
    wanted = list(refs) or suggester.open_refs()
    if not suggester.packs:
        return [s for ref in wanted for s in suggester.for_indicator(ref, (), limit)]
    if len(suggester.files) <= (MANY_FILES if len(wanted) >= _SEVERAL else FEW_FILES):
        return [s for ref in wanted for s in suggester.for_indicator(ref, suggester.files, limit)]
    try:
        try:
            return _with_index(workspace, suggester, wanted, limit, announce)
        except (
            IndexDamaged
        ):  # opening found nothing wrong, reading did: it is empty now and can be filled again
            return _with_index(workspace, suggester, wanted, limit, announce)
    except IndexLocked as error:
        raise IndexBusy(holder=error.holder) from error


def _with_index(
    workspace: Workspace, suggester: Suggester, refs: Sequence[str], limit: int, announce: Callable[[], None]
) -> list[Suggestion]:
    index = ready_index(workspace, announce)
    try:
        packs = suggester.packs.values()
        return [
            found
            for ref in refs
            for found in suggester.for_indicator(ref, candidates(index, packs, ref, suggester.files), limit)
        ]
    finally:
        index.close()
