"""Hold what the pages of a person share: the blueprint, the documents to read, and their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, request, url_for

from qms.documents.control_questions import split_questions
from qms.documents.reading_duty import approved_file, documents_to_read
from qms.evidence.docx_view import document_preview
from qms.model.errors import QmsError
from qms.web.here import here

if TYPE_CHECKING:
    from qms.documents.control import Document
    from qms.documents.reading_duty import ToRead

pages = Blueprint("mine", __name__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold what is read of a document: clean HTML ("" where it cannot be shown), its questions, and its language."""

    html: str
    questions: tuple[str, ...]
    language: str


def my_documents() -> list[ToRead]:
    """Return the documents for the person who asks."""
    h = here()
    return documents_to_read(h.workspace, h.person, h.language)


def document_of(slug: str) -> ToRead:
    """Return one of them by the slug of the address and its `instance`; 404 for any other."""
    instance = request.args.get("instance", "")
    wanted = (slug, instance)
    found = next((d for d in my_documents() if (d.document.slug, d.document.instance) == wanted), None)
    return found or abort(404)


def title_of(one: ToRead) -> str:
    """Return the title of a document with the function that it is for."""
    functions = {f.id: f.name for f in here().workspace.settings.functions}
    document = one.document
    function = functions.get(document.instance, document.instance)
    is_told = not function or function.casefold() in document.title.casefold()
    return document.title if is_told else f"{document.title} – {function}"


def address_of(one: ToRead, endpoint: str = "mine.document", **more: Any) -> str:
    """Return the address of a page about a document."""
    return url_for(endpoint, slug=one.document.slug, instance=one.document.instance or None, **more)


def sheet_of(one: ToRead) -> Sheet | None:
    """Return the staff sheet of a document, its questions by themselves; None where there is none to be shown."""
    if one.sheet is None:
        return None
    html = html_of(one.sheet)
    if not html:
        return None
    body, questions = split_questions(html)
    return Sheet(body, questions, one.sheet.language)


def html_of(document: Document) -> str:
    """Return the version of a document approved last as clean HTML, "" where it is lost or no Word file."""
    version = document.latest_approved
    path = approved_file(here().workspace, document, version) if version is not None else None
    if path is None or path.suffix != ".docx":
        return ""
    try:
        return document_preview(path, here().workspace)
    except QmsError:
        return ""


pages.context_processor(lambda: {"title_of": title_of, "address_of": address_of})
