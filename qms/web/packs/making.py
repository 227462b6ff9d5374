"""Make an audit pack in the background, show what came of it, and hand it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for

from qms.audit.pack.manifest import fingerprint_shown
from qms.locale.sentences import say, word
from qms.locale.translator import activate, current
from qms.model.errors import QmsError
from qms.model.privacy import Choice
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.state.evidence_rows import known_files
from qms.web.downloads import hand_out
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import error_text
from qms.web.packs.files import names_sent
from qms.web.packs.room import begin, pages, sees_all
from qms.workspace.kept_packs import FOLDER, KeptPack, delete_pack, find_pack, list_packs, manifest_in
from qms.workspace.schema import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response as FlaskResponse
    from werkzeug.wrappers import Response

    from qms.web.here import Here
    from qms.web.jobs import Job

UNCHECKED = ("leave_out", "on_site")
WHYS = ("on_site", "leave_out", "suspect", "missing")


@pages.get("/packs/make")
@needs(Right.PACK)
def make() -> str:
    """Show the form."""
    return _form(Form(request.form))


@pages.post("/packs/make")
@needs(Right.PACK)
def make_now() -> Response | str:
    """Make a pack as a ZIP below `packs/` of the workspace, for its owner only."""
    h, form = here(), Form(request.form)
    if not sees_all(h):
        abort(403)
    language = form.one("language", LANGUAGES) or h.workspace.settings.language
    unchecked = form.one("unchecked", UNCHECKED)
    texts = tuple(" ".join(line.split()) for line in form.text("redact").split("\n") if line.strip())
    suspect = form.ticked("with_suspect")
    try:
        names = names_sent(request.files.get("names"))
    except UnicodeDecodeError:
        form.fail("names", "web_guard_names_unreadable")
    if not form.ok:
        return _form(form)
    root, person, framework = h.server.options.root, h.person.id, h.workspace.framework.id
    made_at, open_at = url_for("packs.made", name="NAME"), url_for("packs.files")

    def work(job: Job) -> None:
        from qms.audit.pack.kept import make_kept_pack
        from qms.audit.pack.making import Wish

        workspace, spoken, count = open_workspace(root, person, framework), current(), 0

        def passed(_stage: str) -> None:
            nonlocal count
            count += 1
            job.step(count, stage="web_pack_packing")

        wish = Wish(
            language=language,
            names=names,
            unchecked=Choice(unchecked) if unchecked else None,
            redact=texts,
            with_suspect=suspect,
        )
        activate(language)
        try:
            made, name = make_kept_pack(workspace, wish, passed)
        finally:
            activate(spoken)
            workspace.close()
        if made.open:
            job.outcome, job.address = ("web_pack_open", {"count": len(made.open)}), open_at
        else:
            job.outcome, job.address = ("web_pack_made", {"files": made.files}), made_at.replace("NAME", name)

    job = begin("pack", work)
    return redirect(url_for("work.show", ident=job.id) if job else url_for("packs.make"))


def _form(form: Form) -> str:
    h = here()
    sent = form.sent
    return render_template(
        "packs/make.html",
        may_make=sees_all(h),
        languages_of=[(language, word(language)) for language in LANGUAGES],
        language=sent.get("language", h.workspace.settings.language),
        unchecked=[
            ("", say("web_pack_unchecked_stop")),
            *((one, say(f"web_choice_{one}")) for one in UNCHECKED),
        ],
        chosen=sent.get("unchecked", ""),
        redact=sent.get("redact", ""),
        with_suspect="with_suspect" in sent,
        wrong=form.wrong,
        packs=[one for one in list_packs(h.workspace) if not one.named & h.sealed],
        names=h.workspace.settings.person_names,
        folder=FOLDER,
    )


@pages.get("/packs/made/<name>")
@needs(Right.PACK)
def made(name: str) -> str:
    """Show what came of a pack: the fingerprint to be read out, and what stayed out and why."""
    h = here()
    one, path = _known(h, name)
    with h.workspace.state.read() as conn:
        paths = {known.id: known.path for known in known_files(conn)}
    kept_back = [
        (
            say(f"web_pack_back_{why}"),
            [
                (ident, paths[ident], because)
                for ident, because in one.kept_back.get(why, ())
                if ident in paths and ident not in h.hidden
            ],
        )
        for why in WHYS
    ]
    return render_template(
        "packs/made.html",
        pack=one,
        size=round(one.size / 1_000_000, 1),
        fingerprint=fingerprint_shown(one.fingerprint),
        is_whole=manifest_in(path) == one.fingerprint,
        by=h.workspace.settings.person_names.get(one.by, one.by),
        kept_back=[(title, rows) for title, rows in kept_back if rows],
        folder=f"{FOLDER}/{one.name}",
        may_delete=h.may(Right.DECIDE),
    )


@pages.get("/packs/made/<name>/file")
@needs(Right.PACK)
def pack_file(name: str) -> FlaskResponse:
    """Hand out a pack."""
    one, path = _known(here(), name)
    return hand_out(path, one.name, "application/zip")


@pages.post("/packs/made/<name>/delete")
@needs(Right.DECIDE)
def delete(name: str) -> Response:
    """Delete a pack that was kept."""
    h = here()
    _known(h, name)
    try:
        delete_pack(h.workspace, name, h.person.id)
    except QmsError as error:
        flash(error_text(error), "bad")
    else:
        flash(say("web_pack_deleted", {"name": name}))
    return redirect(url_for("packs.make"))


def _known(h: Here, name: str) -> tuple[KeptPack, Path]:
    """Return a pack that the person may see; 404 for any other."""
    try:
        one, path = find_pack(h.workspace, name)
    except QmsError:
        abort(404)
    if one.named & h.sealed:
        abort(404)
    return one, path
