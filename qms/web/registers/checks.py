"""Look at a spreadsheet before it is put into the evidence folder, and take one with results in."""

from __future__ import annotations

import secrets
import shutil
import time
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.results.checking import check_file
from qms.results.definitions import load_books
from qms.results.places import shown_sheet
from qms.state.files import make_private
from qms.web.here import here, needs
from qms.web.refused import refusal
from qms.web.registers import pages
from qms.web.registers.handing import SPREADSHEETS, sent_name
from qms.web.registers.seen import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response

    from qms.results.checking import Checked
    from qms.web.here import Here

_KEPT = 3600  # seconds that a file waits for a decision
_MOST = 30 * 2**20  # bytes of a spreadsheet


@pages.get("/registers/check")
@needs(Right.COUNT)
def check() -> str:
    """Show the form."""
    return render_template("registers/check.html", told="")


@pages.post("/registers/check")
@needs(Right.COUNT)
def look() -> str | tuple[str, int]:
    """Read a spreadsheet in the limited process and tell what is in it and what is wrong; nothing is kept of it."""
    h = here()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return render_template("registers/check.html", told=say("web_check_none")), 400
    stem, suffix = sent_name(sent.filename)
    if suffix not in SPREADSHEETS:
        return render_template("registers/check.html", told=say("web_check_kind")), 400
    ident = secrets.token_hex(16)
    folder = waiting_folder(h, ident)
    make_private(folder)
    path = folder / f"{stem}{suffix}"
    sent.save(path)
    if path.stat().st_size > _MOST:
        _drop(folder)
        return render_template("registers/check.html", told=say("web_error_413")), 413
    try:
        checked = check_file(h.workspace, path)
    except QmsError as error:
        _drop(folder)
        # The path of where it waited is nobody's business.
        error.params = {**error.params, "path": path.name}
        return render_template("registers/check.html", told=refusal(error).line), 400
    takes = any("results" in file.books for file in checked.files)
    if not takes:
        _drop(folder)
    return _looked(checked, path.name, ident if takes else "")


def _looked(checked: Checked, name: str, ident: str) -> str:
    books = load_books()
    titles = [books[book].title(current()) for file in checked.files for book in file.books]
    return render_template(
        "registers/checked.html",
        name=shown_sheet(name),
        titles=titles,
        rows=sum(file.rows for file in checked.files),
        places=[place_of(problem) for problem in checked.problems],
        ident=ident,
    )


@pages.post("/registers/results/import")
@needs(Right.COUNT)
def take() -> Response | tuple[str, int]:
    """Copy a workbook of results that was looked at into the evidence folder."""
    from qms.results.workbook import take_in

    h = here()
    ident = request.form.get("file", "")
    if len(ident) != 32 or not ident.isalnum():
        abort(400)
    folder = waiting_folder(h, ident)
    path = next(iter(folder.glob("*")), None) if folder.is_dir() else None
    if path is None:
        flash(say("web_check_gone"), "bad")
        return redirect(url_for("registers.check"))
    try:
        done = take_in(h.workspace, path)
    except QmsError as error:
        return render_template("registers/check.html", told=refusal(error).line), 400
    finally:
        _drop(folder)
    shown = done.path.relative_to(h.workspace.evidence_folder).as_posix()
    code = "web_results_there" if done.known else "web_results_taken"
    flash(say(code, {"path": shown, "values": done.values, "measures": done.measures}))
    return redirect(url_for("registers.results"))


def waiting_folder(h: Here, ident: str) -> Path:
    """Return where a file of this person waits; what waited too long is removed."""
    waiting = h.workspace.cache / "looked-at"
    if waiting.is_dir():
        for old in waiting.iterdir():
            if time.time() - old.stat().st_mtime > _KEPT:
                _drop(old)
    return waiting / f"{h.person.id}-{ident}"


def _drop(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
