"""Share what all pages of documents need: which document an address means, and how a refusal is told."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, request, url_for
from markupsafe import Markup

from qms.locale import LANGUAGES
from qms.locale.sentences import say, whole_sentence
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.web.fields import whole_number
from qms.web.here import here
from qms.web.looks import error_text, hint_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from werkzeug.datastructures import FileStorage

    from qms.documents.address import Address
    from qms.documents.control import Document
    from qms.documents.library import Library, Template

pages = Blueprint("documents", __name__)
SEEN_EDITING = "qms"
"""Who is on record for noticing an edit when somebody only looks at a page."""


@dataclass(frozen=True, slots=True)
class Named:
    """Hold what an address means: a document of the library in one language, drafted already or not."""

    slug: str
    instance: str
    part: str
    language: str

    @property
    def address(self) -> Address:
        """Return the document as it is named on the command line."""
        from qms.documents.address import Address

        return Address(self.slug, self.instance, self.part)


def named(slug: str) -> Named:
    """Return what the address of the request means; 404 for a language or part that there is none of."""
    from qms.documents.address import PARTS

    h = here()
    language = request.args.get("lang", "") or _usual_language(slug)
    part, instance = request.args.get("part", ""), request.args.get("instance", "")
    if language not in LANGUAGES or (part and part not in PARTS):
        abort(404)
    library = the_library()
    if slug not in {template.slug for template in library}:
        abort(404)
    if library.get(slug).per == "function" and not instance and h.workspace.settings.functions:
        instance = h.workspace.settings.functions[0].id
    if instance and not _is_known(slug, instance):
        abort(404)
    return Named(slug, instance, part, language)


def _is_known(slug: str, instance: str) -> bool:
    """Tell whether a document is made for this function or indicator, or was while `qms.toml` had it."""
    from qms.documents.control import list_documents
    from qms.documents.drafting import instances_of

    workspace = here().workspace
    if instance in instances_of(workspace, the_library().get(slug)):
        return True
    return any(d.slug == slug and d.instance == instance for d in list_documents(workspace))


def _usual_language(slug: str) -> str:
    """Return the language of the workspace, or one in which the document is there."""
    from qms.documents.control import list_documents

    home = here().workspace.settings.language
    there = {d.language for d in list_documents(here().workspace) if d.slug == slug}
    return home if home in there or not there else min(there)


def the_library() -> Library:
    """Return the library of the workspace, remembered while nothing changed."""
    from qms.documents.library import load_library

    h = here()
    found: Library = h.server.remembered.get(
        h.workspace, ("library",), lambda: load_library(h.workspace.templates)
    )
    return found


def template_of(wanted: Named) -> Template:
    """Return the template of a document or of what goes with it; 404 where there is none."""
    try:
        return the_library().at(wanted.address)
    except QmsError:
        abort(404)


def found_of(wanted: Named) -> Document | None:
    """Return the document, None where nobody drafted it yet; an edit outside the pages has opened a new version."""
    from qms.documents.control import UnknownDocument, find_document
    from qms.documents.review import follow_edits

    follow_edits(here().workspace, SEEN_EDITING)
    try:
        return find_document(here().workspace, wanted.address, wanted.language)
    except UnknownDocument:
        return None


def document_at(slug: str) -> Document:
    """Return the document that the address means; 404 where nobody drafted it yet."""
    found = found_of(named(slug))
    if found is None:
        abort(404)
    return found


def at(endpoint: str, wanted: Named | Document, **more: Any) -> str:
    """Return the address of a page of a document."""
    places: dict[str, Any] = {"instance": wanted.instance or None, "part": wanted.part or None}
    return url_for(f"documents.{endpoint}", slug=wanted.slug, lang=wanted.language, **places, **more)


pages.context_processor(lambda: {"at": at})


@pages.app_template_filter("zip_say")
def zip_say(tokens: Iterable[str], before: str) -> list[tuple[str, str]]:
    """Return tokens for a choice, each with the sentence that `before` and the token name."""
    return [(token, say(before + token)) for token in tokens]


@pages.app_template_filter("cleaned")
def cleaned(html: str) -> Markup:
    """Let HTML pass that `document_preview` cleaned; nothing else may be given to it."""
    return Markup(html)  # noqa: S704 - cleaned by qms.evidence.preview_html


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold why something was refused, in words, and the status of the answer."""

    text: str
    hint: str
    status: int
    changed: bool


def refusal(error: QmsError) -> Refusal:
    """Return an error of a service as what a page shows above its form."""
    changed = isinstance(error, ChangedMeanwhile)
    hint = say("web_doc_changed_hint") if changed and error.code == "changed_meanwhile" else hint_text(error)
    return Refusal(error_text(error), hint, 409 if changed else 400, changed)


def seen_version() -> int:
    """Return the row version that the form carries; a form without one is answered with 400."""
    given = whole_number(request.form.get("seen", ""))
    if given is None:
        abort(400)
    return given


def names() -> dict[str, str]:
    """Return the names of people by id, nobody in particular among them."""
    return {**here().workspace.settings.person_names, SEEN_EDITING: say("web_doc_nobody"), "": "–"}


def title_of(document: Document) -> str:
    """Return the title with the function and the part that it is."""
    functions = {f.id: f.name for f in here().workspace.settings.functions}
    text = document.title
    instance = functions.get(document.instance, document.instance)
    if instance and instance.casefold() not in text.casefold():
        text = f"{text} – {instance}"
    return f"{text} ({say(f'part_{document.part}')})" if document.part else text


def uploaded(name: str) -> FileStorage | None:
    """Return a file that the form sent, None where nobody chose one."""
    sent = request.files.get(name)
    return sent if sent is not None and sent.filename else None


@contextmanager
def as_file(data: bytes, name: str) -> Iterator[Path]:
    """Lay sent bytes down for a service that takes a file, under a plain name with the ending of `name`."""
    with tempfile.TemporaryDirectory(prefix="qms-") as folder:
        path = Path(folder) / f"sent{Path(name).suffix.lower()[:8]}"
        path.write_bytes(data)
        yield path


def sentence(code: str, **params: Any) -> str:
    """Return a sentence that stands alone, for a message after a decision."""
    return whole_sentence(code, params)
