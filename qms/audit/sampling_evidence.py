"""Draw linked files for an audit to look at, per service and beside the plans, with a recorded seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.rounds import in_order, indicators_of
from qms.audit.sampling import draw, fingerprint, seed_of, usual_size
from qms.evidence.services import check_services
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.results.counts.plans import is_active
from qms.results.places import shown_code
from qms.results.store import load_registers
from qms.state.evidence_rows import all_evidence
from qms.state.link_rows import all_links
from qms.state.trail_rows import entries_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qms.model.audit import AuditRound
    from qms.model.evidence import Link, Pin
    from qms.workspace.workspace import Workspace


MOST_DRAWS = 500
"""How many draws are looked through for those of one audit."""


class NoFilesToDraw(QmsError):
    """Report that no linked file of the chosen indicators and services is there to draw from."""

    code = "no_files_to_draw"
    hint = "hint_link_files"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold a file that was drawn: for which indicators it is linked, and the passages that were pinned in it."""

    id: str
    path: str
    indicators: tuple[str, ...]
    pins: tuple[Pin, ...]


@dataclass(frozen=True, slots=True)
class ServiceSample:
    """Hold what was drawn for one service (None: services are not told apart): files and codes of plans.

    `population` and `plans_of` say of how many.
    """

    service: str | None
    population: int
    files: tuple[Drawn, ...]
    plans_of: int
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SamplingList:
    """Hold a whole sampling list and its seed."""

    audit: AuditRound | None
    seed: int
    services: tuple[ServiceSample, ...]


def sample_evidence(
    workspace: Workspace,
    audit: AuditRound | None,
    indicators: Sequence[str] = (),
    service: str | None = None,
    *,
    size: int | None = None,
    seed: int | None = None,
) -> SamplingList:
    """Draw files linked to the indicators of an audit, or to those named, and plans, for each service of it.

    Seed and numbers go into the trail. Raises UnknownService, UnknownReference or NoFilesToDraw.
    """
    number = seed_of(seed)
    sample, linked = _drawn(workspace, audit, indicators, service, size, number)
    with workspace.state.write(workspace.actor.id) as change:
        change.log(
            "audit.sample",
            "evidence",
            audit=audit.id if audit else None,
            seed=number,
            drawn=[len(one.files) for one in sample.services],
            of=[one.population for one in sample.services],
            files=fingerprint(linked),
            **{key: value for key, value in (("size", size), ("service", service)) if value},
        )
    return sample


@dataclass(frozen=True, slots=True)
class Draw:
    """Hold one draw as the trail has it; `size` and `service` where they were asked for."""

    seed: int
    size: int | None
    service: str | None
    by: str
    at: str
    drawn: int


def samples_of(workspace: Workspace, audit: AuditRound) -> list[Draw]:
    """Return the draws of an audit, newest first; who drew the same again is told once more."""
    with workspace.state.read() as conn:
        rows = entries_named(conn, "audit.sample", MOST_DRAWS)
    return [
        Draw(
            row.details["seed"],
            row.details.get("size"),
            row.details.get("service"),
            row.actor,
            row.at,
            sum(row.details["drawn"]),
        )
        for row in rows
        if row.details.get("audit") == audit.id and isinstance(row.details.get("drawn"), list)
    ]


def sample_again(
    workspace: Workspace, audit: AuditRound, service: str | None, size: int | None, seed: int
) -> SamplingList:
    """Return what a seed draws for an audit now, to look at; nothing is written. Raises as sample_evidence."""
    return _drawn(workspace, audit, (), service, size, seed)[0]


def _drawn(
    workspace: Workspace,
    audit: AuditRound | None,
    indicators: Sequence[str],
    service: str | None,
    size: int | None,
    number: int,
) -> tuple[SamplingList, Collection[str]]:
    """Return a sample, and the ids of all files that it was drawn from."""
    check_services(workspace, [service] if service else [])
    chosen = set(indicators) or set(indicators_of(workspace.framework, audit))
    linked = _linked(workspace, chosen)
    plans = _plans(workspace)
    samples, taken = [], set[str]()
    for one in _services(workspace, audit, service):
        own = {key: drawn for key, (links, drawn) in linked.items() if _speaks(links, one)}
        codes = [code for code, services in plans.items() if not services or one is None or one in services]
        files = _other_files(own, taken, size or usual_size(len(own)), number)
        taken.update(files)
        drawn_plans = draw(codes, usual_size(len(codes)), number)
        samples.append(
            ServiceSample(
                one,
                len(own),
                tuple(own[key] for key in files),
                len(codes),
                tuple(shown_code(code) for code in drawn_plans),
            )
        )
    if not any(sample.files for sample in samples):
        raise NoFilesToDraw
    return SamplingList(audit, number, tuple(samples)), linked


def _other_files(own: Iterable[str], taken: set[str], size: int, seed: int) -> list[str]:
    """Draw files, those first that were not drawn for another service: many speak of all services."""
    keys = list(own)
    drawn = list(draw([key for key in keys if key not in taken], size, seed))
    return drawn + list(draw([key for key in keys if key in taken], size - len(drawn), seed))


def _services(workspace: Workspace, audit: AuditRound | None, service: str | None) -> tuple[str | None, ...]:
    if service is not None:
        return (service,)
    named = audit.services if audit and audit.services else workspace.settings.service_ids
    return tuple(named) or (None,)


def _linked(workspace: Workspace, refs: Collection[str]) -> dict[str, tuple[list[Link], Drawn]]:
    """Return the present files that are linked to some indicators, by id, with those links."""
    with workspace.state.read() as conn:
        links = [link for link in all_links(conn, workspace.framework.id) if link.indicator in refs]
        paths = {one.id: one.path for one in all_evidence(conn) if one.status == EvidenceStatus.PRESENT}
    found: dict[str, list[Link]] = {}
    for link in links:
        if link.evidence in paths:
            found.setdefault(link.evidence, []).append(link)
    return {
        ident: (
            own,
            Drawn(
                ident,
                paths[ident],
                tuple(in_order({link.indicator for link in own})),
                tuple(dict.fromkeys(pin for link in own for pin in link.pins)),
            ),
        )
        for ident, own in found.items()
    }


def _speaks(links: Sequence[Link], service: str | None) -> bool:
    return service is None or any(not link.services or service in link.services for link in links)


def _plans(workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """Return the services of each active plan, by its code."""
    day = workspace.as_of
    rows = load_registers(workspace).rows("plans")
    return {str(row.get("code")): tuple(row.get("service") or ()) for row in rows if is_active(row, day)}
