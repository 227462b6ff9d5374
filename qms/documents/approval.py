"""Approve a working copy: freeze its bytes, put them into the archive, and count the days to the next review."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.extract.tools import find_office
from qms.documents.archive import lay_out
from qms.documents.comparing.threeway import unfilled
from qms.documents.control import Document, archive_path, companions_of, find_document
from qms.documents.copies import CopyOpen, is_open
from qms.documents.inputs import front_matter, source_of, values_for
from qms.documents.library import load_library
from qms.documents.package import is_word_file, part_texts
from qms.documents.pdf import add_missing_pdfs, numbered
from qms.documents.rendering import render_source
from qms.documents.stamp import stamp
from qms.model.errors import FileTrouble, QmsError
from qms.model.months import add_months
from qms.model.words import DocumentStatus
from qms.state.document_rows import put_version, update_document
from qms.state.files import digest
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.documents.decision import Decision
    from qms.documents.frontmatter import FrontMatter
    from qms.documents.inputs import Source
    from qms.workspace.workspace import Workspace

OPEN = frozenset({DocumentStatus.DRAFT, DocumentStatus.IN_REVIEW})


class AlreadyApproved(QmsError):
    """Report that there is no draft to approve."""

    code = "already_approved"
    hint = "hint_revise"


class PassagesLeft(QmsError):
    """Refuse to approve a draft whose passages in the provider's own words still hold the suggestion."""

    code = "passages_left"
    hint = "hint_passages"


class CopyUnusable(QmsError):
    """Refuse to work with a working copy that is gone, does not open, or still holds template marks."""

    code = "copy_unusable"
    hint = "hint_unusable"


class ChangedSinceSubmitted(QmsError):
    """Refuse to approve another text than the one that was handed in for review."""

    code = "changed_since_submitted"
    hint = "hint_submit_again"


class DatesBackwards(QmsError):
    """Refuse a review that is due before the document is valid."""

    code = "dates_backwards"
    hint = "hint_dates"


class SignificanceNeeded(QmsError):
    """Ask whether a new version is a significant change, which decides who must read it again."""

    code = "significance_needed"
    hint = "hint_significance"


