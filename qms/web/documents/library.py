"""Show the library: what is required first, what is missing, what is due for review; and draft many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.locale import LANGUAGES
from qms.locale.sentences import say
from qms.people.access import Right
from qms.web.documents.room import SEEN_EDITING, names, pages
from qms.web.fields import Form
from qms.web.here import here, needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from qms.documents.shelf import Slot
    from qms.documents.standing import Standing
    from qms.web.jobs import Job

KINDS = ("policy", "procedure", "concept", "plan", "charter", "form", "report")
STATES = ("missing", "draft", "in_review", "approved", "withdrawn")
LIGHTS = ("red", "yellow", "green", "none")


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what the list is narrowed to, as the address has it; empty: everything."""

    status: str = ""
    lang: str = ""
    kind: str = ""
    review: str = ""
    indicator: str = ""

    def without(self, name: str) -> str:
        """Return the address of the list without one of the filters."""
        kept: dict[str, Any] = {key: value for key, value in self._all().items() if key != name}
        return url_for("documents.listed", **kept)

    def _all(self) -> dict[str, str]:
        values = {key: getattr(self, key) for key in ("status", "lang", "kind", "review", "indicator")}
        return {key: value for key, value in values.items() if value}

    def chips(self) -> list[tuple[str, str]]:
        """Return the filters that are on, each with the address that takes it off."""
        return [(self.without(key), _filter_text(key, value)) for key, value in self._all().items()]

    def fits(self, slot: Slot) -> bool:
        """Tell whether a place of the shelf belongs into the list."""
        if self.kind and slot.kind != self.kind:
            return False
        if self.indicator and self.indicator not in {*slot.refs, *slot.supports}:
            return False
        if self.status == "missing":
            return bool(slot.missing) if not self.lang else self.lang in slot.missing
        narrowed = bool(self.status or self.lang or self.review)
        return not narrowed or bool(self.shown(slot))

    def shown(self, slot: Slot) -> list[Standing]:
        """Return the documents of a place that belong into the list."""
        return [s for s in slot.standings if self._fits(s)] if self.status != "missing" else []

    def _fits(self, standing: Standing) -> bool:
        document = standing.document
        if self.status and document.newest.status.value != self.status:
            return False
        if self.lang and document.language != self.lang:
            return False
        return not self.review or (standing.light or "none") == self.review


def _filter_text(name: str, value: str) -> str:
    if name == "indicator":
        return say("web_doc_filter_indicator", {"ref": value})
    if name == "review":
        return say(f"web_doc_light_{value}")
    if name == "lang":
        return say(f"web_doc_in_{value}")
    return say("web_doc_missing") if value == "missing" else say(f"word_{value}")


def _wish() -> Wish:
    form = Form(request.args)
    return Wish(
        form.one("status", STATES),
        form.one("lang", LANGUAGES),
        form.one("kind", KINDS),
        form.one("review", LIGHTS),
        form.text("indicator", longest=20),
    )


def the_standings() -> tuple[Standing, ...]:
    """Return how all documents stand, remembered while nothing changed; edits outside the pages are noticed."""
    from qms.documents.review import follow_edits
    from qms.documents.standing import standings

    h = here()
    follow_edits(h.workspace, SEEN_EDITING)
    found: tuple[Standing, ...] = h.server.remembered.get(
        h.workspace, ("standings",), lambda: tuple(standings(h.workspace))
    )
    return found


@pages.get("/documents")
@needs(Right.READ)
def listed() -> str:
    """List the library."""
    from qms.documents.shelf import shelf_of

    h, wish = here(), _wish()
    slots = shelf_of(h.workspace, h.workspace.framework, the_standings())
    fitting = [slot for slot in slots if wish.fits(slot)]
    groups = [(rank, [s for s in fitting if s.rank == rank]) for rank in ("required", "supporting", "other")]
    return render_template(
        "documents/listed.html",
        groups=groups,
        wish=wish,
        counts=_counts(slots),
        home=h.workspace.settings.language,
        names=names(),
        titles={slot.slug: slot.title for slot in slots},
        states=STATES,
        kinds=KINDS,
        lights=LIGHTS,
        LANGUAGES=LANGUAGES,
    )


