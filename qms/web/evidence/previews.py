"""Show what is in a file: pages as pictures, documents as clean HTML; and hand out the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, abort, request

from qms.evidence.anchoring import find_again, is_quick
from qms.evidence.file_types import suffix
from qms.evidence.passages import find_quote
from qms.evidence.previewing import NoPreview, original, page_html, page_picture, picture, preview_of
from qms.evidence.readings import ReadingCache
from qms.locale.sentences import say
from qms.people.access import Right
from qms.web.downloads import hand_out
from qms.web.evidence.room import pages
from qms.web.files import seen_row
from qms.web.here import here, needs

if TYPE_CHECKING:
    from qms.model.preview import PreviewKind, UnitView
    from qms.model.reasons import Reason
    from qms.workspace.workspace import Workspace

MIMES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
"""What a browser may be told of a file; of all others it learns that they are bytes to be saved."""
WIDTHS = (1000, 1800)
LONGEST_PASSAGE = 1000
PAGED: frozenset[PreviewKind] = frozenset({"pages", "image"})


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what the page of a file shows of its inside.

    `number` is the place that is shown and `places` those to choose from; `html` is clean, and `marked` tells whether
    the passage stands in it. `reason` says why nothing can be shown.
    """

    kind: PreviewKind
    number: int
    places: tuple[UnitView, ...]
    passage: str
    html: str = ""
    marked: bool = False
    reason: str = ""

    @property
    def before(self) -> int | None:
        """Return the place before this one."""
        return self._beside(-1)

    @property
    def after(self) -> int | None:
        """Return the place after this one."""
        return self._beside(1)

    def _beside(self, step: int) -> int | None:
        numbers = [place.number for place in self.places]
        if self.number not in numbers:
            return None
        at = numbers.index(self.number) + step
        return numbers[at] if 0 <= at < len(numbers) else None


def look_into(workspace: Workspace, ident: str, number: int | None, passage: str) -> Look:
    """Return what can be shown of a file at a place; without a number where the passage stands, else the beginning."""
    found = preview_of(workspace, ident)
    passage = passage[:LONGEST_PASSAGE]
    if found.kind == "none":
        return Look("none", 0, (), passage, reason=_because(found.reason))
    places = tuple(unit for unit in found.units if found.kind not in PAGED or unit.unit in {"page", "image"})
    numbers = [place.number for place in places]
    if number is None and passage:
        number = _where(workspace, ident, passage)
    shown = number if number in numbers else (numbers[0] if numbers else 0)
    texts = {place.number for place in places if place.has_text}
    html, marked, reason = "", False, ""
    if found.kind not in PAGED or shown in texts:
        try:
            inside = page_html(workspace, ident, shown, passage)
            html, marked = inside.html, inside.marked
        except NoPreview as refused:
            reason = "" if found.kind in PAGED else _because(refused.params["why"])
    return Look(found.kind, shown, places, passage, html, marked, reason)


def _because(reason: Reason | None) -> str:
    return say(reason.code, reason.params) if reason is not None else ""


def _where(workspace: Workspace, ident: str, passage: str) -> int | None:
    """Return the number of the unit in which a passage stands, from what was read before."""
    row = seen_row(ident)
    reading = ReadingCache(workspace.cache).get(row.sha256, row.path)
    if reading is None:
        return None
    if not is_quick(reading.units, passage):
        exact = find_quote(reading.units, passage)
        return exact.number if exact is not None else None
    place = find_again(reading.units, passage)
    return place.number if place is not None else None


@pages.get("/evidence/<ident>/page/<int:number>.png")
@needs(Right.READ)
def page_png(ident: str, number: int) -> Response:
    """Show a page as a picture with the passage marked."""
    seen_row(ident)
    return picture_of_page(here().workspace, ident, number)


@pages.get("/evidence/<ident>/picture/<int:number>.png")
@needs(Right.READ)
def picture_png(ident: str, number: int) -> Response:
    """Show an image, or one page of a scan."""
    seen_row(ident)
    return picture_of(here().workspace, ident, number)


@pages.get("/evidence/<ident>/file")
@needs(Right.READ)
def file(ident: str) -> Response:
    """Hand out the file itself; reading is not logged."""
    seen_row(ident)
    if ident in here().sealed:
        abort(404)
    return file_of(here().workspace, ident)


def picture_of_page(workspace: Workspace, ident: str, number: int) -> Response:
    """Return a page as a picture, in one of the widths that are offered; 404 where there is none."""
    width = WIDTHS[1] if request.args.get("large") else WIDTHS[0]
    try:
        made = page_picture(workspace, ident, number, request.args.get("q", "")[:LONGEST_PASSAGE], width)
    except NoPreview:
        abort(404)
    return Response(made.png, mimetype="image/png")


def picture_of(workspace: Workspace, ident: str, number: int) -> Response:
    """Return an image as a picture; 404 where there is none."""
    try:
        made = picture(workspace, ident, number=number)
    except NoPreview:
        abort(404)
    return Response(made.png, mimetype="image/png")


def file_of(workspace: Workspace, ident: str) -> Response:
    """Return the bytes of an evidence, saved by the browser unless `?show=1` asks to see a harmless kind."""
    name, data = original(workspace, ident)
    mime = MIMES.get(suffix(name), "application/octet-stream")
    return hand_out(data, name, mime, show=request.args.get("show") == "1")
