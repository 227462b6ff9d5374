"""Gather what a report on a survey shows: lines by service and group, the year before, and what is public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.resources import data_path
from qms.results.suppression import TOTAL, PublicTable, public_table
from qms.results.survey_answers import OTHER
from qms.results.survey_counts import groups_of, services_of, survey_years, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.register import Origin, Registers
    from qms.results.survey_counts import Tally
    from qms.results.surveys import Question, Scale


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Hold a line of a question's table; None stands for what is not shown, or not known.

    `counts` are by answer. `share_before` and `mean_before` are those of the year before, if it was asked then.
    """

    name: str
    n: int | None
    counts: tuple[int | None, ...]
    share: float | None
    mean: float | None
    share_before: float | None
    mean_before: float | None

    @property
    def whole(self) -> bool:
        """Tell whether every count is shown."""
        return self.n is not None and None not in self.counts


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """Hold the lines of one question: services, groups where several were asked, then all together."""

    question: Question
    scale: Scale
    lines: tuple[ReportLine, ...]
    before: int | None
    origins: tuple[Origin, ...]

    @property
    def total(self) -> ReportLine | None:
        """Return the line of all together; None when nobody answered."""
        return self.lines[-1] if self.lines else None


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Give what a report prints, in its language."""

    language: str

    def say(self, key: str, **params: Any) -> str:
        """Return a word or sentence of `templates/surveys/report.yaml`."""
        text: str = _words()[key][self.language]
        return text.format(**params) if params else text


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    from qms.results.book_schema import read_spec
    from qms.results.survey_schema import WordsSpec

    return read_spec(data_path("templates", "surveys", "report.yaml"), WordsSpec).root


def question_table(
    registers: Registers,
    survey: str,
    question: Question,
    year: int,
    *,
    names: Mapping[str, str],
    words: ReportWords,
    public: bool,
) -> QuestionTable:
    """Return the table of a question that has a scale; `names` are the services' names by id.

    In a public version small counts and what tells them are None, and there are no lines by group.
    """
    scale = question.scale
    if scale is None:
        raise ValueError(question.key)
    whole = tally(registers, survey, question.key, year, None)
    if whole is None:
        return QuestionTable(question, scale, (), None, ())
    before = next((y for y in reversed(survey_years(registers, survey)) if y < year), None)
    now = _by_service(registers, survey, question.key, year)
    then = _by_service(registers, survey, question.key, before) if before else {}
    shown, shown_then = (_public(lines, scale) if public else None for lines in (now, then))
    lines = [
        _line(_name(key, names, words), one, scale, then.get(key), shown, shown_then, key)
        for key, one in now.items()
    ]
    if not public:
        lines[-1:-1] = _by_group(registers, survey, question.key, year, before, scale, words)
    return QuestionTable(question, scale, tuple(lines), before if then else None, whole.origins)


def _by_service(registers: Registers, survey: str, question: str, year: int) -> dict[str, Tally]:
    """Return the tallies by service where there are several, then that of all together."""
    services = services_of(registers, survey, year)
    found = {}
    for service in services if len(services) > 1 else ():
        one = tally(registers, survey, question, year, service)
        if one is not None:
            found[service] = one
    whole = tally(registers, survey, question, year, None)
    return {**found, TOTAL: whole} if whole is not None else {}


def _by_group(
    registers: Registers,
    survey: str,
    question: str,
    year: int,
    before: int | None,
    scale: Scale,
    words: ReportWords,
) -> list[ReportLine]:
    from qms.results.surveys import choice_word

    groups = groups_of(registers, survey, year)
    lines = []
    for group in groups if len(groups) > 1 else ():
        one = tally(registers, survey, question, year, None, group)
        then = tally(registers, survey, question, before, None, group) if before else None
        if one is not None:
            name = choice_word("groups", group, words.language)
            lines.append(_line(name, one, scale, then, None, None, group))
    return lines


def _public(lines: Mapping[str, Tally], scale: Scale) -> PublicTable | None:
    if not lines:
        return None
    counts = tuple((key, tuple(one.counts.items())) for key, one in lines.items())
    return _decided(counts, scale.positive, numeric=scale.numeric)


@lru_cache(maxsize=1024)
def _decided(
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...], positive: tuple[str, ...], *, numeric: bool
) -> PublicTable:
    """Decide once about the same counts: some tables take seconds, and pages show them again and again."""
    return public_table({key: dict(own) for key, own in counts}, positive, numeric=numeric)


def _line(
    name: str,
    one: Tally,
    scale: Scale,
    then: Tally | None,
    shown: PublicTable | None,
    shown_then: PublicTable | None,
    key: str,
) -> ReportLine:
    def share(found: Tally | None, table: PublicTable | None) -> float | None:
        return found.share if found and (table is None or table.shows_share(key)) else None

    def mean(found: Tally | None, table: PublicTable | None) -> float | None:
        return found.mean if found and (table is None or table.shows_mean(key)) else None

    return ReportLine(
        name=name,
        n=one.n if shown is None or shown.shows_n(key) else None,
        counts=tuple(
            one.counts[token] if shown is None or shown.shows(key, token) else None for token in scale.tokens
        ),
        share=share(one, shown),
        mean=mean(one, shown),
        share_before=share(then, shown_then),
        mean_before=mean(then, shown_then),
    )


def _name(key: str, names: Mapping[str, str], words: ReportWords) -> str:
    if key == TOTAL:
        return words.say("all_services")
    return words.say("other") if key == OTHER else names.get(key, key)


def row_places(origins: Iterable[Origin], words: ReportWords) -> list[str]:
    """Return where numbers stand: a sentence for each file and sheet with its rows, runs of rows drawn together."""
    by_place: dict[tuple[str, str], set[int]] = {}
    entries = set()
    for origin in origins:
        if origin.entry is not None:
            entries.add(origin.entry)
        else:
            by_place.setdefault((origin.path, origin.sheet), set()).add(origin.row)
    found = []
    for (path, sheet), rows in sorted(by_place.items()):
        told = words.say("row" if len(rows) == 1 else "rows", rows=runs_of(rows))
        found.append(words.say("place", path=path, sheet=sheet, rows=told))
    if entries:
        found.append(words.say("entries", count=len(entries)))
    return found


def runs_of(rows: Iterable[int]) -> str:
    """Return numbers in order, each run as `first–last`."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return ", ".join("–".join(str(end) for end in run) for run in runs)
