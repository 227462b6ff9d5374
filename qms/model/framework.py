"""Describe a standard as data: principles, criteria, indicators, scales and their texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.coverage import IndicatorRule


@dataclass(frozen=True, slots=True)
class LevelTest:
    """Hold one clause of level 2: which `groups` do what (`verb`), and to which `extent`."""

    groups: tuple[str, ...]
    verb: str
    extent: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold one five-level table: its perspective and the clauses of level 2."""

    perspective: str
    level_2: tuple[LevelTest, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """Hold the reference of a part of the standard (EQUASS: a principle)."""

    ref: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """Hold a criterion: its reference, the principle above it and its scales."""

    ref: str
    principle: str
    scales: tuple[Scale, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Hold an indicator: where it stands (a standard without criteria has None) and the rule that judges it."""

    ref: str
    principle: str
    criterion: str | None
    rule: IndicatorRule


@dataclass(frozen=True)
class Framework:
    """Hold a whole standard; lists are in the order of the standard, `texts` by language."""

    id: str
    version: str
    edition: int
    provider: str
    copyright: str
    languages: tuple[str, ...]
    scoring: Mapping[str, Any]
    not_applicable: tuple[str, ...]
    principles: tuple[Principle, ...]
    criteria: tuple[Criterion, ...]
    indicators: tuple[Indicator, ...]
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def by_ref(self) -> dict[str, Indicator]:
        """Return the indicators by reference."""
        return {i.ref: i for i in self.indicators}

    def text(self, section: str, ref: str, name: str, language: str) -> Any:
        """Return a text (`section` principles|criteria|indicators), falling back over languages, else ''."""
        for candidate in (language, *self.languages):
            found = self.texts.get(candidate, {}).get(section, {}).get(ref, {}).get(name)
            if found:
                return found
        return ""

    def title(self, section: str, ref: str, language: str) -> str:
        """Return the short title of a part."""
        return str(self.text(section, ref, "title", language))

    def name(self, language: str) -> str:
        """Return the name of the standard."""
        for candidate in (language, *self.languages):
            found = self.texts.get(candidate, {}).get("framework", {}).get("name")
            if found:
                return str(found)
        return self.id

    def word(self, part: str, language: str, *, plural: bool = False) -> str:
        """Return what this standard calls a part (`principle`, `criterion`, `indicator`)."""
        for candidate in (language, *self.languages):
            forms = self.texts.get(candidate, {}).get("framework", {}).get("words", {}).get(part)
            if forms:
                return str(forms[1 if plural else 0])
        return part
