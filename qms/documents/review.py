"""Hand a draft in for review, open a new version, withdraw a document, and notice edits after an approval."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.documents.approval import NOT_RETURNED, OPEN, CopyUnusable, check_open, passages_left, working_bytes
from qms.documents.control import Document, companions_of, find_document, list_documents
from qms.documents.copies import CopyOpen, is_open, keep_copy
from qms.documents.decision import NOBODY
from qms.documents.drafting import generate
from qms.documents.inputs import NEW_VERSION, front_matter, source_of
from qms.documents.library import load_library
from qms.documents.package import last_editor
from qms.documents.stamp import stamp
from qms.locale.translator import translate_in
from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.people.actors import NobodyActs
from qms.state.document_rows import put_version, update_document
from qms.state.files import digest, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from pathlib import Path

    from qms.documents.decision import Decision
    from qms.documents.drafting import Drafted
    from qms.workspace.workspace import Workspace


class NothingInForce(QmsError):
    """Report that no approved version is there to revise or to withdraw."""

    code = "nothing_in_force"
    hint = "hint_versions"


class NotInReview(QmsError):
    """Report that a document was not handed in for review."""

    code = "not_in_review"


class DraftExists(QmsError):
    """Report that a new version is being worked on already."""

    code = "draft_exists"
    hint = "hint_draft_exists"


@dataclass(frozen=True, slots=True)
class Submitted:
    """Hold a document handed in for review and the passages that still hold the suggestion."""

    title: str
    number: int
    left: tuple[str, ...]


def submit(workspace: Workspace, document: Document) -> Submitted:
    """Hand the working copy in for review; later edits ask for handing it in again.

    What goes with it and is not ready stays a draft. Raises AlreadyApproved or CopyUnusable.
    """
    check_open(document)
    left = passages_left(workspace, document, working_bytes(workspace, document))
    _submit(workspace, document)
    for part in companions_of(workspace, document) if not document.part else ():
        if part.newest.status in OPEN:
            with suppress(CopyUnusable):
                _submit(workspace, part)
    return Submitted(document.title, document.newest.number, tuple(left))


def _submit(workspace: Workspace, document: Document) -> None:
    name = digest(working_bytes(workspace, document))
    facts = {
        "status": DocumentStatus.IN_REVIEW.value,
        "submitted_sha256": name,
        "submitted_on": clock.today(),
        **NOT_RETURNED,
    }
    with workspace.state.write(workspace.actor.id) as change:
        update_document(change.conn, document.id, {}, version=document.row_version)
        put_version(change.conn, document.id, document.newest.number, facts | {"submitted_by": change.actor})
        change.log("document.submitted", document.id, version=document.newest.number, copy=name)


def send_back(workspace: Workspace, document: Document, because: str) -> None:
    """Take a document in review, and what went with it, back to draft and say why; raises NotInReview."""
    if document.newest.status is not DocumentStatus.IN_REVIEW:
        raise NotInReview(title=document.title)
    reopen(workspace, document, because)
    for part in companions_of(workspace, document) if not document.part else ():
        if part.newest.status is DocumentStatus.IN_REVIEW:
            reopen(workspace, part, because)


def reopen(workspace: Workspace, document: Document, because: str = "") -> None:
    """Take a document back from review to draft; raises AlreadyApproved for one that is not open.

    What the reviewer wrote stands with the version until it is handed in again; the trail has references only.
    """
    check_open(document)
    with workspace.state.write(workspace.actor.id) as change:
        facts: dict[str, Any] = {"status": DocumentStatus.DRAFT.value, **NOT_RETURNED}
        if because:
            facts |= {
                "returned_because": because,
                "returned_by": change.actor,
                "returned_on": clock.today(),
            }
        update_document(change.conn, document.id, {}, version=document.row_version)
        put_version(change.conn, document.id, document.newest.number, facts)
        change.log("document.reopened", document.id, version=document.newest.number)


def revise(workspace: Workspace, document: Document, note: str = "") -> list[Drafted]:
    """Open a new version of a document and of what goes with it: the approved text, marked as a draft again.

    A document in review goes back to draft. The approved version keeps counting. Returns what became of the drafts.
    Raises DraftExists or CopyOpen; nothing is written then.
    """
    if document.newest.status is DocumentStatus.IN_REVIEW:
        for each in (document, *(companions_of(workspace, document) if not document.part else ())):
            if each.newest.status is DocumentStatus.IN_REVIEW:
                reopen(workspace, each)
        return []
    if document.newest.status is DocumentStatus.DRAFT:
        raise DraftExists(title=document.title, number=document.newest.number)
    parts = companions_of(workspace, document) if not document.part else []
    closed = [each for each in (document, *parts) if each.newest.status not in OPEN]
    for each in closed:
        if is_open(workspace.root / each.path):
            raise CopyOpen(path=each.path)
    for each in closed:
        _revise(workspace, each, note)
    wanted = [str(document.address), *(str(p.address) for p in parts)]
    known = {t.slug for t in load_library(workspace.templates)}
    if document.slug not in known:
        return []
    return generate(workspace, list(dict.fromkeys(wanted)), [document.language])


def _revise(workspace: Workspace, document: Document, note: str) -> None:
    path = workspace.root / document.path
    approved = document.newest
    number = approved.number + 1
    text = note or translate_in(document.language, NEW_VERSION)
    open_version(workspace, document, number, text, base=None)
    draft = find_document(workspace, document.address, document.language)
    base = _as_draft(workspace, draft, approved.base)
    frozen = _as_draft(workspace, draft, approved.frozen)
    if base is not None:
        with workspace.state.write(workspace.actor.id) as change:
            put_version(change.conn, document.id, number, {"base_sha256": workspace.objects.put(base)})
    if frozen is not None:
        if path.is_file() and digest(path.read_bytes()) != approved.frozen:
            keep_copy(workspace, document.path, path.read_bytes())
        write_atomic(path, frozen, mode=None)


def _as_draft(workspace: Workspace, draft: Document, name: str | None) -> bytes | None:
    """Return stored bytes with the front matter of the new draft, None where there are none or no Word file."""
    data = workspace.objects.get(name) if name else None
    if data is None or not draft.path.endswith(".docx"):
        return None
    source = source_of(workspace, load_library(workspace.templates), draft.address, draft.language)
    front = front_matter(workspace, source, draft)
    return stamp(data, front, draft.language, workspace.settings.organisation.country)


def open_version(
    workspace: Workspace,
    document: Document,
    number: int,
    note: str,
    base: str | None,
    action: str = "revised",
    actor: str | None = None,
    author: str | None = None,
) -> None:
    """Begin a version as a draft; `author` wrote it (default: who acts), `action` is what the trail says."""
    with workspace.state.write(actor or workspace.actor.id) as change:
        update_document(change.conn, document.id, {"number": number}, version=document.row_version)
        facts: dict[str, Any] = {
            "status": DocumentStatus.DRAFT.value,
            "base_sha256": base,
            "prepared_by": change.actor if author is None else author,
            "prepared_on": clock.today(),
            "change_note": note,
            "tried_by": document.newest.tried_by,
            "tried_on": document.newest.tried_on,
        }
        put_version(change.conn, document.id, number, facts)
        change.log(f"document.{action}", document.id, version=number)


def follow_edits(workspace: Workspace, actor: str | None = None) -> list[Document]:
    """Open a new draft for every approved document whose working copy a person changed; return those documents.

    The approved version keeps counting: its bytes are frozen. The copy itself is left as the person saved it.
    `actor` is who noticed it (default: who acts, else nobody in particular).
    """
    changed = []
    for document in list_documents(workspace):
        newest = document.newest
        path = workspace.root / document.path
        if newest.status is not DocumentStatus.APPROVED or newest.frozen is None or not path.is_file():
            continue
        if digest(path.read_bytes()) in {newest.frozen, newest.submitted}:
            continue
        note = translate_in(document.language, NEW_VERSION)
        who = actor or _who(workspace)
        author = _last_editor(workspace, path)
        open_version(workspace, document, newest.number + 1, note, newest.base, "edited", who, author)
        changed.append(document)
    return changed


def _last_editor(workspace: Workspace, path: Path) -> str:
    """Return the person whom the file names as its last editor, nobody in particular when it names none of ours."""
    named = last_editor(path).casefold()
    people = workspace.settings.people
    return next((p.id for p in people if named and named in {p.name.casefold(), p.login.casefold()}), NOBODY)


def _who(workspace: Workspace) -> str:
    try:
        return workspace.actor.id
    except NobodyActs:
        return NOBODY


def withdraw(workspace: Workspace, document: Document, decision: Decision, because: str) -> int:
    """Take the version in force out of force and return its number; the archive keeps its files.

    A draft of a later version stays. Raises NothingInForce.
    """
    version = document.latest_approved
    if version is None:
        raise NothingInForce(title=document.title)
    facts = {
        "status": DocumentStatus.WITHDRAWN.value,
        "withdrawn_by": decision.by,
        "withdrawn_on": clock.today(),
        "withdrawn_because": because,
    }
    with workspace.state.write(workspace.actor.id) as change:
        update_document(change.conn, document.id, {}, version=document.row_version)
        put_version(change.conn, document.id, version.number, facts)
        change.log(
            "document.withdrawn",
            document.id,
            version=version.number,
            by=decision.by,
            act=decision.act,
            number=decision.number,
        )
    for part in companions_of(workspace, document) if not document.part else ():
        if part.latest_approved is not None:
            withdraw(workspace, part, decision, because)
    return version.number
