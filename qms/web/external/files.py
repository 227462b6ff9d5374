"""Show an external auditor released files and documents, and hand them out; nothing is logged of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, abort, render_template, request, url_for

from qms.documents.reading_duty import approved_file
from qms.evidence.docx_view import document_preview
from qms.evidence.listing import list_evidence
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.reports.evidence import pin_text
from qms.state.evidence_pages import inside_of
from qms.state.evidence_rows import as_evidence
from qms.state.link_rows import all_links
from qms.web.documents.showing import MIMES
from qms.web.downloads import hand_out
from qms.web.evidence.previews import file_of, look_into, picture_of, picture_of_page
from qms.web.evidence.room import problem_text
from qms.web.external.room import pages, seen_row, viewer
from qms.web.files import name_of
from qms.web.here import here, needs

if TYPE_CHECKING:
    from pathlib import Path

    from qms.documents.control import Document, Version


@dataclass(frozen=True, slots=True)
class Held:
    """Hold one indicator that a file is shown for, with its passages: place, number of the unit, and quote."""

    ref: str
    title: str
    pins: tuple[tuple[str, int | None, str], ...]


@pages.get("/auditor/files")
@needs(Right.RELEASED, Right.PEOPLE)
def listed() -> str:
    """List all released files and documents."""
    h, eyes = here(), viewer()
    hidden = eyes.hidden
    items = [one for one in list_evidence(h.workspace) if one.evidence.id not in hidden]
    own = h.workspace.framework.id
    rows = [
        {
            "id": one.evidence.id,
            "name": name_of(one.evidence.path),
            "title": one.evidence.title if one.evidence.title_source != "name" else "",
            "refs": sorted({link.indicator for link in one.links if link.framework == own}, key=_order),
            "missing": one.evidence.status.value == "missing",
        }
        for one in items
    ]
    return render_template("external/listed.html", eyes=eyes, rows=rows, documents=eyes.documents)


def _order(ref: str) -> tuple[int, str]:
    return (int(ref), "") if ref.isdecimal() else (10**6, ref)


@pages.get("/auditor/files/<ident>")
@needs(Right.RELEASED, Right.PEOPLE)
def file(ident: str) -> str:
    """Show one file; `number` and `q` in the address open it at a place and mark a passage."""
    h, eyes = here(), viewer()
    row = seen_row(eyes, ident)
    evidence = as_evidence(row)
    framework = h.workspace.framework
    with h.workspace.state.read() as conn:
        links = all_links(conn, framework.id, among=[ident])
        inside = inside_of(conn, ident, eyes.hidden)
    held = [
        Held(
            link.indicator,
            framework.title("indicators", link.indicator, h.language),
            tuple((pin_text(pin), pin.number, pin.quote) for pin in link.pins),
        )
        for link in sorted(links, key=lambda link: _order(link.indicator))
    ]
    look = look_into(h.workspace, ident, request.args.get("number", type=int), request.args.get("q", ""))
    return render_template(
        "external/file.html",
        **_addresses_of(ident, look.passage),
        eyes=eyes,
        evidence=evidence,
        name=name_of(evidence.path),
        problem=problem_text(evidence),
        look=look,
        is_sealed=ident in eyes.sealed,
        held=held,
        inside=[(key, name_of(path)) for key, path in inside],
    )


def _addresses_of(ident: str, passage: str) -> dict[str, Any]:
    """Return what the template of the inside asks for the addresses of places and pictures."""
    words = passage or None
    return {
        "place_url": lambda number: url_for(
            "external.file",
            ident=ident,
            number=number,
            q=words if number else None,
            _anchor="inside" if number else None,
        ),
        "page_url": lambda number, large: url_for(
            "external.page_png", ident=ident, number=number, q=words, large="1" if large else None
        ),
        "image_url": lambda number: url_for("external.picture_png", ident=ident, number=number),
    }


@pages.get("/auditor/files/<ident>/page/<int:number>.png")
@needs(Right.RELEASED, Right.PEOPLE)
def page_png(ident: str, number: int) -> Response:
    """Show a page as a picture with the passage marked."""
    seen_row(viewer(), ident)
    return picture_of_page(here().workspace, ident, number)


@pages.get("/auditor/files/<ident>/picture/<int:number>.png")
@needs(Right.RELEASED, Right.PEOPLE)
def picture_png(ident: str, number: int) -> Response:
    """Show an image, or one page of a scan."""
    seen_row(viewer(), ident)
    return picture_of(here().workspace, ident, number)


@pages.get("/auditor/files/<ident>/file")
@needs(Right.RELEASED, Right.PEOPLE)
def download(ident: str) -> Response:
    """Hand out the file itself."""
    eyes = viewer()
    seen_row(eyes, ident)
    if ident in eyes.sealed:
        abort(404)
    return file_of(here().workspace, ident)


@pages.get("/auditor/documents/<ident>")
@needs(Right.RELEASED, Right.PEOPLE)
def document(ident: str) -> str:
    """Show the text of a released document in force."""
    found, version, path = _document(ident)
    html = ""
    if path.suffix == ".docx":
        try:
            html = document_preview(path, here().workspace)
        except QmsError:
            html = ""  # the file can still be saved
    endings = [path.suffix[1:]] + (
        ["pdf"] if path.suffix != ".pdf" and path.with_suffix(".pdf").is_file() else []
    )
    return render_template(
        "external/document.html", eyes=viewer(), document=found, version=version, html=html, endings=endings
    )


@pages.get("/auditor/documents/<ident>/file.<ending>")
@needs(Right.RELEASED, Right.PEOPLE)
def document_file(ident: str, ending: str) -> Response:
    """Hand out a released document in force."""
    _, version, path = _document(ident)
    path = path.with_suffix(f".{ending}")
    if ending not in {"docx", "pdf"} or not path.is_file():
        abort(404)
    name = f"{path.stem} v{version.number}{path.suffix}"
    return hand_out(path, name, MIMES[path.suffix], show=request.args.get("show") == "1")


def _document(ident: str) -> tuple[Document, Version, Path]:
    """Return a released document in force with its file; 404 for all else."""
    found: Any = next((pair for pair in viewer().documents if pair[0].id == ident), None)
    path = approved_file(here().workspace, *found) if found is not None else None
    if found is None or path is None:
        abort(404)
    return found[0], found[1], path
