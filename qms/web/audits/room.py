"""Hold what the pages of audits share: the audit that an address names, its verdicts and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort

from qms.audit.rounds import NoRound, UnknownRound, find_round
from qms.model.audit import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.questions import Asked
    from qms.model.audit import AuditRound
    from qms.web.here import Here

pages = Blueprint("audits", __name__)

MARKS = {"seen": "●", "partly": "◐", "not_seen": "○", "": "·"}
"""Signs of verdicts; "" is not answered yet."""
KEYS = {verdict: str(number) for number, verdict in enumerate(VERDICTS, 1)}
"""The keys that give a verdict."""
_RESERVED = frozenset({"new"})


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how many of the questions were answered."""

    answered: int
    of: int


def the_audit(h: Here, name: str) -> AuditRound:
    """Return the audit of a name or an id; there is no page of one that does not exist."""
    try:
        return find_round(h.workspace, name)
    except (UnknownRound, NoRound):
        abort(404)


def key_of(found: AuditRound) -> str:
    """Return how addresses name an audit: by its name, or by its id where the name cannot stand in an address."""
    plain = found.name not in {".", ".."} and found.name.casefold() not in _RESERVED
    return found.name if plain and not set(found.name) & set("/\\?#%") else found.id


def count_of(asked: Sequence[Asked]) -> Count:
    """Return how many were answered."""
    return Count(sum(one.answer is not None for one in asked), len(asked))


def verdict_of(one: Asked) -> str:
    """Return the verdict of what was asked, "" where nobody answered."""
    return one.answer.verdict if one.answer else ""
