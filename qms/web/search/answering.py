"""Answer a query for a page: hits by file with the place and the passage of each, and what else is to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.hit_passages import passage_of
from qms.evidence.listing import evidence_period, list_evidence, references
from qms.evidence.search import Filters, by_file
from qms.model.words import EvidenceStatus
from qms.reports.evidence import place_text, without_heading
from qms.web.here import server
from qms.web.looks import span_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qms.evidence.listing import Listed
    from qms.evidence.search import Answer, Found
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one place of a file that answers: where it is in words, and pieces of text with whether each matches.

    `passage` is the sentence with the match, "" where the file answers by its name; `page` is a real page number.
    """

    number: int
    page: int | None
    label: str
    where: str
    by_name: bool
    snippet: tuple[tuple[str, bool], ...]
    passage: str


@dataclass(frozen=True, slots=True)
class FileHits:
    """Hold one file that answers, with its places."""

    id: str
    path: str
    name: str
    folder: str
    title: str
    date: str
    refs: tuple[str, ...]
    suspect: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """Hold the answer to a query: `total` files answer, of which `files` are shown; `near` hold only some of the words.

    `waiting` counts scanned pages that could not be searched, `unsearchable` files that cannot be at all.
    """

    query: str
    total: int
    files: tuple[FileHits, ...]
    near: tuple[FileHits, ...]
    did_you_mean: str | None
    waiting: int
    unsearchable: int


def hits_of(workspace: Workspace, query: str, filters: Filters, hidden: Collection[str], limit: int) -> Hits:
    """Answer a query with the index that this server keeps open, as if evidence of `hidden` were not there.

    Raises QueryRefused, or IndexBusy while another process writes the index.
    """
    shared = server()
    listed: list[Listed] = shared.remembered.get(workspace, "register", lambda: list_evidence(workspace))
    answer = shared.index.search(workspace, query, filters, limit, hidden=hidden, listed=listed)
    seen = [one for one in listed if one.evidence.id not in hidden]
    present = [one.evidence for one in seen if one.evidence.status is EvidenceStatus.PRESENT]
    return Hits(
        answer.query,
        answer.total,
        _files(answer, answer.found),
        _files(answer, answer.near),
        answer.did_you_mean,
        sum(evidence.ocr_waiting for evidence in present),
        sum(1 for evidence in present if evidence.problem is not None and not evidence.ocr_waiting),
    )


def _files(answer: Answer, found: Sequence[Found]) -> tuple[FileHits, ...]:
    return tuple(_file(hits, answer.framework) for hits in by_file(found))


def _file(hits: Sequence[Found], framework: str) -> FileHits:
    listed = hits[0].listed
    evidence = listed.evidence
    folder, _, name = evidence.path.rpartition("/")
    return FileHits(
        evidence.id,
        evidence.path,
        name,
        folder,
        evidence.title if evidence.title_source != "name" else "",
        span_text(*evidence_period(listed)) if evidence_period(listed)[0] else "",
        tuple(references(listed, framework)),
        any(link.suspect for link in listed.links),
        tuple(_place(one) for one in hits),
    )


def _place(found: Found) -> Place:
    hit = found.hit
    return Place(
        hit.number,
        found.page,
        hit.label,
        "" if hit.by_name else place_text(hit.kind, hit.number, hit.label),
        hit.by_name,
        tuple(without_heading(hit.snippet, hit.label)),
        "" if hit.by_name else passage_of(hit.snippet),
    )
