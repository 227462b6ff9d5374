"""Carry explanations as codes with parameters; sentences are made at the edge (design section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reason:
    """Say why something is as it is: a stable `code` and the `params` that its sentence needs."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Say what a person can do next: a stable `code` and the `params` that its sentence needs."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
