"""Approve a working copy: freeze its bytes, put them into the archive, and count the days to the next review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from qms.documents.control import Document, NotTheApprover, archive_path, find_document
from qms.documents.drafting import front_matter, values_for
from qms.documents.library import load_library
from qms.documents.package import part_texts
from qms.documents.pdf import add_missing_pdfs, find_office
from qms.documents.render import render_document
from qms.documents.stamp import stamp
from qms.model.errors import QmsError
from qms.model.months import add_months
from qms.model.words import DocumentStatus
from qms.state.document_rows import put_version, update_document
from qms.state.files import digest, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from datetime import date

    from qms.documents.frontmatter import FrontMatter
    from qms.documents.library import Template
    from qms.workspace.workspace import Workspace

READ_ONLY = 0o444


class AlreadyApproved(QmsError):
    """Report that there is no draft to approve."""

    code = "already_approved"
    hint = "hint_revise"


class PassagesLeft(QmsError):
    """Refuse to approve a draft whose passages in the provider's own words still hold the suggestion."""

    code = "passages_left"
    hint = "hint_passages"


class CopyUnusable(QmsError):
    """Refuse to approve a working copy that is gone, does not open, or still holds template marks."""

    code = "copy_unusable"
    hint = "hint_generate"


@dataclass(frozen=True, slots=True)
class Approved:
    """Hold what was approved and until when it holds."""

    document: str
    slug: str
    title: str
    number: int
    valid_from: date
    review_due: date
    archive: str
    pdf: bool


def approve(
    workspace: Workspace,
    slug: str,
    language: str | None = None,
    valid_from: date | None = None,
    review_due: date | None = None,
    note: str = "",
) -> Approved:
    """Approve the draft of a document as it lies in the working copy.

    Raises UnknownDocument, AlreadyApproved, NotTheApprover, PassagesLeft or CopyUnusable; nothing is written then.
    """
    document = find_document(workspace, slug, language)
    if document.newest.status not in {DocumentStatus.DRAFT, DocumentStatus.IN_REVIEW}:
        raise AlreadyApproved(slug=document.slug, status=document.newest.status.value)
    template = load_library(workspace.templates).get(document.slug)
    actor = workspace.actor
    if template.approver not in actor.roles:
        raise NotTheApprover(person=actor.name, role=template.approver)
    start = valid_from or clock.today()
    due = review_due or add_months(start, template.review_months)
    working = _working_copy(workspace, document)
    front = _front(workspace, template, document, start, due, note)
    frozen = _final_bytes(workspace, template, document, working, front)
    name = workspace.objects.put(frozen)
    target = archive_path(workspace, document.slug, document.newest.number, Path(document.path).name)
    write_atomic(target, frozen, mode=READ_ONLY)
    write_atomic(workspace.root / document.path, frozen, mode=None)
    with workspace.state.write(actor.id) as change:
        update_document(change.conn, document.id, {}, version=document.row_version)
        put_version(
            change.conn,
            document.id,
            document.newest.number,
            {
                "status": DocumentStatus.APPROVED.value,
                "frozen_sha256": name,
                "approved_by": actor.id,
                "approved_on": clock.today(),
                "valid_from": start,
                "review_due": due,
                "change_note": note or document.newest.change_note,
            },
        )
        change.log("document.approved", document.id, version=document.newest.number, frozen=name)
    pdf = bool(add_missing_pdfs(workspace)) if find_office() else False
    shown = target.relative_to(workspace.root).as_posix()
    return Approved(
        document.id, document.slug, document.title, document.newest.number, start, due, shown, pdf
    )


def _working_copy(workspace: Workspace, document: Document) -> bytes:
    path = workspace.root / document.path
    try:
        data = path.read_bytes()
        text = "".join(part_texts(data).values())
    except (OSError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise CopyUnusable(path=document.path, why="unreadable") from error
    if "{{" in text or "{%" in text:
        raise CopyUnusable(path=document.path, why="marks")
    return data


def _front(
    workspace: Workspace, template: Template, document: Document, start: date, due: date, note: str
) -> FrontMatter:
    draft = front_matter(workspace, template, document.instance, document.language, document)
    last = replace(draft.changes[-1], what=note or draft.changes[-1].what, on=clock.today())
    return replace(
        draft,
        status="approved",
        approved_by=workspace.actor.name,
        approved_on=clock.today(),
        valid_from=start,
        review_due=due,
        dated=clock.today(),
        changes=(*draft.changes[:-1], last),
    )


def _final_bytes(
    workspace: Workspace, template: Template, document: Document, working: bytes, front: FrontMatter
) -> bytes:
    """Render again with the approval where nobody edited the draft, else write it into the edited copy."""
    country = workspace.settings.organisation.country
    if digest(working) == document.newest.base:
        values = values_for(workspace, template, document.language)
        if values.to_adapt:
            raise PassagesLeft(title=document.title, slug=document.slug, names=list(values.to_adapt))
        if values.complete:
            return render_document(template, document.language, country, values, front)
    return stamp(working, front, document.language, country)
