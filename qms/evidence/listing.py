"""List what the register knows: all evidence, vanished, unsearchable, unlinked and equal files, suspect links."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.evidence.identity import EMPTY
from qms.evidence.kinship import Newer, newer_versions
from qms.evidence.recognised import PageCache
from qms.model.references import natural_key
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import all_evidence
from qms.state.link_rows import all_links
from qms.state.register_rows import register_files

if TYPE_CHECKING:
    from datetime import date

    from qms.model.evidence import Evidence, Link
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one evidence with the links that hang on it."""

    evidence: Evidence
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Vanished:
    """Hold a vanished evidence, its number of links, and present files of equal bytes that it may have become."""

    evidence: Evidence
    links: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """Hold a suspect link: where, which reference, and the code of why."""

    path: str
    ref: str
    because: str


def list_evidence(workspace: Workspace) -> list[Listed]:
    """Return the whole register, sorted by path; files deleted on their retention date are left out."""
    with workspace.state.read() as conn:
        register = all_evidence(conn)
        links = all_links(conn)
    by_evidence: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_evidence[link.evidence].append(link)
    return [Listed(e, tuple(by_evidence[e.id])) for e in register if not e.deleted_as_due]


def references(item: Listed, framework: str) -> list[str]:
    """Return the references that a file is linked to, those of other standards as `local:L2`, in natural order."""
    own = {link.indicator for link in item.links if link.framework == framework}
    others = {f"{link.framework}:{link.indicator}" for link in item.links if link.framework != framework}
    return sorted(own, key=natural_key) + sorted(others, key=natural_key)


def evidence_period(item: Listed) -> tuple[date | None, date | None]:
    """Return the dates of a file: those that a person confirmed on a link, else those found in it."""
    for link in item.links:
        if link.date_from is not None and not link.date_assumed:
            return link.date_from, link.date_to or link.date_from
    return item.evidence.date_from, item.evidence.date_to or item.evidence.date_from


def list_missing(workspace: Workspace) -> list[Vanished]:
    """Return vanished evidence with candidates; a deletion that was due is not missing."""
    listed = list_evidence(workspace)
    present = [item.evidence for item in listed if item.evidence.status is EvidenceStatus.PRESENT]
    found: list[Vanished] = []
    for item in listed:
        if item.evidence.status is EvidenceStatus.MISSING and item.evidence.container is None:
            equal = [e.path for e in present if e.sha256 == item.evidence.sha256 and e.sha256 != EMPTY]
            name = item.evidence.path.rsplit("/", 1)[-1]
            same_name = [e.path for e in present if e.path.rsplit("/", 1)[-1] == name and e.path not in equal]
            found.append(Vanished(item.evidence, len(item.links), tuple(equal + same_name)))
    return found


def list_unreadable(workspace: Workspace) -> list[Listed]:
    """Return present files whose text, or that of some pages, cannot be searched.

    Pages that are recognised while others of their file wait are no longer counted; one is, until the file is stored.
    """
    kept = PageCache(workspace.cache).counts()
    return [
        replace(item, evidence=_without_kept(item.evidence, kept[item.evidence.sha256]))
        for item in list_evidence(workspace)
        if (item.evidence.problem is not None or item.evidence.ocr_waiting)
        and item.evidence.status is not EvidenceStatus.MISSING
    ]


def _without_kept(evidence: Evidence, kept: int) -> Evidence:
    if not evidence.ocr_waiting or not kept:
        return evidence
    return replace(evidence, ocr_waiting=max(1, evidence.ocr_waiting - kept))


def list_orphans(workspace: Workspace) -> list[Listed]:
    """Return present files that no indicator is linked to; a container counts as linked with its attachments.

    Spreadsheets with registers prove by themselves and are no orphans.
    """
    listed = list_evidence(workspace)
    linked = {item.evidence.id for item in listed if item.links}
    linked |= {str(item.evidence.container) for item in listed if item.links and item.evidence.container}
    with workspace.state.read() as conn:
        linked |= {file.id for file in register_files(conn) if file.books}
    return [i for i in listed if i.evidence.status is EvidenceStatus.PRESENT and i.evidence.id not in linked]


def list_duplicates(workspace: Workspace) -> list[tuple[Evidence, ...]]:
    """Return groups of present files with equal bytes."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for item in list_evidence(workspace):
        if item.evidence.status is EvidenceStatus.PRESENT and item.evidence.sha256 != EMPTY:
            groups[item.evidence.sha256].append(item.evidence)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def list_newer(workspace: Workspace) -> list[Newer]:
    """Return files that may be a newer version of a linked file."""
    with workspace.state.read() as conn:
        return newer_versions(conn)


def suspect_links(workspace: Workspace) -> list[Suspect]:
    """Return all suspect links, sorted by path."""
    return [
        Suspect(item.evidence.path, f"{link.framework}:{link.indicator}", link.suspect)
        for item in list_evidence(workspace)
        for link in item.links
        if link.suspect is not None
    ]
