"""Give reports their results: tables as text, charts, and what the provider says, for one year and language.

Documents know nothing of registers. Whoever opens a workspace puts `reporter(workspace)` into `report_data`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qms.documents.data import empty_results
from qms.documents.drawing import CHART, Drawing
from qms.documents.engine import Passage, long_date
from qms.documents.library import load_library
from qms.documents.report_words import ReportWords
from qms.model.results import ResultsSheet
from qms.reports.charts import Compared, Line, Panel, Words, trend_chart, trend_words
from qms.results.report_rows import (
    Frame,
    Track,
    by_measure,
    for_whom,
    is_met,
    shown_series,
    table_unit,
)
from qms.results.report_sources import sources_table
from qms.results.report_tables import compared_table, results_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from qms.model.organisation import Settings
    from qms.model.results import Telling
    from qms.results.suppression import PublicValue
    from qms.workspace.workspace import Workspace

AUDIT = "67"
SHEETS = "results-sheet"
_PANELS = 12


def reporter(workspace: Workspace) -> Callable[[str, str, str, int], Mapping[str, Any]]:
    """Return what gives the results of a workspace by slug, instance, language and year; registers are read once."""
    kept: dict[str, tuple[ResultsSheet, ...]] = {}
    confidential = confidential_of(workspace)

    def give(slug: str, instance: str, language: str, year: int) -> Mapping[str, Any]:
        if language not in kept:
            kept[language] = read_sheets(workspace, language)
        sheets = kept[language]
        if slug == SHEETS:
            sheets = tuple(sheet for sheet in sheets if sheet.indicator == instance)
            if not sheets and instance:
                sheets = (ResultsSheet(instance),)
        return report_of(sheets, workspace.settings, language, year, confidential=confidential)

    return give


def confidential_of(workspace: Workspace) -> frozenset[str]:
    """Return the ids of evidence that a report must not name, since more people read it than may know of them."""
    from qms.evidence.visibility import confidential_ids
    from qms.state.release_rows import evidence_marks

    with workspace.state.read() as conn:
        return confidential_ids(evidence_marks(conn))


def read_sheets(workspace: Workspace, language: str) -> tuple[ResultsSheet, ...]:
    """Return the results of all indicators that a report has a sheet for, in the order of the standard."""
    from qms.results.sheets import results_sheets
    from qms.results.store import load_registers

    registers = load_registers(workspace)
    found = results_sheets(registers, workspace.settings, workspace.framework, language, workspace.as_of)
    wanted = sorted({*load_library().get(SHEETS).instances, AUDIT}, key=int)
    return tuple(found.get(ref) or ResultsSheet(ref) for ref in wanted)


def report_of(
    sheets: Iterable[ResultsSheet],
    settings: Settings,
    language: str,
    year: int,
    *,
    hidden: Iterable[PublicValue] = (),
    public: bool = False,
    confidential: Collection[str] = frozenset(),
) -> dict[str, Any]:
    """Return what a report of one year prints of these sheets (see qms/documents/data.py for its shape).

    `hidden` tells of values what is left out; a `public` report names no files, and none the `confidential` evidence.
    """
    services = settings.service_names
    judged = list(hidden)
    frame = Frame(
        year,
        ReportWords(language),
        services,
        frozenset(id(one.value) for one in judged if not one.shown),
        frozenset(id(one.value) for one in judged if not one.n_shown),
        public,
        confidential,
    )
    names = load_library().get(SHEETS)
    made, overview, told, totals = [], [], [], [0, 0, 0, 0]
    for sheet in sheets:
        name = names.instance_name(sheet.indicator, language) or frame.words.say("audit")
        measures = by_measure(shown_series(sheet, frame), frame)
        counts = _standing(measures, frame)
        made.append(_sheet(sheet, name, measures, settings, frame))
        told.append((sheet.indicator, name, measures))
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        overview.append(_overview(sheet.indicator, name, counts, frame))
    keys = ("measures", "measured", "targets", "met")
    return {
        **empty_results(str(year)),
        **dict(zip(keys, map(str, totals), strict=True)),
        "public": "public" if public else "",
        "overview": overview,
        "sheets": made,
        "sources": "" if public else sources_table(told, frame, parts=len(told) > 1),
    }


def _standing(measures: Sequence[Sequence[Track]], frame: Frame) -> tuple[int, int, int, int]:
    """Return how many measures a sheet has, with a value this year, with a target too, and with the target met."""
    found = [[t for t in of_one if frame.year in t.by_year] for of_one in measures]
    judged = [[met for met in (is_met(t, frame) for t in ts) if met is not None] for ts in found]
    aimed = [met for met in judged if met]
    return len(found), sum(map(bool, found)), len(aimed), sum(all(met) for met in aimed)


def _overview(ref: str, name: str, counts: Sequence[int], frame: Frame) -> dict[str, str]:
    measures, measured, targets, met = counts
    nothing = frame.words.say("nothing")
    return {
        "ref": ref,
        "name": name,
        "measures": str(measures) if measures else nothing,
        "measured": str(measured) if measured else frame.words.say("not_measured"),
        "met": frame.words.say("met_of", met=met, all=targets) if targets else nothing,
    }


def _sheet(
    sheet: ResultsSheet, name: str, measures: Sequence[Sequence[Track]], settings: Settings, frame: Frame
) -> dict[str, Any]:
    found = [track for of_one in measures for track in of_one]
    tellings = _tellings(sheet, frame)
    panels = _panels(measures, frame)
    people = settings.person_names
    owners = dict.fromkeys(people.get(t.owner, t.owner) for t in tellings if t.owner)
    dues = dict.fromkeys(long_date(t.due, frame.language) for t in tellings if t.due)
    measured = any(frame.year in track.by_year for track in found)
    return {
        "ref": sheet.indicator,
        "name": name,
        "lacking": ", ".join(_lacking(found, frame)),
        "measured": _years(panels, frame),
        "table": results_table(sheet.indicator, measures, frame),
        "compared": compared_table(sheet.indicator, measures, frame),
        "chart": _chart(sheet.indicator, panels, frame) if panels else "",
        "interpretation": _passage(tellings, "interpretation", frame, measured=measured),
        "action": _passage(tellings, "action", frame, measured=measured),
        "owner": ", ".join(owners),
        "due": ", ".join(dues),
    }


def _lacking(found: Sequence[Track], frame: Frame) -> list[str]:
    """Return the names of the services of which nothing was measured this year."""
    measured = {track.service for track in found if frame.year in track.by_year}
    if None in measured:
        return []
    if not measured:
        return [frame.words.say("whole")]
    return [name for ident, name in frame.services.items() if ident not in measured]


def _tellings(sheet: ResultsSheet, frame: Frame) -> list[Telling]:
    order = [None, *frame.services]
    mine = [telling for telling in sheet.tellings if telling.year == frame.year]
    return sorted(mine, key=lambda t: order.index(t.service) if t.service in order else len(order))


def _passage(tellings: Sequence[Telling], name: str, frame: Frame, *, measured: bool) -> Passage:
    """Return what the provider says, service by service, else a suggestion that is to be adapted."""
    said = [(telling.service, getattr(telling, name).strip()) for telling in tellings]
    paragraphs = tuple(
        line if service is None or number else f"{frame.service(service)}: {line}"
        for service, text in said
        for number, line in enumerate(part.strip() for part in text.splitlines() if part.strip())
    )
    if paragraphs:
        return Passage(paragraphs)
    key = "unmeasured" if name == "interpretation" and not measured else name
    text = frame.words.say(f"suggestions.{key}", year=frame.year, before=frame.year - 1)
    return Passage((text,), to_adapt=True)


def _panels(measures: Sequence[Sequence[Track]], frame: Frame) -> list[Panel]:
    made = []
    for of_one in measures:
        lines, compared = [], []
        for track in of_one:
            shown = {year: value for year, value in track.by_year.items() if not frame.hides(value)}
            points = tuple((year, value.value) for year, value in sorted(shown.items()))
            if points:
                strong = track.service is None and not track.group
                lines.append(Line(_line_name(track, of_one, frame), points, strong))
            now = shown.get(frame.year)
            if now is not None and now.comparison_value is not None:
                compared.append(Compared(now.comparison_with, frame.year, now.comparison_value))
        if lines:
            made.append(_panel(of_one, lines, tuple(dict.fromkeys(compared))))
    return made[:_PANELS]


def _panel(of_one: Sequence[Track], lines: Sequence[Line], compared: tuple[Compared, ...]) -> Panel:
    """Return the panel of a measure; targets and start values that differ by service stand in the table only."""
    measure = of_one[0].measure
    targets = {track.measure.target for track in of_one}
    starts = {(track.measure.baseline, track.measure.baseline_year) for track in of_one}
    baseline, baseline_year = starts.pop() if len(starts) == 1 else (None, None)
    return Panel(
        title=f"{measure.code} {measure.name}",
        lines=tuple(lines),
        unit=table_unit(measure),
        target=targets.pop() if len(targets) == 1 else None,
        baseline=baseline,
        baseline_year=baseline_year,
        compared=compared,
    )


def _line_name(track: Track, of_one: Sequence[Track], frame: Frame) -> str:
    """Return what tells a line from the others of its measure: the service, the group that was asked, or both."""
    if track.group and len({other.service for other in of_one}) == 1:
        return frame.words.say(f"asked.{track.asked}")
    return for_whom(track, frame)


def _years(panels: Sequence[Panel], frame: Frame) -> str:
    years = [year for panel in panels for line in panel.lines for year, _ in line.points]
    if not years:
        return ""
    first, last = min(years), max(years)
    key = "one_year" if first == last else "years"
    return frame.words.say(key, first=first, last=last)


def _chart(ref: str, panels: Sequence[Panel], frame: Frame) -> Drawing:
    words = Words(frame.words.say("target"), frame.words.say("start"))
    return Drawing(
        f"{CHART}{ref}",
        trend_words(panels, words=words, language=frame.language),
        partial(trend_chart, tuple(panels), words=words, language=frame.language),
    )
