"""Gather what stands beside the evidence in a pack: facts for the application, improvements, whom to talk with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qms.audit.improvement import improvement_log
from qms.audit.wording import spoken
from qms.catalogue.questions import load_questions
from qms.locale.sentences import say, word
from qms.model.audit import AUDIT_ROLES
from qms.model.pack import Improvement, Interview
from qms.model.references import natural_key
from qms.model.words import DocumentStatus
from qms.reports.periods import iso

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from qms.audit.pack.material import Material
    from qms.model.audit import LogLine
    from qms.workspace.workspace import Workspace

Facts = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
_ROLE_OF_GROUP = {
    "staff": "staff", "volunteers": "staff", "managers": "managers", "users": "users", "families": "users",
    "partners": "partners", "purchasers": "partners", "others": "partners",
}  # fmt: skip


def facts(workspace: Workspace, material: Material) -> Facts:
    """Return what an application form asks for, in groups of names and values; what is unknown is left out."""
    settings, own = workspace.settings, workspace.settings.organisation
    organisation = (
        ("pack_fact_name", own.name),
        ("pack_fact_legal_form", own.legal_form),
        ("pack_fact_number", own.number),
        ("pack_fact_address", own.address),
        ("pack_fact_municipality", own.municipality),
        ("pack_fact_country", own.country),
        ("pack_fact_phone", own.phone),
        ("pack_fact_email", own.email),
        ("pack_fact_website", own.website),
    )
    dates = (
        ("pack_fact_certified_on", iso(settings.certified_on)),
        ("pack_fact_certified_until", iso(settings.certified_until)),
        ("pack_fact_target_on", iso(settings.target_on)),
        ("pack_fact_visits", ", ".join(day.isoformat() for day in settings.visits)),
        ("pack_fact_audit_on", iso(settings.audit_on)),
        ("pack_fact_reports_sent", ", ".join(day.isoformat() for day in settings.reports_sent)),
        ("pack_fact_as_of", iso(workspace.as_of)),
    )
    contacts = [
        (word(role), person.name)
        for role in ("director", "quality_coordinator", "internal_auditor")
        for person in settings.people
        if role in person.roles
    ]
    groups = (
        ("pack_facts_organisation", [(say(code), value) for code, value in organisation]),
        ("pack_facts_services", [(s.name, say(f"service_kind_{s.kind}")) for s in settings.services]),
        ("pack_facts_sites", [(site.name, site.address or "–") for site in settings.sites]),
        ("pack_facts_contacts", contacts),
        ("pack_facts_groups", [(g.name, _size(g.size)) for g in settings.groups]),
        ("pack_facts_functions", [(f.name, "") for f in settings.functions]),
        ("pack_facts_certification", [(say(code), value) for code, value in dates]),
        ("pack_facts_documents", _documents(material)),
    )
    found = []
    for code, rows in groups:
        known = tuple((name, value or "") for name, value in rows if value or code == "pack_facts_functions")
        if known:
            found.append((say(code), known))
    return tuple(found)


def _size(size: int | None) -> str:
    return say("pack_group_size", {"count": int(size)}) if size is not None else "–"


def _documents(material: Material) -> list[tuple[str, str]]:
    """Return the controlled documents in force with version and day, for the list of enclosures."""
    rows = []
    for one in material.documents.values():
        if one.document.part or one.version.status is not DocumentStatus.APPROVED:
            continue
        facts_ = {
            "version": one.version.number,
            "day": one.version.valid_from or one.version.approved_on or "–",
        }
        rows.append((f"{one.document.title} ({one.document.language})", say("pack_document_line", facts_)))
    return rows


def improvements(
    workspace: Workspace,
    clean: Callable[[str], str],
    closed: Collection[str],
) -> tuple[Improvement, ...]:
    """Return the improvement log, what an external auditor or an inspection found first.

    `closed` are paths of registers that do not go into the pack: nor do their rows.
    """
    outside = {"external_audit": 0, "inspection": 1, "auditor_comment": 2}
    lines = [
        line
        for line in improvement_log(workspace)
        if line.origin != "register" or not any(line.where.startswith(f"{path}, ") for path in closed)
    ]
    lines.sort(key=lambda line: outside.get(line.source, 3))
    return tuple(_improvement(line, clean) for line in lines)


def _improvement(line: LogLine, clean: Callable[[str], str]) -> Improvement:
    return Improvement(
        number=line.number,
        dated=iso(line.dated) or "",
        source=say(f"source_{line.source}"),
        severity=say(f"severity_{line.severity}") if line.severity else "",
        indicators=tuple(sorted(line.indicators, key=natural_key)),
        finding=clean(line.finding),
        action=clean(line.action),
        led_to=clean(line.led_to),
        owner=clean(line.owner),
        due=iso(line.due) or "",
        done=iso(line.done_on) or "",
        effect=say(f"effect_{line.effect}") if line.effect else "",
        status=say(f"log_is_{line.status}"),
        because=clean(line.because),
    )


def interviews(workspace: Workspace, language: str) -> tuple[Interview, ...]:
    """Return whom an auditor may talk with and about what, by role; what is looked at rather than asked comes last."""
    groups: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for group in workspace.settings.groups:
        size = int(group.size) if group.size is not None else None
        groups[_ROLE_OF_GROUP.get(group.kind, "partners")].append((group.name, size))
    questions: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for ref, asked in load_questions(workspace.framework.id, workspace.catalogue).items():
        for question in asked:
            texts = (spoken(question.ask, language), spoken(question.good, language))
            questions[question.role].append((ref, *texts))
    return tuple(
        Interview(role, tuple(groups.get(role, ())), tuple(questions.get(role, ())))
        for role in AUDIT_ROLES
        if groups.get(role) or questions.get(role)
    )
