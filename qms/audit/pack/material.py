"""Collect what a pack may be made of: linked files with the guard's findings, and documents in force."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.control import archive_path, companions_of, is_intact, list_documents
from qms.evidence.beneath_pages import look_beneath
from qms.evidence.originals import source_of
from qms.evidence.pictures import photographs
from qms.evidence.privacy_guard import Looking, guard, own_of, remember
from qms.evidence.readings import ReadingCache
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.results.privacy import is_full_name, personal_list
from qms.state.evidence_rows import all_evidence, known_files
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from qms.documents.control import Document, Version
    from qms.evidence.name_list import NameList
    from qms.evidence.originals import Source
    from qms.model.evidence import Evidence, Link
    from qms.model.privacy import Guarded
    from qms.state.evidence_rows import KnownFile
    from qms.workspace.workspace import Workspace


class FileChanged(QmsError):
    """Refuse a pack of a file whose bytes are no longer those of the register; `path` is given."""

    code = "pack_file_changed"
    hint = "hint_sync_first"


@dataclass(frozen=True, slots=True)
class InForce:
    """Hold a controlled document with the version that holds, and its PDF in the archive where there is one."""

    document: Document
    version: Version
    pdf: Path | None


@dataclass(frozen=True)
class Material:
    """Hold what a pack may be made of.

    `links` are the confirmed ones of the framework by indicator, suspect ones apart; `files` are the linked files that
    are there, with what the guard found; `missing` are ids of linked evidence that is gone, `confidential`
    the paths of all that is marked as personal data, `attached` counts what is attached to a file, by its id.
    """

    links: Mapping[str, tuple[Link, ...]]
    suspect: Mapping[str, tuple[Link, ...]]
    files: Mapping[str, Guarded]
    missing: frozenset[str]
    documents: Mapping[str, InForce]
    companions: Mapping[str, tuple[str, ...]]
    looking: Looking
    sources: Mapping[str, Source]
    confidential: frozenset[str]
    attached: Mapping[str, int]

    @property
    def open(self) -> tuple[Guarded, ...]:
        """Return the files that somebody has to decide about."""
        return tuple(one for one in self.files.values() if one.is_open)


def collect(workspace: Workspace, names: NameList | None, *, with_suspect: bool = False) -> Material:
    """Return what a pack of the chosen framework may be made of, guarded with a list of names where there is one."""
    framework = workspace.framework
    with workspace.state.read() as conn:
        register = {evidence.id: evidence for evidence in all_evidence(conn)}
        known = {one.id: one for one in known_files(conn)}
        links = [link for link in all_links(conn, framework.id) if link.indicator in framework.by_ref]
    sound = [link for link in links if with_suspect or link.suspect is None]
    wanted = list(dict.fromkeys(link.evidence for link in sound))
    there = [
        register[ident]
        for ident in wanted
        if ident in register and register[ident].status == EvidenceStatus.PRESENT.value
    ]
    sources = {evidence.id: source_of(workspace, known, evidence.id) for evidence in there}
    looking = Looking(names, own_of(workspace), personal_list, photographs, is_full_name)
    paths = {ident: source.path for ident, source in sources.items() if source.known.container is None}
    inside = _inside(register.values())
    _read_again(workspace, [source.known for source in sources.values()], known)
    there.sort(key=lambda one: one.path)
    beneath = look_beneath(workspace, [(sources[one.id].known, sources[one.id].path) for one in there])
    guarded = guard(workspace, there, looking, paths, inside, beneath)
    if names is not None:
        remember(workspace, guarded)
    documents = _in_force(workspace)
    return Material(
        links=_by_indicator(sound),
        suspect=_by_indicator(link for link in links if link.suspect is not None and not with_suspect),
        files={one.evidence.id: one for one in guarded},
        missing=frozenset(set(wanted) - {evidence.id for evidence in there}),
        documents=documents,
        companions={
            ident: tuple(part.id for part in companions_of(workspace, one.document) if part.id in documents)
            for ident, one in documents.items()
            if not one.document.part
        },
        looking=looking,
        sources=sources,
        confidential=frozenset(one.path for one in register.values() if one.personal_data),
        attached={ident: len(parts) for ident, parts in inside.items()},
    )


def _inside(register: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return all that is attached to a file, at any depth, by the id of what holds it."""
    by_id = {evidence.id: evidence for evidence in register}
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in by_id.values():
        outer = evidence.container
        while outer is not None and outer in by_id:
            found[outer].append(evidence)
            outer = by_id[outer].container
    return found


def _read_again(workspace: Workspace, files: Sequence[KnownFile], known: Mapping[str, KnownFile]) -> None:
    """Read what the cache of texts lost, with all that is attached, so that the guard can look into it."""
    cache = ReadingCache(workspace.cache)
    lost: dict[str, KnownFile] = {}
    for file in files:
        outer = file
        while outer.container is not None:
            outer = known[outer.container]
        if cache.get(file.sha256, file.path) is None:
            lost[outer.id] = outer
    if not lost:
        return
    from indexer.extract.pool import Extractor
    from qms.evidence.extraction import mark_of, read_files
    from qms.evidence.tools import workspace_tools

    tools = workspace_tools(workspace)
    with Extractor(tools=tools) as extractor:
        for _ in read_files(list(lost.values()), cache, workspace.evidence_folder, extractor, mark_of(tools)):
            pass


def _by_indicator(links: Iterable[Link]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.indicator].append(link)
    return {ref: tuple(some) for ref, some in found.items()}


def _in_force(workspace: Workspace) -> dict[str, InForce]:
    """Return the controlled documents that hold today, intact ones only, by id."""
    found: dict[str, InForce] = {}
    day = workspace.as_of
    for document in list_documents(workspace):
        version = document.in_force(day)
        if version is None or not is_intact(workspace, version):
            continue
        path = archive_path(workspace, document, version)
        pdf = path.with_suffix(".pdf")
        found[document.id] = InForce(
            document, version, pdf if path.suffix != ".pdf" and pdf.is_file() else None
        )
    return found


def bytes_of(material: Material, workspace: Workspace, wanted: Sequence[str]) -> Mapping[str, bytes]:
    """Return the bytes of evidence by id, verified against the register. Raises FileChanged."""
    from qms.state.files import digest

    found: dict[str, bytes] = {}
    inner: list[str] = []
    for ident in wanted:
        source = material.sources[ident]
        if source.known.container is not None:
            inner.append(ident)
            continue
        try:
            data = source.path.read_bytes()
        except OSError as error:
            raise FileChanged(path=source.known.path) from error
        if digest(data) != source.known.sha256:
            raise FileChanged(path=source.known.path)
        found[ident] = data
    return found | (_attached(material, workspace, inner) if inner else {})


def _attached(material: Material, workspace: Workspace, wanted: Sequence[str]) -> dict[str, bytes]:
    """Take attachments out of what holds them, which may lie in another container."""
    from indexer.extract.pool import Extractor
    from qms.evidence.extraction import attached_bytes
    from qms.evidence.tools import workspace_tools

    found: dict[str, bytes] = {}
    with Extractor(workers=1, tools=workspace_tools(workspace)) as extractor:
        for ident in wanted:
            source = material.sources[ident]
            data = attached_bytes(source.known, os.fsencode(source.path), extractor)
            if data is None:
                raise FileChanged(path=source.known.path)
            found[ident] = data
    return found
