"""Gather proofs from links, controlled documents and registers, in a few queries, for the rules to judge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from qms.coverage.proofs import DELETED_AS_DUE, DELETED_SUSPECT
from qms.coverage.remembered import RegisterFacts, remembered
from qms.documents.control import Document, Version, is_intact, list_documents
from qms.evidence.series import newest_of_series
from qms.model.coverage import Exemption, Proof, Setting
from qms.model.reasons import Reason
from qms.model.words import DocumentStatus, EvidenceKind, EvidenceStatus, Rhythm, State
from qms.results.counts.awareness import folded_topic
from qms.results.counts.choosing import SPEAKS_FOR_ITS_FILE
from qms.state.evidence_rows import Standing, standings
from qms.state.link_rows import all_links, exemptions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.coverage import IndicatorRule
    from qms.model.evidence import Evidence, Link
    from qms.model.framework import Framework
    from qms.model.register import BookFile, Registers
    from qms.model.results import Value
    from qms.results.conditions import Conditions
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
    known = [
        link
        for link in links
        if link.framework == framework.id and link.evidence in evidence and link.indicator in framework.by_ref
    ]
    # Of a series the newest file counts; where years are judged one by one, older files speak of theirs.
    yearly = [k for k in known if framework.by_ref[k.indicator].rule.rhythm is Rhythm.YEARLY]
    standing = [k for k in known if framework.by_ref[k.indicator].rule.rhythm is not Rhythm.YEARLY]
    counted = [*yearly, *newest_of_series(standing)]
    found = [proof_of_link(link, evidence[link.evidence]) for link in counted]
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
    rules = {ref: framework.by_ref[ref].rule for ref in framework.by_ref}
    # Where a document is required, one that only supports the indicator (a form, say) does not stand in for it.
    helped = [ref for ref in serves.get("supports", ()) if ref in rules and not rules[ref].needs_in_force]
    refs = [ref for ref in (*serves.get("required", ()), *helped) if ref in rules]
    base = _document_proof(document, version, intact=intact)
    return [replace(base, indicator=ref) for ref in refs if _may_prove(rules[ref], document, framework)]


def _may_prove(rule: IndicatorRule, document: Document, framework: Framework) -> bool:
    """Tell whether a controlled document may prove an indicator at all.

    The report of an external auditor is never ours, and the sheet of one indicator does not stand in for another's.
    """
    if rule.special == "auditor_report":
        return False
    of_one = rule.special in {"results_sheet", "comparison"} and document.instance in framework.by_ref
    return not of_one or document.instance == rule.ref


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


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold what a map is judged from: evidence is by id, `counts` and `conditions` by indicator.

    `paths` are those of the spreadsheets with registers, by evidence id.
    """

    proofs: list[Proof]
    exemptions: list[Exemption]
    evidence: dict[str, Standing]
    links: list[Link]
    documents: list[Document]
    counts: Mapping[str, tuple[Reason, ...]]
    conditions: Conditions
    paths: Mapping[str, str]


def gather(workspace: Workspace, framework: Framework, day: date) -> Gathered:
    """Return all that a map is judged from; `day` chooses the version that holds and the rows that count."""
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
    topics = topics_of(framework, documents)
    facts = remembered(
        workspace, framework, (day, topics), lambda: facts_of(workspace, framework, day, topics)
    )
    proofs = proofs_of(
        framework, links_that_count(framework, links, facts.files), evidence, checked, functions
    )
    proofs += facts.proofs
    paths = {file.evidence: file.path for file in facts.files}
    return Gathered(proofs, waived, evidence, links, documents, facts.counts, facts.conditions, paths)


def facts_of(
    workspace: Workspace, framework: Framework, day: date, topics: Mapping[str, Sequence[str]]
) -> RegisterFacts:
    """Return what registers, surveys and values say for a standard on a day; `topics` as topics_of gives them."""
    from qms.results.conditions import conditions_of
    from qms.results.proofs import register_proofs
    from qms.results.telling import counts_of

    settings, registers = workspace.settings, _registers(workspace)
    values = _values(workspace, framework, registers, day)
    proofs = register_proofs(
        registers,
        framework,
        settings,
        day,
        refs_of_topic=topics,
        values=values,
        survey_serves=_survey_serves(framework, registers),
    )
    return RegisterFacts(
        files=registers.files,
        proofs=tuple(proofs),
        counts=counts_of(registers, framework, settings, day, topics),
        conditions=conditions_of(registers, framework, settings, day, values),
        whole=registers.whole,
    )


def links_that_count(framework: Framework, links: Iterable[Link], books: Sequence[BookFile]) -> list[Link]:
    """Return the links without those of a register to an indicator that its rows speak for themselves.

    Whoever links the register of complaints to the indicator that asks for answers must not cover an open complaint.
    """
    files = {
        name: {file.evidence for file in books if book in file.books}
        for name, book in SPEAKS_FOR_ITS_FILE.items()
    }
    spoken = {
        indicator.ref: files[name]
        for indicator in framework.indicators
        for name, _ in indicator.rule.registers
        if name in files
    }
    return [link for link in links if link.evidence not in spoken.get(link.indicator, ())]


def topics_of(framework: Framework, documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """Return by folded title the indicators that documents serve, for rows of awareness that name only a topic."""
    found: dict[str, dict[str, None]] = {}
    for document in documents:
        served = document.serves.get(framework.id, {})
        refs = [ref for part in ("required", "supports") for ref in served.get(part, ())]
        found.setdefault(folded_topic(document.title), {}).update(dict.fromkeys(refs))
    return {title: tuple(refs) for title, refs in found.items()}


def _registers(workspace: Workspace) -> Registers:
    """Return the rows of all registers, which lie in the cache: no spreadsheet is opened here."""
    from qms.results.store import load_registers

    return load_registers(workspace)


def _values(
    workspace: Workspace, framework: Framework, registers: Registers, day: date
) -> Mapping[str, Sequence[Value]]:
    """Return the values of measures by indicator; the library of measures is read only where registers hold rows."""
    if not registers.tables:
        return {}
    from qms.results.sheets import values_by_indicator

    return values_by_indicator(registers, workspace.settings, framework, day)


def _survey_serves(framework: Framework, registers: Registers) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return which indicators the questions serve of the surveys that were answered; definitions are read only then."""
    answered = [table.partition(".")[0] for table in registers.tables if table.startswith("survey-")]
    if not answered:
        return {}
    from qms.results.surveys import load_surveys

    return {
        survey.book: {q.key: q.serves[framework.id] for q in survey.questions if framework.id in q.serves}
        for survey in load_surveys().values()
        if survey.book in answered
    }
