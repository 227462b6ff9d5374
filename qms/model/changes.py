"""Describe what changed in the text of a file since a person confirmed it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

SAME, CHANGED, GONE, COME = " ", "~", "-", "+"


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of both texts: `mark` is " " same, "~" changed, "-" gone, "+" come; `label` is where it stands."""

    mark: str
    label: str
    before: str
    after: str

    @property
    def parted(self) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """Return both lines as (words, whether they differ), so that what changed can be marked inside a line."""
        old, new = self.before.split(), self.after.split()
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        left: list[tuple[str, bool]] = []
        right: list[tuple[str, bool]] = []
        for tag, a, b, c, d in matcher.get_opcodes():
            if b > a:
                left.append((" ".join(old[a:b]), tag != "equal"))
            if d > c:
                right.append((" ".join(new[c:d]), tag != "equal"))
        return left, right


@dataclass(frozen=True, slots=True)
class PinNews:
    """Hold what became of one pinned passage: `now` are its present words, None when it is not found again."""

    path: str
    ref: str
    quote: str
    label: str
    now: str | None


@dataclass(frozen=True, slots=True)
class TextChange:
    """Hold what changed in a file: stretches of lines, each with a line of context, and the pinned passages."""

    path: str
    stretches: tuple[tuple[Line, ...], ...]
    pins: tuple[PinNews, ...]
