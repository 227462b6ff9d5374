"""Keep documents under control: what exists, in which version and status, and whether it is in force."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from qms.documents.address import Address, parse_address
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import all_documents, all_versions
from qms.workspace.archive import archive_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from qms.workspace.workspace import Workspace


class UnknownDocument(QmsError):
    """Report that no document of that slug was generated."""

    code = "unknown_document"
    hint = "hint_generate"


class UnknownVersion(QmsError):
    """Report that a document has no version of that number."""

    code = "unknown_version"
    hint = "hint_versions"


@dataclass(frozen=True, slots=True)
class Version:
    """Hold one version of a document; `frozen` names its approved bytes, `base` those that were generated.

    `submitted` names the bytes that were handed in for review or approved from. `approved_by` decided, by the act
    `act_kind` (order, minute, scan or decision) with its number and day, and `typed_by` entered it. `significant` tells
    whether people must read the version anew (None: not approved yet, or before that was asked). `ending` is that of
    the approved file (None: .docx). `returned_because` says why it was sent back from review, until it is
    handed in again.
    """

    number: int
    status: DocumentStatus
    base: str | None
    frozen: str | None
    prepared_by: str
    prepared_on: date
    approved_by: str | None
    approved_on: date | None
    valid_from: date | None
    review_due: date | None
    change_note: str
    significant: bool | None = None
    serves: Mapping[str, Mapping[str, Sequence[str]]] | None = None
    submitted_by: str | None = None
    submitted_on: date | None = None
    submitted: str | None = None
    act_kind: str | None = None
    act_number: str | None = None
    act_on: date | None = None
    scan: str | None = None
    typed_by: str | None = None
    withdrawn_by: str | None = None
    withdrawn_on: date | None = None
    withdrawn_because: str | None = None
    tried_by: str | None = None
    tried_on: date | None = None
    ending: str | None = None
    returned_because: str | None = None
    returned_by: str | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one controlled document with its versions, oldest first; `serves` maps framework to references."""

    id: str
    slug: str
    instance: str
    language: str
    title: str
    kind: str
    serves: Mapping[str, Mapping[str, Sequence[str]]]
    path: str
    owner: str | None
    versions: tuple[Version, ...]
    row_version: int
    part: str = ""

    @property
    def address(self) -> Address:
        """Return how the document is named on the command line."""
        return Address(self.slug, self.instance, self.part)

    @property
    def newest(self) -> Version:
        """Return the version that is being worked on or was approved last."""
        return self.versions[-1]

    def in_force(self, day: date) -> Version | None:
        """Return the approved version that holds on `day`, else the one that will; a newer draft ends none.

        A withdrawal does: versions up to the withdrawn one never hold again.
        """
        ended = max((v.number for v in self.versions if v.status is DocumentStatus.WITHDRAWN), default=0)
        approved = [v for v in self.versions if v.status is DocumentStatus.APPROVED and v.number > ended]
        begun = [v for v in approved if v.valid_from is None or v.valid_from <= day]
        return begun[-1] if begun else next(iter(approved), None)

    @property
    def latest_approved(self) -> Version | None:
        """Return the version approved last, unless it was withdrawn."""
        ended = max((v.number for v in self.versions if v.status is DocumentStatus.WITHDRAWN), default=0)
        found = [v for v in self.versions if v.status is DocumentStatus.APPROVED and v.number > ended]
        return found[-1] if found else None

    def version(self, number: int) -> Version:
        """Return a version by number; raises UnknownVersion."""
        for version in self.versions:
            if version.number == number:
                return version
        raise UnknownVersion(title=self.title, number=number, numbers=[v.number for v in self.versions])


def list_documents(workspace: Workspace) -> list[Document]:
    """Return every controlled document, sorted by slug, instance, part and language."""
    with workspace.state.read() as conn:
        rows = [row for row, _ in all_documents(conn)]
        versions: dict[str, list[Version]] = {}
        for item in all_versions(conn):
            versions.setdefault(item.document, []).append(_version(item))
    return [_document(row, versions[row.id]) for row in rows]


def find_document(workspace: Workspace, address: str | Address, language: str | None = None) -> Document:
    """Return the document of an address, in a language if several exist.

    Raises UnknownDocument.
    """
    wanted = parse_address(address) if isinstance(address, str) else address
    found = [d for d in list_documents(workspace) if d.address == wanted]
    if language is not None:
        found = [d for d in found if d.language == language]
    if not found:
        raise UnknownDocument(slug=str(wanted))
    preferred = [d for d in found if d.language == workspace.settings.language]
    return (preferred or found)[0]


def check_seen(document: Document, row_version: int | None) -> None:
    """Refuse to change a document that moved on since somebody looked at it; None: nobody says what was seen.

    Raises ChangedMeanwhile.
    """
    if row_version is not None and row_version != document.row_version:
        raise ChangedMeanwhile(subject=document.id)


def companions_of(workspace: Workspace, document: Document) -> list[Document]:
    """Return the staff sheet and the easy-read version that go with a document, in its language."""
    return [
        d
        for d in list_documents(workspace)
        if d.part and d.address.main == document.address and d.language == document.language
    ]


def archive_path(workspace: Workspace, document: Document, version: Version) -> Path:
    """Return where the frozen bytes of an approved version lie as a file."""
    return workspace.documents / archive_name(document.slug, version.number, document.path, version.ending)


def is_intact(workspace: Workspace, version: Version) -> bool:
    """Say whether the frozen bytes of an approved version are there and unaltered."""
    return version.frozen is not None and workspace.objects.get(version.frozen) is not None


# Columns that are named otherwise in the database.
_RENAMED = {
    "base": "base_sha256",
    "frozen": "frozen_sha256",
    "submitted": "submitted_sha256",
    "scan": "scan_sha256",
}
_FIELDS = {field.name: _RENAMED.get(field.name, field.name) for field in fields(Version)}


def _version(row: Any) -> Version:
    known = row._mapping
    values = {name: known[column] for name, column in _FIELDS.items()}
    return Version(**(values | {"status": DocumentStatus(row.status)}))


def _document(row: Any, versions: list[Version]) -> Document:
    return Document(
        id=row.id,
        slug=row.slug,
        instance=row.instance,
        language=row.language,
        title=row.title,
        kind=row.kind,
        serves=row.serves,
        path=row.path,
        owner=row.owner,
        versions=tuple(versions),
        row_version=row.version,
        part=row.part,
    )
