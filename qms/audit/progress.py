"""Gather the draft of a progress report: only what the log, documents, results and self-assessments say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from qms.assessment.results import result_of, rounds_of
from qms.audit.actions import list_actions
from qms.audit.calendar import certificate_end, sent_reports
from qms.audit.findings import list_findings
from qms.audit.improvement import improvement_log, line_of_action
from qms.documents.control import list_documents
from qms.model.errors import UsageProblem
from qms.model.progress import Approved, Deed, Graded, Measured, Progress, Recommendation, Work
from qms.model.words import DocumentStatus
from qms.state.evidence_rows import known_files
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from qms.model.assessment import RoundResult
    from qms.model.audit import ActionItem, LogLine
    from qms.model.framework import Framework
    from qms.model.results import Value
    from qms.workspace.workspace import Workspace

AUDITORS = frozenset({"external_audit", "auditor_comment"})
"""Sources of findings to which a progress report answers."""
_YEAR = 350  # days
_ENDED = frozenset({"declined", "dropped"})


class PeriodUnknown(UsageProblem):
    """Refuse a report whose period nobody named and that no certificate and no earlier report begins."""

    code = "progress_since"
    hint = "hint_progress_since"


class PeriodBackwards(UsageProblem):
    """Refuse a period that ends before it begins; `since` and `until` are given."""

    code = "progress_backwards"


def period_of(workspace: Workspace, since: date | None, until: date | None) -> tuple[date, date]:
    """Return the days of a report: as named, else from the last report or the certificate until today.

    Raises PeriodUnknown or PeriodBackwards.
    """
    end = until or clock.today()
    settings = workspace.settings
    if since is None:
        earlier = [day for day in sent_reports(settings) if day < end]
        since = earlier[-1] + timedelta(days=1) if earlier else settings.certified_on
    if since is None:
        raise PeriodUnknown
    if since > end:
        raise PeriodBackwards(since=since, until=end)
    return since, end


def progress_of(
    workspace: Workspace,
    language: str,
    since: date | None = None,
    until: date | None = None,
    hidden: Collection[str] = (),
) -> Progress:
    """Return what a progress report tells, without what stands in `hidden` evidence.

    Raises PeriodUnknown or PeriodBackwards.
    """
    first, last = period_of(workspace, since, until)
    framework, settings = workspace.framework, workspace.settings
    closed = _paths(workspace, hidden)
    deeds = [
        deed_of(line, last)
        for line in improvement_log(workspace, first, last)
        if _is_told(line, first, last) and not (line.origin == "register" and line.path in closed)
    ]
    before, now = _rounds(workspace, first, last)
    documents = _documents(workspace, first, last)
    results = _results(workspace, language, first, last, hidden)
    levels = _levels(before, now)
    told: dict[int, str] = {}
    work = []
    for ref in _criteria(framework):
        mine = [deed for deed in deeds if ref in criteria_of(framework, deed.indicators)]
        own = [deed for deed in mine if told.setdefault(id(deed), ref) == ref]
        work.append(
            Work(
                ref=ref,
                deeds=tuple(own),
                elsewhere=tuple((told[id(deed)], deed) for deed in mine if told[id(deed)] != ref),
                documents=tuple(documents.get(ref, ())),
                results=tuple(results.get(ref, ())),
                levels=tuple(levels.get(ref, ())),
            )
        )
    return Progress(
        since=first,
        until=last,
        certified_on=settings.certified_on,
        certified_until=certificate_end(settings),
        recommendations=tuple(_recommendations(workspace, first, last)),
        work=tuple(work),
        without=tuple(deed for deed in deeds if id(deed) not in told),
        round_was=before.round.name if before else "",
        round_now=now.round.name if now else "",
        scheme=now.scheme if now else "",
        bar=now.bar if now else 0,
    )


def _criteria(framework: Framework) -> list[str]:
    """Return the references that the report is ordered by: criteria, or the parts of a standard without any."""
    return [c.ref for c in framework.criteria] or [p.ref for p in framework.principles]


def criteria_of(framework: Framework, refs: Iterable[str]) -> tuple[str, ...]:
    """Return the criteria of indicators, in the order of the standard; of a standard without criteria, its parts."""
    known = [framework.by_ref[ref] for ref in refs if ref in framework.by_ref]
    found = {(i.criterion or i.principle) if framework.criteria else i.principle for i in known}
    return tuple(ref for ref in _criteria(framework) if ref in found)


def _is_told(line: LogLine, first: date, last: date) -> bool:
    """Tell whether a line says that something was done or is under way, rather than only found or given up."""
    if not line.action or line.status in _ENDED:
        return False
    days = (line.done_on, line.effect_on)
    if any(day is not None and first <= day <= last for day in days):
        return True
    return line.done_on is None and line.dated is not None and line.dated <= last


def deed_of(line: LogLine, last: date) -> Deed:
    """Return a line of the log as the report tells it; what happened after the period did not happen yet."""
    done = line.done_on if line.done_on is not None and line.done_on <= last else None
    checked = (
        line.effect_on if done is not None and line.effect_on is not None and line.effect_on <= last else None
    )
    return Deed(
        number=line.number,
        text=line.action,
        found=line.finding,
        dated=line.dated,
        done_on=done,
        due=line.due,
        led_to=line.led_to if done else "",
        effect=line.effect if checked else None,
        effect_on=checked,
        indicators=line.indicators,
        finding=line.finding_number if line.finding_number != line.number else "",
        where=line.where,
        routine=line.origin == "register",
    )


def _recommendations(workspace: Workspace, first: date, last: date) -> Iterator[Recommendation]:
    """Yield what auditors recommended and what was open at the beginning or ended in the period."""
    by_finding: dict[str, list[ActionItem]] = {}
    for action in list_actions(workspace):
        by_finding.setdefault(action.finding or "", []).append(action)
    found = [f for f in list_findings(workspace) if f.source in AUDITORS and f.dated <= last]
    for finding in sorted(found, key=lambda f: (f.dated, f.number)):
        if (
            finding.ended_on is not None
            and finding.ended_on < first
            and finding.status not in {"open", "planned"}
        ):
            continue
        actions = [a for a in by_finding.get(finding.id, []) if a.dropped_on is None]
        yield Recommendation(
            number=finding.number,
            dated=finding.dated,
            source=finding.source_name,
            text=finding.text,
            status=finding.status,
            because=finding.because,
            ended_on=finding.ended_on,
            criteria=criteria_of(workspace.framework, finding.indicators),
            deeds=tuple(deed_of(line_of_action(action, finding, {}), last) for action in actions),
        )


def _documents(workspace: Workspace, first: date, last: date) -> dict[str, list[Approved]]:
    framework = workspace.framework
    found: dict[str, list[Approved]] = {}
    for document in list_documents(workspace):
        for version in document.versions:
            on = version.approved_on
            if version.status is not DocumentStatus.APPROVED or on is None or not first <= on <= last:
                continue
            served = version.serves if version.serves is not None else document.serves
            # A document that only supports an indicator is work on what requires it, not on all that it touches.
            refs = served.get(framework.id, {}).get("required", ())
            told = Approved(document.title, version.number, on, version.change_note)
            for ref in criteria_of(framework, refs):
                found.setdefault(ref, []).append(told)
    return found


def _paths(workspace: Workspace, hidden: Collection[str]) -> frozenset[str]:
    if not hidden:
        return frozenset()
    with workspace.state.read() as conn:
        return frozenset(known.path for known in known_files(conn) if known.id in hidden)


def _results(
    workspace: Workspace, language: str, first: date, last: date, closed: Collection[str]
) -> dict[str, list[Measured]]:
    """Return measures with a value in the period, less those whose numbers could tell of single people.

    `closed` is evidence of which nothing is told.
    """
    from qms.results.report_copy import hidden_values
    from qms.results.reporting import read_sheets

    sheets = read_sheets(workspace, language)
    hidden = {id(item.value): item for item in hidden_values(workspace, sheets)}

    def may_show(value: Value) -> bool:
        if any(origin.evidence in closed for origin in value.origins):
            return False
        return id(value) not in hidden or hidden[id(value)].shown

    def may_count(value: Value) -> bool:
        return id(value) not in hidden or hidden[id(value)].n_shown

    found: dict[str, list[Measured]] = {}
    for sheet in sheets:
        for ref in criteria_of(workspace.framework, [sheet.indicator]):
            pairs: dict[str, list[Measured]] = {}
            for series in sheet.series:
                values = [value for value in series.values if may_show(value)]
                for before, after in _pairs(values, first, last):
                    counts = before is not None and may_count(before), may_count(after)
                    item = Measured(series.measure, after.service, before, after, *counts)
                    pairs.setdefault(series.measure.code, []).append(item)
            for items in pairs.values():
                # Where there is a value of all services together, it tells what a short text has room for.
                found.setdefault(ref, []).extend([i for i in items if i.service is None] or items)
    return found


def _pairs(values: Iterable[Value], first: date, last: date) -> Iterator[tuple[Value | None, Value]]:
    """Yield by service the newest value in the period and the one before it, of the same people asked.

    The one before began before the period: the year in which a period begins still shows how things were.
    Where there are values of whole years, only these are compared: a part of a year stands beside no year.
    """
    by_kind: dict[tuple[str | None, str], list[Value]] = {}
    for value in sorted(values, key=lambda v: (v.last, v.first)):
        by_kind.setdefault((value.service, value.asked), []).append(value)
    for every in by_kind.values():
        mine = [v for v in every if (v.last - v.first).days >= _YEAR] or every
        now = [v for v in mine if first <= v.last <= last]
        if now:
            earlier = [v for v in mine if v.first < first and v.last < now[-1].first]
            yield (earlier[-1] if earlier else None), now[-1]


def _rounds(workspace: Workspace, first: date, last: date) -> tuple[RoundResult | None, RoundResult | None]:
    """Return the newest round from before the period, and the newest until its end, where it is another one."""
    rounds = rounds_of(workspace)
    before = [r for r in rounds if (r.closed_on or r.opened_on) <= first]
    now = [r for r in rounds if r.opened_on <= last]
    was = result_of(workspace, before[-1].name, with_warnings=False) if before else None
    newest = now[-1] if now and (not before or now[-1].id != before[-1].id) else None
    return was, result_of(workspace, newest.name, with_warnings=False) if newest else None


def _levels(before: RoundResult | None, now: RoundResult | None) -> Mapping[str, list[Graded]]:
    found: dict[str, list[Graded]] = {}
    if now is None:
        return found
    old = {(s.criterion, s.perspective): s for s in (before.scales if before else ())}
    for scale in now.scales:
        was = old.get((scale.criterion, scale.perspective))
        pairs: list[tuple[str | None, int | None, int | None]] = [
            (None, was.level if was else None, scale.level)
        ]
        for service, own in scale.by_service.items():
            earlier = was.by_service.get(service, was) if was else None
            pairs.append((service, earlier.level if earlier else None, own.level))
        graded = [Graded(scale.perspective, *pair) for pair in pairs if pair[2] is not None]
        if graded:
            found.setdefault(scale.criterion, []).extend(graded)
    return found
