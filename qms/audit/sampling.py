"""Draw individual plans for an audit by their codes, at random with a recorded seed, so that anybody can draw again."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.services import check_services
from qms.model.errors import QmsError
from qms.results.counts.plans import is_active
from qms.results.store import load_registers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qms.model.register import Row
    from qms.workspace.workspace import Workspace

LEAST, MOST = 5, 10
"""How many plans an auditor looks at: every tenth, at least five and at most ten (domain.md section 3.19)."""


class NothingToDraw(QmsError):
    """Report that the register of plans has none of the service on that day."""

    code = "nothing_to_draw"
    hint = "hint_register_plans"


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold a drawn sample: the plans in the order they were drawn, of how many (`population`), and the seed."""

    service: str | None
    day: date
    seed: int
    population: int
    plans: tuple[Row, ...]


def draw(codes: Iterable[str], size: int, seed: int) -> list[str]:
    """Return `size` of the codes in an order that depends on nothing but the seed and the codes themselves."""
    return sorted(set(codes), key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).digest())[:size]


def seed_of(wished: int | None) -> int:
    """Return the seed that is asked for, else a new one at random."""
    return secrets.randbelow(1_000_000) if wished is None else wished


def fingerprint(keys: Iterable[str]) -> str:
    """Return what shows at once whether a sample was drawn from the same keys, without telling them."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:12]


def usual_size(population: int) -> int:
    """Return how many plans are drawn unless somebody asks for another number."""
    return min(population, max(LEAST, min(MOST, -(-population // 10))))


def sample_plans(
    workspace: Workspace, service: str | None, *, size: int | None = None, seed: int | None = None
) -> Sample:
    """Draw from the plans that are active on the day of judgement, and write seed and numbers into the trail.

    The trail gets no codes. Raises UnknownService or NothingToDraw.
    """
    check_services(workspace, [service] if service else [])
    day = workspace.as_of
    rows = {
        str(row.get("code")): row
        for row in load_registers(workspace).rows("plans")
        if is_active(row, day) and (service is None or service in (row.get("service") or (service,)))
    }
    if not rows:
        raise NothingToDraw(service=service or "")
    number = seed_of(seed)
    drawn = draw(rows, size or usual_size(len(rows)), number)
    with workspace.state.write(workspace.actor.id) as change:
        change.log(
            "audit.sample",
            "plans",
            service=service,
            seed=number,
            drawn=len(drawn),
            of=len(rows),
            day=str(day),
            codes=fingerprint(rows),
        )
    return Sample(service, day, number, len(rows), tuple(rows[code] for code in drawn))
