"""Tell which services a file names in its title or path; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.text import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from qms.model.organisation import Service

_WORD = re.compile(r"[^\W_]+")
_LONG_ENOUGH = 5  # letters from which the id of a service is told from an ordinary word
_STEM = 5  # letters of a longer word that stay when it is inflected


def services_named(services: Iterable[Service], path: str, title: str) -> tuple[str, ...]:
    """Return the ids of services whose name or abbreviation stands in the title or path, else those whose id does.

    A short id or a name of one short word is an ordinary word (`day`) and counts only as capitals (`VTA`).
    """
    known = tuple(services)
    words = _WORD.findall(normalise(f"{path} {title}"))
    folded = [fold(word) for word in words]
    capitals = {w for w in words if w.isupper() and len(w) > 1}
    by_name = tuple(s.id for s in known if _by_name(s, capitals, folded))
    return by_name or tuple(s.id for s in known if _by_id(s, folded))


def _by_name(service: Service, capitals: AbstractSet[str], folded: Sequence[str]) -> bool:
    words = _WORD.findall(normalise(service.name))
    short = [w for w in words if len(w) > 1 and w.isupper()]
    if {*short, service.id.upper()} & capitals:
        return True
    name = [fold(w) for w in words if w not in short]
    return bool(name) and (len(name) > 1 or len(name[0]) >= _LONG_ENOUGH) and _stands(name, folded)


def _by_id(service: Service, folded: Sequence[str]) -> bool:
    words = [fold(w) for w in _WORD.findall(service.id)]
    starts = range(len(folded) - len(words) + 1)
    return sum(map(len, words)) >= _LONG_ENOUGH and any(folded[n : n + len(words)] == words for n in starts)


def _stands(name: Sequence[str], folded: Sequence[str]) -> bool:
    """Say whether the words of a name stand in a row, whatever their endings."""
    for start in range(len(folded) - len(name) + 1):
        if all(_alike(a, b) for a, b in zip(name, folded[start : start + len(name)], strict=True)):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    stem = max(_STEM, min(len(one), len(other)) - 3)
    return min(len(one), len(other)) >= _STEM and one[:stem] == other[:stem]
