"""Gather what a snapshot freezes: a head without a word of evidence, and a part for every evidence.

The head holds ids, states, codes, numbers, days and fingerprints. Texts that people wrote (statements, findings,
actions) are there by fingerprint only, since they may quote evidence; they are read from state where they are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from qms.coverage.map import build_map
from qms.documents.control import list_documents
from qms.model.reasons import Reason
from qms.state.files import digest
from qms.state.frozen import fingerprint
from qms.state.snapshot_rows import file_facts, link_facts, statement_facts, trail_head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.coverage import CoverageMap, Entry
    from qms.workspace.workspace import Workspace

FORMAT = 1
SAFE_TEXTS = frozenset({"service", "slug", "kind", "kinds", "need", "kinds_needed"})
"""Parameters of reasons that hold tokens and ids; other texts are names of files or words of people."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Content:
    """Hold a state as plain JSON: the `head`, and by evidence id the `parts` that the head knows by fingerprint."""

    head: Mapping[str, Any]
    parts: Mapping[str, Mapping[str, Any]]


def content_of(workspace: Workspace) -> Content:
    """Return the whole state as it is now, judged on the day of judgement, in the chosen standard."""
    framework = workspace.framework
    with workspace.state.read() as conn:
        files, links = file_facts(conn), link_facts(conn)
        said = statement_facts(conn, framework.id)
        number, last = trail_head(conn)
    parts = {ident: _part(facts, links.get(ident, [])) for ident, facts in files.items()}
    found = build_map(workspace)
    head = {
        "format": FORMAT,
        "framework": {"id": framework.id, "version": framework.version, "edition": framework.edition},
        "as_of": found.setting.as_of.isoformat(),
        "settings": _settings(workspace),
        "trail": {"number": number, "hash": last},
        "evidence": {ident: fingerprint(part) for ident, part in parts.items()},
        "coverage": _coverage(found),
        "documents": _documents(workspace),
        "assessment": _assessment(workspace),
        "findings": _findings(workspace),
        "actions": _actions(workspace),
        "statements": [
            {**{k: row[k] for k in ("indicator", "service", "number")}, "sha256": _sum(row["text"])}
            for row in said
        ],
        "registers": _registers(workspace),
    }
    return Content(plain(head), parts)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: days in ISO form, tokens instead of enums, lists instead of tuples."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def _sum(text: str) -> str:
    return digest(text.encode("utf-8", "backslashreplace")) if text else ""


