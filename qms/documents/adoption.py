"""Take an existing Word or PDF file under control, as a version that was approved in the past."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from qms.documents.archive import lay_out
from qms.documents.control import find_document, list_documents
from qms.documents.copies import CopyOpen, is_open, keep_copy
from qms.documents.drafting import check_instance
from qms.documents.inputs import coordinator, source_of
from qms.documents.library import load_library
from qms.documents.package import is_word_file
from qms.model.errors import FileTrouble, QmsError
from qms.model.months import add_months
from qms.model.words import DocumentStatus
from qms.state.document_rows import insert_document, put_version, update_document
from qms.state.files import write_atomic

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from qms.documents.address import Address
    from qms.documents.control import Document
    from qms.documents.inputs import Source
    from qms.workspace.workspace import Workspace

ENDINGS = (".docx", ".pdf")


class CannotAdopt(QmsError):
    """Refuse a file that is no readable Word or PDF document; `path` is given."""

    code = "cannot_adopt"
    hint = "hint_adopt"


class NumberTaken(QmsError):
    """Refuse a version number that is not above the approved ones; `number` and `newest` are given."""

    code = "number_taken"
    hint = "hint_number"


@dataclass(frozen=True, slots=True)
class Past:
    """Hold how a version was approved in the past: who, when, by what act, from and until when it holds."""

    number: int
    approved_by: str
    approved_on: date
    act: str
    act_number: str = ""
    valid_from: date | None = None
    review_due: date | None = None
    note: str = ""


def adopt(workspace: Workspace, file: Path, address: Address, language: str, past: Past) -> Document:
    """Put `file` under control as the version `past.number` of a document of the library; the file itself stays.

    A working copy that lies there is kept in `documents/earlier`. Raises CannotAdopt, NumberTaken, CopyOpen,
    FileTrouble, UnknownTemplate, NoSuchPart, and what `check_instance` raises.
    """
    data = _read(file)
    library = load_library(workspace.templates)
    check_instance(workspace, library, address)
    source = source_of(workspace, library, address, language)
    before = next(
        (d for d in list_documents(workspace) if d.address == address and d.language == language), None
    )
    if before is not None:
        _check_number(before, past.number)
    path = f"documents/{address.file_stem(language)}{file.suffix.lower()}"
    _make_room(workspace, before, path, data)
    name = workspace.objects.put(data)
    write_atomic(workspace.root / path, data, mode=None)
    _record(workspace, source, before, path, name, past)
    if before is not None and before.path != path:
        (workspace.root / before.path).unlink(missing_ok=True)
    document = find_document(workspace, address, language)
    lay_out(workspace, document)
    return document


def _read(file: Path) -> bytes:
    if file.suffix.lower() not in ENDINGS:
        raise CannotAdopt(path=file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileTrouble(path=file, why=error.strerror or "") from error
    if not (is_word_file(data) if file.suffix.lower() == ".docx" else _is_pdf(data)):
        raise CannotAdopt(path=file)
    return data


def _is_pdf(data: bytes) -> bool:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return data.startswith(b"%PDF") and len(PdfReader(io.BytesIO(data)).pages) > 0
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _check_number(before: Document, number: int) -> None:
    taken = max((v.number for v in before.versions if v.frozen is not None), default=0)
    if number <= taken or number < before.newest.number:
        raise NumberTaken(title=before.title, number=number, newest=max(taken, before.newest.number))


def _make_room(workspace: Workspace, before: Document | None, path: str, data: bytes) -> None:
    """Keep what lies where the document will lie, and where it lay so far."""
    for place in {path, before.path if before else path}:
        old = workspace.root / place
        if is_open(old):
            raise CopyOpen(path=place)
        if old.is_file() and old.read_bytes() != data:
            keep_copy(workspace, place, old.read_bytes())


def _record(
    workspace: Workspace, source: Source, before: Document | None, path: str, name: str, past: Past
) -> None:
    template, address = source.template, source.address
    start = past.valid_from or past.approved_on
    facts: dict[str, Any] = {
        "title": source.title(workspace.settings.organisation.user_word),
        "kind": template.kind,
        "path": path,
        "number": past.number,
        "serves": {
            f: {"required": list(s.required), "supports": list(s.supports)}
            for f, s in template.serves.items()
        },
    }
    version: dict[str, Any] = {
        "status": DocumentStatus.APPROVED.value,
        "base_sha256": None,
        "frozen_sha256": name,
        "submitted_sha256": name,
        "ending": PurePosixPath(path).suffix,
        "prepared_by": "",
        "prepared_on": past.approved_on,
        "approved_by": past.approved_by,
        "approved_on": past.approved_on,
        "valid_from": start,
        "review_due": past.review_due or add_months(start, template.review_months),
        "change_note": past.note,
        "significant": True,
        "serves": facts["serves"],
        "act_kind": past.act,
        "act_number": past.act_number or None,
        "act_on": past.approved_on,
    }
    with workspace.state.write(workspace.actor.id) as change:
        if before is None:
            place = {
                "slug": address.slug,
                "instance": address.instance,
                "part": address.part,
                "language": source.language,
                "owner": coordinator(workspace)[0],
            }
            ident = insert_document(change.conn, {**facts, **place})
        else:
            ident = before.id
            update_document(change.conn, ident, facts, version=before.row_version)
        put_version(change.conn, ident, past.number, version | {"typed_by": change.actor})
        change.log("document.adopted", ident, version=past.number, frozen=name, act=past.act)
