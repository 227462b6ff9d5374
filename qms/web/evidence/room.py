"""Hold what the pages of the evidence share: the blueprint, the file that an address names, and its facts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, url_for

from qms.evidence.listing import Listed, evidence_period, references
from qms.locale.sentences import say, word
from qms.reports.evidence import why
from qms.reports.periods import period_text, short_period
from qms.state.evidence_rows import get_row
from qms.web.here import here

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.evidence import Evidence
    from qms.model.framework import Framework

pages = Blueprint("evidence", __name__)


def seen_row(ident: str) -> Any:
    """Return the row of the evidence that an address names; 404 where there is none that the reader may know of."""
    h = here()
    if ident in h.hidden:
        abort(404)
    with h.workspace.state.read() as conn:
        row = get_row(conn, ident)
    if row is None:
        abort(404)
    return row


def back_to(ident: str, anchor: str = "") -> Response:
    """Lead back to the page of a file, to one of its parts."""
    return redirect(url_for("evidence.show", ident=ident, _anchor=anchor or None))


def folder_of(path: str) -> str:
    """Return the folder of a path, "" for the evidence folder itself."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """Return the name of a file without its folders."""
    return path.rsplit("/", 1)[-1]


def problem_text(evidence: Evidence) -> str:
    """Return in words why a file, or some of its pages, cannot be searched; "" where all of it can."""
    if evidence.problem is None and not evidence.ocr_waiting:
        return ""
    facts = {"waiting_pages": evidence.ocr_waiting, "problem": evidence.problem, "reader": evidence.reader}
    return why(facts)


def row_of(item: Listed, framework: str) -> dict[str, Any]:
    """Return one evidence as a line of a list shows it."""
    evidence = item.evidence
    kinds = sorted({k.value for link in item.links for k in link.kinds} | {k.value for k in evidence.kinds})
    return {
        "id": evidence.id,
        "path": evidence.path,
        "name": name_of(evidence.path),
        "folder": folder_of(evidence.path),
        "title": evidence.title if evidence.title_source != "name" else "",
        "date": short_period(period_text(*evidence_period(item))),
        "kinds": ", ".join(word(kind) for kind in kinds),
        "refs": references(item, framework),
        "status": evidence.status.value,
        "missing_since": evidence.missing_since,
        "problem": problem_text(evidence),
        "personal": evidence.personal_data,
        "living": evidence.living,
        "suspect": any(link.suspect for link in item.links),
    }


def indicator_options(framework: Framework, language: str) -> list[tuple[str, str]]:
    """Return the indicators with their titles, for a form."""
    return [
        (i.ref, f"{i.ref} {framework.title('indicators', i.ref, language)}") for i in framework.indicators
    ]


def source_text(source: str | None) -> str:
    """Return where a fact was found, "" where nothing is told."""
    return say(f"found_{source}") if source else ""
