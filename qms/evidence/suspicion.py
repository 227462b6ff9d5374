"""Decide whether a confirmed link becomes suspect when its file changed (design section 5, Suspect); pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.anchoring import find_again
from qms.evidence.passages import rows_kept, same_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.evidence.anchoring import Found
    from qms.model.evidence import Pin, Unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold the result: `suspect` names why (None: confirmed), `places` where pins were found again, by pin id."""

    suspect: str | None
    places: Mapping[str, Found]


def evaluate(
    pins: Mapping[str, Pin],
    old: Sequence[Unit] | None,
    new: Sequence[Unit] | None,
    *,
    living: bool,
) -> Outcome:
    """Compare the confirmed text with the present one; None or empty stands for a file without text.

    Codes: bytes_changed (no text on one side, so any change counts), passage_gone, text_changed.
    """
    if not old or not new:
        return Outcome("bytes_changed", {})
    quoted = {ident: pin for ident, pin in pins.items() if pin.quote}
    places = {ident: find_again(new, pin.quote, pin.number) for ident, pin in quoted.items()}
    found = {ident: place for ident, place in places.items() if place is not None}
    if pins and len(quoted) == len(pins):
        return Outcome(None if len(found) == len(quoted) else "passage_gone", found)
    if same_words(old, new) or (living and rows_kept(old, new)):
        return Outcome(None, found)
    return Outcome("text_changed", found)
