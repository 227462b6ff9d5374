"""Show what looks personal in the files of a pack, and keep what somebody decides about each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.evidence.privacy_guard import choose, standing_of_choice
from qms.locale.sentences import say
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.model.privacy import UNDECIDED, Choice
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.state.pack_rows import choices_by_evidence
from qms.web.fields import Form, whole_number
from qms.web.here import here, needs
from qms.web.looks import error_text
from qms.web.packs.room import Looked, begin, keep_look, looked_at, pages
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.datastructures import FileStorage
    from werkzeug.wrappers import Response

    from qms.evidence.name_list import NameList
    from qms.model.privacy import Guarded
    from qms.web.here import Here
    from qms.web.jobs import Job

SHOWS = ("open", "decided", "all")
PAGE = 40
NAMES_MOST = 2_000_000
"""Bytes that a list of names may have."""
_BENEATH = ("properties", "beneath")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one file as the page shows it; `told` are the findings in words, `seen` how it stood when it was drawn."""

    id: str
    shown: str
    told: tuple[str, ...]
    choice: str
    because: str
    by: str
    stale: bool
    is_open: bool
    seen: str


def names_sent(sent: FileStorage | None) -> NameList | None:
    """Return a list of names that a form sent, read once and kept nowhere; raises UnicodeDecodeError."""
    from qms.evidence.name_list import NameList

    if sent is None or not sent.filename:
        return None
    return NameList(sent.stream.read(NAMES_MOST).decode("utf-8-sig").splitlines())


@pages.get("/packs/files")
@needs(Right.PACK)
def files() -> str:
    """Show the files that would go into a pack, those that are open first."""
    return _page({})


@pages.post("/packs/look")
@needs(Right.PACK)
def look() -> Response | str:
    """Look through all files anew, in the background."""
    h = here()
    try:
        names = names_sent(request.files.get("names"))
    except UnicodeDecodeError:
        return _page({"names": say("web_guard_names_unreadable")})
    root, person, framework = h.server.options.root, h.person.id, h.workspace.framework.id
    address = url_for("packs.files")

    def work(job: Job) -> None:
        from qms.audit.pack.material import collect

        workspace = open_workspace(root, person, framework)
        try:
            material = collect(workspace, names)
        finally:
            workspace.close()
        found = tuple(material.files.values())
        keep_look(root, framework, Looked(found, clock.now(), names is not None))
        job.outcome, job.address = ("web_guard_looked", {}), address

    job = begin("guard", work)
    if job is not None and not job.wait(3.0):
        return redirect(url_for("work.show", ident=job.id))
    if job is not None and job.error is not None:
        flash(error_text(job.error), "bad")
    return redirect(url_for("packs.files"))


@pages.post("/packs/files/<ident>")
@needs(Right.DECIDE)
def decide(ident: str) -> Response | str:
    """Keep what becomes of a file in packs."""
    h, form = here(), Form(request.form)
    choice = form.one("choice", [one.value for one in Choice], required=True)
    because = " ".join(form.text("because", longest=400).split())
    if ident in h.hidden:
        return _page({ident: say("web_error_404")})
    if form.ok:
        try:
            choose(h.workspace, [ident], Choice(choice), because, request.form.get("seen", ""))
        except ChangedMeanwhile:
            form.fail("choice", "web_guard_changed")
        except QmsError as error:
            form.wrong["choice"] = error_text(error)
    if form.ok:
        flash(say("web_guard_kept"))
        page = whole_number(request.form.get("page", ""))
        return redirect(url_for("packs.files", show=request.form.get("show") or None, page=page))
    return _page({ident: " ".join(form.wrong.values())}, {ident: (choice, because)})


def _page(wrong: dict[str, str], typed: dict[str, tuple[str, str]] | None = None) -> str:
    h, looked = here(), looked_at(here())
    seen = [one for one in (_present(h, looked.files) if looked else ()) if one.evidence.id not in h.hidden]
    show = request.values.get("show", "open")
    show = show if show in SHOWS else "open"
    chosen = [one for one in seen if _fits(one, show) or one.evidence.id in wrong]
    count = max(1, -(-len(chosen) // PAGE))
    page = min(whole_number(request.values.get("page", "")) or 1, count)
    part = chosen[(page - 1) * PAGE : page * PAGE]
    standing = standing_of_choice(h.workspace, [one.evidence for one in part])
    return render_template(
        "packs/files.html",
        looked=looked,
        lines=[_line(one, standing[one.evidence.id]) for one in part],
        counts={name: sum(_fits(one, name) for one in seen) for name in SHOWS},
        show=show,
        page=page,
        count=count,
        choices=[(one.value, say(f"web_choice_{one.value}")) for one in Choice],
        names=h.workspace.settings.person_names,
        may_decide=h.may(Right.DECIDE),
        wrong=wrong,
        typed=typed or {},
        withheld=bool(h.hidden),
    )


def _present(h: Here, files: Sequence[Guarded]) -> list[Guarded]:
    """Return what was looked at with the choices as they are now."""
    with h.workspace.state.read() as conn:
        chosen = choices_by_evidence(conn)
    found = []
    for one in files:
        row = chosen.get(one.evidence.id)
        if row is None or row.choice == UNDECIDED:
            found.append(replace(one, choice=None, because="", by="", stale=False))
            continue
        holds = row.sha256 == one.evidence.sha256
        choice = Choice(row.choice) if holds else None
        found.append(
            replace(one, choice=choice, because=row.because if holds else "", by=row.by, stale=not holds)
        )
    return found


def _fits(one: Guarded, show: str) -> bool:
    return show == "all" or (one.is_open if show == "open" else one.choice is not None)


def _line(one: Guarded, seen: str) -> Line:
    told = []
    for finding in one.findings:
        what = " ".join(part for part in (say(f"guard_{finding.kind}"), finding.shown) if part)
        count = f" ({finding.count})" if finding.count > 1 else ""
        where = [say(f"guard_place_{place}") for place in finding.places if place in _BENEATH]
        own = [say("pack_own")] if finding.own else []
        told.append(" – ".join([f"{what}{count}", *(where if finding.kind != "author" else ()), *own]))
    return Line(
        one.evidence.id,
        one.shown,
        tuple(told),
        one.choice.value if one.choice else "",
        one.because,
        one.by,
        one.stale,
        one.is_open,
        seen,
    )
