"""Draw linked files for an audit to look at, per service and beside the plans, with a recorded seed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.rounds import in_order, indicators_of
from qms.audit.sampling import draw, usual_size
from qms.evidence.services import check_services
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.results.counts.plans import is_active
from qms.results.places import shown_code
from qms.results.store import load_registers
from qms.state.evidence_rows import all_evidence
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qms.model.audit import AuditRound
    from qms.model.evidence import Link, Pin
    from qms.workspace.workspace import Workspace


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
    check_services(workspace, [service] if service else [])
    chosen = set(indicators) or set(indicators_of(workspace.framework, audit))
    number = secrets.randbelow(1_000_000) if seed is None else seed
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
    # Whoever draws again from the same links must see at once that it is the same.
    whole = hashlib.sha256("\n".join(sorted(linked)).encode()).hexdigest()[:12]
    with workspace.state.write(workspace.actor.id) as change:
        change.log(
            "audit.sample",
            "evidence",
            audit=audit.id if audit else None,
            seed=number,
            drawn=[len(sample.files) for sample in samples],
            of=[sample.population for sample in samples],
            files=whole,
        )
    return SamplingList(audit, number, tuple(samples))


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