@dataclass(frozen=True, slots=True)
class Approved:
    """Hold what was approved and until when it holds; `parts` are the titles of what went along."""

    title: str
    number: int
    valid_from: date
    review_due: date
    archive: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Hold what an approval says besides the decision: dates, what changed, and whether that is significant."""

    valid_from: date
    review_due: date
    note: str
    significant: bool


def terms_of(
    workspace: Workspace,
    document: Document,
    *,
    valid_from: date | None = None,
    review_due: date | None = None,
    note: str = "",
    significant: bool | None = None,
) -> Terms:
    """Return the terms of an approval with what is usual where nothing was said.

    A first version is significant. Raises SignificanceNeeded for a later one of which nobody said.
    """
    first = document.latest_approved is None
    if significant is None and not first:
        raise SignificanceNeeded(title=document.title, slug=str(document.address))
    template = load_library(workspace.templates).get(document.slug)
    start = valid_from or clock.today()
    due = review_due or add_months(start, template.review_months)
    if due < start:
        raise DatesBackwards(start=start, due=due)
    return Terms(start, due, note, True if significant is None else significant)


NOT_RETURNED: Mapping[str, None] = {"returned_because": None, "returned_by": None, "returned_on": None}
"""The columns of a version that was not sent back from review, or that went on since."""


def check_open(document: Document) -> None:
    """Raise AlreadyApproved unless the newest version is a draft or in review."""
    if document.newest.status not in OPEN:
        raise AlreadyApproved(slug=str(document.address), status=document.newest.status.value)


def approve(
    workspace: Workspace, document: Document, decision: Decision, terms: Terms, *, pdf: bool = True
) -> Approved:
    """Approve the working copy as it lies, with its staff sheet and easy-read version where they are ready.

    Without `pdf` the PDFs of the archive are left to a later pass. Raises AlreadyApproved, PassagesLeft, CopyUnusable
    or ChangedSinceSubmitted; nothing is written then.
    """
    check_open(document)
    if is_open(workspace.root / document.path):
        raise CopyOpen(path=document.path)
    _check_writable(workspace, document)
    prepared = _prepare_all(workspace, document, decision, terms)
    with workspace.state.write(workspace.actor.id) as change:
        for each, facts in prepared:
            number, frozen = each.newest.number, facts["frozen_sha256"]
            update_document(change.conn, each.id, {}, version=each.row_version)
            put_version(change.conn, each.id, number, facts)
            told = {"version": number, "frozen": frozen, "by": decision.by, "act": decision.act}
            change.log("document.approved", each.id, **told)
    for each, _ in prepared:
        lay_out(workspace, find_document(workspace, each.address, each.language))
    went = tuple(each.part for each, _ in prepared[1:])
    if pdf and find_office() is not None:
        add_missing_pdfs(workspace, {document.id, *(p.id for p in companions_of(workspace, document))})
    after = find_document(workspace, document.address, document.language)
    return Approved(
        document.title,
        document.newest.number,
        terms.valid_from,
        terms.review_due,
        archive_path(workspace, after, after.newest).relative_to(workspace.root).as_posix(),
        went,
    )


def _companions(workspace: Workspace, document: Document, decision: Decision) -> list[Document]:
    """Return what goes with a document and may be approved by the same act: open, and not by who decides."""
    alone = workspace.settings.organisation.very_small
    return [
        part
        for part in (companions_of(workspace, document) if not document.part else ())
        if part.newest.status in OPEN
        and (alone or part.newest.prepared_by != decision.by)
        and not is_open(workspace.root / part.path)
    ]


def _prepare_all(
    workspace: Workspace, document: Document, decision: Decision, terms: Terms
) -> list[tuple[Document, dict[str, Any]]]:
    """Return the document and what goes with it, each with its frozen version; what is not ready stays a draft."""
    prepared = [(document, _prepare(workspace, document, decision, terms))]
    for part in _companions(workspace, document, decision):
        try:
            prepared.append((part, _prepare(workspace, part, decision, terms)))
        except (PassagesLeft, CopyUnusable, ChangedSinceSubmitted):
            continue
    return prepared


def _check_writable(workspace: Workspace, document: Document) -> None:
    """Raise FileTrouble where the archive or the working copy could not be written after the decision is stored."""
    target = archive_path(workspace, document, document.newest)
    existing = next(folder for folder in target.parents if folder.is_dir())
    for folder in (existing, (workspace.root / document.path).parent):
        if not os.access(folder, os.W_OK):
            raise FileTrouble(path=folder, why=os.strerror(errno.EACCES))


def _prepare(workspace: Workspace, document: Document, decision: Decision, terms: Terms) -> dict[str, Any]:
    """Freeze the bytes of a version and return what its row will say."""
    working = working_bytes(workspace, document)
    newest = document.newest
    if newest.status is DocumentStatus.IN_REVIEW and newest.submitted != digest(working):
        raise ChangedSinceSubmitted(title=document.title, slug=str(document.address))
    source = source_of(workspace, load_library(workspace.templates), document.address, document.language)
    front = _front(workspace, source, document, decision, terms)
    frozen = _with_pages(workspace, document, _final_bytes(workspace, source, document, working, front))
    facts: dict[str, Any] = {
        "status": DocumentStatus.APPROVED.value,
        "frozen_sha256": workspace.objects.put(frozen),
        "ending": Path(document.path).suffix,
        # Names the copy that was approved from, so that a pass after a crash knows it from an edited one.
        "submitted_sha256": digest(working),
        "approved_by": decision.by,
        "approved_on": clock.today(),
        "valid_from": terms.valid_from,
        "review_due": terms.review_due,
        "change_note": terms.note or newest.change_note,
        "significant": terms.significant,
        "serves": document.serves,
        "act_kind": decision.act,
        "act_number": decision.number or None,
        "act_on": decision.on,
        "scan_sha256": decision.scan if not document.part else None,
        "typed_by": decision.typed_by,
        **NOT_RETURNED,
    }
    return facts | ({"prepared_by": decision.author} if decision.author and not document.part else {})


def _with_pages(workspace: Workspace, document: Document, data: bytes) -> bytes:
    """Count the pages of the chapters where LibreOffice is there to lay them out."""
    if find_office() is None or document.part:
        return data
    name = Path(document.path).name
    words, _ = numbered({name: data}, workspace.settings.organisation.country)
    return words.get(name, data)


def working_bytes(workspace: Workspace, document: Document) -> bytes:
    """Return the bytes of the working copy; raises CopyUnusable when it is no document that could be approved."""
    path = workspace.root / document.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CopyUnusable(path=document.path) from error
    text = "".join(part_texts(data).values()) if is_word_file(data) else None
    if text is None or "{{" in text or "{%" in text:
        raise CopyUnusable(path=document.path)
    return data


def _front(
    workspace: Workspace, source: Source, document: Document, decision: Decision, terms: Terms
) -> FrontMatter:
    draft = front_matter(workspace, source, document)
    last = replace(draft.changes[-1], what=terms.note or draft.changes[-1].what, on=clock.today())
    return replace(
        draft,
        status="approved",
        approved_by=decision.name,
        approved_on=clock.today(),
        valid_from=terms.valid_from,
        review_due=terms.review_due,
        order_number=decision.number,
        order_kind=decision.act,
        order_on=decision.on,
        dated=clock.today(),
        changes=(*draft.changes[:-1], last),
    )


def _final_bytes(
    workspace: Workspace, source: Source, document: Document, working: bytes, front: FrontMatter
) -> bytes:
    """Render again with the approval where nobody edited the draft, else write it into the edited copy.

    A report is never rendered again: what is approved are the numbers that were read, not those of today.
    """
    base = document.newest.base
    if digest(working) == base and not source.template.data:
        values = values_for(workspace, source)
        if values.to_adapt and not document.part:
            raise PassagesLeft(
                title=document.title,
                slug=str(document.address),
                names=list(values.to_adapt),
                left=len(values.to_adapt),
            )
        if values.complete:
            return render_source(workspace, source, values, front)
    left = passages_left(workspace, document, working)
    if left:
        raise PassagesLeft(title=document.title, slug=str(document.address), names=left, left=len(left))
    return stamp(working, front, document.language, workspace.settings.organisation.country)


def passages_left(workspace: Workspace, document: Document, working: bytes) -> list[str]:
    """Name the passages of a working copy that still hold the suggestion, by their first words."""
    base = document.newest.base
    old = workspace.objects.get(base) if base else None
    found = unfilled(old if old is not None else working, working)
    return [f"«{' '.join(passage.text.split()[:6])} …»" for passage in found]
