"""Turn snapshots and their differences into JSON and into lines that people read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word
from qms.reports.coverage_forms import reason_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qms.model.framework import Framework
    from qms.model.reasons import Reason
    from qms.model.snapshot import (
        Difference,
        FileChange,
        IndicatorChange,
        LinkChange,
        RecordChange,
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Hold what ids are called now: services, documents by id, and the texts of findings and actions by id."""

    framework: Framework
    language: str
    services: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def difference_json(found: Difference, names: Names) -> dict[str, Any]:
    """Return a difference for programs."""
    return {
        "as_of_before": found.as_of_was,
        "as_of_after": found.as_of_now,
        "indicators": [_indicator_json(change, names) for change in found.indicators],
        "links": [
            {
                "change": link.change,
                "evidence": link.evidence,
                "path": link.path,
                "framework": link.framework,
                "indicator": link.indicator,
                "what": list(link.what),
            }
            for link in found.links
        ],
        "files": [
            {"change": file.change, "evidence": file.evidence, "path": file.path, "was": file.was or None}
            for file in found.files
        ],
        "documents": [
            {
                "id": change.document,
                "document": change.slug,
                "language": change.language,
                "title": names.documents.get(change.document),
                "version_before": change.was,
                "version_after": change.now,
                "status_before": change.status_was,
                "status_after": change.status_now,
            }
            for change in found.documents
        ],
        "levels": [
            {
                "criterion": level.criterion,
                "perspective": level.perspective,
                "service": level.service,
                "before": level.was,
                "after": level.now,
            }
            for level in found.levels
        ],
        "findings": [_record_json(record, names) for record in found.findings],
        "actions": [_record_json(record, names) for record in found.actions],
        "statements": [
            {"indicator": s.indicator, "service": s.service, "before": s.was, "after": s.now}
            for s in found.statements
        ],
        "registers": {table: {"before": a, "after": b} for table, (a, b) in found.registers.items()},
        "settings": list(found.settings),
        "forgotten": found.unknown,
    }


def _indicator_json(change: IndicatorChange, names: Names) -> dict[str, Any]:
    return {
        "ref": change.ref,
        "title": names.framework.title("indicators", change.ref, names.language),
        "before": change.was,
        "after": change.now,
        "reason_before": _why(change.reason_was, names) or None,
        "reason_after": _why(change.reason_now, names) or None,
        "reason_code_before": change.reason_was.code if change.reason_was else None,
        "reason_code_after": change.reason_now.code if change.reason_now else None,
    }


def _record_json(record: RecordChange, names: Names) -> dict[str, Any]:
    return {
        "change": record.change,
        "number": record.number,
        "before": record.was or None,
        "after": record.now or None,
        "text": names.texts.get(record.id),
    }


def _why(reason: Reason | None, names: Names) -> str:
    return reason_text(reason, names.services) if reason is not None else ""


def difference_lines(found: Difference, names: Names) -> Iterator[tuple[str, list[str]]]:
    """Yield a heading and its lines for every sort of change that there is."""
    sections: list[tuple[str, list[str]]] = [
        ("diff_indicators", [_indicator(change, names) for change in found.indicators]),
        ("diff_levels", list(_levels(found, names))),
        ("diff_documents", list(_documents(found, names))),
        ("diff_links", [_link(link) for link in found.links]),
        ("diff_files", [_file(file) for file in found.files]),
        ("diff_findings", [_record("finding", record, names) for record in found.findings]),
        ("diff_actions", [_record("action", record, names) for record in found.actions]),
        ("diff_statements", list(_statements(found, names))),
        ("diff_registers", list(_registers(found))),
        ("diff_settings", list(found.settings)),
    ]
    for code, lines in sections:
        if lines:
            yield say(code, {"count": len(lines)}), lines
    if found.unknown:
        yield say("diff_forgotten", {"count": found.unknown}), []


def _indicator(change: IndicatorChange, names: Names) -> str:
    title = names.framework.title("indicators", change.ref, names.language)
    states = say("diff_from_to", {"was": _word(change.was), "now": _word(change.now)})
    why = _why(change.reason_now, names) if change.now != "covered" else _why(change.reason_was, names)
    said = say("diff_because", {"why": why}) if change.now != "covered" else say("diff_before", {"why": why})
    return f"{change.ref} {title}: {states}" + (f"\n{said}" if why else "")


def _word(token: str | None) -> str:
    return word(token) if token else "–"


def _levels(found: Difference, names: Names) -> Iterator[str]:
    for level in found.levels:
        title = names.framework.title("criteria", level.criterion, names.language)
        service = f", {names.services.get(level.service, level.service)}" if level.service else ""
        both = say("diff_from_to", {"was": _level(level.was), "now": _level(level.now)})
        yield f"{level.criterion} {title} ({word(level.perspective)}{service}): {both}"


def _level(level: int | None) -> str:
    return say("diff_not_assessed") if level is None else str(level)


def _documents(found: Difference, names: Names) -> Iterator[str]:
    for change in found.documents:
        title = names.documents.get(change.document, change.slug)
        sides = [
            "–" if number is None else say("diff_version", {"number": number, "status": _word(status)})
            for number, status in ((change.was, change.status_was), (change.now, change.status_now))
        ]
        yield f"{title} ({change.language}): {say('diff_from_to', {'was': sides[0], 'now': sides[1]})}"


def _link(link: LinkChange) -> str:
    said = say(f"diff_link_{link.change}", {"path": link.path, "indicator": link.indicator})
    what = ", ".join(say(f"diff_fact_{name}") for name in link.what)
    return f"{said} ({what})" if what else said


def _file(file: FileChange) -> str:
    code = "added_same" if file.change == "added" and file.was else file.change
    return say(f"diff_file_{code}", {"path": file.path, "was": file.was})


def _record(sort: str, record: RecordChange, names: Names) -> str:
    text = names.texts.get(record.id, "")
    said = say(f"diff_{sort}_{record.change}", {"number": record.number})
    return f"{said}: {text}" if text else said


def _statements(found: Difference, names: Names) -> Iterator[str]:
    for change in found.statements:
        service = f" ({names.services.get(change.service, change.service)})" if change.service else ""
        facts = {"ref": change.indicator, "was": change.was or "–", "now": change.now or "–"}
        yield say("diff_statement", facts) + service


def _registers(found: Difference) -> Iterator[str]:
    for table, (was, now) in found.registers.items():
        yield say("diff_register", {"table": table, "was": was, "now": now})
