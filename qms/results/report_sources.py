"""Say where every number of a report was taken from, file, sheet and row, in one close table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from qms.documents.datatable import DataTable, Line, Piece
from qms.reports.numbers import stretch_text, stretches
from qms.results.report_rows import for_whom

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qms.documents.report_words import ReportWords
    from qms.results.report_rows import Frame, Track

_RANGES = 6  # stretches of rows that are named one by one


class _Sheet(NamedTuple):
    """Hold a sheet of a file; a `closed` one is confidential, and neither it nor its sheet is named."""

    path: str
    name: str
    closed: bool


@dataclass(slots=True)
class _Places:
    """Gather the places of a measure: rows by file and sheet, then by service and year, and what else was stated."""

    rows: dict[_Sheet, dict[str, dict[int, set[int]]]] = field(default_factory=dict)
    entries: dict[str, dict[int, int]] = field(default_factory=dict)
    stated: dict[str, list[str]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)


def sources_table(
    sheets: Iterable[tuple[str, str, Sequence[Sequence[Track]]]], frame: Frame, *, parts: bool = True
) -> DataTable | str:
    """Return the places of all values that tables and charts show; `sheets` are (indicator, name, measures).

    Measures that rest on the same rows stand together. With `parts` each indicator has a line of its own.
    """
    lines: list[Line] = []
    for ref, name, measures in sheets:
        told: dict[tuple[str, ...], list[str]] = {}
        for of_one in measures:
            found = [track for track in of_one if track.by_year]
            if found:
                measure = found[0].measure
                places = measure_places(found, frame)
                told.setdefault(places, []).append(f"{measure.code} {measure.name}")
        if told and parts:
            lines.append(Line(((Piece(f"{ref}. {name[:1].upper()}{name[1:]}"),),), "part"))
        lines += [
            Line(((Piece("\n".join(names)),), (Piece("\n".join(places)),)), "only")
            for places, names in told.items()
        ]
    head = (frame.words.say("head.measure_alone"), frame.words.say("head.place"))
    return DataTable("sources", head, tuple(lines), "ll", small=True, shares=(0.25, 0.75)) if lines else ""


def measure_places(tracks: Sequence[Track], frame: Frame) -> tuple[str, ...]:
    """Return the places of a measure's values, a text per sheet of a file, then what was entered and stated."""
    words, places = frame.words, _gathered(tracks, frame)
    alone = len(tracks) == 1 and tracks[0].service is None and not tracks[0].group
    told = [_place(sheet, by_service, words, alone=alone) for sheet, by_service in places.rows.items()]
    if places.entries:
        items = [
            ("" if alone else f"{who} ")
            + _with_years([(f"{count}", [year]) for year, count in years.items()], words)
            for who, years in places.entries.items()
        ]
        told.append(words.say("entered", items="; ".join(items)))
    # What holds for each service need not be said of each.
    everyone = {for_whom(track, frame) for track in tracks if track.service is not None or len(tracks) == 1}
    stated = [
        source if everyone and set(who) >= everyone else f"{source} ({', '.join(dict.fromkeys(who))})"
        for source, who in places.stated.items()
    ]
    if stated:
        told.append(words.say("stated", source="; ".join(stated)))
    if places.silent:
        who = "" if set(places.silent) >= everyone else f" ({', '.join(places.silent)})"
        told.append(words.say("no_source") + who)
    return tuple(told)


def _gathered(tracks: Sequence[Track], frame: Frame) -> _Places:
    places = _Places()
    for track in tracks:
        who = for_whom(track, frame)
        known = False
        for year, value in sorted(track.by_year.items(), reverse=True):
            for origin in value.origins:
                known = True
                if origin.entry is not None:
                    counts = places.entries.setdefault(who, {})
                    counts[year] = counts.get(year, 0) + 1
                    continue
                sheet = _Sheet(origin.path, origin.sheet, closed=origin.evidence in frame.confidential)
                by_service = places.rows.setdefault(sheet, {})
                by_service.setdefault(who, {}).setdefault(year, set()).add(origin.row)
            if value.source and not value.counted:
                known = True
                who_said = places.stated.setdefault(value.source, [])
                if who not in who_said:
                    who_said.append(who)
        if not known:
            places.silent.append(who)
    return places


def _place(
    sheet: _Sheet,
    by_service: Mapping[str, Mapping[int, Collection[int]]],
    words: ReportWords,
    *,
    alone: bool,
) -> str:
    """Return a sheet of a file with the rows of each service; years that are the same for all are told once."""
    years = {tuple(by_year) for by_year in by_service.values()}
    single = len(years) == 1 and len(next(iter(years))) == 1
    items = []
    for who, by_year in by_service.items():
        rows = [(ranges(found), [year]) for year, found in by_year.items()]
        told = rows[0][0] if single else _with_years(rows, words)
        items.append(told if alone else f"{who} {told}")
    told = "; ".join(items)
    year = str(next(iter(years))[0]) if single else ""
    key = "place_of_year" if single else "place"
    if sheet.closed:
        return words.say(f"confidential_{key}", rows=told, year=year)
    return words.say(key, file=_file_name(sheet.path), sheet=sheet.name, rows=told, year=year)


def _with_years(rows: Sequence[tuple[str, list[int]]], words: ReportWords) -> str:
    """Return rows with the years that they tell of; years that rest on the same rows stand together."""
    years: dict[str, list[int]] = {}
    for told, which in rows:
        years.setdefault(told, []).extend(which)
    return ", ".join(
        words.say("rows_of_years", rows=told, years=", ".join(map(str, which)))
        for told, which in years.items()
    )


def _file_name(path: str) -> str:
    """Return the last two steps of a path: enough to find the file, and short enough for a table."""
    return "/".join(PurePosixPath(path).parts[-2:])


def ranges(rows: Collection[int]) -> str:
    """Return row numbers as stretches, such as 2–9, 12; of very many only from where to where."""
    parts = stretches(rows)
    if len(parts) > _RANGES:
        parts = [*parts[: _RANGES - 1], (parts[_RANGES - 1][0], parts[-1][1])]
    return ", ".join(stretch_text(*part) for part in parts)
