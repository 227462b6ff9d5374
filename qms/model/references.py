"""Refer to parts of a standard: a framework id and a reference within it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r"(\d+)")


def natural_key(ref: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which "2" comes before "10" and "5.1.2" before "5.1.11"."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in _PART.split(ref) if p)


@dataclass(frozen=True, slots=True)
class Ref:
    """Point at one indicator: `framework` id and `ref` within it, written `equass-2018:26`."""

    framework: str
    ref: str

    def __str__(self) -> str:
        return f"{self.framework}:{self.ref}"
