"""Gather proofs from links and controlled documents, in a few queries, for the rules to judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qms.coverage.proofs import DELETED_AS_DUE, DELETED_SUSPECT
from qms.documents.control import Document, Version, is_intact, list_documents
from qms.model.coverage import Exemption, Proof, Setting
from qms.model.reasons import Reason
from qms.model.words import DocumentStatus, EvidenceKind, EvidenceStatus, State
from qms.state.evidence_rows import Standing, standings
from qms.state.link_rows import all_links, exemptions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.evidence import Evidence, Link
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace


def setting_of(workspace: Workspace, as_of: date | None = None, service: str | None = None) -> Setting:
    """Return what freshness is judged against; `service` narrows the map to one service in scope."""
    settings = workspace.settings
    services = (service,) if service else settings.service_ids
    return Setting(as_of or workspace.as_of, services, settings.certified_on, settings.audit_on)


def proofs_of(
    framework: Framework,
    links: Iterable[Link],
    evidence: Mapping[str, Standing | Evidence],
    documents: Iterable[tuple[Document, Version | None, bool]],
    functions: Mapping[str, str] | None = None,
) -> list[Proof]:
    """Return every proof of a framework; `documents` come with the version that holds and whether it is intact.

    `functions` are those of the provider, names by id: some indicators ask for a description of each.
    """
    found = [
        proof_of_link(link, evidence[link.evidence])
        for link in links
        if link.framework == framework.id and link.evidence in evidence and link.indicator in framework.by_ref
    ]
    described: dict[str, list[tuple[str, Proof]]] = {}
    for document, version, intact in documents:
        for proof in _proofs_of_document(framework, document, version, intact=intact):
            if framework.by_ref[proof.indicator].rule.each_function and document.instance:
                described.setdefault(proof.indicator, []).append((document.instance, proof))
            else:
                found.append(proof)
    for descriptions in described.values():
        found += _each_function(descriptions, functions or {})
    return found


def _each_function(descriptions: list[tuple[str, Proof]], functions: Mapping[str, str]) -> list[Proof]:
    """Return the proofs of descriptions, which count only together: one of every function, none overdue.

    Of a function with several, in other languages, the one that holds longest counts.
    """
    held: dict[str, date] = {}
    for function, proof in descriptions:
        if proof.standing is State.COVERED:
            held[function] = max(held.get(function, date.min), proof.review_due or date.max)
    lacking = [name for ident, name in functions.items() if ident not in held]
    first = min((held[ident] for ident in functions if ident in held), default=date.max)
    return [_together(proof, lacking, first) for _, proof in descriptions]


def _together(proof: Proof, lacking: list[str], first: date) -> Proof:
    unfinished = proof.because is not None and proof.because.code in {"document_draft", "document_in_review"}
    if lacking and (proof.standing is State.COVERED or unfinished):
        return replace(
            proof, standing=State.MISSING, because=Reason("functions_undescribed", {"names": lacking})
        )
    due = min(proof.review_due or date.max, first)
    return replace(proof, review_due=None if due == date.max else due)


def proof_of_link(link: Link, evidence: Standing | Evidence) -> Proof:
    """Return the proof that a link gives; an evidence declared in force lends its own dates."""
    standing, because = State.COVERED, None
    if evidence.status == EvidenceStatus.MISSING:
        if evidence.deleted_as_due:
            code = DELETED_AS_DUE if link.suspect is None else DELETED_SUSPECT
            standing, because = State.EXPIRED, Reason(code, {"date": evidence.keep_until})
        else:
            standing = State.MISSING
            since = evidence.missing_since and str(evidence.missing_since)
            because = Reason("evidence_missing", {"path": evidence.path, "since": since})
    elif link.suspect is not None:
        standing, because = State.SUSPECT, Reason(link.suspect, {"path": evidence.path})
    in_force = evidence.in_force_from is not None and EvidenceKind.DOCUMENT in link.kinds
    start = link.date_from or (evidence.in_force_from if in_force else None)
    return Proof(
        evidence=link.evidence,
        indicator=link.indicator,
        kinds=link.kinds,
        services=link.services,
        date_from=start,
        date_to=link.date_to or start,
        date_assumed=link.date_assumed and not in_force,
        valid_until=evidence.valid_until,
        in_force=in_force,
        in_force_from=evidence.in_force_from,
        standing=standing,
        because=because,
    )


def _proofs_of_document(
    framework: Framework, document: Document, version: Version | None, *, intact: bool
) -> list[Proof]:
    # What an approved version serves is what it served when it was approved: a newer draft changes nothing.
    served = version.serves if version is not None and version.serves is not None else document.serves
    serves = served.get(framework.id, {})
    # Where a document is required, one that only supports the indicator (a form, say) does not stand in for it.
    helped = [
        ref
        for ref in serves.get("supports", ())
        if ref in framework.by_ref and framework.by_ref[ref].rule.document_kind != "approach"
    ]
    refs = [*serves.get("required", ()), *helped]
    base = _document_proof(document, version, intact=intact)
    return [replace(base, indicator=ref) for ref in refs if ref in framework.by_ref]


def _document_proof(document: Document, version: Version | None, *, intact: bool) -> Proof:
    """Return what a controlled document proves: only an approved and intact version counts."""
    kinds = (EvidenceKind.DOCUMENT,)
    named = {"title": document.title, "slug": document.slug, "path": document.path}
    if version is None:
        status = document.newest.status
        code = {
            DocumentStatus.DRAFT: "document_draft",
            DocumentStatus.IN_REVIEW: "document_in_review",
        }.get(status, "document_withdrawn")
        return Proof(document.id, "", kinds, standing=State.MISSING, because=Reason(code, named))
    if not intact:
        return Proof(
            document.id, "", kinds, standing=State.MISSING, because=Reason("document_damaged", named)
        )
    return Proof(
        document.id,
        "",
        kinds,
        date_from=version.valid_from,
        date_to=version.valid_from,
        in_force=True,
        in_force_from=version.valid_from,
        review_due=version.review_due,
        because=Reason("approved", named),
    )


def gather(
    workspace: Workspace, framework: Framework, day: date
) -> tuple[list[Proof], list[Exemption], dict[str, Standing], list[Link], list[Document]]:
    """Return proofs, exemptions, evidence by id, links and documents; `day` chooses the version that holds."""
    with workspace.state.read() as conn:
        evidence = standings(conn, framework.id)
        links = all_links(conn, framework.id)
        waived = [
            Exemption(r.indicator, r.service, EvidenceKind(r.need) if r.need else None, r.because, r.by)
            for r in exemptions_of(conn, framework.id)
        ]
    documents = list_documents(workspace)
    holding = [(d, d.in_force(day)) for d in documents]
    checked = [(d, v, v is None or is_intact(workspace, v)) for d, v in holding]
    functions = {function.id: function.name for function in workspace.settings.functions}
    return proofs_of(framework, links, evidence, checked, functions), waived, evidence, links, documents
