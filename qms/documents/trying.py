"""Record which readers an easy-read text was tested with; until then it is marked as untested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qms.documents.approval import CopyUnusable
from qms.documents.archive import lay_out
from qms.documents.control import find_document
from qms.documents.copies import CopyOpen, is_open
from qms.documents.inputs import front_matter, source_of
from qms.documents.library import load_library
from qms.documents.package import is_word_file
from qms.documents.stamp import fill
from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import put_version, update_document
from qms.state.files import digest, write_atomic

if TYPE_CHECKING:
    from datetime import date

    from qms.documents.control import Document
    from qms.workspace.workspace import Workspace

# What a version that only says who tried the text takes over from the approved one.
_SAME = (
    "prepared_by",
    "prepared_on",
    "approved_by",
    "approved_on",
    "valid_from",
    "review_due",
    "act_kind",
    "act_number",
    "act_on",
    "ending",
)


class NotEasyRead(QmsError):
    """Refuse to record a test with readers for a text that is not an easy-read one."""

    code = "not_easy_read"
    hint = "hint_easy_read"


def record_trial(workspace: Workspace, document: Document, by: str, on: date) -> Document:
    """Record who tried an easy-read text and when, print it on the text, and return the document.

    A draft is filled in as it lies. The bytes of an approved version never change, so that one gets a following
    version by the same decision, in which only the line about the test differs. Raises NotEasyRead, CopyOpen or
    CopyUnusable; nothing is written then.
    """
    if document.part != "easy":
        raise NotEasyRead(title=document.title)
    if is_open(workspace.root / document.path):
        raise CopyOpen(path=document.path)
    newest, path = document.newest, workspace.root / document.path
    approved = newest.status is DocumentStatus.APPROVED
    number = newest.number + 1 if approved else newest.number
    tried = replace(newest, number=number, tried_by=by, tried_on=on)
    after = replace(document, versions=(*document.versions[: None if approved else -1], tried))
    facts: dict[str, Any] = {"tried_by": by, "tried_on": on}
    if newest.base is not None:
        facts["base_sha256"] = _filled(workspace, after, newest.base)
    if approved:
        facts |= {name: getattr(newest, name) for name in _SAME}
        facts |= {"status": newest.status.value, "significant": False, "change_note": newest.change_note}
        facts |= {
            "frozen_sha256": _filled(workspace, after, newest.frozen),
            "submitted_sha256": newest.frozen,
        }
    copy = path.read_bytes() if path.is_file() else None
    own = _fill(workspace, after, copy) if copy is not None and digest(copy) != newest.frozen else None
    with workspace.state.write(workspace.actor.id) as change:
        update_document(change.conn, document.id, {"number": number}, version=document.row_version)
        put_version(
            change.conn, document.id, number, facts | ({"typed_by": change.actor} if approved else {})
        )
        change.log("document.tried", document.id, version=number)
    if own is not None:
        write_atomic(path, own, mode=None)
    found = find_document(workspace, document.address, document.language)
    lay_out(workspace, found)
    return found


def _filled(workspace: Workspace, document: Document, name: str | None) -> str | None:
    data = workspace.objects.get(name) if name else None
    return workspace.objects.put(_fill(workspace, document, data)) if data is not None else name


def _fill(workspace: Workspace, document: Document, data: bytes) -> bytes:
    if not is_word_file(data):
        raise CopyUnusable(path=document.path)
    source = source_of(workspace, load_library(workspace.templates), document.address, document.language)
    front = front_matter(workspace, source, document)
    country = workspace.settings.organisation.country
    return fill(data, front, document.language, country, "tried")
