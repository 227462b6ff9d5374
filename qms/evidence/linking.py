"""Decide what a file proves: make, extend, confirm and remove links with their pins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.evidence.anchoring import find_again
from qms.evidence.extraction import read_one
from qms.evidence.finding import find_one, known_with_container
from qms.evidence.kinds import propose_kinds
from qms.evidence.passages import find_label, find_quote, flat
from qms.evidence.readings import Reading, units_to_bytes
from qms.evidence.series import chosen_series
from qms.evidence.services import check_services
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.model.evidence import Pin
from qms.model.words import EvidenceKind, EvidenceStatus
from qms.state.evidence_rows import get_row, update_evidence
from qms.state.link_rows import (
    delete_link,
    drop_quote,
    find_link,
    insert_link,
    insert_pin,
    links_of,
    pins_of,
    settle_pin,
    update_link,
)
from qms.state.suggestion_rows import drop_rejection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.model.evidence import Unit
    from qms.model.references import Ref
    from qms.state.store import Change
    from qms.workspace.workspace import Workspace


class NotThere(QmsError):
    """Refuse to link a file that has vanished from the folder."""

    code = "link_missing_file"
    hint = "hint_restore_file"


class NotReadYet(QmsError):
    """Refuse to link a file whose present bytes were not read yet."""

    code = "link_unread_file"
    hint = "hint_sync"


class PassageNotFound(QmsError):
    """Report that the quote, page or heading is not in the file's text."""

    code = "passage_not_found"
    hint = "hint_passage"


class NoSuchLink(QmsError):
    """Report that the file is not linked to the indicator."""

    code = "no_such_link"
    hint = "hint_evidence_show"


