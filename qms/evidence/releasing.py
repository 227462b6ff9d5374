"""Release evidence and documents to an external auditor, and take that back (docs/decisions/0026)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.finding import find_one
from qms.evidence.visibility import confidential_ids
from qms.model.errors import QmsError, UsageProblem
from qms.people.access import EXTERNAL_AUDITOR
from qms.people.actors import find_person
from qms.state.document_rows import all_documents, in_force_rows
from qms.state.evidence_rows import rows_of
from qms.state.link_rows import all_links
from qms.state.release_rows import (
    add_release,
    count_releases,
    drop_release,
    evidence_marks,
    releases_of,
)
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.model.evidence import Link
    from qms.model.references import Ref
    from qms.state.store import Change, Connection
    from qms.workspace.workspace import Workspace


class NotAnAuditor(UsageProblem):
    """Refuse to release anything to somebody who is no external auditor; `person` is given."""

    code = "not_an_auditor"
    hint = "hint_not_an_auditor"


class ReleaseConfidential(QmsError):
    """Refuse to release a confidential file; `path` is given."""

    code = "release_confidential"
    hint = "hint_release_confidential"


class NothingInForce(QmsError):
    """Refuse to release a document of which no version is in force; `slug` is given."""

    code = "release_not_in_force"
    hint = "hint_documents_in_force"


@dataclass(frozen=True, slots=True)
class Releasing:
    """Hold what is released or taken back now: paths of files and titles of documents.

    `before` counts those that were so already; `left_out` are paths of confidential files that stay hidden.
    """

    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    before: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Hold ids with the names that people know."""

    evidence: dict[str, str]
    documents: dict[str, str]
    left_out: tuple[str, ...] = ()


def release(
    workspace: Workspace,
    person_id: str,
    evidence: Iterable[str] = (),
    documents: Iterable[str] = (),
    refs: Sequence[Ref] = (),
) -> Releasing:
    """Release files (by path, name or id), documents in force (by slug or id) and what is linked to indicators.

    That is all files linked to them, without confidential ones, which are named, and the documents in force that
    serve them. An attachment is seen with its file, unless it is confidential itself. Raises UnknownPerson,
    NotAnAuditor, UnknownEvidence, AmbiguousEvidence, ReleaseConfidential or NothingInForce; nothing is released then.
    """
    if EXTERNAL_AUDITOR not in find_person(workspace.settings.people, person_id).roles:
        raise NotAnAuditor(person=person_id)
    files, slugs = tuple(evidence), tuple(documents)
    wanted = {(ref.framework, ref.ref) for ref in refs}
    with workspace.state.write(workspace.actor.id) as change:
        chosen = _chosen(change.conn, files, slugs, wanted)
        new = [i for i in chosen.evidence if _add(change, person_id, "evidence", i)]
        begun = [i for i in chosen.documents if _add(change, person_id, "document", i)]
        if new or begun:
            change.log("release.add", person_id, evidence=new, documents=begun)
    return Releasing(
        tuple(chosen.evidence[i] for i in new),
        tuple(chosen.documents[i] for i in begun),
        len(chosen.evidence) + len(chosen.documents) - len(new) - len(begun),
        chosen.left_out,
    )


def release_linked(workspace: Workspace, person_id: str, refs: Sequence[Ref]) -> Releasing:
    """Release all files linked to indicators and the documents in force that serve them, as `release` does."""
    return release(workspace, person_id, refs=refs)


def _chosen(
    conn: Connection, files: Sequence[str], slugs: Sequence[str], wanted: set[tuple[str, str]]
) -> _Chosen:
    hidden = confidential_ids(evidence_marks(conn))
    rows = [find_one(conn, name) for name in files]
    for row in rows:
        if row.id in hidden:
            raise ReleaseConfidential(path=row.path)
    linked = _linked(conn, wanted)
    return _Chosen(
        {row.id: str(row.path) for row in rows} | {i: p for i, p in linked.items() if i not in hidden},
        _in_force(conn, slugs) | _serving(conn, wanted),
        tuple(path for ident, path in linked.items() if ident in hidden),
    )


