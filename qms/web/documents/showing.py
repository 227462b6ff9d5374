"""Show one document with its versions, hand out its files, and let it be read in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, render_template, request

from qms.locale import LANGUAGES
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.room import (
    at,
    document_at,
    found_of,
    named,
    names,
    pages,
    refusal,
    template_of,
    the_library,
    title_of,
)
from qms.web.downloads import hand_out
from qms.web.here import here, needs

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response

    from qms.documents.control import Document, Version
    from qms.documents.standing import Standing
    from qms.web.documents.room import Named

MIMES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".tif": "image/tiff",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold one version with the files of it that lie in the archive, as endings."""

    version: Version
    files: tuple[str, ...]
    lines: tuple[str, ...]


@pages.get("/documents/<slug>")
@needs(Right.READ)
def show(slug: str) -> str:
    """Show the document, or what can be done to begin it."""
    wanted = named(slug)
    template = template_of(wanted)
    document = found_of(wanted)
    if document is None:
        word_ = here().workspace.settings.organisation.user_word
        functions = {f.id: f.name for f in here().workspace.settings.functions}
        host = here().workspace.settings.chapters.get(slug, "")
        title = template.title(wanted.language, word_, functions.get(wanted.instance, wanted.instance))
        return render_template(
            "documents/begin.html",
            wanted=wanted,
            title=title,
            template=template,
            others=_others(wanted),
            refs=_refs(wanted),
            lacking=lacking_of(wanted),
            host=host,
            host_title=the_library().get(host).title(wanted.language, word_) if host else "",
        )
    return page(document)


def page(document: Document, *, told: Any = None, results: Any = None) -> str:
    """Return the page of a document; `told` is a refusal above it, `results` what became of drafting it anew."""
    from qms.documents.decision import may_decide
    from qms.documents.standing import standing_of
    from qms.documents.uploading import copy_digest

    h = here()
    wanted = named(document.slug)
    standing = standing_of(h.workspace, the_library(), document)
    return render_template(
        "documents/show.html",
        document=document,
        standing=standing,
        title=title_of(document),
        wanted=wanted,
        template=template_of(wanted),
        is_decider=may_decide(h.person, template_of(wanted)),
        others=_others(wanted),
        part_tabs=_parts(wanted),
        refs=_refs(wanted),
        versions=[_kept(document, version) for version in reversed(document.versions)],
        names=names(),
        lacking=lacking_of(wanted),
        copy=copy_digest(h.workspace, document),
        open_elsewhere=_is_open(document),
        sent_back=_sent_back(document),
        readers=_readers(document),
        office=_office(),
        told=told,
        results=results,
        draft_pdf=_draft_pdf(document).is_file(),
    )


def lacking_of(wanted: Named) -> tuple[list[str], list[str]]:
    """Return the questions that keep a document from being drafted, and the passages still to be adapted."""
    from qms.documents.asking import Asking

    if wanted.part:
        return [], []
    asking = Asking(here().workspace, wanted.language)
    try:
        [source] = asking.sources([str(wanted.address)])
    except QmsError:
        return [], []
    questions = asking.questions(source)
    blocking = [q.text for q in questions if q.needed]
    return blocking, [q.text for q in questions if q.why == "passage"]


def _others(wanted: Named) -> list[tuple[str, str, bool]]:
    """Return the other languages and functions of a document: address, text and whether it is shown now."""
    settings, library = here().workspace.settings, the_library()
    found = [
        (at("show", _as(wanted, language=lang)), say(f"web_doc_in_{lang}"), lang == wanted.language)
        for lang in LANGUAGES
        if lang in settings.languages or lang == wanted.language
    ]
    tabs = found if len(found) > 1 else []
    if library.get(wanted.slug).per == "function":
        tabs += [
            (at("show", _as(wanted, instance=f.id)), f.name, f.id == wanted.instance)
            for f in settings.functions
        ]
    return tabs


def _as(wanted: Named, **changed: str) -> Named:
    from dataclasses import replace

    return replace(wanted, **changed)