def _counts(slots: Sequence[Slot]) -> dict[str, int]:
    """Return how the required documents stand in the language of the workspace."""
    home = here().workspace.settings.language
    required = [slot for slot in slots if slot.rank == "required"]
    own = [
        (slot, next((s for s in slot.standings if s.document.language == home), None)) for slot in required
    ]
    return {
        "required": len(required),
        "approved": sum(1 for slot, s in own if slot.host or (s is not None and s.in_force is not None)),
        "open": sum(1 for slot, s in own if not slot.host and s is not None and s.in_force is None),
        "missing": sum(1 for slot, s in own if not slot.host and s is None),
        "due": sum(1 for _, s in own if s is not None and s.light in {"red", "yellow"}),
    }


@pages.get("/documents/review")
@needs(Right.READ)
def review() -> str:
    """List the review dates of what is in force, the oldest first."""
    in_force = [s for s in the_standings() if s.in_force is not None and not s.document.part]
    rows = sorted(in_force, key=_due)
    waiting = [
        s for s in the_standings() if s.document.newest.status.value == "in_review" and not s.document.part
    ]
    return render_template("documents/review.html", rows=rows, waiting=waiting, names=names())


def _due(standing: Standing) -> str:
    due = standing.in_force.review_due if standing.in_force is not None else None
    return due.isoformat() if due is not None else "9999-12-31"


@pages.post("/documents/draft")
@needs(Right.DRAFT)
def draft_many() -> Response:
    """Draft all required documents, or the whole library, beside the requests."""
    form = Form(request.form)
    which = form.one("which", ("required", "all"), required=True)
    language = form.one("lang", LANGUAGES) or here().workspace.settings.language
    if not form.ok:
        flash(say("web_field_choice"), "bad")
        return redirect(url_for("documents.listed"))
    slugs = _required_slugs() if which == "required" else None
    root, person, pdf = here().server.options.root, here().person.id, form.ticked("pdf")
    framework = request.args.get("framework")

    def work(job: Job) -> None:
        from qms.results.opening import open_workspace

        workspace = open_workspace(root, person, framework)
        try:
            _draft_all(workspace, job, slugs, language, pdf=pdf)
        finally:
            workspace.close()

    address = url_for("documents.listed")
    job = here().server.jobs.start("documents", person, work)
    job.address = job.address or address
    return redirect(url_for("work.show", ident=job.id))


def _required_slugs() -> list[str]:
    from qms.documents.shelf import shelf_of

    h = here()
    slots = shelf_of(h.workspace, h.workspace.framework, the_standings())
    found = [s for s in slots if s.rank == "required" and not s.host]
    return list(dict.fromkeys(slot.slug for slot in found))


def _draft_all(workspace: Any, job: Job, slugs: list[str] | None, language: str, *, pdf: bool) -> None:
    from qms.documents.drafting import generate
    from qms.documents.pdf import write_draft_pdfs

    results = generate(
        workspace, slugs, [language], progress=lambda done, of: job.step(done, of, "web_doc_stage_drafting")
    )
    if pdf:
        paths = [r.path for r in results if r.path]
        write_draft_pdfs(workspace, paths, lambda done, of: job.step(done, of, "web_doc_stage_pdf"))
    mains = [r for r in results if not r.address.part]
    made = sum(1 for r in mains if r.outcome in {"written", "merged"})
    lacking = sum(1 for r in mains if r.outcome == "missing")
    failed = sum(1 for r in mains if r.outcome in {"failed", "open"})
    told = {"made": made, "same": len(mains) - made - lacking - failed, "lacking": lacking, "failed": failed}
    job.outcome = ("web_doc_drafted_many", told)
