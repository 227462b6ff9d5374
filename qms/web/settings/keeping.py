"""Say what is installed and wrong, verify everything, make a backup, and take in official wording."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import SENTENCES, say, word
from qms.model.errors import FileTrouble, QmsError
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import error_text, hint_text
from qms.web.settings.room import pages
from qms.web.settings.sections import at_machine
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from qms.upkeep.soundness import CheckReport
    from qms.web.jobs import Job

_reports: dict[str, CheckReport] = {}
_lock = threading.Lock()
_KEPT = 20
_WORDINGS = frozenset({".pdf", ".docx", ".txt", ".xlsx", ".ods"})
_MOST_DOUBTS = 40


@pages.get("/settings/health")
@needs(Right.SETTINGS)
def health() -> str:
    """Show what is installed and what is missing, and offer to verify everything."""
    from qms.upkeep.doctor import examine

    items = [(item.state.value, said(item.code, item.params)) for item in examine(here().workspace)]
    return render_template("settings/health.html", items=items, report=None)


@pages.post("/settings/health")
@needs(Right.SETTINGS)
def check_all() -> Response:
    """Verify the workspace in the background."""
    h = here()
    root, person, address = h.server.options.root, h.person.id, url_for("settings.checked", ident="")

    def work(job: Job) -> None:
        from qms.upkeep.check import check

        workspace = open_workspace(root, person)
        try:
            report = check(workspace, job.step)
        finally:
            workspace.close()
        with _lock:
            _reports[job.id] = report
            for old in list(_reports)[:-_KEPT]:
                del _reports[old]
        wrong = sum(finding.severity.value != "note" for finding in report.findings)
        job.outcome = ("web_health_found" if wrong else "web_health_clean", {"count": wrong})
        path, sign, query = address.partition("?")
        job.address = f"{path}{job.id}{sign}{query}"

    return redirect(url_for("work.show", ident=h.server.jobs.start("check", person, work).id))


@pages.get("/settings/health/", defaults={"ident": ""})
@pages.get("/settings/health/<ident>")
@needs(Right.SETTINGS)
def checked(ident: str) -> str:
    """Show what a check found."""
    report = _reports.get(ident)
    if report is None:
        abort(404)
    found = [(finding.severity.value, said(finding.code, finding.params)) for finding in report.findings]
    return render_template("settings/health.html", items=None, report=found)


def said(code: str, params: Mapping[str, Any]) -> str:
    """Return a sentence for people at a browser: one of our own where the other names a command."""
    own = f"web_{code}"
    return say(own if own in SENTENCES else code, params)


def backup_folder() -> Path:
    """Return where backups go: beside the workspace, for a backup inside it would be lost with it."""
    root = here().server.options.root.resolve()
    return root.parent / f"{root.name}-backups"


@pages.get("/settings/backup")
@needs(Right.SETTINGS)
def backup() -> str:
    """Show where a backup goes and what is in it."""
    return _backup_form(Form(request.form))


@pages.post("/settings/backup")
@needs(Right.SETTINGS)
def make_backup_now() -> Response | str:
    """Make a backup in the background; only somebody at the machine chooses the folder."""
    h, form = here(), Form(request.form)
    folder = backup_folder()
    typed = form.text("folder", longest=1000)
    if typed and at_machine():
        folder = Path(typed).expanduser()
        if not folder.is_absolute() or not folder.is_dir():
            form.fail("folder", "web_backup_no_folder")
    if not form.ok:
        return _backup_form(form)
    root, person, whole = h.server.options.root, h.person.id, form.ticked("with_evidence")
    address = url_for("settings.backup")

    def work(job: Job) -> None:
        from qms.state.files import make_private
        from qms.workspace.backup import make_backup

        workspace = open_workspace(root, person)
        count = 0

        def passed() -> None:
            nonlocal count
            count += 1
            job.step(count, stage="web_pack_packing")

        try:
            make_private(folder)
            done = make_backup(workspace, _free(folder), with_evidence=whole, progress=passed)
        finally:
            workspace.close()
        code = "web_backup_done_skipped" if done.skipped else "web_backup_done"
        job.outcome = (code, {"path": str(done.file), "files": done.members, "count": len(done.skipped)})
        job.address = address

    return redirect(url_for("work.show", ident=h.server.jobs.start("backup", person, work).id))


def _free(folder: Path) -> Path:
    """Return the name of a backup that is not there yet."""
    stem, number = f"qms-{clock.today().isoformat()}", 1
    path = folder / f"{stem}.zip"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path


def _backup_form(form: Form) -> str:
    folder = backup_folder()
    there = sorted(folder.glob("qms-*.zip"), reverse=True) if folder.is_dir() else []
    return render_template(
        "settings/backup.html",
        folder=folder,
        at_machine=at_machine(),
        typed=form.sent.get("folder", ""),
        wrong=form.wrong,
        there=[(path.name, round(path.stat().st_size / 1_000_000, 1)) for path in there],
    )


@pages.get("/settings/wording")
@needs(Right.SETTINGS)
def wording() -> str:
    """Show what official wording of the present standard is there, and take in more of it."""
    return _wording_form([])


@pages.post("/settings/wording")
@needs(Right.SETTINGS)
def import_wording() -> Response | str:
    """Read a copy of the standard that the provider owns, and keep its wording in this workspace."""
    from qms.workspace.wording import keep_wording, read_wording_file

    h, sent = here(), request.files.get("file")
    name = Path((sent.filename or "") if sent else "").name
    suffix = Path(name).suffix.lower()
    if sent is None or suffix not in _WORDINGS:
        return _wording_form([say("web_wording_file")])
    with tempfile.TemporaryDirectory(prefix="qms-") as folder:
        path = Path(folder) / f"standard{suffix}"
        sent.save(path)
        try:
            found = read_wording_file(h.workspace, path)
            keep_wording(h.workspace, found, replace="replace" in request.form)
        except FileTrouble:
            return _wording_form([say("web_wording_file")])
        except QmsError as error:
            told = [error_text(error), hint_text(error)]
            return _wording_form([text.replace(str(path), name) for text in told if text])
    language = found.wording.language
    flash(say("web_wording_kept", {"count": len(found.read), "language": word(language)}))
    if found.missing or found.doubts:
        flash(say("web_wording_doubts", {"missing": len(found.missing), "doubts": len(found.doubts)}), "warn")
    return redirect(url_for("settings.wording"))


def _wording_form(told: list[str]) -> str:
    from qms.catalogue.official import Official

    h = here()
    official = Official(h.workspace.catalogue, h.workspace.framework.id)
    read = [(language, official.wording(language)) for language in official.languages]
    there = [(word(language), len(found.texts)) for language, found in read if found is not None]
    return render_template(
        "settings/wording.html", told=told, there=there, standard=h.workspace.framework.name(h.language)
    )