def _parts(wanted: Named) -> list[tuple[str, str, bool]]:
    """Return the document, its staff sheet and its easy-read version as tabs."""
    template = the_library().get(wanted.slug)
    there = [part for part in ("staff", "easy") if template.companions.get(part)]
    if not there:
        return []
    tabs = [(at("show", _as(wanted, part="")), say("web_doc_itself"), not wanted.part)]
    return tabs + [
        (at("show", _as(wanted, part=part)), say(f"part_{part}"), part == wanted.part) for part in there
    ]


def _refs(wanted: Named) -> list[tuple[str, str, bool]]:
    """Return the indicators that a document serves: reference, topic and whether one requires it."""
    framework = here().workspace.framework
    serves = the_library().get(wanted.slug).serves.get(framework.id)
    if serves is None:
        return []
    refs = [*((ref, True) for ref in serves.required), *((ref, False) for ref in serves.supports)]
    if the_library().get(wanted.slug).per == "results":
        refs = [(ref, needed) for ref, needed in refs if ref == wanted.instance]
    known = framework.by_ref
    return [
        (ref, framework.title("indicators", ref, here().language), needed)
        for ref, needed in refs
        if ref in known
    ]


def _kept(document: Document, version: Version) -> Kept:
    from qms.documents.archive import scan_path
    from qms.documents.control import archive_path

    path = archive_path(here().workspace, document, version)
    files = []
    if version.frozen is not None:
        files.append(path.suffix)
        if path.suffix != ".pdf" and path.with_suffix(".pdf").is_file():
            files.append(".pdf")
        scan = here().workspace.objects.get(version.scan) if version.scan else None
        if scan is not None and scan_path(path, scan).is_file():
            files.append("scan")
    return Kept(version, tuple(files), tuple(_lines(version)))


def _lines(version: Version) -> list[str]:
    """Return who did what with a version and when, as sentences."""
    from qms.web.looks import day_text

    known = names()

    def named_(ident: str | None) -> str:
        return known.get(ident or "", ident or "")

    lines = [
        say(
            "version_prepared", {"person": named_(version.prepared_by), "date": day_text(version.prepared_on)}
        )
    ]
    if version.submitted_by:
        facts = {"person": named_(version.submitted_by), "date": day_text(version.submitted_on)}
        lines.append(say("version_submitted", facts))
    if version.approved_on is not None:
        lines.append(_approval(version, named_(version.approved_by), named_(version.typed_by)))
    if version.withdrawn_on is not None:
        facts = {"person": named_(version.withdrawn_by), "date": day_text(version.withdrawn_on)}
        lines.append(say("version_withdrawn", facts | {"because": version.withdrawn_because}))
    if version.tried_by:
        lines.append(say("version_tried", {"who": version.tried_by, "date": day_text(version.tried_on)}))
    return lines


def _approval(version: Version, decided: str, typed: str) -> str:
    from qms.web.looks import day_text

    act = say(f"act_{version.act_kind}") if version.act_kind else ""
    number = f" {version.act_number}" if version.act_number else ""
    day = f", {day_text(version.act_on)}" if version.act_on else ""
    facts = {
        "person": decided,
        "date": day_text(version.approved_on),
        "act": f"{act}{number}{day}".strip(),
        "typed": typed,
    }
    told = say("version_approved" if act else "version_approved_plain", facts)
    return told + (" " + say("version_minor") if version.significant is False else "")


def _is_open(document: Document) -> bool:
    from qms.documents.copies import is_open

    return is_open(here().workspace.root / document.path)


def _office() -> bool:
    from indexer.extract.tools import find_office

    return find_office() is not None


def _draft_pdf(document: Document) -> Path:
    return (here().workspace.root / document.path).with_suffix(".pdf")


def _sent_back(document: Document) -> tuple[str, str]:
    """Return why a draft was sent back, and by whom and when; empty texts where it was not."""
    from qms.web.looks import day_text

    newest = document.newest
    if not newest.returned_because:
        return "", ""
    who = names().get(newest.returned_by or "", newest.returned_by or "")
    return newest.returned_because, f"{who}, {day_text(newest.returned_on)}"


def _readers(document: Document) -> list[Any]:
    from qms.documents.readings import read_by_group

    if document.latest_approved is None:
        return []
    found = read_by_group(here().workspace, document, here().workspace.framework)
    return [row for row in found if row.asked or row.read]