def withdraw_release(
    workspace: Workspace,
    person_id: str,
    evidence: Iterable[str] = (),
    documents: Iterable[str] = (),
    refs: Sequence[Ref] = (),
) -> Releasing:
    """Take back files, documents, and what is linked to indicators; with nothing named, everything.

    The person may have lost the role meanwhile, or have left `qms.toml`. Raises UnknownEvidence, AmbiguousEvidence
    or NothingInForce (no document of that name); nothing is taken back then.
    """
    files, slugs = tuple(evidence), tuple(documents)
    wanted = {(ref.framework, ref.ref) for ref in refs}
    actor = workspace.actor.id
    with workspace.state.write(actor) as change:
        now = _names(change.conn, person_id)
        if files or slugs or wanted:
            named = {find_one(change.conn, name).id for name in files}
            named |= {link.evidence for link in all_links(change.conn) if _of(link) in wanted}
            chosen = _called(change.conn, slugs) | set(_serving(change.conn, wanted))
        else:
            named, chosen = set(now.evidence), set(now.documents)
        gone = [i for i in now.evidence if i in named and _drop(change, person_id, "evidence", i)]
        ended = [i for i in now.documents if i in chosen and _drop(change, person_id, "document", i)]
        if gone or ended:
            change.log("release.withdraw", person_id, evidence=gone, documents=ended)
    return Releasing(tuple(now.evidence[i] for i in gone), tuple(now.documents[i] for i in ended))


def released_names(workspace: Workspace, person_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is released to a person: paths of files and titles of documents, each by id and in their order."""
    with workspace.state.read() as conn:
        found = _names(conn, person_id)
    return found.evidence, found.documents


def count_released(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """Return how many files and documents are released, by person."""
    with workspace.state.read() as conn:
        return count_releases(conn)


def _add(change: Change, person: str, kind: str, ident: str) -> bool:
    return add_release(change.conn, person, kind, ident, change.actor, change.at)


def _drop(change: Change, person: str, kind: str, ident: str) -> bool:
    return drop_release(change.conn, person, kind, ident)


def _of(link: Link) -> tuple[str, str]:
    return link.framework, link.indicator


def _linked(conn: Connection, wanted: set[tuple[str, str]]) -> dict[str, str]:
    """Return paths, by id and in their order, of the files linked to indicators and not deleted as due."""
    rows = rows_of(conn, {link.evidence for link in all_links(conn) if _of(link) in wanted})
    paths = {row.id: str(row.path) for row in rows.values() if not row.deleted_as_due}
    return dict(sorted(paths.items(), key=lambda item: item[1]))


def _in_force(conn: Connection, slugs: Sequence[str]) -> dict[str, str]:
    """Return the titles of documents in force by id: all languages and instances of a slug. Raises NothingInForce."""
    found: dict[str, str] = {}
    rows = in_force_rows(conn, clock.today())
    for slug in slugs:
        titles = {row.id: str(row.title) for row, _ in rows if slug in (row.id, row.slug)}
        if not titles:
            raise NothingInForce(slug=slug)
        found |= titles
    return found


def _called(conn: Connection, slugs: Sequence[str]) -> set[str]:
    """Return the ids of documents by slug or id, whether or not they are in force. Raises NothingInForce."""
    known = [document for document, _ in all_documents(conn)]
    for slug in slugs:
        if not any(slug in (row.id, row.slug) for row in known):
            raise NothingInForce(slug=slug)
    return {row.id for row in known if row.id in slugs or row.slug in slugs}


def _serving(conn: Connection, wanted: set[tuple[str, str]]) -> dict[str, str]:
    """Return the titles of documents in force that serve indicators, with what goes with them, by id."""
    rows = in_force_rows(conn, clock.today())
    served = {(row.slug, row.instance, row.language) for row, version in rows if _refs(row, version) & wanted}
    return {row.id: str(row.title) for row, _ in rows if (row.slug, row.instance, row.language) in served}


def _refs(document: Any, version: Any) -> set[tuple[str, str]]:
    serves = document.serves if version.serves is None else version.serves
    return {(f, ref) for f, groups in serves.items() for refs in groups.values() for ref in refs}


def _names(conn: Connection, person: str) -> _Chosen:
    """Return what is released to a person, in order of paths and titles."""
    rows = releases_of(conn, person)
    files = rows_of(conn, [row.evidence for row in rows if row.evidence])
    titles = {document.id: str(document.title) for document, _ in all_documents(conn)}
    documents = {row.document: titles[row.document] for row in rows if row.document}
    return _Chosen(
        dict(sorted(((i, str(row.path)) for i, row in files.items()), key=lambda item: item[1])),
        dict(sorted(documents.items(), key=lambda item: (item[1], item[0]))),
    )
