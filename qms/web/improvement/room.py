"""Hold what the pages of findings and actions share: choices of forms, rights, and standards that are not open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, request, url_for

from qms.audit.rounds import list_rounds
from qms.locale.sentences import say
from qms.model.audit import FINDING_SOURCES, SEVERITIES
from qms.people.access import Right

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from qms.model.audit import ActionItem, Finding
    from qms.web.here import Here

pages = Blueprint("improvement", __name__)

MAY_FIND = (Right.AUDIT, Right.DECIDE)
"""Who may write findings down and end them."""
BLAMES = {
    "unknown_reference": "indicators",
    "indicator_needed": "indicators",
    "source_needed": "source",
    "whose_and_when_needed": "source_name",
    "passage_without_file": "file",
    "unknown_evidence": "file",
    "ambiguous_evidence": "file",
    "not_there": "file",
    "not_read_yet": "file",
    "passage_not_found": "quote",
    "unknown_service": "service",
    "unknown_person": "owner",
    "check_before_due": "check_due",
    "checked_too_early": "day",
    "effect_note_needed": "note",
    "reason_needed": "because",
    "done_needs_proof": "because",
    "plan_needed": "ended",
    "actions_open": "ended",
}
"""The fields that refusals belong to, by the code of the error; all others are about the text."""


def may_find(h: Here) -> bool:
    """Say whether the person may write findings down."""
    return any(h.may(right) for right in MAY_FIND)


def refs_in(text: str) -> tuple[str, ...]:
    """Return the references that somebody typed, separated by commas, semicolons or blanks."""
    return tuple(part for part in re.split(r"[\s,;]+", text) if part)


def services(h: Here) -> list[tuple[str, str]]:
    """Return the services to choose from."""
    return list(h.workspace.settings.service_names.items())


def people(h: Here) -> list[tuple[str, str]]:
    """Return the people to choose from."""
    return list(h.workspace.settings.person_names.items())


def audits(h: Here) -> list[tuple[str, str]]:
    """Return the audits to choose from, the newest first."""
    return [(one.id, one.name) for one in reversed(list_rounds(h.workspace))]


def worded(prefix: str, tokens: Iterable[str]) -> list[tuple[str, str]]:
    """Return tokens with their words."""
    return [(token, say(f"{prefix}_{token}")) for token in tokens]


def sources() -> list[tuple[str, str]]:
    """Return where a finding may come from."""
    return worded("source", FINDING_SOURCES)


def severities() -> list[tuple[str, str]]:
    """Return how grave a finding may be."""
    return worded("severity", SEVERITIES)


def in_its_standard(h: Here, found: Finding | ActionItem) -> Response | None:
    """Lead to the page within the standard that a finding or an action belongs to, where another one is open."""
    if found.framework == h.workspace.framework.id:
        return None
    if found.framework not in h.workspace.settings.frameworks or request.method != "GET":
        abort(404)
    place: dict[str, Any] = {"number": found.number, "framework": found.framework}
    return redirect(url_for(request.endpoint or "improvement.listed", **place))
