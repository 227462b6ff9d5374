"""Lay out the table of a results sheet: a line per measure, below it one per service, and who was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.datatable import DataTable, Line, Piece
from qms.reports.numbers import number_text, plain_number, stretches
from qms.results.report_rows import (
    TABLED,
    for_whom,
    is_asked,
    met_word,
    other_period,
    resting_on,
    table_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.documents.datatable import Cell
    from qms.results.report_rows import Frame, Track

_MARKS = {"both": "*", "proxy": "**"}  # how a number is marked for which others answered
_STRETCH = 3  # measures in a row that are told as a stretch


def results_table(ref: str, measures: Sequence[Sequence[Track]], frame: Frame) -> DataTable | str:
    """Return the table of a sheet, nothing where it has no measure.

    Years before without any value have no column, and targets have one only where they differ within a measure or
    stand beside a measure with a single line.
    """
    if not measures:
        return ""
    words = frame.words
    every = [track for of_one in measures for track in of_one]
    years = [
        year
        for year in range(frame.year - TABLED + 1, frame.year + 1)
        if year == frame.year or any(year in track.by_year for track in every)
    ]
    targets = any(_own_targets(of_one) for of_one in measures)
    aimed = any(track.measure.target is not None for track in every)
    single = all(len(of_one) == 1 for of_one in measures)
    head = [words.say("head.measure_alone" if single else "head.measure"), *map(str, years)]
    head += [words.say("head.target")] if targets else []
    head += [words.say("head.met")] if aimed else []
    lines = []
    for of_one in measures:
        title = _title(of_one, frame, target=not targets)
        if len(of_one) == 1:
            lines.append(
                Line((title, *_numbers(of_one[0], years, frame, targets=targets, aimed=aimed)), "only")
            )
            continue
        lines.append(Line((title,), "title"))
        for track in of_one:
            name = for_whom(track, frame) + other_period(track.by_year.get(frame.year), frame)
            numbers = _numbers(track, years, frame, targets=targets, aimed=aimed)
            lines.append(Line(((Piece(name),), *numbers), "under"))
    note = asked_note(measures, frame)
    lines += [Line(((Piece(note),),), "note")] if note else []
    align = "l" + "r" * (len(years) + targets) + "c" * aimed + "l"
    return DataTable(f"table-{ref}", (*head, "n"), tuple(lines), align)


def _own_targets(of_one: Sequence[Track]) -> bool:
    """Tell whether the targets of a measure stand in its lines, for there is one line or they differ by service."""
    targets = {track.measure.target for track in of_one}
    return targets != {None} and (len(of_one) == 1 or len(targets) > 1)


def _title(of_one: Sequence[Track], frame: Frame, *, target: bool) -> Cell:
    """Return code and name of a measure, with its target and start value in grey where all services share them."""
    words, first = frame.words, of_one[0]
    name = f"{first.measure.code} {first.measure.name}"
    if len(of_one) == 1:
        name += other_period(first.by_year.get(frame.year), frame)
        if first.service is not None and len(frame.services) > 1:
            name += f" – {for_whom(first, frame)}"
    quiet = []
    targets = {track.measure.target for track in of_one}
    if target and len(targets) == 1 and first.measure.target is not None:
        quiet.append(f"{words.say('target')} {_number(first.measure.target, first, frame)}")
    starts: dict[str, list[str]] = {}
    for track in of_one:
        if track.measure.baseline is not None:
            year = f" ({track.measure.baseline_year})" if track.measure.baseline_year else ""
            told = f"{words.say('start')} {_number(track.measure.baseline, track, frame)}{year}"
            starts.setdefault(told, []).append(for_whom(track, frame))
    alone = len(starts) == 1
    quiet += [told if alone else f"{told}, {', '.join(dict.fromkeys(who))}" for told, who in starts.items()]
    return (Piece(name, bold=True), *(Piece(f" · {told}", quiet=True) for told in quiet))


def _number(value: float, track: Track, frame: Frame) -> str:
    return number_text(value, table_unit(track.measure), frame.language)


def _numbers(track: Track, years: Sequence[int], frame: Frame, *, targets: bool, aimed: bool) -> list[Cell]:
    """Return the cells of a line beside its name."""
    words, measure, now = frame.words, track.measure, track.by_year.get(frame.year)
    cells: list[Cell] = [
        (Piece(frame.shown(track.by_year.get(year), measure)),) for year in years if year != frame.year
    ]
    told = words.say("not_measured") if now is None else frame.shown(now, measure)
    cells.append((Piece(told, bold=now is not None),))
    if targets:
        target = measure.target
        cells.append((Piece(words.say("nothing") if target is None else _number(target, track, frame)),))
    if aimed:
        cells.append((Piece(met_word(track, frame)),))
    mark = _MARKS.get(now.answered_by, "") if now is not None and is_asked(now) else ""
    cells.append((Piece(resting_on(now, frame) + mark),))
    return cells


def asked_note(measures: Sequence[Sequence[Track]], frame: Frame) -> str:
    """Return in a sentence or two who was asked for which measures, and for whom others answered."""
    words = frame.words
    codes = [of_one[0].measure.code for of_one in measures]
    groups: dict[str, set[str]] = {}
    unsaid: set[str] = set()
    marks: set[str] = set()
    for of_one in measures:
        for track in of_one:
            now = track.by_year.get(frame.year)
            if now is None or not is_asked(now):
                continue
            groups.setdefault(now.asked, set()).add(track.measure.code)
            marks.add(now.answered_by)
            if not now.answered_by:
                unsaid.add(track.measure.code)
    if not groups:
        return ""
    told = [f"{words.say(f'asked.{asked}')} ({_stretches(codes, which)})" for asked, which in groups.items()]
    sentences = [words.say("asked_note", groups=", ".join(told))]
    sentences += [words.say(f"marks.{by}", mark=mark) for by, mark in _MARKS.items() if by in marks]
    if unsaid:
        sentences.append(words.say("unsaid", codes=_stretches(codes, unsaid)))
    return " ".join(sentences)


def _stretches(codes: Sequence[str], wanted: Iterable[str]) -> str:
    """Return codes in the order of the sheet; three and more that follow each other as a stretch."""
    chosen = set(wanted)
    runs = [
        list(codes[first : last + 1])
        for first, last in stretches(place for place, code in enumerate(codes) if code in chosen)
    ]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= _STRETCH else ", ".join(run) for run in runs)


def compared_table(ref: str, measures: Sequence[Sequence[Track]], frame: Frame) -> DataTable | str:
    """Return the comparisons of this year's values with those of others, nothing where there is none."""
    lines = [
        line
        for of_one in measures
        for track in of_one
        if (line := _compared(track, of_one, frame)) is not None
    ]
    head = tuple(
        frame.words.say(f"head.{name}") for name in ("measure", "we", "partner", "they", "difference")
    )
    return DataTable(f"compared-{ref}", head, tuple(lines), "lrlrr") if lines else ""


def _compared(track: Track, of_one: Sequence[Track], frame: Frame) -> Line | None:
    now, measure, words = track.by_year.get(frame.year), track.measure, frame.words
    if now is None or now.comparison_value is None:
        return None
    theirs = now.comparison_value
    difference = now.value - theirs
    told = plain_number(difference, 2 if measure.unit in {"score", "money"} else 1, frame.language)
    told = f"+{told}" if difference > 0 else told
    whom = f" – {for_whom(track, frame)}" if len(of_one) > 1 else ""
    cells = (
        (Piece(f"{measure.code} {measure.name}", bold=True), Piece(whom)),
        (Piece(frame.shown(now, measure), bold=True),),
        (Piece(now.comparison_with or words.say("nothing")),),
        (Piece(_number(theirs, track, frame)),),
        (Piece(words.say("hidden") if frame.hides(now) else told),),
    )
    return Line(cells, "only")
