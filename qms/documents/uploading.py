"""Hand a working copy out for editing, and take the edited file back where it is the one and nobody was faster."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document as WordDocument

from qms.documents.approval import AlreadyApproved, working_bytes
from qms.documents.comparing.blocks import WordFile, paragraphs
from qms.documents.control import check_seen, companions_of, find_document
from qms.documents.copies import CopyOpen, is_open, keep_copy
from qms.documents.copy_mark import mark_of, marked, same_parts, unmarked
from qms.documents.inputs import NEW_VERSION
from qms.documents.package import is_word_file, part_texts
from qms.documents.review import open_version, reopen
from qms.documents.wordfile import open_word
from qms.locale.translator import translate_in
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import put_version, update_document
from qms.state.files import digest, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from qms.documents.control import Document
    from qms.workspace.workspace import Workspace

_SCANS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_SCAN_MOST = 30 << 20  # bytes
_WHY = {"word_macro": "upload_macro", "word_object": "upload_foreign", "word_external": "upload_foreign"}


class CopyRefused(QmsError):
    """Refuse an edited file; the code says why: no Word file, too large, macros, or something brought in."""

    hint = "hint_upload"

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(**params)
        self.code = code  # type: ignore[misc]


class NotThisDocument(QmsError):
    """Refuse an edited file that was made from another document."""

    code = "not_this_document"
    hint = "hint_upload"


class CopyChangedSince(ChangedMeanwhile):
    """Refuse an edited file whose working copy somebody else replaced since it was handed out."""

    code = "copy_changed_since"
    hint = "hint_copy_changed_since"


class ScanUnusable(QmsError):
    """Refuse a scan that is no PDF or picture, or too large."""

    code = "scan_unusable"


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold what became of an edited file: replaced, or unchanged where it says what the copy says.

    `reopened` tells that the document went back from review, `opened` that a new version was begun; `copy` is where
    the copy from before lies, empty where the program can make it again.
    """

    outcome: str
    reopened: bool = False
    opened: int | None = None
    copy: str = ""


def copy_digest(workspace: Workspace, document: Document) -> str:
    """Return what names the bytes of the working copy now, empty where there is none."""
    path = workspace.root / document.path
    return digest(path.read_bytes()) if path.is_file() else ""


def check_copy(workspace: Workspace, document: Document, seen: str) -> None:
    """Raise CopyChangedSince where the working copy is no longer the one that somebody saw (empty: not said)."""
    if seen and seen != copy_digest(workspace, document):
        raise CopyChangedSince(title=document.title)


def handed_out(workspace: Workspace, document: Document) -> tuple[str, bytes]:
    """Return name and bytes of the working copy for editing, marked with what it was; raises CopyUnusable."""
    data = working_bytes(workspace, document)
    return Path(document.path).name, marked(data, f"{document.id} {digest(data)}")


def take_back(workspace: Workspace, document: Document, data: bytes, seen: str, row_version: int) -> Taken:
    """Put an edited file in the place of the working copy, which is kept; who brings it is its author.

    `seen` names the copy that the form showed; the mark in the file counts more. A document in review goes back to
    draft, an approved one gets a new version. Raises CopyRefused, NotThisDocument, CopyChangedSince, CopyOpen,
    AlreadyApproved or ChangedMeanwhile; nothing is written then.
    """
    newest = document.newest
    if newest.status is DocumentStatus.WITHDRAWN or not document.path.endswith(".docx"):
        raise AlreadyApproved(slug=str(document.address), status=newest.status.value)
    _check_word(data)
    path = workspace.root / document.path
    there = path.read_bytes() if path.is_file() else b""
    owner, _, made_from = mark_of(data).partition(" ")
    if owner and owner != document.id:
        raise NotThisDocument(title=document.title)
    if not owner and there:
        _check_identity(document, there, data)
    if is_open(path):
        raise CopyOpen(path=document.path)
    if there and (made_from or seen) != digest(there):
        raise CopyChangedSince(title=document.title)
    if there and same_parts(there, data):
        return Taken("unchanged")
    check_seen(document, row_version)
    final = unmarked(data)
    reopened = newest.status is DocumentStatus.IN_REVIEW
    opened = newest.number + 1 if newest.status is DocumentStatus.APPROVED else None
    copy = keep_copy(workspace, document.path, there) if there and _is_only_here(document, there) else ""
    now = _opened(workspace, document, opened)
    _put(workspace, now, final)
    return Taken("replaced", reopened, opened, copy)


def check_scan(data: bytes) -> None:
    """Raise ScanUnusable for a signed scan that is no PDF and no picture."""
    if len(data) > _SCAN_MOST or not data.startswith(_SCANS):
        raise ScanUnusable(limit=_SCAN_MOST >> 20)


def _is_only_here(document: Document, there: bytes) -> bool:
    """Tell whether the bytes are nowhere else: neither drafted nor approved as they lie."""
    newest = document.newest
    return digest(there) not in {newest.base, newest.frozen}


def _opened(workspace: Workspace, document: Document, number: int | None) -> Document:
    """Return the document with a version that may be worked on."""
    if number is not None:
        note = translate_in(document.language, NEW_VERSION)
        open_version(workspace, document, number, note, document.newest.base, "edited")
    elif document.newest.status is DocumentStatus.IN_REVIEW:
        for each in (document, *(companions_of(workspace, document) if not document.part else ())):
            if each.newest.status is DocumentStatus.IN_REVIEW:
                reopen(workspace, each)
    else:
        return document
    return find_document(workspace, document.address, document.language)


def _put(workspace: Workspace, document: Document, data: bytes) -> None:
    with workspace.state.write(workspace.actor.id) as change:
        update_document(change.conn, document.id, {}, version=document.row_version)
        facts = {"prepared_by": change.actor, "prepared_on": clock.today()}
        put_version(change.conn, document.id, document.newest.number, facts)
        change.log("document.uploaded", document.id, version=document.newest.number, copy=digest(data))
        write_atomic(workspace.root / document.path, data, mode=None)


def _check_word(data: bytes) -> None:
    _, problems = open_word(data)
    if problems:
        first = problems[0]
        code = "upload_too_large" if first.code in {"word_too_large", "word_too_many"} else "upload_not_word"
        raise CopyRefused(_WHY.get(first.code, code), limit=first.params.get("limit", ""))
    if not is_word_file(data):
        raise CopyRefused("upload_not_word")
    text = "".join(part_texts(data).values())
    if "{{" in text or "{%" in text:
        raise CopyRefused("upload_tags")


def _check_identity(document: Document, there: bytes, data: bytes) -> None:
    """Compare number, language and title with those of the copy; raises NotThisDocument."""
    mine, other = _fields(there), _fields(data)
    for name in ("document_id", "language"):
        if name in mine and name in other and mine[name] != other[name]:
            raise NotThisDocument(title=document.title)
    numbered = mine.get("document_id") is not None and mine.get("document_id") == other.get("document_id")
    if not numbered and (_title(there) != _title(data) or ("tried" in mine) != ("tried" in other)):
        raise NotThisDocument(title=document.title)


def _fields(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for story in WordFile(data).stories:
        for block in paragraphs(story.blocks):
            for name, text in block.words.fields if block.words is not None else ():
                found.setdefault(name, text)
    return found


def _title(data: bytes) -> str:
    return str(WordDocument(io.BytesIO(data)).core_properties.title or "")
