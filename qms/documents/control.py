"""Keep documents under control: what exists, in which version and status, and whether it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import all_documents, all_versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from qms.workspace.workspace import Workspace


class UnknownDocument(QmsError):
    """Report that no document of that slug was generated."""

    code = "unknown_document"
    hint = "hint_generate"


class NotTheApprover(QmsError):
    """Refuse an approval by somebody without the role that the template names."""

    code = "not_the_approver"
    hint = "hint_approver"


@dataclass(frozen=True, slots=True)
class Version:
    """Hold one version of a document; `frozen` names its approved bytes."""

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

    @property
    def newest(self) -> Version:
        """Return the version that is being worked on or was approved last."""
        return self.versions[-1]

    def in_force(self, day: date) -> Version | None:
        """Return the approved version that holds on `day`, else the one that will; a newer draft ends none.

        A withdrawal does.
        """
        if self.newest.status is DocumentStatus.WITHDRAWN:
            return None
        approved = [v for v in self.versions if v.status is DocumentStatus.APPROVED]
        begun = [v for v in approved if v.valid_from is None or v.valid_from <= day]
        return begun[-1] if begun else next(iter(approved), None)


def list_documents(workspace: Workspace) -> list[Document]:
    """Return every controlled document, sorted by slug, instance and language."""
    with workspace.state.read() as conn:
        rows = [row for row, _ in all_documents(conn)]
        versions: dict[str, list[Version]] = {}
        for item in all_versions(conn):
            versions.setdefault(item.document, []).append(_version(item))
    return [_document(row, versions[row.id]) for row in rows]


def find_document(workspace: Workspace, slug: str, language: str | None = None) -> Document:
    """Return the document of a slug (`slug` or `slug@instance`), in a language if several exist.

    Raises UnknownDocument.
    """
    name, _, instance = slug.partition("@")
    found = [d for d in list_documents(workspace) if (d.slug, d.instance) == (name, instance)]
    if language is not None:
        found = [d for d in found if d.language == language]
    if not found:
        raise UnknownDocument(slug=slug)
    preferred = [d for d in found if d.language == workspace.settings.language]
    return (preferred or found)[0]


def archive_path(workspace: Workspace, slug: str, number: int, name: str) -> Path:
    """Return where the frozen bytes of an approved version lie as a file."""
    return workspace.documents / "archive" / slug / f"v{number}" / name


def is_intact(workspace: Workspace, version: Version) -> bool:
    """Say whether the frozen bytes of an approved version are there and unaltered."""
    return version.frozen is not None and workspace.objects.get(version.frozen) is not None


def _version(row: Any) -> Version:
    return Version(
        number=row.number,
        status=DocumentStatus(row.status),
        base=row.base_sha256,
        frozen=row.frozen_sha256,
        prepared_by=row.prepared_by,
        prepared_on=row.prepared_on,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        valid_from=row.valid_from,
        review_due=row.review_due,
        change_note=row.change_note,
    )


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
    )
