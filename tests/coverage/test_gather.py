"""Prove what a link or a controlled document is worth before any date is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from qms.catalogue.build import build_framework
from qms.coverage.gather import proof_of_link, proofs_of
from qms.coverage.rules import judge
from qms.documents.control import Document, Version
from qms.model.coverage import Proof, Setting
from qms.model.evidence import Evidence, Link
from qms.model.words import DocumentStatus, EvidenceKind, EvidenceStatus, State

DOC, RECORD = EvidenceKind.DOCUMENT, EvidenceKind.RECORD
DAY = date(2026, 3, 1)
TODAY = date(2026, 5, 10)
SMALL = build_framework(
    {
        "framework": {"id": "small", "version": "1"},
        "principles": [{"ref": "A"}],
        "indicators": [
            {"ref": "1", "principle": "A", "document": "approach", "needs": [["document"]]},
            {"ref": "2", "principle": "A", "needs": [["record"]]},
        ],
    },
    {},
    "small.yaml",
)


def evidence(**more: Any) -> Evidence:
    base = Evidence(
        "e1",
        "evidence",
        "a.txt",
        EvidenceStatus.PRESENT,
        "00",
        1,
        (RECORD,),
        "a",
        "en",
        1,
        None,
        missing_since=None,
    )
    return replace(base, **more)


def link(**more: Any) -> Link:
    base = Link(
        "l1",
        "e1",
        "small",
        "2",
        (RECORD,),
        (),
        DAY,
        DAY,
        False,
        None,
        "",
        (),
        "kari",
        "2026-03-02T12:00:00",
    )
    return replace(base, **more)


def document(*statuses: DocumentStatus, **more: Any) -> Document:
    versions = tuple(
        Version(
            n, s, None, "ff" if s is DocumentStatus.APPROVED else None, "kari", DAY, "ola", DAY, DAY, None, ""
        )
        for n, s in enumerate(statuses, 1)
    )
    versions = tuple(replace(v, **more) if v.status is DocumentStatus.APPROVED else v for v in versions)
    serves = {"small": {"required": ["1"], "supports": []}}
    return Document(
        "d1", "quality", "", "en", "Quality", "policy", serves, "documents/q.docx", None, versions, 1
    )


def judged(proofs: list[Proof], ref: str = "2") -> tuple[State, str]:
    found = judge(SMALL.by_ref[ref].rule, proofs, [], Setting(TODAY))
    return found.state, found.reason.code


def of_link(e: Evidence, chosen: Link | None = None) -> tuple[State, str]:
    chosen = chosen or link()
    return judged([proof_of_link(chosen, e)], chosen.indicator)


def of_document(made: Document, *, intact: bool = True) -> tuple[State, str]:
    return judged(proofs_of(SMALL, [], {}, [(made, made.in_force(date(2026, 6, 30)), intact)]), "1")


def test_a_present_file_counts() -> None:
    assert of_link(evidence())[0] is State.COVERED


@pytest.mark.parametrize("problem", ["encrypted", "damaged", "no_text", "unreadable"])
def test_a_linked_file_that_is_present_but_cannot_be_read_still_counts(problem: str) -> None:
    assert of_link(evidence(problem=problem, units=0))[0] is State.COVERED
    assert of_link(evidence(problem=problem, status=EvidenceStatus.UNREADABLE))[0] is State.COVERED


def test_a_vanished_file_counts_as_missing_and_says_so() -> None:
    gone = evidence(status=EvidenceStatus.MISSING, missing_since="2026-04-01")
    assert of_link(gone) == (State.MISSING, "evidence_missing")
    proof = proof_of_link(link(suspect="text_changed"), gone)
    assert proof.standing is State.MISSING, "a vanished file is not suspect any more"


def test_a_deletion_that_was_due_is_not_missing() -> None:
    gone = evidence(status=EvidenceStatus.MISSING, deleted_as_due=True, keep_until=date(2026, 4, 1))
    assert of_link(gone) == (State.EXPIRED, "deleted_as_due")


@pytest.mark.parametrize("code", ["text_changed", "bytes_changed", "passage_gone"])
def test_a_suspect_link_is_suspect_for_its_reason(code: str) -> None:
    assert of_link(evidence(), link(suspect=code)) == (State.SUSPECT, code)


def test_a_link_without_a_date_is_suspect_although_the_file_is_there() -> None:
    assert of_link(evidence(), link(date_from=None, date_to=None)) == (State.SUSPECT, "no_date")


def test_a_file_meets_a_required_document_only_when_declared_in_force() -> None:
    to_document = link(indicator="1", kinds=(DOC,))
    assert of_link(evidence(), to_document) == (State.MISSING, "not_in_force")
    declared = evidence(in_force_from=DAY, approved_by="Ola")
    assert of_link(declared, to_document)[0] is State.COVERED
    ended = evidence(in_force_from=DAY, approved_by="Ola", valid_until=date(2026, 5, 9))
    assert of_link(ended, to_document) == (State.EXPIRED, "expired")


def test_a_declaration_lends_its_date_and_is_not_assumed() -> None:
    declared = evidence(in_force_from=DAY, approved_by="Ola")
    undated = link(indicator="1", kinds=(DOC,), date_from=None, date_to=None, date_assumed=True)
    proof = proof_of_link(undated, declared)
    assert (proof.date_from, proof.date_assumed, proof.in_force) == (DAY, False, True)
    as_record = proof_of_link(link(date_assumed=True), declared)
    assert (as_record.in_force, as_record.date_assumed) == (False, True)


def test_an_approved_document_with_its_bytes_intact_meets_its_need() -> None:
    assert of_document(document(DocumentStatus.APPROVED))[0] is State.COVERED


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (DocumentStatus.DRAFT, "document_draft"),
        (DocumentStatus.IN_REVIEW, "document_in_review"),
        (DocumentStatus.WITHDRAWN, "document_withdrawn"),
    ],
)
def test_draft_and_withdrawn_documents_count_as_missing(status: DocumentStatus, code: str) -> None:
    assert of_document(document(status)) == (State.MISSING, code)


def test_a_damaged_document_counts_as_missing() -> None:
    assert of_document(document(DocumentStatus.APPROVED), intact=False) == (State.MISSING, "document_damaged")


def test_a_newer_draft_does_not_end_an_approved_version_but_a_withdrawal_does() -> None:
    approved = DocumentStatus.APPROVED
    assert of_document(document(approved, DocumentStatus.DRAFT))[0] is State.COVERED
    assert of_document(document(approved, DocumentStatus.WITHDRAWN)) == (State.MISSING, "document_withdrawn")


def test_a_document_whose_review_is_overdue_is_expired() -> None:
    late = document(DocumentStatus.APPROVED, review_due=date(2026, 5, 9))
    assert of_document(late) == (State.EXPIRED, "review_overdue")


def test_a_document_that_holds_from_later_does_not_count_yet() -> None:
    assert of_document(document(DocumentStatus.APPROVED, valid_from=date(2026, 6, 1))) == (
        State.MISSING,
        "starts_later",
    )


def test_links_of_another_standard_and_of_unknown_evidence_prove_nothing() -> None:
    links = [link(framework="other"), link(evidence="e9"), link(indicator="99")]
    assert proofs_of(SMALL, links, {"e1": evidence()}, []) == []


def test_a_document_proves_only_what_it_serves_in_this_standard() -> None:
    made = document(DocumentStatus.APPROVED)
    other = replace(made, serves={"other": {"required": ["1"]}})
    assert proofs_of(SMALL, [], {}, [(other, other.in_force(date(2026, 6, 30)), True)]) == []
    unknown = replace(made, serves={"small": {"required": ["1", "99"]}})
    assert [
        p.indicator for p in proofs_of(SMALL, [], {}, [(unknown, unknown.in_force(date(2026, 6, 30)), True)])
    ] == ["1"]
