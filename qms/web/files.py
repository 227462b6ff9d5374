"""Find a file of the evidence that an address names, and tell the addresses of its page and of places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from flask import abort, url_for

from qms.reports.evidence import pin_text
from qms.state.evidence_rows import get_row
from qms.web.here import here

if TYPE_CHECKING:
    from qms.model.evidence import Pin


class Passage(NamedTuple):
    """Hold a chosen passage: where it stands in words, what it says, and the address that opens it."""

    place: str
    quote: str
    url: str


def evidence_row(ident: str) -> Any:
    """Return the row of an evidence; 404 where there is none."""
    with here().workspace.state.read() as conn:
        row = get_row(conn, ident)
    if row is None:
        abort(404)
    return row


def seen_row(ident: str) -> Any:
    """Return the row of the evidence that an address names; 404 where there is none that the reader may know of."""
    if ident in here().hidden:
        abort(404)
    return evidence_row(ident)


def name_of(path: str) -> str:
    """Return the name of a file without its folders."""
    return path.rsplit("/", 1)[-1]


def place_address(ident: str, pin: Pin | None, endpoint: str = "evidence.show", **more: Any) -> str:
    """Return the address of a file, opened at a passage where there is one."""
    if pin is not None:
        more |= {"number": pin.number, "q": pin.quote or None, "_anchor": "inside"}
    return url_for(endpoint, ident=ident, **more)


def passage_of(ident: str, pin: Pin, endpoint: str = "evidence.show", **more: Any) -> Passage:
    """Return a passage with the address of its place in the file; `place` is "" where the file has no places."""
    return Passage(pin_text(pin), pin.quote, place_address(ident, pin, endpoint, **more))


def addresses_of(ident: str, passage: str, shown: str = "evidence.show") -> dict[str, Any]:
    """Return what the template of the inside asks for the addresses of places and pictures, in the room of `shown`."""
    room, words = shown.partition(".")[0], passage or None
    return {
        "place_url": lambda number: url_for(
            shown,
            ident=ident,
            number=number,
            q=words if number else None,
            _anchor="inside" if number else None,
        ),
        "page_url": lambda number, large: url_for(
            f"{room}.page_png", ident=ident, number=number, q=words, large="1" if large else None
        ),
        "image_url": lambda number: url_for(f"{room}.picture_png", ident=ident, number=number),
    }