@dataclass(frozen=True, slots=True)
class LinkWish:
    """Hold what a person asks for; empty fields take their default from the file.

    `series` names the series that the file belongs to; `every_months` begins one of that name. `proposed` says that
    the program proposed it, `fresh` that the person saw no link there, so that one made meanwhile is to be told.
    `revision` is the one of the file that the person looked at, None where nobody says.
    """

    kinds: tuple[EvidenceKind, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    services: tuple[str, ...] = ()
    page: int | None = None
    at: str = ""
    quote: str = ""
    note: str = ""
    series: str = ""
    every_months: int | None = None
    proposed: bool = False
    revision: int | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what a person had before the eyes when deciding about a link: its version and the revision of its file."""

    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold a link as it now stands, for the answer to the person.

    `living` says that the file was taken for a growing list just now, `confirmed_again` that the link was suspect,
    `for_all` that it goes on speaking of all services although some were named.
    """

    evidence: str
    path: str
    ref: Ref
    kinds: tuple[EvidenceKind, ...]
    date_from: date | None
    date_to: date | None
    assumed: bool
    pin: Pin | None
    extended: bool
    living: bool
    confirmed_again: bool
    for_all: bool
    services: tuple[str, ...] = field(default=())


def link(workspace: Workspace, name: str, refs: Sequence[Ref], wish: LinkWish) -> list[Linked]:
    """Link one file to indicators in one transaction, confirmed at its present revision.

    Linking again adds services, kinds and pins, and confirms a suspect link. Raises UnknownEvidence, NotThere,
    NotReadYet, PassageNotFound, UnknownService, SeriesNeedsInterval or ChangedMeanwhile; nothing is written then.
    """
    check_services(workspace, wish.services)
    actor = workspace.actor.id
    row, reading = _look_up(workspace, name)
    _refuse_other(row, wish.revision)
    pin = _pin(reading, wish, row.path)
    text = workspace.texts.put(units_to_bytes(reading.units)) if reading and reading.units else None
    units = reading.units if reading else ()
    with workspace.state.write(actor) as change:
        _refuse_changed(change, row)
        series = chosen_series(change, wish.series, wish.every_months).id if wish.series else None
        return [_link_one(change, row, ref, wish, pin, units, text, series) for ref in refs]


def find_passage(workspace: Workspace, name: str, wish: LinkWish) -> tuple[str, str, Pin | None]:
    """Return id and path of a file, and where the passage of a wish stands in it, None where it names none.

    Raises UnknownEvidence, NotThere, NotReadYet or PassageNotFound.
    """
    row, reading = _look_up(workspace, name)
    return str(row.id), str(row.path), _pin(reading, wish, row.path)


def _refuse_changed(change: Change, row: Any) -> None:
    """Raise ChangedMeanwhile unless the file is still the one that was looked at."""
    now = get_row(change.conn, row.id)
    if now is None or (now.revision, now.sha256, now.reader) != (row.revision, row.sha256, row.reader):
        raise ChangedMeanwhile(subject=row.path)


def _refuse_other(row: Any, revision: int | None) -> None:
    """Raise ChangedMeanwhile where a person looked at another revision."""
    if revision not in {None, row.revision}:
        raise ChangedMeanwhile(subject=row.path)


def _look_up(workspace: Workspace, name: str) -> tuple[Any, Reading | None]:
    with workspace.state.read() as conn:
        row = find_one(conn, name)
        known, container = known_with_container(conn, row.id)
    if row.status == EvidenceStatus.MISSING:
        raise NotThere(path=row.path)
    if row.reader is None:
        raise NotReadYet(path=row.path)
    if row.text_sha256 is None:
        return row, None
    reading = read_one(workspace, known, container)
    if reading is None:
        raise NotReadYet(path=row.path)
    return row, reading


def _pin(reading: Reading | None, wish: LinkWish, path: str) -> Pin | None:
    if not (wish.page or wish.at or wish.quote):
        return None
    units = reading.units if reading else ()
    if not units and wish.page and not wish.quote and path.casefold().endswith(".pdf"):
        # A scan has no text to look the page up in; the person has it before their eyes.
        return Pin("page", wish.page, "")
    unit = _place(units, wish)
    if unit is None or (wish.quote and flat(wish.quote) not in flat(unit.text)):
        raise PassageNotFound(path=path, page=wish.page, at=wish.at, quote=bool(wish.quote))
    return Pin(unit.kind, unit.number, unit.label, wish.quote)


def _place(units: Sequence[Unit], wish: LinkWish) -> Unit | None:
    if wish.page is not None:
        return next((u for u in units if u.page == wish.page), None)
    if wish.at:
        labelled = [u for u in units if find_label([u], wish.at)]
        if wish.quote:
            return find_quote(labelled, wish.quote)
        return find_label(units, wish.at)
    return find_quote(units, wish.quote)


def _link_one(
    change: Change,
    row: Any,
    ref: Ref,
    wish: LinkWish,
    pin: Pin | None,
    units: Sequence[Unit],
    text: str | None,
    series: str | None,
) -> Linked:
    found = _found(change, row, ref, wish)
    kinds = _kinds(row, found, wish)
    start, end, assumed = _dates(row, found, wish)
    services = _services(found, wish)
    values = {
        "kinds": [k.value for k in kinds],
        "services": list(services),
        "date_from": start,
        "date_to": end,
        "date_assumed": assumed,
        "note": wish.note or (found.note if found else ""),
        "series": series or (found.series if found else None),
        "suspect": None,
        "confirmed_revision": row.revision,
        "confirmed_text": text,
        "confirmed_by": change.actor,
        "confirmed_at": change.at,
    }
    if found is None:
        base = {"evidence": row.id, "framework": ref.framework, "indicator": ref.ref}
        ident = insert_link(change.conn, base | values)
    else:
        ident = found.id
        update_link(change.conn, ident, values)
        _settle_pins(change, ident, units)
    if pin is not None:
        insert_pin(change.conn, ident, pin)
    living = propose_living(change, row, kinds)
    again = found is not None and found.suspect is not None
    details = {"kinds": values["kinds"], "services": list(services), "revision": row.revision}
    change.log("link.extended" if found else "link.made", f"{row.id}>{ref}", **details)
    if again:
        change.log("link.confirmed", f"{row.id}>{ref}", revision=row.revision)
    _answer_proposal(change, row.id, ref, wish)
    return Linked(
        evidence=row.id,
        path=row.path,
        ref=ref,
        kinds=kinds,
        date_from=start,
        date_to=end,
        assumed=assumed,
        pin=pin,
        extended=found is not None,
        living=living,
        confirmed_again=again,
        for_all=found is not None and bool(wish.services) and not services,
        services=services,
    )


def _found(change: Change, row: Any, ref: Ref, wish: LinkWish) -> Any:
    """Return the link that is there; raises ChangedMeanwhile where the person saw none."""
    found = find_link(change.conn, row.id, ref.framework, ref.ref)
    if found is not None and wish.fresh:
        raise ChangedMeanwhile(subject=row.path)
    return found


def _answer_proposal(change: Change, ident: str, ref: Ref, wish: LinkWish) -> None:
    """Note that a proposal was accepted; what somebody links is no longer rejected."""
    if wish.proposed:
        change.log("suggestion.accepted", f"{ident}>{ref}")
    if drop_rejection(change.conn, ident, ref.framework, ref.ref):
        change.log("suggestion.taken_back", f"{ident}>{ref}")


def _kinds(row: Any, found: Any, wish: LinkWish) -> tuple[EvidenceKind, ...]:
    """Add kinds; a new link without any takes those of the register, else what the name tells."""
    own = tuple(EvidenceKind(k) for k in row.kinds) if row.kinds_confirmed else ()
    kinds = wish.kinds or own or (() if found else propose_kinds(row.path, row.title))
    before = (EvidenceKind(k) for k in found.kinds) if found else ()
    return tuple(dict.fromkeys((*before, *kinds)))


def _settle_pins(change: Change, link: str, units: Sequence[Unit]) -> None:
    """Move pins to where their passage stands now; those whose passage is gone keep only their place."""
    for pin in pins_of(change.conn, link):
        place = find_again(units, pin.quote, pin.number) if pin.quote else None
        if place is not None:
            words = place.words or pin.quote
            settle_pin(change.conn, pin.id, place.kind, place.number, place.label, words)
        elif pin.quote:
            drop_quote(change.conn, pin)


def _dates(row: Any, found: Any, wish: LinkWish) -> tuple[date | None, date | None, bool]:
    if wish.date_from is not None:
        return wish.date_from, wish.date_to or wish.date_from, False
    if found is not None and found.date_from is not None:
        return found.date_from, found.date_to, found.date_assumed
    if row.date_from is None and row.in_force_from is not None:
        return row.in_force_from, row.in_force_from, False
    return row.date_from, row.date_to, row.date_from is not None and row.date_source != "person"


def _services(found: Any, wish: LinkWish) -> tuple[str, ...]:
    """Add services; a link that speaks of all of them keeps doing so, and none named means all."""
    if not wish.services:
        return tuple(found.services) if found else ()
    if found is not None and not found.services:
        return ()
    return tuple(dict.fromkeys((*(found.services if found else ()), *wish.services)))


def propose_living(change: Change, row: Any, kinds: Sequence[EvidenceKind]) -> bool:
    """Take a spreadsheet that serves as a record for a growing list, unless that was ever decided."""
    spreadsheet = row.path.casefold().endswith((".xlsx", ".xls", ".ods", ".csv"))
    if not spreadsheet or EvidenceKind.RECORD not in kinds:
        return False
    now = get_row(change.conn, row.id)
    if now is None or now.living is not None:
        return False
    update_evidence(change.conn, row.id, {"living": True})
    change.log("evidence.set", row.id, living=True)
    return True


def refuse_unseen(row: Any, found: Any, seen: Seen | None) -> None:
    """Raise ChangedMeanwhile where a link or its file is no longer what a person saw; None: nothing was looked at."""
    if seen is not None and (found.version, row.revision) != (seen.version, seen.revision):
        raise ChangedMeanwhile(subject=row.path)


def unlink(workspace: Workspace, name: str, refs: Sequence[Ref], seen: Seen | None = None) -> str:
    """Remove links and return the path; raises NoSuchLink or ChangedMeanwhile, and nothing is removed then."""
    with workspace.state.write(workspace.actor.id) as change:
        row = find_one(change.conn, name)
        for ref in refs:
            found = find_link(change.conn, row.id, ref.framework, ref.ref)
            if found is None:
                raise NoSuchLink(path=row.path, ref=str(ref))
            refuse_unseen(row, found, seen)
            delete_link(change.conn, found.id)
            change.log("link.removed", f"{row.id}>{ref}")
    return str(row.path)


def confirm(workspace: Workspace, name: str, refs: Sequence[Ref], seen: Seen | None = None) -> list[Ref]:
    """Confirm links at the file's present revision, clearing suspicion; no refs means all suspect ones.

    Pins move to where their passage is found; those whose passage is gone lose their quote and keep their place.
    Whether a date is assumed stays as it is. Raises NoSuchLink or ChangedMeanwhile.
    """
    from qms.model.references import Ref as Reference

    row, reading = _look_up(workspace, name)
    text = workspace.texts.put(units_to_bytes(reading.units)) if reading and reading.units else None
    units = reading.units if reading else ()
    done: list[Ref] = []
    with workspace.state.write(workspace.actor.id) as change:
        _refuse_changed(change, row)
        rows = links_of(change.conn, row.id)
        chosen = [r for r in rows if r.suspect] if not refs else []
        for ref in refs:
            found = next((r for r in rows if (r.framework, r.indicator) == (ref.framework, ref.ref)), None)
            if found is None:
                raise NoSuchLink(path=row.path, ref=str(ref))
            refuse_unseen(row, found, seen)
            chosen.append(found)
        for found in chosen:
            update_link(
                change.conn,
                found.id,
                {
                    "suspect": None,
                    "confirmed_revision": row.revision,
                    "confirmed_text": text,
                    "confirmed_by": change.actor,
                    "confirmed_at": change.at,
                },
            )
            _settle_pins(change, found.id, units)
            ref = Reference(found.framework, found.indicator)
            change.log("link.confirmed", f"{row.id}>{ref}", revision=row.revision)
            done.append(ref)
    return done
