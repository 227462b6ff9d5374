"""Count the answers of surveys: who was asked, who answered and how, by question, service, group and year.

An answer counts for a service when it names that one service, or its round does; answers that name several services or
none count only for all services together. So the services and the rest always add up to the whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.results.suppression import Answered
from qms.results.survey_answers import OTHER, answers_of, rounds_of, said, wanted
from qms.results.surveys import choice_tokens, load_surveys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.register import Origin, Registers, Row
    from qms.model.results import Value


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold the answers to one question in a year: `n` answered it, `counts` has every answer of its scale.

    `answered` counts the forms that came back with any answer, `invited` is None when a round does not say it.
    `proxies`, `helped` and `alone` are those of the `n` that somebody else gave, or helped with, or nobody did.
    `anonymous` is None when rounds differ or do not say. `origins` are the rounds, then the answers.
    """

    survey: str
    question: str
    service: str | None
    year: int
    n: int
    counts: Mapping[str, int]
    invited: int | None
    answered: int
    proxies: int
    asked_by: tuple[str, ...]
    anonymous: bool | None
    groups: tuple[str, ...]
    origins: tuple[Origin, ...]
    positive: int = 0
    alone: int = 0
    helped: int = 0
    numeric: bool = False

    @property
    def share(self) -> float | None:
        """Return the share of positive answers, 0 to 1; None without answers."""
        return self.positive / self.n if self.n else None

    @property
    def mean(self) -> float | None:
        """Return the mean of answers in numbers; None without answers or for a scale of words."""
        if not self.n or not self.numeric:
            return None
        return sum(int(token) * count for token, count in self.counts.items()) / self.n

    @property
    def response_rate(self) -> float | None:
        """Return the share of those invited who answered, at most 1."""
        return min(1.0, self.answered / self.invited) if self.invited else None


def tally(
    registers: Registers, survey: str, question: str, year: int, service: str | None, group: str | None = None
) -> Tally | None:
    """Count the answers to a question in a year; None when nobody answered it. `service` None: all together.

    `survey` is users, families, staff, partners or results. Raises KeyError for a survey or question that there is not.
    """
    asked = load_surveys()[survey]
    scale = asked.question(question).scale
    if scale is None:
        return None
    answers = [a for a in answers_of(registers, asked, year) if wanted(a, service, group)]
    forms = [a for a in answers if said(asked, a.row)]
    given = [a for a in forms if a.row.get(question) in scale.tokens]
    if not given:
        return None
    counts = Counter(a.row.get(question) for a in given)
    rounds = rounds_of(registers, asked, year, service, group)
    used = {id(a.round): a.round for a in answers}
    of_rounds = list({**{id(r): r for r in rounds}, **used}.values())
    by = Counter(a.row.get("answered_by") for a in given)
    return Tally(
        survey=survey,
        question=question,
        service=service,
        year=year,
        n=len(given),
        counts={token: counts[token] for token in scale.tokens},
        invited=_invited(rounds, used.values()),
        answered=len(forms),
        proxies=by["proxy"],
        asked_by=_tokens("asked_by", (r.get("asked_by") for r in of_rounds)),
        anonymous=_agreed(r.get("anonymous") for r in of_rounds),
        groups=_tokens("groups", (a.group for a in given)),
        origins=tuple(r.origin for r in of_rounds) + tuple(a.row.origin for a in given),
        positive=sum(counts[token] for token in scale.positive),
        alone=by["self"],
        helped=by["with_help"],
        numeric=scale.numeric,
    )


def answered_share(registers: Registers, survey: str, year: int, service: str | None) -> Tally | None:
    """Count invited and answered alone, as a tally of no question; None when no round was held.

    `n` and `positive` are the forms that came back; use `response_rate`.
    """
    asked = load_surveys()[survey]
    rounds = rounds_of(registers, asked, year, service, None)
    forms = [
        a
        for a in answers_of(registers, asked, year)
        if wanted(a, service, None) and said(asked, a.row)
    ]  # fmt: skip
    if not rounds and not forms:
        return None
    used = {id(a.round): a.round for a in forms}
    of_rounds = list({**{id(r): r for r in rounds}, **used}.values())
    by = Counter(a.row.get("answered_by") for a in forms)
    return Tally(
        survey=survey,
        question="",
        service=service,
        year=year,
        n=len(forms),
        counts={},
        invited=_invited(rounds, used.values()),
        answered=len(forms),
        proxies=by["proxy"],
        asked_by=_tokens("asked_by", (r.get("asked_by") for r in of_rounds)),
        anonymous=_agreed(r.get("anonymous") for r in of_rounds),
        groups=_tokens("groups", (a.group for a in forms)),
        origins=tuple(r.origin for r in of_rounds) + tuple(a.row.origin for a in forms),
        positive=len(forms),
        alone=by["self"],
        helped=by["with_help"],
    )


def trend(
    registers: Registers, survey: str, question: str, service: str | None, group: str | None = None
) -> tuple[Tally, ...]:
    """Count the same question over all years in which somebody answered it, oldest first."""
    found = (
        tally(registers, survey, question, year, service, group) for year in survey_years(registers, survey)
    )
    return tuple(one for one in found if one is not None)


def survey_years(registers: Registers, survey: str) -> tuple[int, ...]:
    """Return the years in which a survey was held, oldest first."""
    rows = registers.rows(f"{load_surveys()[survey].book}.rounds")
    return tuple(sorted({year for row in rows if (year := row.get("year")) is not None}))


def services_of(registers: Registers, survey: str, year: int) -> tuple[str, ...]:
    """Return the services that answers of a year are about, OTHER last where some name none or several."""
    asked = load_surveys()[survey]
    found = {a.service for a in answers_of(registers, asked, year) if said(asked, a.row)}
    return (*sorted(found - {OTHER}), *((OTHER,) if OTHER in found else ()))


def groups_of(registers: Registers, survey: str, year: int) -> tuple[str, ...]:
    """Return the groups that answered in a year, in the order of the list."""
    asked = load_surveys()[survey]
    return _tokens("groups", (a.group for a in answers_of(registers, asked, year) if said(asked, a.row)))


def answers_behind(registers: Registers, fill: str, value: Value) -> Answered | None:
    """Return the counts of all answers behind a value that a survey filled; None for any other.

    `fill` is the measure's, such as `survey.users.q_control.mean`, perhaps with a group as its last word.
    """
    kind, *parts = fill.split(".")
    if kind != "survey" or len(parts) not in (3, 4):
        return None
    try:
        scale = load_surveys()[parts[0]].question(parts[1]).scale
        group = parts[3] if len(parts) == 4 else None
        found = tally(registers, parts[0], parts[1], value.year, value.service, group)
    except KeyError:
        return None
    return Answered(found.counts, scale.positive, scale.numeric) if found and scale else None


def _invited(rounds: Sequence[Row], used: Iterable[Row]) -> int | None:
    """Add up who was invited; None when a round does not say, or answers came from a round for others as well."""
    counts: list[int | None] = [row.get("invited") for row in rounds]
    known = [count for count in counts if count is not None]
    if not counts or len(known) < len(counts) or any(all(row is not own for own in rounds) for row in used):
        return None
    return sum(known)


def _tokens(kind: str, values: Iterable[Any]) -> tuple[str, ...]:
    given = {str(value) for value in values if value}
    return tuple(token for token in choice_tokens(kind) if token in given)


def _agreed(values: Iterable[bool | None]) -> bool | None:
    given = set(values)
    return given.pop() if len(given) == 1 else None
