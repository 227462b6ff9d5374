"""Judge series of files such as monthly minutes: the newest counts, and a late one is announced."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from qms.model.arrivals import SeriesState
from qms.model.errors import UsageProblem
from qms.model.months import add_months
from qms.model.references import natural_key
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import standings
from qms.state.link_rows import all_links
from qms.state.series_rows import all_series, find_series, put_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.arrivals import Series
    from qms.model.evidence import Evidence, Link
    from qms.state.evidence_rows import Standing
    from qms.state.store import Change
    from qms.workspace.workspace import Workspace

LEAST_PATIENCE = 7
"""Days that a file of a series may be late before that is told; a longer interval allows a quarter of itself."""


class SeriesNeedsInterval(UsageProblem):
    """Refuse to begin a series without saying how often a file is expected."""

    code = "series_needs_interval"


def chosen_series(change: Change, name: str, every_months: int | None) -> Series:
    """Return the series of that name, made or given another interval where one is said; raises SeriesNeedsInterval."""
    found = find_series(change.conn, name)
    if every_months is None:
        if found is None:
            raise SeriesNeedsInterval(name=name)
        return found
    if found is not None and found.every_months == every_months:
        return found
    put = put_series(change.conn, name, every_months, change.actor, change.at)
    change.log("series.set", put.id, every_months=every_months)
    return put


def newest_of_series(links: Iterable[Link]) -> list[Link]:
    """Return the links without those that a newer file of the same series, indicator and services follows."""
    newest: dict[tuple[str, str, str, tuple[str, ...]], Link] = {}
    kept: list[Link] = []
    for link in links:
        if link.series is None:
            kept.append(link)
            continue
        key = (link.series, link.framework, link.indicator, link.services)
        other = newest.get(key)
        if other is None or _age(link) > _age(other):
            newest[key] = link
    return kept + list(newest.values())


def _age(link: Link) -> tuple[date, str]:
    return (link.date_to or link.date_from or date.min, link.id)


def series_states(workspace: Workspace, framework: str | None = None) -> list[SeriesState]:
    """Return how every series with links stands on the day that freshness is judged on."""
    name = framework or workspace.framework.id
    with workspace.state.read() as conn:
        known, links, evidence = all_series(conn), all_links(conn, name), standings(conn, name)
    return states_of(known, links, evidence, workspace.as_of)


def states_of(
    known: Iterable[Series], links: Iterable[Link], evidence: Mapping[str, Standing | Evidence], as_of: date
) -> list[SeriesState]:
    """Judge series on a day by the links that belong to them; a file that vanished is none."""
    members: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        present = evidence.get(link.evidence)
        if link.series and present is not None and present.status != EvidenceStatus.MISSING:
            members[link.series].append(link)
    found = []
    for series in known:
        mine = members.get(series.id, [])
        if not mine:
            continue
        dated = [k for k in mine if k.date_from is not None and (k.date_to or k.date_from) <= as_of]
        newest = max(dated, key=_age, default=None)
        day = (newest.date_to or newest.date_from) if newest else None
        expected = add_months(day, series.every_months) if day else None
        patience = timedelta(days=max(LEAST_PATIENCE, series.every_months * 30 // 4))
        found.append(
            SeriesState(
                series=series,
                files=len({k.evidence for k in mine}),
                newest_path=evidence[newest.evidence].path if newest else None,
                newest_on=day,
                expected=expected,
                late=expected is not None and expected + patience < as_of,
                indicators=tuple(sorted({k.indicator for k in mine}, key=natural_key)),
            )
        )
    return found
