"""Gather what hangs on an indicator as a list for people: names, states, places and quotes, each with its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from qms.documents.control import list_documents
from qms.locale.sentences import say
from qms.reports.evidence import pin_text
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from qms.model.coverage import Entry, Hanging
    from qms.model.evidence import Pin
    from qms.web.here import Here


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a chosen passage: where it stands in words, what it says, and the address that opens it."""

    place: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold one file, document or register that hangs on an indicator; `url` is "" where it has no page."""

    name: str
    folder: str
    url: str
    state: str
    kinds: tuple[str, ...]
    services: tuple[str, ...]
    passages: tuple[Passage, ...]


def entries_of(h: Here) -> dict[str, Entry]:
    """Return the rows of the map by indicator."""
    return {entry.indicator.ref: entry for entry in h.map().entries}


def proofs_of(h: Here, entry: Entry) -> list[Proof]:
    """Return what hangs on an indicator, without what this person must not see; each file once."""
    found: dict[str, Hanging] = {}
    for one in entry.evidence:
        if one.id not in h.hidden:
            found.setdefault(one.id, one)
    pins = _pins(h, entry.indicator.ref)
    return [_proof(h, one, pins.get(one.id, ())) for one in found.values()]


def _pins(h: Here, ref: str) -> dict[str, tuple[Pin, ...]]:
    with h.workspace.state.read() as conn:
        links = [link for link in all_links(conn, h.workspace.framework.id) if link.indicator == ref]
    return {link.evidence: link.pins for link in links}


def _proof(h: Here, one: Hanging, pins: tuple[Pin, ...]) -> Proof:
    names = h.workspace.settings.service_names
    folder, _, name = one.path.rpartition("/")
    url = ""
    if one.id.startswith("e-"):
        url = url_for("evidence.show", ident=one.id)
    elif one.id.startswith("d-"):
        folder, name, url = _document(h, one)
    elif one.id.startswith("register:"):
        book = one.id.partition(":")[2]
        name, url = name or say("place_entry"), url_for("registers.book", name=book)
    return Proof(
        name=name or one.path or one.id,
        folder=folder,
        url=url,
        state=one.state.value,
        kinds=tuple(kind.value for kind in one.kinds),
        services=tuple(names.get(service, service) for service in one.services),
        passages=tuple(passage_of(one.id, pin) for pin in pins),
    )


def _document(h: Here, one: Hanging) -> tuple[str, str, str]:
    """Return folder, title and address of a controlled document."""
    for document in list_documents(h.workspace):
        if document.id == one.id:
            place: dict[str, Any] = {"lang": document.language, "instance": document.instance or None}
            return "", document.title, url_for("documents.show", slug=document.slug, **place)
    return "", one.path, ""


def passage_of(evidence: str, pin: Pin) -> Passage:
    """Return a passage with the address of its place in the file."""
    place: dict[str, Any] = {"unit": pin.unit, "number": pin.number, "q": pin.quote or None}
    return Passage(pin_text(pin), pin.quote, url_for("evidence.show", ident=evidence, **place))
