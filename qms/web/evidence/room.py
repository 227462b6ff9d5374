"""Hold what the pages of the evidence share: the blueprint, the file that an address names, and its facts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, url_for

from qms.evidence.listing import Listed, evidence_period, references
from qms.locale.sentences import say, word
from qms.reports.evidence import why
from qms.web.files import name_of
from qms.web.here import here
from qms.web.looks import span_text

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.evidence.kinship import Newer
    from qms.model.evidence import Evidence

pages = Blueprint("evidence", __name__)


def back_to(ident: str, anchor: str = "") -> Response:
    """Lead back to the page of a file, to one of its parts."""
    return redirect(url_for("evidence.show", ident=ident, _anchor=anchor or None))


def folder_of(path: str) -> str:
    """Return the folder of a path, "" for the evidence folder itself."""
    return path.rpartition("/")[0]


def problem_text(evidence: Evidence) -> str:
    """Return in words why a file, or some of its pages, cannot be searched; "" where all of it can."""
    if evidence.problem is None and not evidence.ocr_waiting:
        return ""
    facts = {"waiting_pages": evidence.ocr_waiting, "problem": evidence.problem, "reader": evidence.reader}
    return why(facts)


def newer_text(pair: Newer) -> str:
    """Return the sentence about the linked file of which another one may be a newer version."""
    own = here().workspace.framework.id
    refs = [ref if framework == own else f"{framework}:{ref}" for framework, ref in pair.references]
    return say("newer_of", {"path": pair.of_path, "share": round(pair.likeness * 100), "refs": refs})


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
        "date": span_text(*evidence_period(item)),
        "kinds": ", ".join(word(kind) for kind in kinds),
        "refs": references(item, framework),
        "status": evidence.status.value,
        "missing_since": evidence.missing_since,
        "problem": problem_text(evidence),
        "personal": evidence.personal_data,
        "living": evidence.living,
        "suspect": any(link.suspect for link in item.links),
    }


def source_text(source: str | None) -> str:
    """Return where a fact was found, "" where nothing is told."""
    return say(f"found_{source}") if source else ""
