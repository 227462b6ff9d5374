"""Describe folder rules, which say what arrives in a folder, and series, of which the newest file counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qms.model.words import EvidenceKind


@dataclass(frozen=True, slots=True)
class Series:
    """Hold a series such as monthly minutes: one file is expected every `every_months` months."""

    id: str
    name: str
    every_months: int


@dataclass(frozen=True, slots=True)
class FolderRule:
    """Hold what a person said of a folder: whatever arrives there proves these indicators, as these kinds.

    No services means all of them. `folder` is a path in the evidence folder without a stroke at its end.
    """

    id: str
    folder: str
    framework: str
    indicators: tuple[str, ...]
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    series: Series | None
    by: str


@dataclass(frozen=True, slots=True)
class SeriesState:
    """Hold how a series stands on a day: its newest file, when the next one is expected, and whether that is late.

    `expected` is None while no file of the series has a date.
    """

    series: Series
    files: int
    newest_path: str | None
    newest_on: date | None
    expected: date | None
    late: bool
    indicators: tuple[str, ...]
