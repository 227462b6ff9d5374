"""Hold what the pages of the self-assessment share: the chosen round, its result, and how levels are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, request

from qms.assessment.forms import for_service, level_text, person_name, scale_name, scale_title
from qms.assessment.results import items, result_of, rounds_of, scale_result
from qms.assessment.rounds import find_round
from qms.assessment.schemes import scheme_name
from qms.locale.sentences import say
from qms.model.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.assessment.schemes import Item
    from qms.model.assessment import Round, RoundResult, ScaleResult
    from qms.web.here import Here

pages = Blueprint("assessment", __name__)

MARKS = {"reached": "●", "below": "○", "open": "–"}


@dataclass(frozen=True, slots=True)
class Level:
    """Hold a level as it is shown: number (None: not assessed), words, and one of the keys of MARKS."""

    number: int | None
    text: str
    tone: str

    @property
    def mark(self) -> str:
        """Return the sign that goes with the colour."""
        return MARKS[self.tone]


@dataclass(frozen=True, slots=True)
class Sight:
    """Hold what is looked at: all rounds, the chosen one (None: there is none), its result, and the service."""

    rounds: tuple[Round, ...]
    round: Round | None
    result: RoundResult | None
    items: tuple[Item, ...]
    scales: Mapping[tuple[str, str], ScaleResult]
    service: str | None
    scheme: str

    @property
    def is_open(self) -> bool:
        """Say whether something can be decided here."""
        return self.round is not None and self.round.closed_on is None

    @property
    def seen(self) -> RoundResult | None:
        """Return the result as it is for the service that is looked at."""
        return for_service(self.result, self.service) if self.result and self.service else self.result

    def scale(self, item: Item) -> ScaleResult:
        """Return the outcome of a scale, for the service that is looked at where it differs."""
        whole = self.scales[item.place]
        return whole.by_service.get(self.service, whole) if self.service else whole

    def follows(self, item: Item) -> bool:
        """Say whether the service that is looked at stands as the organisation does."""
        return self.service is not None and self.service not in self.scales[item.place].by_service

    def level(self, item: Item, scale: ScaleResult) -> Level:
        """Return a level with its words."""
        return level_of(scale.level, item, self.scheme)


def level_of(number: int | None, item: Item, scheme: str) -> Level:
    """Return a level with its words and its sign."""
    tone = "open" if number is None else "reached" if number >= item.bar else "below"
    return Level(number, level_text(number, item.bar, scheme), tone)


def sight(h: Here) -> Sight:
    """Return what the address asks for: a round (default: the newest) and a service."""
    rounds = rounds_of(h.workspace)
    found = items(h.workspace)
    named = request.values.get("round", "")
    chosen = rounds[-1] if rounds else None
    if named and rounds:
        try:
            chosen = find_round(rounds, named)
        except UsageProblem:  # a round of another standard, or an old address
            chosen = rounds[-1]
    result = _result(h, chosen) if chosen else None
    scales = (
        {(scale.criterion, scale.perspective): scale for scale in result.scales}
        if result
        else {item.place: scale_result(item, {}) for item in found}
    )
    service = request.values.get("service", "")
    known = service if service in h.workspace.settings.service_names else None
    return Sight(rounds, chosen, result, found, scales, known, scheme_name(h.workspace.framework))


def _result(h: Here, chosen: Round) -> RoundResult | None:
    """Return the outcome of a round, remembered while nothing changed: its warnings read the registers."""
    key = ("assessment", h.workspace.framework.id, chosen.id, h.language)
    made: RoundResult | None = h.server.remembered.get(
        h.workspace, key, lambda: result_of(h.workspace, chosen.id, coverage=h.map())
    )
    return made


def title_of(h: Here, item: Item) -> str:
    """Return the title of a scale without its number."""
    return scale_title(h.workspace.framework, item, h.language)


def name_of(item: Item) -> str:
    """Return number and perspective of a scale."""
    return scale_name(item)


def who(h: Here, ident: str | None) -> str:
    """Return the name of a person."""
    return person_name(h.workspace.settings, ident)


def service_options(h: Here) -> list[tuple[str, str]]:
    """Return what may be looked at: the organisation, and each service."""
    return [("", say("assess_organisation")), *h.workspace.settings.service_names.items()]
