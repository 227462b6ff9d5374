"""Search the index and join each hit with what the register knows of its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from qms.evidence.filters import Filters, passes
from qms.evidence.listing import list_evidence
from qms.evidence.qualifiers import Qualifiers, QueryRefused
from qms.evidence.relevance import Relevances
from qms.model.evidence import PAGED
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, EvidenceStatus
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from indexer.index import Hit, Index
    from qms.evidence.listing import Listed
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace

__all__ = [
    "Answer",
    "Filters",
    "Found",
    "QueryRefused",
    "by_file",
    "check_principles",
    "known_kinds",
    "search",
]

UNITS = 3  # places shown of one file


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one hit with its file."""

    listed: Listed
    hit: Hit

    @property
    def page(self) -> int | None:
        """Return the page number where the format has real pages."""
        return self.hit.number if self.hit.kind in PAGED else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the hits of a query, how many files answer in all, and a query that may have been meant.

    The hits of one file follow one another, its best first. Where few files answer, `near` are hits in files that
    hold only some of the words; they are not counted.
    """

    query: str
    framework: str
    total: int
    found: tuple[Found, ...]
    did_you_mean: str | None = None
    near: tuple[Found, ...] = ()


def by_file(several: Iterable[Found]) -> list[tuple[Found, ...]]:
    """Return hits by file, in order of rank."""
    files: dict[str, list[Found]] = {}
    for one in several:
        files.setdefault(one.listed.evidence.id, []).append(one)
    return [tuple(hits) for hits in files.values()]


def search(
    workspace: Workspace,
    index: Index,
    query: str,
    filters: Filters,
    limit: int,
    *,
    hidden: Collection[str] = (),
    listed: Iterable[Listed] | None = None,
) -> Answer:
    """Answer a query over present evidence with at most `limit` files; raises QueryRefused.

    Evidence whose id is in `hidden` is as if it were not there: in hits, totals, proposals of other words and what a
    wrong value names. `listed` is the register where the caller has it.
    """
    from indexer.index import QueryProblem, Wish

    framework = workspace.framework
    register = {
        item.evidence.id: item
        for item in (list_evidence(workspace) if listed is None else listed)
        if item.evidence.status is EvidenceStatus.PRESENT and item.evidence.id not in hidden
    }
    resolve = Qualifiers(register, framework, _frameworks(workspace), workspace.settings.services)
    if filters.since and filters.until and filters.until < filters.since:
        raise QueryRefused(why=Reason("query_bad_span", {"since": filters.since, "until": filters.until}))
    filters = replace(filters, types=resolve.suffixes(filters.types))
    allow = {ident for ident, item in register.items() if passes(item, filters, framework)}
    day = workspace.settings.assessed_on or clock.today()
    wish = Wish(
        limit,
        UNITS,
        boost=Relevances(register, day),
        order={ident: number for number, ident in enumerate(register)},  # by path
        unseen=hidden,
    )
    try:
        result = index.search(query, allow=allow, resolve=resolve, wish=wish)
    except QueryProblem as problem:
        raise QueryRefused(why=Reason(f"query_{problem.code}")) from problem
    found, near = (
        tuple(Found(register[hit.key], hit) for hit in hits if hit.key in register)
        for hits in (result.hits, result.near)
    )
    return Answer(query, framework.id, result.total, found, result.did_you_mean, near)


def _frameworks(workspace: Workspace) -> Callable[[str], Framework | None]:
    """Return what gives a standard of the workspace by its id."""

    @cache
    def load(name: str) -> Framework | None:
        return workspace.load_framework(name) if name in workspace.settings.frameworks else None

    return load


def check_principles(framework: Framework, principles: Sequence[str]) -> None:
    """Refuse principles that the framework does not have; raises UnknownReference."""
    from qms.catalogue.loader import UnknownReference

    known = {p.ref for p in framework.principles}
    for principle in principles:
        if principle not in known:
            raise UnknownReference(ref=principle, framework=framework.id, similar=[])


def known_kinds() -> tuple[str, ...]:
    """Return the tokens that the filter by kind takes."""
    return tuple(k.value for k in EvidenceKind)
