"""Print the versions of a document: who decided, by what act, who typed it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word
from qms.model.words import DocumentStatus

if TYPE_CHECKING:
    from qms.documents.control import Document, Version
    from qms.workspace.workspace import Workspace

_HIDDEN = {"base", "frozen", "submitted", "scan", "serves", "ending"}


def version_rows(document: Document) -> list[dict[str, Any]]:
    """Return the versions as plain values, newest first."""
    return [_plain(version) for version in reversed(document.versions)]


def _plain(version: Version) -> dict[str, Any]:
    values = {f.name: getattr(version, f.name) for f in fields(version) if f.name not in _HIDDEN}
    values["status"] = version.status.value
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items()}


def print_versions(workspace: Workspace, document: Document) -> None:
    """Print each version in a few lines, newest first."""
    from qms.reports.tables import print_text

    names = workspace.settings.person_names
    for version in reversed(document.versions):
        head = {"number": version.number, "status": word(version.status.value), "note": version.change_note}
        print_text(say("version_head", head))
        for line in _lines(version, names):
            print_text(line, indent=3)


def _lines(version: Version, names: dict[str, str]) -> list[str]:
    def named(ident: str | None) -> str:
        return names.get(ident or "", ident or "")

    lines = [say("version_prepared", {"person": named(version.prepared_by), "date": version.prepared_on})]
    if version.submitted_by:
        facts = {"person": named(version.submitted_by), "date": version.submitted_on}
        lines.append(say("version_submitted", facts))
    if version.approved_on is not None:
        lines.append(_approval(version, named(version.approved_by), named(version.typed_by)))
        dates = {"start": version.valid_from, "due": version.review_due}
        lines.append(say("version_dates", dates))
    if version.status is DocumentStatus.WITHDRAWN:
        facts = {"person": named(version.withdrawn_by), "date": version.withdrawn_on}
        lines.append(say("version_withdrawn", facts | {"because": version.withdrawn_because}))
    if version.tried_by:
        lines.append(say("version_tried", {"who": version.tried_by, "date": version.tried_on}))
    return lines


def _approval(version: Version, decided: str, typed: str) -> str:
    act = say(f"act_{version.act_kind}") if version.act_kind else ""
    number = f" {version.act_number}" if version.act_number else ""
    day = f", {version.act_on.isoformat()}" if version.act_on else ""
    facts = {
        "person": decided,
        "date": version.approved_on,
        "act": f"{act}{number}{day}".strip(),
        "typed": typed,
    }
    told = say("version_approved" if act else "version_approved_plain", facts)
    if version.scan:
        told += " " + say("version_scan")
    if version.significant is False:
        told += " " + say("version_minor")
    return told
