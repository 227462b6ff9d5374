"""Say who may do what: rights by role, added up where a person has several roles (docs/decisions/0026)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.organisation import Person


class Right(Enum):
    """Name what a person may do.

    READ is everything that is not confidential; OWN is the person's own page; RELEASED is what was released to an
    external auditor, and nothing else.
    """

    READ = "read"
    READ_CONFIDENTIAL = "read_confidential"
    DECIDE = "decide"
    DRAFT = "draft"
    APPROVE = "approve"
    COUNT = "count"
    ASSESS = "assess"
    AUDIT = "audit"
    ACT = "act"
    PACK = "pack"
    TRAIL = "trail"
    SETTINGS = "settings"
    PEOPLE = "people"
    OWN = "own"
    RELEASED = "released"


ROLE_RIGHTS: Mapping[str, frozenset[Right]] = {
    "quality_coordinator": frozenset(Right),
    "director": frozenset(
        {
            Right.READ,
            Right.READ_CONFIDENTIAL,
            Right.APPROVE,
            Right.ACT,
            Right.PACK,
            Right.TRAIL,
            Right.SETTINGS,
            Right.PEOPLE,
            Right.OWN,
        }
    ),
    "manager": frozenset({Right.READ, Right.APPROVE, Right.ACT, Right.PACK, Right.OWN}),
    "board": frozenset({Right.READ, Right.APPROVE, Right.OWN}),
    "staff": frozenset({Right.OWN}),
    "internal_auditor": frozenset({Right.READ, Right.READ_CONFIDENTIAL, Right.AUDIT, Right.TRAIL, Right.OWN}),
    "external_auditor": frozenset({Right.RELEASED}),
}
"""The rights of each role of `qms.toml`; which document somebody may approve is for the rules of documents to say."""

EXTERNAL_AUDITOR = "external_auditor"


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """Return the rights of all the roles together; without any role there is only one's own page."""
    known = tuple(roles)
    if not known:
        return frozenset({Right.OWN})
    return frozenset[Right]().union(*(ROLE_RIGHTS.get(role, frozenset()) for role in known))


def may(person: Person, right: Right) -> bool:
    """Tell whether a person has a right."""
    return right in rights_of(person.roles)
