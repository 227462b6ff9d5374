"""Search the index and join each hit with what the register knows of its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qms.evidence.listing import Listed, evidence_period, list_evidence
from qms.model.errors import UsageProblem
from qms.model.reasons import Reason
from qms.model.references import Ref
from qms.model.words import EvidenceKind, EvidenceStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.index import Hit, Index
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace

LINKED_BOOST = 1.25
PAGED = {"page", "slide", "image"}


class QueryRefused(UsageProblem):
    """Refuse a query that cannot be understood, in words."""

    code = "query_problem"
    hint = "hint_query"


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold what hits are narrowed to; empty fields narrow nothing. Dates are inclusive."""

    indicators: tuple[Ref, ...] = ()
    principles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


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
    """Hold the hits of a query and how many there are in all."""

    query: str
    framework: str
    total: int
    found: tuple[Found, ...]


def search(workspace: Workspace, index: Index, query: str, filters: Filters, limit: int) -> Answer:
    """Answer a query over present evidence; raises QueryRefused."""
    from indexer.index import QueryProblem

    framework = workspace.framework
    register = {
        i.evidence.id: i for i in list_evidence(workspace) if i.evidence.status is EvidenceStatus.PRESENT
    }
    allow = {ident for ident, item in register.items() if _passes(item, filters, framework)}
    boost = {
        ident: LINKED_BOOST for ident in allow if any(not link.suspect for link in register[ident].links)
    }
    try:
        result = index.search(
            query, allow=allow, boost=boost, resolve=_resolver(register, framework), limit=limit
        )
    except QueryProblem as problem:
        raise QueryRefused(why=Reason(f"query_{problem.code}")) from problem
    found = tuple(Found(register[hit.key], hit) for hit in result.hits if hit.key in register)
    return Answer(query, framework.id, result.total, found)


def _passes(item: Listed, filters: Filters, framework: Framework) -> bool:
    """Say whether a file passes every filter that was given."""
    links = [link for link in item.links if link.framework == framework.id]
    proves = {Ref(link.framework, link.indicator) for link in item.links}
    if filters.indicators and not proves & set(filters.indicators):
        return False
    principles = {
        framework.by_ref[link.indicator].principle for link in links if link.indicator in framework.by_ref
    }
    if filters.principles and not principles & set(filters.principles):
        return False
    kinds = {k.value for link in item.links for k in link.kinds} | {k.value for k in item.evidence.kinds}
    if filters.kinds and not kinds & set(filters.kinds):
        return False
    if filters.types and _suffix(item.evidence.path) not in filters.types:
        return False
    if filters.services and not any(_speaks_of(link.services, filters.services) for link in links):
        return False
    return _dated(item, filters)


def _speaks_of(own: Sequence[str], wanted: Sequence[str]) -> bool:
    return not own or bool(set(own) & set(wanted))


def _dated(item: Listed, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    start, end = evidence_period(item)
    if start is None or end is None:
        return False
    return not ((filters.since and end < filters.since) or (filters.until and start > filters.until))


def _suffix(path: str) -> str:
    return path.rsplit(".", 1)[-1].casefold() if "." in path.rsplit("/", 1)[-1] else ""


def _resolver(register: dict[str, Listed], framework: Framework) -> Callable[[str, str], set[str] | None]:
    """Return what answers qualifiers such as `indicator:26` inside a query."""
    fields: dict[str, Callable[[str], Filters]] = {
        "indicator": lambda v: Filters(indicators=(_ref(v, framework),)),
        "principle": lambda v: Filters(principles=(v,)),
        "kind": lambda v: Filters(kinds=(v,)),
        "type": lambda v: Filters(types=(v.casefold().lstrip("."),)),
        "service": lambda v: Filters(services=(v,)),
    }

    def resolve(name: str, value: str) -> set[str] | None:
        if name == "path":
            return {i for i, item in register.items() if value.casefold() in item.evidence.path.casefold()}
        if name == "lang":
            return {i for i, item in register.items() if item.evidence.language == value}
        wanted = _dated_wish(name, value) if name in {"after", "before"} else None
        if name in fields:
            wanted = fields[name](value)
        if wanted is None:
            return None
        return {ident for ident, item in register.items() if _passes(item, wanted, framework)}

    return resolve


def _dated_wish(name: str, value: str) -> Filters | None:
    """Return the filter of `after:` or `before:`, None when the value is no day."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return Filters(since=day) if name == "after" else Filters(until=day)


def _ref(text: str, framework: Framework) -> Ref:
    named, _, ref = text.rpartition(":")
    return Ref(named or framework.id, ref)


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
