"""Set the text that a person confirmed beside the present one, line by line, and tell where pinned passages stand."""

from __future__ import annotations

import difflib
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from qms.evidence.anchoring import find_again
from qms.evidence.extraction import read_one
from qms.evidence.finding import find_one, known_with_container
from qms.evidence.readings import confirmed_units
from qms.model.changes import CHANGED, COME, GONE, SAME, Line, PinNews, TextChange
from qms.state.evidence_rows import get_row
from qms.state.link_rows import links_of, pins_in_other_words, pins_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qms.model.evidence import Unit
    from qms.workspace.workspace import Workspace

CONTEXT = 1
"""Lines that stay the same and are shown before and after what changed."""


def text_change(workspace: Workspace, name: str, ref: str | None = None) -> TextChange | None:
    """Compare the confirmed with the present text of a file.

    What was confirmed is told by the link to `ref` ("local:L2"), else with several links by a suspect one. None when
    one side has no text. Raises UnknownEvidence or AmbiguousEvidence.
    """
    with workspace.state.read() as conn:
        row = find_one(conn, name)
        known, container = known_with_container(conn, row.id)
        rows = links_of(conn, row.id)
        pins = [(link, pin) for link in rows for pin in pins_of(conn, link.id) if pin.quote]
    if ref is not None:
        rows = [r for r in rows if f"{r.framework}:{r.indicator}" == ref]
        pins = [(link, pin) for link, pin in pins if f"{link.framework}:{link.indicator}" == ref]
    chosen = next((r for r in rows if r.suspect), rows[0] if rows else None)
    if chosen is None:
        return None
    old = confirmed_units(workspace.texts, chosen.confirmed_text)
    new = read_one(workspace, known, container)
    if not old or new is None or not new.units:
        return None
    told = tuple(_news(row.path, f"{k.framework}:{k.indicator}", pin, new.units) for k, pin in pins)
    return TextChange(row.path, tuple(_stretches(_lines(old), _lines(new.units))), told)


def found_in_other_words(workspace: Workspace) -> list[PinNews]:
    """Return the pinned passages that were found again in other words; their links stay confirmed, people may look."""
    with workspace.state.read() as conn:
        rows = pins_in_other_words(conn)
        paths = {r.evidence: row.path for r in rows if (row := get_row(conn, r.evidence)) is not None}
    return [
        PinNews(paths.get(r.evidence, ""), f"{r.framework}:{r.indicator}", r.quote, r.label, r.found)
        for r in rows
    ]


def _news(path: str, ref: str, pin: Any, units: Sequence[Unit]) -> PinNews:
    found = find_again(units, pin.quote, pin.number)
    if found is None:
        return PinNews(path, ref, pin.quote, pin.label, None)
    return PinNews(path, ref, pin.quote, found.label, found.words or pin.quote)


def _lines(units: Iterable[Unit]) -> list[tuple[str, str]]:
    return [(u.label, line.strip()) for u in units for line in u.text.splitlines() if line.strip()]


def _stretches(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> Iterator[tuple[Line, ...]]:
    matcher = difflib.SequenceMatcher(None, [t for _, t in before], [t for _, t in after], autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        yield tuple(line for tag, a, b, c, d in group for line in _one(tag, before[a:b], after[c:d]))


def _one(tag: str, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[Line]:
    for old, new in zip_longest(before, after):
        label = (new or old)[0]
        mark = SAME if tag == "equal" else GONE if new is None else COME if old is None else CHANGED
        yield Line(mark, label, old[1] if old else "", new[1] if new else "")
