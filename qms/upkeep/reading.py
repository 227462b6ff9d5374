"""Read what changed: extract in worker processes, write facts in batches, and judge links again."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from indexer.sketch import pack
from qms.evidence.extraction import Read, mark_of, read_files
from qms.evidence.identity import EMPTY
from qms.evidence.readings import (
    Inner,
    Reading,
    ReadingCache,
    confirmed_units,
    suffix_of,
    units_to_bytes,
)
from qms.evidence.suspicion import Outcome, evaluate
from qms.model.evidence import Pin
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import (
    KnownFile,
    add_revision,
    attachments_of,
    get_row,
    insert_evidence,
    new_id,
    read_revision,
    revisions_of,
    rows_of,
    unread_files,
    update_evidence,
    write_readings,
)
from qms.state.inner_places import place_inside
from qms.state.link_rows import linked_among, links_of, move_pin, pins_of, update_link
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from indexer.extract.tools import Tools
    from qms.state.objects import Objects
    from qms.state.store import Change, State

BATCH = 50
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
Outcomes = dict[tuple[str, int], Outcome]
"""What a reading means for links, by their id and version: a link that changed meanwhile has none."""
CLOSED = {"damaged", "encrypted", "timeout", "too_large", "unreadable"}
"""Problems with which nothing is known of what lies inside a container."""


def waiting(state: State, mark: str) -> list[KnownFile]:
    """Return the files whose bytes were never read, or not with tools that there are now, computed from state.

    Attachments come with their container.
    """
    with state.read() as conn:
        return unread_files(conn, mark)


def read_all(
    state: State,
    texts: Objects,
    cache: ReadingCache,
    folder: Path,
    actor: str,
    progress: Callable[[], None],
    tools: Tools,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Read every waiting file, or until `enough` says so, and return how many were read.

    Safe to interrupt between batches: what is left waits for the next pass.
    """
    done = 0
    # The second round takes those whose links changed during the first; more can wait for the next pass.
    for _ in range(2):
        files = waiting(state, mark_of(tools))
        if not files or enough():
            break
        done += _read_round(state, texts, cache, folder, actor, files, progress, tools, enough)
    return done