def _part(facts: dict[str, Any], links: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what speaks of one evidence; quotes and notes are there by fingerprint only."""
    kept = [
        {
            **link,
            "note": _sum(link["note"]),
            "pins": [{**pin, "quote": _sum(pin["quote"])} for pin in link["pins"]],
        }
        for link in links
    ]
    made: dict[str, Any] = plain({**facts, "links": kept})
    return made


def _settings(workspace: Workspace) -> dict[str, Any]:
    settings = workspace.settings
    files = [workspace.root / "qms.toml", *sorted(workspace.catalogue.glob("*.yaml"))]
    return {
        "files": {
            path.relative_to(workspace.root).as_posix(): digest(path.read_bytes())
            for path in files
            if path.is_file()
        },
        "services": list(settings.service_ids),
        "certified_on": settings.certified_on,
        "audit_on": settings.audit_on,
    }


def _coverage(found: CoverageMap) -> list[dict[str, Any]]:
    return [_entry(entry) for entry in found.entries]


def _entry(entry: Entry) -> dict[str, Any]:
    judged = entry.judgement
    return {
        "ref": entry.indicator.ref,
        "state": judged.state,
        "on_audit_day": judged.on_audit_day,
        "lens": judged.lens,
        "reason": frozen_reason(judged.reason),
        "action": judged.action.code if judged.action else None,
        "owner": entry.owner,
        "due": entry.due,
        "cells": [
            {
                "kinds": cell.kinds,
                "service": cell.service,
                "year": cell.year,
                "state": cell.state,
                "reason": cell.reason.code,
                "until": cell.until,
                "proofs": cell.proofs,
            }
            for cell in judged.cells
        ],
        "evidence": [
            {
                "id": item.id,
                "kinds": item.kinds,
                "state": item.state,
                "date_from": item.date_from,
                "date_to": item.date_to,
                "date_assumed": item.date_assumed,
                "valid_until": item.valid_until,
                "services": item.services,
            }
            for item in entry.evidence
        ],
    }


def frozen_reason(reason: Reason) -> dict[str, Any]:
    """Return a reason as code and parameters, without those that could hold the name of a file or of a person."""
    params: dict[str, Any] = {}
    for key, value in reason.params.items():
        if isinstance(value, Reason):
            params[key] = frozen_reason(value)
        elif value is None or isinstance(value, bool | int | float | date | Enum) or _is_safe(key, value):
            params[key] = plain(value)
    return {"code": reason.code, "params": params}


def _is_safe(key: str, value: Any) -> bool:
    return key in SAFE_TEXTS or (isinstance(value, str) and _DAY.fullmatch(value) is not None)


def _documents(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        {
            "id": document.id,
            "slug": document.slug,
            "instance": document.instance,
            "part": document.part,
            "language": document.language,
            "owner": document.owner,
            "versions": [
                {
                    "number": version.number,
                    "status": version.status,
                    "sha256": version.frozen,
                    "approved_on": version.approved_on,
                    "valid_from": version.valid_from,
                    "review_due": version.review_due,
                }
                for version in document.versions
            ],
        }
        for document in list_documents(workspace)
    ]


def _assessment(workspace: Workspace) -> dict[str, Any] | None:
    from qms.assessment.results import result_of

    result = result_of(workspace)
    if result is None:
        return None
    return {
        "round": result.round.id,
        "opened_on": result.round.opened_on,
        "closed_on": result.round.closed_on,
        "scheme": result.scheme,
        "bar": result.bar,
        "scales": [
            {
                "criterion": scale.criterion,
                "perspective": scale.perspective,
                "level": scale.level,
                "services": {service: own.level for service, own in scale.by_service.items()},
                "ticks": sorted(scale.assessed.ticks) if scale.assessed else None,
            }
            for scale in result.scales
        ],
    }


def _findings(workspace: Workspace) -> list[dict[str, Any]]:
    from qms.audit.findings import list_findings

    return [
        {
            "id": finding.id,
            "number": finding.number,
            "round": finding.round,
            "indicators": finding.indicators,
            "service": finding.service,
            "source": finding.source,
            "dated": finding.dated,
            "severity": finding.severity,
            "status": finding.status,
            "ended_on": finding.ended_on,
            "sha256": _sum(finding.text),
        }
        for finding in list_findings(workspace)
    ]


def _actions(workspace: Workspace) -> list[dict[str, Any]]:
    from qms.audit.actions import list_actions

    return [
        {
            "id": action.id,
            "number": action.number,
            "finding": action.finding,
            "indicators": action.indicators,
            "service": action.service,
            "owner": action.owner,
            "due": action.due,
            "done_on": action.done_on,
            "check_due": action.check_due,
            "effect": action.effect,
            "effect_on": action.effect_on,
            "dropped_on": action.dropped_on,
            "sha256": _sum(action.text),
        }
        for action in list_actions(workspace)
    ]


def _registers(workspace: Workspace) -> dict[str, Any]:
    from qms.results.store import load_registers

    registers = load_registers(workspace)
    return {
        "tables": {table: len(rows) for table, rows in registers.tables.items()},
        "files": sorted(
            (
                {"evidence": file.evidence, "books": list(file.books), "rows": file.rows}
                for file in registers.files
            ),
            key=lambda file: str(file["evidence"]),
        ),
    }
