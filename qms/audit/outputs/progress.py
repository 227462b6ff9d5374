"""Gather the draft of the annual progress report: recommendations first, then criterion by criterion, then sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.audit.outputs.head import report_of
from qms.audit.outputs.progress_texts import Texts
from qms.audit.outputs.wording import Wording
from qms.audit.progress import progress_of
from qms.documents.engine import long_date
from qms.locale.sentences import say
from qms.model.reports import Column, Part, Row, Table
from qms.reports.tables import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.audit.outputs.kinds import Wish
    from qms.model.progress import Deed, Work
    from qms.model.reports import Report

TICKS = 3
"""Columns of the national form that are ticked by the provider: what stands above them, its own form says."""


def texts_of(wish: Wish) -> Texts:
    """Return the texts of the report that is wished for; raises PeriodUnknown or PeriodBackwards."""
    workspace = wish.workspace
    found = progress_of(workspace, wish.language, wish.since, wish.until, wish.hidden)
    return Texts(found, workspace.framework, wish.language, workspace.settings.service_names)


def build(wish: Wish) -> Report:
    """Return the draft as a report; raises PeriodUnknown or PeriodBackwards."""
    texts = texts_of(wish)
    found, settings = texts.progress, wish.workspace.settings

    def day(value: object) -> str:
        return long_date(value, wish.language) if value else ""  # type: ignore[arg-type]

    facts = [
        (say("progress_period"), f"{day(found.since)} – {day(found.until)}"),
        (
            say("progress_certificate"),
            f"{day(found.certified_on)} – {day(found.certified_until)}".strip(" –"),
        ),
        (say("progress_services"), ", ".join(service.name for service in settings.services)),
        (say("progress_status"), say("progress_draft")),
    ]
    wording = Wording(wish.workspace, wish.language)
    parts = [_recommendations(texts), _criteria(texts, wording), *_sources(texts)]
    return report_of(wish, "progress", parts, facts=facts)


def _recommendations(texts: Texts) -> Part:
    columns = (
        Column(say("column_ref"), 12),
        Column(say("column_date"), 11, "date"),
        Column(say("progress_column_recommendation"), 52),
        Column(say("progress_column_criteria"), 12),
        Column(say("progress_column_answer"), 70),
    )
    rows = tuple(
        Row(
            (
                item.number,
                item.dated,
                printable(item.text) + (f"\n({printable(item.source)})" if item.source else ""),
                ", ".join(item.criteria),
                "\n".join(texts.answer(item)),
            )
        )
        for item in texts.progress.recommendations
    )
    title = say("progress_recommendations")
    lines = (say("progress_draft_note"),)
    return Part(title, title, lines, table=Table(columns, rows, say("progress_no_recommendations")))


def _criteria(texts: Texts, wording: Wording) -> Part:
    """Make the table of the form; its last columns are the provider's to tick, and nothing is ever put there."""
    ticks = tuple(Column(say("progress_column_tick", {"number": n}), 9) for n in range(1, TICKS + 1))
    columns = (
        *wording.columns(say("progress_column_criterion"), 22),
        Column(say("progress_head_done"), 48),
        Column(say("progress_head_led_to"), 44),
        Column(say("progress_head_level"), 22),
        *ticks,
    )
    rows = tuple(_row(texts, work, wording) for work in texts.progress.work if work.is_told)
    title = say("progress_by_criterion")
    lines = (say("progress_ticks_note"),)
    return Part(title, title, lines, table=Table(columns, rows, say("progress_nothing")))


def _row(texts: Texts, work: Work, wording: Wording) -> Row:
    cells = (texts.done(work), texts.led_to(work), texts.levels(work))
    named = wording.cells(texts.title(work.ref), texts.section, work.ref)
    return Row((*named, *("\n".join(lines) for lines in cells), *[""] * TICKS))


def _sources(texts: Texts) -> Iterator[Part]:
    """Yield the annex for the coordinator: where each statement comes from, and what is not told."""
    columns = (
        Column(say("progress_column_criterion"), 24),
        Column(say("progress_column_source"), 60),
        Column(say("progress_column_says"), 60),
    )
    rows = [
        Row((texts.title(work.ref), where, what))
        for work in texts.progress.work
        if work.is_told
        for where, what in _of_work(texts, work)
    ]
    rows += [
        Row((say("progress_no_criterion"), _where(deed), printable(deed.text)))
        for deed in texts.progress.without
    ]
    silent = [texts.title(work.ref) for work in texts.progress.work if not work.is_told]
    lines = [say("progress_annex_note")]
    if silent:
        lines.append(say("progress_silent", {"count": len(silent), "criteria": "; ".join(silent)}))
    title = say("progress_annex")
    yield Part(title, title, tuple(lines), table=Table(columns, tuple(rows), say("progress_nothing")))


def _of_work(texts: Texts, work: Work) -> Iterator[tuple[str, str]]:
    found = texts.progress
    for deed in work.deeds:
        yield _where(deed), printable(deed.text)
    for item in work.documents:
        yield (
            say("progress_source_document", {"title": printable(item.title), "version": item.version}),
            texts.document(item),
        )
    for measured in work.results:
        places = {origin.path for origin in measured.after.origins if origin.path}
        told = [measured.after.source, *sorted(places)]
        yield (
            ", ".join(printable(one) for one in told if one) or measured.measure.code,
            printable(measured.measure.name),
        )
    if work.levels:
        rounds = " → ".join(name for name in (found.round_was, found.round_now) if name)
        yield say("progress_source_round", {"rounds": rounds}), say("progress_head_level")


def _where(deed: Deed) -> str:
    numbers = " / ".join(number for number in (deed.number, deed.finding) if number)
    return ", ".join(part for part in (numbers, printable(deed.where)) if part) or say("progress_source_log")