def _read_round(
    state: State,
    texts: Objects,
    cache: ReadingCache,
    folder: Path,
    actor: str,
    files: Sequence[KnownFile],
    progress: Callable[[], None],
    tools: Tools,
    enough: Callable[[], bool],
) -> int:
    from indexer.extract.pool import Extractor

    done = 0
    # The stream is closed first: a worker would go on with what nobody takes.
    with (
        Extractor(tools=tools) as extractor,
        closing(read_files(files, cache, folder, extractor, mark_of(tools))) as stream,
    ):
        while not enough() and (batch := list(islice(stream, BATCH))):
            _write_batch(state, texts, batch, actor)
            done += len(batch)
            for _ in batch:
                progress()
    return done


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold an attachment as it was read and the evidence it is (None: new), with what that means for its links."""

    found: KnownFile | None
    inner: Inner
    reading: Reading
    outcomes: Outcomes


def _write_batch(state: State, texts: Objects, batch: Iterable[Read], actor: str) -> None:
    # Workers finish in any order; the trail tells a batch in one order.
    items = sorted(batch, key=lambda item: item.known.raw)
    idents = {item.known.id for item in items}
    with state.read() as conn:
        before, linked = attachments_of(conn, idents), linked_among(conn, idents)
    prepared = {
        item.known.id: _outcomes(state, texts, item.known.id, item.known.sha256, item.reading)
        for item in items
        if item.known.id in linked
    }
    parts = {item.known.id: _parts(state, texts, item, before.get(item.known.id, [])) for item in items}
    with state.write(actor) as change:
        judged = linked_among(change.conn, idents) | {i for i in idents if parts[i] or before.get(i)}
        _store_plain(change, [item for item in items if item.known.id not in judged])
        for item in items:
            ident = item.known.id
            if ident not in judged:
                continue
            store_reading(change, ident, item.known.sha256, item.reading, prepared.get(ident, {}))
            if parts[ident] or before.get(ident):
                _store_inner(change, item, parts[ident], before.get(ident, []))


def _store_plain(change: Change, items: Sequence[Read]) -> None:
    """Write what was read of files without links and attachments, which is most of a first pass, at once."""
    rows = rows_of(change.conn, (item.known.id for item in items))
    known = [(rows.get(item.known.id), item) for item in items]
    write_readings(
        change.conn,
        [
            (row, _values(row, i.reading))
            for row, i in known
            if row is not None and row.sha256 == i.known.sha256
        ],
    )


def _values(row: Any, reading: Reading) -> dict[str, Any]:
    """Return the columns that a reading changes; what a person said of title and dates stays."""
    by_person = row.date_source == "person"
    dates = row if by_person else reading
    titled = row.title_source != "person" and bool(reading.title)
    place = None if by_person or reading.date_source != "content" else reading.place
    return {
        "reader": reading.reader,
        "problem": reading.problem,
        "title": reading.title if titled else row.title,
        "title_source": reading.title_source if titled else row.title_source,
        "language": reading.language,
        "language_source": reading.language_source,
        "author": reading.author or None,
        "author_source": reading.author_source,
        "created": reading.created,
        "modified": reading.modified,
        "units": len(reading.units),
        "text_sha256": reading.text_sha256,
        "date_from": dates.date_from,
        "date_to": dates.date_to,
        "date_source": dates.date_source,
        "date_place": asdict(place) if place else None,
        "ocr_waiting": len(reading.wants_ocr),
        "sketch": pack(reading.sketch) if reading.sketch else None,
        **_books(row, reading),
    }


def _books(row: Any, reading: Reading) -> dict[str, Any]:
    """Return the columns that say whether a spreadsheet may hold a register, which the end of the pass finds out.

    What was a register and cannot be read now goes on to be one: what it says is lost, which must be told.
    """
    waiting = row.container is None and suffix_of(row.path) in SPREADSHEETS and bool(reading.units)
    if waiting:
        from qms.results.recognition import worth_a_look

        waiting = bool(row.books) or any(worth_a_look(unit.text, row.path) for unit in reading.units)
    kept = waiting or reading.problem is not None
    return {"books_waiting": waiting, "books": row.books if kept else None}


def _parts(state: State, texts: Objects, item: Read, old: Sequence[KnownFile]) -> list[_Part]:
    """Pair attachments with evidence: same bytes first, then same place."""
    inside = [p for p in item.reading.inner if p.index in item.inner]
    pairs: dict[int, KnownFile] = {}
    for test in (_same_bytes, _same_place):
        for part in inside:
            taken = {k.id for k in pairs.values()}
            free = (k for k in old if k.id not in taken and test(k, part))
            found = next(free, None) if part.index not in pairs else None
            if found is not None:
                pairs[part.index] = found
    parts: list[_Part] = []
    for part in inside:
        known, reading = pairs.get(part.index), item.inner[part.index]
        outcomes = _outcomes(state, texts, known.id, part.sha256, reading) if known else {}
        parts.append(_Part(known, part, reading, outcomes))
    return parts


def _same_bytes(known: KnownFile, part: Inner) -> bool:
    return known.sha256 == part.sha256 and known.sha256 != EMPTY


def _same_place(known: KnownFile, part: Inner) -> bool:
    return known.path.replace(f" ({known.id})", "").endswith(_tail(part))


def _tail(part: Inner) -> str:
    return f"#{part.index}/{part.name}"


def _outcomes(state: State, texts: Objects, evidence: str, sha256: str, reading: Reading) -> Outcomes:
    """Compare what every link was confirmed with and the new bytes and text, before the transaction opens."""
    with state.read() as conn:
        row = get_row(conn, evidence)
        rows = [(link, pins_of(conn, link.id)) for link in links_of(conn, evidence)]
        sums = {r.number: r.sha256 for r in revisions_of(conn, evidence)} if rows else {}
    found: Outcomes = {}
    if reading.units and any(sums.get(link.confirmed_revision) == sha256 for link, _ in rows):
        # The text of these very bytes was confirmed; a better reader's text takes its place.
        texts.put(units_to_bytes(reading.units))
    for link, pins in rows:
        values = {p.id: Pin(p.unit, p.number, p.label, p.quote) for p in pins}
        living = bool(row is not None and row.living)
        outcome = evaluate(values, confirmed_units(texts, link.confirmed_text), reading.units, living=living)
        if sums.get(link.confirmed_revision) == sha256:
            # The confirmed bytes are back, which needs no text to tell.
            outcome = Outcome(None, outcome.places)
        found[link.id, link.version] = outcome
    return found


def store_reading(
    change: Change, ident: str, sha256: str, reading: Reading, outcomes: Outcomes, *, again: bool = False
) -> None:
    """Write what was read of one evidence with these bytes and what it means for its links.

    Links are judged by the first reading of a revision, and `again` when recognition has added text. When a link was
    made or changed since the outcomes were found, the file is marked for another reading.
    """
    row = get_row(change.conn, ident)
    if row is None or row.sha256 != sha256:
        return
    linked = links_of(change.conn, ident)
    if any((k.id, k.version) not in outcomes and not _stands(k, row, reading) for k in linked):
        for each in {ident, row.container or ident}:
            update_evidence(change.conn, each, {"reader": None})
        return
    values = _values(row, reading)
    update_evidence(change.conn, ident, values)
    first = read_revision(change.conn, ident, row.revision, values["text_sha256"], reading.problem)
    for link in linked:
        if link.confirmed_revision == row.revision:
            # The same bytes read again: a better reader never makes a link suspect, and none takes a text away.
            if not _stands(link, row, reading):
                update_link(change.conn, link.id, {"confirmed_text": reading.text_sha256})
        elif first or again:
            _judge_link(change, link, row, outcomes[link.id, link.version])


def _stands(link: Any, row: Any, reading: Reading) -> bool:
    """Say whether a link was confirmed with these bytes, and a reading has no other text than that of then."""
    same = reading.text_sha256 in (None, link.confirmed_text)
    return link.confirmed_revision == row.revision and same


def store_recognised(state: State, texts: Objects, known: KnownFile, reading: Reading, actor: str) -> None:
    """Write what recognition added to the reading of one file; its attachments stay as they are."""
    outcomes = _outcomes(state, texts, known.id, known.sha256, reading)
    with state.write(actor) as change:
        store_reading(change, known.id, known.sha256, reading, outcomes, again=True)


def _judge_link(change: Change, link: Any, row: Any, outcome: Outcome) -> None:
    for pin, place in outcome.places.items():
        move_pin(change.conn, pin, place.kind, place.number, place.label, place.words)
    subject = f"{link.evidence}>{link.framework}:{link.indicator}"
    if outcome.suspect != link.suspect:
        update_link(change.conn, link.id, {"suspect": outcome.suspect})
        change.log(
            "link.suspect" if outcome.suspect else "link.carried_over", subject, because=outcome.suspect
        )
    elif outcome.suspect is None:
        change.log("link.carried_over", subject, revision=row.revision)


def _store_inner(change: Change, item: Read, parts: Sequence[_Part], old: Sequence[KnownFile]) -> None:
    """Keep the attachments of a container in step, unless it could not be opened."""
    container = get_row(change.conn, item.known.id)
    if container is None or container.sha256 != item.known.sha256 or item.reading.problem in CLOSED:
        return
    claimed = {part.found.id for part in parts if part.found}
    for k in old:
        if k.id not in claimed and k.status != EvidenceStatus.MISSING:
            _inner_gone(change, k)
    # Paths are unique, so those that change hands are freed first.
    for ident in claimed:
        update_evidence(change.conn, ident, {"raw": b"\x00parked/" + ident.encode()})
    for part in parts:
        ident = part.found.id if part.found else _add_inner(change, container, part.inner)
        if part.found is not None:
            _inner_seen(change, container, part.found, part.inner)
        store_reading(change, ident, part.inner.sha256, part.reading, part.outcomes)


def _inner_gone(change: Change, k: KnownFile) -> None:
    due = k.keep_until is not None and k.keep_until < clock.today()
    values = {
        "raw": b"\x00gone/" + k.id.encode(),
        "status": EvidenceStatus.MISSING.value,
        "missing_since": clock.today(),
        "deleted_as_due": due,
    }
    update_evidence(change.conn, k.id, values)
    change.log("evidence.deleted_as_due" if due else "evidence.missing", k.id)


def _inner_seen(change: Change, container: Any, k: KnownFile, part: Inner) -> None:
    """Write where an attachment is now; other bytes than before are a revision."""
    values: dict[str, Any] = {
        "size": part.size,
        "sha256": part.sha256,
        "status": EvidenceStatus.PRESENT.value,
        "missing_since": None,
        "deleted_as_due": False,
    }
    values |= _inner_place(change, container, k.id, part)
    if k.status == EvidenceStatus.MISSING:
        change.log("evidence.returned", k.id)
    if k.sha256 != part.sha256:
        number = k.revision + 1
        values["revision"] = number
        add_revision(change.conn, k.id, number, part.sha256, part.size, change.at)
        change.log("evidence.changed", k.id, revision=number, sha256=part.sha256)
    update_evidence(change.conn, k.id, values)


def _add_inner(change: Change, container: Any, part: Inner) -> str:
    ident = new_id("e")
    row = {
        "id": ident,
        "container": container.id,
        "status": EvidenceStatus.PRESENT.value,
        "size": part.size,
        "mtime_ns": 0,
        "inode": 0,
        "sha256": part.sha256,
        "title": part.name,
        "seen_at": change.at,
    }
    insert_evidence(change.conn, [row | _inner_place(change, container, ident, part)])
    change.log("evidence.added", ident, sha256=part.sha256, container=container.id)
    return ident


def _inner_place(change: Change, container: Any, ident: str, part: Inner) -> dict[str, Any]:
    tail = _tail(part)
    return place_inside(change.conn, ident, container.raw + os.fsencode(tail), container.path + tail)
