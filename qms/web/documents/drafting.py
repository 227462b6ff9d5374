"""Draft a document, hand its working copy out for editing and take the edited file back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.comparing import shown
from qms.web.documents.room import (
    at,
    document_at,
    found_of,
    named,
    pages,
    refusal,
    seen_version,
    sentence,
    template_of,
    title_of,
    uploaded,
)
from qms.web.documents.showing import MIMES, page
from qms.web.downloads import hand_out
from qms.web.here import here, needs

if TYPE_CHECKING:
    from flask import Response as FlaskResponse
    from werkzeug.wrappers import Response

    from qms.documents.control import Document
    from qms.documents.drafting import Drafted
    from qms.documents.uploading import Taken
    from qms.web.documents.room import Named
    from qms.web.jobs import Job

MEGA = 1 << 20


@pages.post("/documents/<slug>/draft")
@needs(Right.DRAFT)
def draft(slug: str) -> str | Response | tuple[str, int]:
    """Draft a document with what goes with it, or draft it again around what a person wrote."""
    from qms.documents.control import check_seen
    from qms.documents.drafting import generate

    wanted = named(slug)
    template_of(wanted)
    document = found_of(wanted)
    reset = "reset" in request.form
    try:
        if document is not None:
            check_seen(document, seen_version())
        results = generate(here().workspace, [str(wanted.address)], [wanted.language], reset=reset)
    except QmsError as error:
        return _refused(wanted, error)
    main = next((r for r in results if r.address.part == wanted.part), None)
    if main is None:
        return _refused_plain(wanted, say("web_doc_no_text_in_language"))
    if main.outcome in {"missing", "failed", "open"}:
        return _refused_plain(wanted, _why(main))
    after = found_of(wanted)
    if after is not None and main.merged is not None:
        return page(after, results=main)
    flash(_told(main, results), "message")
    return redirect(at("show", wanted))


def _told(main: Drafted, results: list[Drafted]) -> str:
    """Return what became of a draft in a sentence or two."""
    made = {"title": main.title}
    told = sentence(f"web_doc_drafted_{main.outcome}", **made)
    parts = [say(f"part_{r.address.part}") for r in results if r.address.part and r.outcome == "written"]
    if parts:
        told += " " + say("draft_with", {"parts": parts}) + "."
    if main.copy:
        told += " " + say("draft_copy", {"copy": main.copy})
    return told


def _why(result: Drafted) -> str:
    if result.outcome == "missing":
        return say("web_doc_answers_missing", {"count": len(result.missing) + len(result.invalid)})
    if result.outcome == "open":
        return say("copy_open", {"path": result.path})
    return refusal(result.error).text if result.error is not None else say("failed")


def _refused(wanted: Named, error: QmsError) -> str | Response | tuple[str, int]:
    document = found_of(wanted)
    if document is None:
        return _refused_plain(wanted, refusal(error).text)
    told = refusal(error)
    return page(document, told=told), told.status


def _refused_plain(wanted: Named, text: str) -> Response:
    flash(text, "bad")
    return redirect(at("show", wanted))


@pages.post("/documents/<slug>/pdf")
@needs(Right.DRAFT)
def make_pdf(slug: str) -> Response:
    """Have a PDF made: of the working copy, and of what lies in the archive without one."""
    wanted, document = named(slug), document_at(slug)
    job = start_pdfs([document.path], at("show", wanted))
    return redirect(url_for("work.show", ident=job.id))


def start_pdfs(paths: list[str], address: str) -> Job:
    """Begin to make the PDFs that the archive lacks, and those of working copies."""
    root, person = here().server.options.root, here().person.id

    def work(job: Job) -> None:
        from qms.documents.pdf import add_missing_pdfs, write_draft_pdfs
        from qms.results.opening import open_workspace

        job.step(0, 2, "web_doc_stage_pdf")
        workspace = open_workspace(root, person)
        try:
            count = write_draft_pdfs(workspace, paths) if paths else 0
            job.step(1, 2)
            count += add_missing_pdfs(workspace)
        finally:
            workspace.close()
        job.outcome = ("pdfs_made", {"count": count})

    job = here().server.jobs.start("document_pdf", person, work)
    job.address = job.address or address
    return job


@pages.get("/documents/<slug>/copy")
@needs(Right.READ)
def copy(slug: str) -> FlaskResponse | Response:
    """Hand out the working copy for editing; the file knows which copy it was made from."""
    from qms.documents.uploading import handed_out

    document = document_at(slug)
    try:
        name, data = handed_out(here().workspace, document)
    except QmsError as error:
        flash(refusal(error).text, "bad")
        return redirect(at("show", document))
    return hand_out(data, name, MIMES[".docx"])


@pages.get("/documents/<slug>/upload")
@needs(Right.DRAFT)
def upload_form(slug: str) -> str:
    """Show the form for the edited file."""
    return _upload_page(document_at(slug))


@pages.post("/documents/<slug>/upload")
@needs(Right.DRAFT)
def upload(slug: str) -> str | Response | tuple[str, int]:
    """Take the edited file back where it is the one and nobody was faster."""
    from qms.documents.uploading import CopyChangedSince, take_back
    from qms.documents.wordfile import MAX_FILE

    document, sent = document_at(slug), uploaded("file")
    if sent is None:
        return _upload_page(document, wrong={"file": say("web_doc_choose_file")}), 400
    data = sent.read(MAX_FILE + 1)
    try:
        taken = take_back(here().workspace, document, data, request.form.get("copy", ""), seen_version())
    except CopyChangedSince as error:
        now = document_at(slug)
        return _upload_page(now, told=refusal(error), differences=shown_against(now, data)), 409
    except QmsError as error:
        told = refusal(error)
        return _upload_page(document_at(slug), told=told), told.status
    flash(_taken_text(document, taken), "message")
    return redirect(at("show", document) if taken.outcome == "unchanged" else at("compare", document))


def _taken_text(document: Document, taken: Taken) -> str:
    if taken.outcome == "unchanged":
        return say("web_doc_upload_unchanged")
    told = say("web_doc_uploaded", {"title": title_of(document)})
    if taken.opened is not None:
        told += " " + say("web_doc_upload_opened", {"number": taken.opened})
    if taken.reopened:
        told += " " + say("web_doc_upload_reopened")
    return told + (" " + say("draft_copy", {"copy": taken.copy}) if taken.copy else "")


def shown_against(document: Document, data: bytes) -> list[object]:
    """Return in what a refused file differs from the copy that lies there now."""
    path = here().workspace.root / document.path
    try:
        return list(shown(path.read_bytes(), data))
    except (OSError, ValueError, KeyError):
        return []


def _upload_page(
    document: Document,
    *,
    told: object = None,
    wrong: dict[str, str] | None = None,
    differences: list[object] | None = None,
) -> str:
    from qms.documents.uploading import copy_digest
    from qms.documents.wordfile import MAX_FILE

    return render_template(
        "documents/upload.html",
        document=document,
        title=title_of(document),
        copy=copy_digest(here().workspace, document),
        most=MAX_FILE // MEGA,
        told=told,
        wrong=wrong or {},
        differences=differences,
    )
