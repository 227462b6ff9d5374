"""Hold what the pages of an indicator share: the blueprint, the indicator that an address names, and its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, url_for

from qms.locale.sentences import say, word
from qms.model.references import Ref
from qms.model.words import EvidenceKind
from qms.reports.coverage_forms import reason_text
from qms.web.here import here

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Response

    from qms.model.coverage import Cell, CoverageMap, Entry
    from qms.model.evidence import Evidence
    from qms.model.reasons import Reason

pages = Blueprint("indicator", __name__)
KINDS = tuple(kind.value for kind in EvidenceKind)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold the indicator that an address names: its reference, its row of the map, and its title."""

    ref: Ref
    found: CoverageMap
    entry: Entry
    title: str


def asked_for(ref: str) -> Asked:
    """Return the indicator of an address in the standard that the request is about, else answer 404."""
    h = here()
    found = h.map()
    entry = next((one for one in found.entries if one.indicator.ref == ref), None)
    if entry is None:
        abort(404)
    title = found.framework.title("indicators", ref, h.language)
    return Asked(Ref(found.framework.id, ref), found, entry, title)


def refuse_hidden(ident: str) -> str:
    """Return the id of an evidence, or answer 404 where the reader must not know of it."""
    if ident in here().hidden:
        abort(404)
    return ident


def seen_evidence(ident: str) -> Evidence:
    """Return an evidence of the register by its id; 404 where there is none, or where it must not be known."""
    from qms.evidence.finding import UnknownEvidence
    from qms.evidence.showing import show

    try:
        evidence = show(here().workspace, refuse_hidden(ident)).listed.evidence
    except UnknownEvidence:
        abort(404)
    if evidence.id != ident:
        abort(404)
    return evidence


def asked_kinds(entry: Entry) -> str:
    """Return in words what kinds of evidence an indicator asks for."""
    kinds = dict.fromkeys(kind for need in entry.indicator.rule.needs for kind in need)
    return ", ".join(word(kind.value) for kind in kinds)


def back_to(ref: str, anchor: str = "") -> Response:
    """Lead back to the page of the indicator, to one of its parts."""
    return redirect(url_for("indicator.show", ref=ref, _anchor=anchor or None))


def cell_reason(cell: Cell, hidden: Collection[str]) -> str:
    """Return why a need is as it is, without the name of a file that the reader must not know."""
    params: dict[str, Any] = dict(cell.reason.params)
    if "path" in params and any(ident in hidden for ident in cell.proofs):
        params["path"] = say("web_confidential_file")
    if "by" in params:
        params["by"] = person_name(str(params["by"]))
    return say(cell.reason.code, params)


def sentence(reason: Reason) -> str:
    """Return a warning or a count as a sentence, with the service named."""
    return reason_text(reason, here().workspace.settings.service_names)


def person_name(ident: str | None) -> str:
    """Return the name of a person, else the id: people leave, and what they decided stays."""
    return here().workspace.settings.person_names.get(ident or "", ident or "")
