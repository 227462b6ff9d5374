"""Choose the sentence or row of a file that speaks best of an indicator, as it stands there; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.text import normalise
from qms.evidence.passages import flat
from qms.model.evidence import Pin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.coverage.scoring import Place
    from qms.model.evidence import Unit

LONGEST = 200  # characters of a quote
_BEFORE = 60  # of a long row, before the first word that was met
_CUT = re.compile(r"\n+|(?<=[.!?;])[ \t]+(?=[^\W\d_a-z]|[„“\"(])")
_SHORT, _FEW = 4, 8  # words below which a row is a heading rather than a statement; without a full stop
_HEADING = 0.5


def best_passage(units: Sequence[Unit], places: Sequence[Place]) -> Pin | None:
    """Return where a file speaks best of an indicator, with a quote that is found there; None where nowhere.

    A sentence with several telling words comes before a heading with one; between equals, the earlier.
    """
    by_row: dict[tuple[int, int, int], dict[tuple[int, int], float]] = defaultdict(dict)
    texts = {place.unit: normalise(units[place.unit].text) for place in places}
    rows = {number: _rows(text) for number, text in texts.items()}
    for place in places:
        row = next(((a, b) for a, b in rows[place.unit] if a <= place.start < b), None)
        if row is not None:
            met = by_row[place.unit, *row]
            met[place.start, place.end] = max(place.weight, met.get((place.start, place.end), 0.0))
    best = sorted(by_row.items(), key=lambda item: (-_worth(texts[item[0][0]], item), item[0]))
    for (number, start, end), met in best[:5]:
        quote = _cut(texts[number], start, end, min(met)[0])
        unit = units[number]
        if quote and flat(quote) in flat(unit.text):
            return Pin(unit.kind, unit.number, unit.label, quote)
    return None


def _rows(text: str) -> list[tuple[int, int]]:
    """Return where the sentences and rows of a text start and end."""
    found, start = [], 0
    for match in _CUT.finditer(text):
        if match.start() > start:
            found.append((start, match.start()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def _worth(text: str, item: tuple[tuple[int, int, int], dict[tuple[int, int], float]]) -> float:
    (_, start, end), met = item
    shown = text[start:end]
    words = len(shown.split())
    heading = words < _SHORT or shown.isupper() or (words < _FEW and shown.rstrip()[-1:] not in ".!?;")
    return sum(sorted(met.values(), reverse=True)[:4]) * (_HEADING if heading else 1.0)


def _cut(text: str, start: int, end: int, first: int) -> str:
    """Return a row, of a long one the part around the first word that was met, between whole words."""
    if end - start > LONGEST:
        start = max(start, min(first - _BEFORE, end - LONGEST))
        while start > 0 and start < first and not text[start - 1].isspace():
            start += 1
        end = min(end, start + LONGEST)
        while end < len(text) and end > first and not text[end].isspace():
            end -= 1
    return " ".join(text[start:end].split())
