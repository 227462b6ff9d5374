"""Say how much a file counts in an answer beside its words: confirmed and current evidence comes first; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from indexer.text import fold, normalise
from qms.evidence.listing import evidence_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qms.evidence.listing import Listed

# Factors stay near 1: they decide between files that speak of the same, and never lift one that hardly does.
CONFIRMED = 1.25  # a person has looked at it and decided what it proves
SUSPECT = 1.05  # it was confirmed, but its text has changed since
IN_FORCE = 1.1  # declared in force, and valid on the day
EXPIRED = 0.5  # its validity has ended: an older version, most often; more than having been confirmed gives
RECENT = 1.05  # dated within about a year before the day, which is what an audit asks for
OLD = 0.9  # dated more than five years before it
DRAFT = 0.7  # its name says that it is a draft, a copy, or put away
_RECENT_DAYS, _OLD_DAYS = 400, 5 * 365

# Words of names, folded.
_PUT_AWAY = (
    "draft", "drafts", "copy", "old", "obsolete", "archive", "archived", "superseded", "backup", "expired",
    "utkast", "kladd", "kopi", "gammel", "gammelt", "gamle", "utgatt", "utdatert", "opphevet", "arkiv",
    "juodrastis", "juodrasciai", "projektas", "kopija", "senas", "sena", "seni", "archyvas", "negalioja",
    "nebegalioja", "panaikintas", "panaikinta", "netekes", "netekusi",
)  # fmt: skip
_TELLING = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_PUT_AWAY)})(?![^\W\d_])")


class Relevances(Mapping[str, float]):
    """Give the factor of every file of a register, by its id, judged on a day; worked out when it is asked for."""

    def __init__(self, register: Mapping[str, Listed], day: date) -> None:
        self._register, self._day = register, day

    def __getitem__(self, ident: str) -> float:
        return relevance(self._register[ident], self._day)

    def __iter__(self) -> Iterator[str]:
        return iter(self._register)

    def __len__(self) -> int:
        return len(self._register)


def relevance(item: Listed, day: date) -> float:
    """Return the factor of a file, judged on a day."""
    factor = 1.0
    if item.links:
        factor *= SUSPECT if all(link.suspect for link in item.links) else CONFIRMED
    return (
        factor * _validity(item, day) * _age(item, day) * (DRAFT if is_put_away(item.evidence.path) else 1.0)
    )


def _validity(item: Listed, day: date) -> float:
    evidence = item.evidence
    if evidence.valid_until is not None and evidence.valid_until < day:
        return EXPIRED
    return IN_FORCE if evidence.in_force_from is not None and evidence.in_force_from <= day else 1.0


def _age(item: Listed, day: date) -> float:
    end = evidence_period(item)[1]
    if end is None or end > day:
        return 1.0
    days = (day - end).days
    return RECENT if days <= _RECENT_DAYS else OLD if days > _OLD_DAYS else 1.0


def is_put_away(path: str) -> bool:
    """Say whether a name or a folder above it tells of a draft or of something put away."""
    return _TELLING.search(fold(path if path.isascii() else normalise(path))) is not None
