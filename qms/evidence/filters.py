"""Narrow evidence by what the register knows of it: indicators, kinds, formats, services, languages, dates; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.file_types import suffix
from qms.evidence.listing import evidence_period
from qms.model.references import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.evidence.listing import Listed
    from qms.model.framework import Framework


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
    languages: tuple[str, ...] = ()


def passes(item: Listed, filters: Filters, framework: Framework) -> bool:
    """Say whether a file passes every filter that was given."""
    if filters.types and suffix(item.evidence.path) not in filters.types:
        return False
    if filters.languages and item.evidence.language not in filters.languages:
        return False
    if not _dated(item, filters):
        return False
    by_link = filters.indicators or filters.principles or filters.kinds or filters.services
    return not by_link or _linked(item, filters, framework)


def _linked(item: Listed, filters: Filters, framework: Framework) -> bool:
    links = [link for link in item.links if link.framework == framework.id]
    if filters.indicators and not {Ref(link.framework, link.indicator) for link in item.links} & set(
        filters.indicators
    ):
        return False
    if filters.principles:
        known = framework.by_ref
        proved = {known[link.indicator].principle for link in links if link.indicator in known}
        if not proved & set(filters.principles):
            return False
    if filters.kinds:
        kinds = {k.value for link in item.links for k in link.kinds} | {k.value for k in item.evidence.kinds}
        if not kinds & set(filters.kinds):
            return False
    return not filters.services or any(_speaks_of(link.services, filters.services) for link in links)


def _speaks_of(own: Sequence[str], wanted: Sequence[str]) -> bool:
    return not own or bool(set(own) & set(wanted))


def _dated(item: Listed, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    start, end = evidence_period(item)
    if start is None or end is None:
        return False
    return not ((filters.since and end < filters.since) or (filters.until and start > filters.until))
