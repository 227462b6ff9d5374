"""Read what changed: extract in worker processes, write facts in batches, and judge links again."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from qms.evidence.extraction import Read, read_files
from qms.evidence.readings import Reading, ReadingCache, confirmed_units, units_to_bytes
from qms.evidence.suspicion import Outcome, evaluate
from qms.model.evidence import Pin
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import (
    KnownFile,
    get_row,
    insert_evidence,
    known_files,
    new_id,
    read_revision,
    update_evidence,
)
from qms.state.link_rows import links_of, move_pin, pins_of, update_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from qms.state.objects import Objects
    from qms.state.store import Change, State

BATCH = 50


def waiting(state: State) -> list[KnownFile]:
    """Return the files whose bytes were never read, computed from state; attachments come with their container."""
    with state.read() as conn:
        rows = known_files(conn)
    return [
        k for k in rows if k.reader is None and k.container is None and k.status == EvidenceStatus.PRESENT
    ]


def read_all(
    state: State, texts: Objects, cache: ReadingCache, folder: Path, actor: str, progress: Callable[[], None]
) -> int:
    """Read every waiting file and return how many were read; safe to interrupt between batches."""
    files = waiting(state)
    if not files:
        return 0
    from indexer.extract.pool import Extractor

    done = 0
    with Extractor() as extractor:
        stream = read_files(files, cache, folder, extractor)
        while batch := list(islice(stream, BATCH)):
            _write_batch(state, texts, batch, actor)
            done += len(batch)
            for _ in batch:
                progress()
    return done


def _write_batch(state: State, texts: Objects, batch: Iterable[Read], actor: str) -> None:
    prepared = [(item, _outcomes(state, texts, item.known.id, item.reading)) for item in batch]
    with state.write(actor) as change:
        for item, outcomes in prepared:
            store_reading(change, item.known, item.reading, outcomes)
            _store_inner(change, item)


def _outcomes(state: State, texts: Objects, evidence: str, reading: Reading) -> dict[str, Outcome]:
    """Compare the confirmed text of every link with the new one, before the transaction opens."""
    with state.read() as conn:
        row = get_row(conn, evidence)
        rows = [(link, pins_of(conn, link.id)) for link in links_of(conn, evidence)]
    found: dict[str, Outcome] = {}
    if reading.units and any(link.confirmed_revision == row.revision for link, _ in rows if row is not None):
        # The text of these very bytes was confirmed; a better reader's text takes its place.
        texts.put(units_to_bytes(reading.units))
    for link, pins in rows:
        values = {p.id: Pin(p.unit, p.number, p.label, p.quote) for p in pins}
        living = bool(row is not None and row.living)
        found[link.id] = evaluate(
            values, confirmed_units(texts, link.confirmed_text), reading.units, living=living
        )
    return found


def store_reading(change: Change, known: KnownFile, reading: Reading, outcomes: dict[str, Outcome]) -> None:
    """Write what was read of one file and what it means for its links."""
    row = get_row(change.conn, known.id)
    if row is None or row.sha256 != known.sha256:
        return
    values: dict[str, Any] = {
        "reader": reading.reader,
        "problem": reading.problem,
        "title": reading.title or row.title,
        "language": reading.language,
        "units": len(reading.units),
        "text_sha256": reading.text_sha256,
    }
    if row.date_source != "person":
        values |= {
            "date_from": reading.date_from,
            "date_to": reading.date_to,
            "date_source": reading.date_source,
        }
    update_evidence(change.conn, known.id, values)
    first = read_revision(change.conn, known.id, row.revision, reading.text_sha256, reading.problem)
    for link in links_of(change.conn, known.id):
        outcome = outcomes.get(link.id)
        if link.confirmed_revision == row.revision:
            # The same bytes read again: a better reader never makes a link suspect.
            if link.confirmed_text != reading.text_sha256:
                update_link(change.conn, link.id, {"confirmed_text": reading.text_sha256})
        elif outcome is not None and (first or link.confirmed_revision == 0):
            _judge_link(change, link, row, outcome)


def _judge_link(change: Change, link: Any, row: Any, outcome: Outcome) -> None:
    for pin, unit in outcome.places.items():
        move_pin(change.conn, pin, unit.kind, unit.number, unit.label)
    subject = f"{link.evidence}>{link.framework}:{link.indicator}"
    if outcome.suspect != link.suspect:
        update_link(change.conn, link.id, {"suspect": outcome.suspect})
        change.log(
            "link.suspect" if outcome.suspect else "link.carried_over", subject, because=outcome.suspect
        )
    elif outcome.suspect is None:
        change.log("link.carried_over", subject, revision=row.revision)


def _store_inner(change: Change, item: Read) -> None:
    """Keep the attachments of a container in step: same bytes or same place is the same evidence."""
    container = get_row(change.conn, item.known.id)
    if container is None or (not item.reading.inner and not item.inner):
        return
    old = [k for k in known_files(change.conn) if k.container == container.id]
    claimed: set[str] = set()
    for part in item.reading.inner:
        reading = item.inner.get(part.index)
        if reading is None:
            continue
        tail = f"#{part.index}/{part.name}"
        raw = container.raw + tail.encode("utf-8", "surrogateescape")
        found = next((k for k in old if k.id not in claimed and k.sha256 == part.sha256), None)
        found = found or next((k for k in old if k.id not in claimed and k.raw == raw), None)
        if found is None:
            found = _add_inner(change, container, raw, tail, part)
        claimed.add(found.id)
        values: dict[str, Any] = {"raw": raw, "path": container.path + tail, "sha256": part.sha256}
        update_evidence(change.conn, found.id, values)
        store_reading(change, replace(found, sha256=part.sha256), reading, {})
    for k in old:
        if k.id not in claimed:
            update_evidence(change.conn, k.id, {"status": EvidenceStatus.MISSING.value})
            change.log("evidence.missing", k.id)


def _add_inner(change: Change, container: Any, raw: bytes, tail: str, part: Any) -> KnownFile:
    ident = new_id("e")
    insert_evidence(
        change.conn,
        [
            {
                "id": ident,
                "raw": raw,
                "path": container.path + tail,
                "container": container.id,
                "status": EvidenceStatus.PRESENT.value,
                "size": part.size,
                "mtime_ns": 0,
                "inode": 0,
                "sha256": part.sha256,
                "title": part.name,
                "seen_at": change.at,
            }
        ],
    )
    change.log("evidence.added", ident, sha256=part.sha256, container=container.id)
    return next(k for k in known_files(change.conn) if k.id == ident)
