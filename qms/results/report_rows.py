"""Turn the results of an indicator into rows of text for a report: what was measured, by whom, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from qms.reports.numbers import number_text, plain_number, share_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from qms.documents.report_words import ReportWords
    from qms.model.results import Measure, ResultsSheet, Series, Value

CHARTED = 5  # years that a chart looks back, the reported one counted
TABLED = 3  # years that a table shows


def table_unit(measure: Measure) -> str:
    """Return the unit that numbers carry: the name of a measure in hours or days says so, which spares room."""
    return "number" if measure.unit in {"hours", "days", "other"} else measure.unit


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what a report is made for: year, words, and services in scope by id.

    `hidden` are the `id`s of values that are not shown, `hidden_n` of those whose n is not. `confidential` are ids of
    evidence that is not named.
    """

    year: int
    words: ReportWords
    services: Mapping[str, str]
    hidden: Collection[int] = frozenset()
    hidden_n: Collection[int] = frozenset()
    public: bool = False
    confidential: Collection[str] = frozenset()

    @property
    def language(self) -> str:
        """Return the language of the document."""
        return self.words.language

    def service(self, ident: str | None) -> str:
        """Return the name of a service, or the words for all of them."""
        return self.words.say("all_services") if ident is None else self.services.get(ident, ident)

    def shown(self, value: Value | None, measure: Measure) -> str:
        """Return a value as it is printed: with its unit, or that it is left out or was not measured."""
        if value is None:
            return self.words.say("nothing")
        if self.hides(value):
            return self.words.say("hidden")
        return number_text(value.value, table_unit(measure), self.language)

    def hides(self, value: Value) -> bool:
        """Tell whether a value is left out of this version."""
        return id(value) in self.hidden

    def hides_n(self, value: Value) -> bool:
        """Tell whether it is left out how many a value rests on."""
        return id(value) in self.hidden_n


@dataclass(frozen=True, slots=True)
class Track:
    """Hold the values of a measure for one service and one group that was asked, one for each year.

    `group` says that several groups were asked, so that the rows must name theirs.
    """

    measure: Measure
    service: str | None
    asked: str
    group: bool = False
    by_year: Mapping[int, Value] = field(default_factory=dict)


def tracks(series: Series, frame: Frame) -> list[Track]:
    """Return the values of a measure by service and by who was asked, in the order of the services.

    A measure without any value has one track, which says that nothing was measured.
    """
    found: dict[tuple[str | None, str], dict[int, Value]] = {}
    for value in sorted(series.values, key=_weight):
        if frame.year - CHARTED < value.year <= frame.year:
            found.setdefault((value.service, value.asked), {})[value.year] = value
    order = [None, *frame.services]
    places = {ident: place for place, ident in enumerate(order)}
    keys = sorted(found, key=lambda key: (places.get(key[0], len(order)), key[0] or "", key[1]))
    made = [Track(series.measure, service, asked, by_year=found[service, asked]) for service, asked in keys]
    return made or [Track(series.measure, series.measure.service, "")]


def _weight(value: Value) -> tuple[int, int, int]:
    """Order values of one year so that the one that tells most of it comes last: the longest, then the latest."""
    return (value.year, (value.last - value.first).days, value.last.toordinal())


def by_measure(series: Sequence[Series], frame: Frame) -> list[list[Track]]:
    """Return the tracks of each measure: its services may come as series of their own, with targets of their own.

    All services together come last, as a sum does.
    """
    found: dict[str, list[Track]] = {}
    for one in series:
        found.setdefault(one.measure.code, []).extend(tracks(one, frame))
    for of_one in found.values():
        of_one.sort(key=lambda track: track.service is None)
    groups = [{track.asked for track in of_one} for of_one in found.values()]
    return [
        [replace(track, group=len(asked) > 1 and bool(track.asked)) for track in of_one]
        for of_one, asked in zip(found.values(), groups, strict=True)
    ]


def shown_series(sheet: ResultsSheet, frame: Frame) -> list[Series]:
    """Return the measures that a sheet prints: suggested ones that nobody measured only where there are no others."""
    told = [s for s in sheet.series if not s.measure.starter or any(tracks(s, frame)[0].by_year)]
    return told or list(sheet.series)


def other_period(value: Value | None, frame: Frame) -> str:
    """Return the period of a value in brackets where it is not the calendar year."""
    if value is None or (value.first, value.last) == (date(frame.year, 1, 1), date(frame.year, 12, 31)):
        return ""
    pattern = "%d.%m.%Y" if frame.language == "nb" else "%Y-%m-%d"
    return f" ({value.first.strftime(pattern)}–{value.last.strftime(pattern)})"


def is_met(track: Track, frame: Frame) -> bool | None:
    """Tell whether the target was reached, None without target, without value, or where it is not to be shown."""
    now, target = track.by_year.get(frame.year), track.measure.target
    if now is None or target is None or frame.hides(now):
        return None
    return now.value <= target if track.measure.better == "lower" else now.value >= target


def met_word(track: Track, frame: Frame) -> str:
    """Return whether the target was reached, as a word."""
    met = is_met(track, frame)
    return frame.words.say("nothing" if met is None else "yes" if met else "no")


def for_whom(track: Track, frame: Frame) -> str:
    """Return the service that a row is about, with who was asked where several groups were."""
    name = frame.service(track.service)
    return f"{name} ({frame.words.say(f'asked.{track.asked}')})" if track.group else name


def is_asked(value: Value | None) -> bool:
    """Tell whether people were asked for a value."""
    return value is not None and value.asked not in {"", "records"}


def resting_on(value: Value | None, frame: Frame) -> str:
    """Return how many a value rests on: of how many invited, or of how many counted; hidden where it must be."""
    words, language = frame.words, frame.language
    if value is None or (value.n is None and value.part is None):
        return words.say("nothing")
    if frame.hides_n(value):
        return words.say("hidden")
    rate = value.response_rate
    if is_asked(value) and value.invited and value.n is not None and rate is not None:
        told = words.say(
            "part_of",
            part=plain_number(value.n, 0, language),
            whole=plain_number(value.invited, 0, language),
        )
        return f"{told} · {share_text(rate, language)}"
    if value.counted and value.part is not None and value.whole and not frame.hides(value):
        return words.say(
            "part_of",
            part=plain_number(value.part, 0, language),
            whole=plain_number(value.whole, 0, language),
        )
    return words.say("nothing") if value.n is None else plain_number(value.n, 0, language)
