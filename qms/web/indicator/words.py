"""Say in words how clearly a file speaks of an indicator."""

from __future__ import annotations

from qms.locale.sentences import say

CLEAR, FAIR = 0.75, 0.5
"""Scores from which a file speaks clearly, and fairly, of an indicator."""


def strength_of(score: float) -> str:
    """Return a score (0 to 1) in words: numbers would look like a measure of how good a proof is."""
    code = "clear" if score >= CLEAR else "fair" if score >= FAIR else "faint"
    return say(f"web_indicator_speaks_{code}")