@pages.get("/documents/<slug>/read")
@needs(Right.READ, Right.OWN)
def read(slug: str) -> str:
    """Show the text in force, for everybody; the working copy only for who may read drafts."""
    from qms.evidence.docx_view import document_preview
    from qms.workspace import clock

    h, wanted = here(), named(slug)
    document = found_of(wanted)
    draft = request.args.get("draft") == "1" and h.may(Right.READ)
    version = document.in_force(clock.today()) if document is not None else None
    if document is None or (version is None and not draft):
        abort(404)
    path = h.workspace.root / document.path if draft else _archived(document, version)
    html, told = "", None
    if path.suffix == ".docx":
        try:
            html = document_preview(path, h.workspace)
        except QmsError as error:
            told = refusal(error)
    return render_template(
        "documents/read.html",
        document=document,
        title=title_of(document),
        version=document.newest if draft else version,
        draft=draft,
        html=html,
        told=told,
        is_pdf=path.suffix == ".pdf",
        pdf=path.with_suffix(".pdf").is_file() and not draft,
        part_tabs=_read_parts(wanted),
        names=names(),
    )


def _read_parts(wanted: Named) -> list[tuple[str, str, bool]]:
    """Return what of a document is in force and may be read, as tabs."""
    from qms.documents.control import list_documents
    from qms.workspace import clock

    there = {
        d.part
        for d in list_documents(here().workspace)
        if (d.slug, d.instance, d.language) == (wanted.slug, wanted.instance, wanted.language)
        and d.in_force(clock.today()) is not None
    }
    texts = {"": say("web_doc_itself"), "staff": say("part_staff"), "easy": say("part_easy")}
    mine = [part for part in texts if part in there]
    tabs = [(at("read", _as(wanted, part=part)), texts[part], part == wanted.part) for part in mine]
    return tabs if len(tabs) > 1 else []


def _archived(document: Document, version: Version | None) -> Path:
    """Return the file of an approved version, laid out again where somebody took it away; 404 where it is lost."""
    from qms.documents.archive import lay_out
    from qms.documents.control import archive_path, is_intact

    if version is None or version.frozen is None or not is_intact(here().workspace, version):
        abort(404)
    path = archive_path(here().workspace, document, version)
    if not path.is_file():
        lay_out(here().workspace, document)
    return path


@pages.get("/documents/<slug>/versions/<int:number>/<ending>")
@needs(Right.READ, Right.OWN)
def version_file(slug: str, number: int, ending: str) -> Response:
    """Hand out a file of the archive; who may not read everything gets what is in force."""
    from qms.documents.archive import scan_path
    from qms.workspace import clock

    h, document = here(), document_at(slug)
    version = next((v for v in document.versions if v.number == number and v.frozen is not None), None)
    in_force = document.in_force(clock.today())
    if version is None or (not h.may(Right.READ) and (ending == "scan" or version != in_force)):
        abort(404)
    path = _archived(document, version)
    if ending == "scan":
        scan = h.workspace.objects.get(version.scan) if version.scan else None
        path = scan_path(path, scan) if scan is not None else path.with_suffix(".none")
    elif f".{ending}" in MIMES:
        path = path.with_suffix(f".{ending}")
    if not path.is_file() or path.suffix not in MIMES:
        abort(404)
    name = f"{path.stem} v{number}{path.suffix}"
    return hand_out(path.read_bytes(), name, MIMES[path.suffix], show=request.args.get("show") == "1")


@pages.get("/documents/<slug>/draft.pdf")
@needs(Right.READ)
def draft_pdf(slug: str) -> Response:
    """Hand out the PDF of the working copy, where somebody had one made."""
    path = _draft_pdf(document_at(slug))
    if not path.is_file():
        abort(404)
    return hand_out(path.read_bytes(), path.name, MIMES[".pdf"], show=request.args.get("show") == "1")


def light_text(standing: Standing) -> str:
    """Return when the review of a document is due, in words."""
    from qms.web.looks import day_text

    version = standing.in_force
    if version is None or version.review_due is None or standing.light is None:
        return "–"
    return say(f"review_{standing.light}", {"date": day_text(version.review_due)})


pages.context_processor(lambda: {"light_text": light_text})
