"""List the gaps with filters, hand them to people, and tell what one step would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.coverage.assigning import hand_over, versions_of
from qms.coverage.leverage import leverage_of
from qms.locale.sentences import say, word
from qms.model.errors import ChangedMeanwhile
from qms.model.references import Ref
from qms.people.access import Right
from qms.reports.coverage_forms import is_overdue, step_text
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import day_text, error_text
from qms.web.overview.rooms import GAP_STATES, chosen_service, kept, pages, rows_of
from qms.web.steps import document_address

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.coverage import CoverageMap, Entry
    from qms.model.leverage import Leverage, Step

NOBODY = "nobody"
NO_UNIT = "-"
DUE = ("overdue", "dated", "undated")
FILTERS = ("state", "principle", "owner", "unit", "due", "service")


@pages.get("/gaps")
@needs(Right.READ)
def gaps() -> str:
    """List the gaps."""
    return _listed()


def _listed(typed: dict[str, Any] | None = None) -> str:
    """Render the list; `typed` is what stood in a form that was not saved: ref, owner, due and why."""
    h = here()
    found = h.map(chosen_service())
    chosen = [entry for entry in found.gaps() if _fits(entry, found)]
    if typed and typed["ref"] not in {entry.indicator.ref for entry in chosen}:
        chosen += [entry for entry in found.entries if entry.indicator.ref == typed["ref"]]
    settings = h.workspace.settings
    principles = [
        (p.ref, f"{p.ref} {found.framework.title('principles', p.ref, h.language)}")
        for p in found.framework.principles
    ]
    units = [(site.id, site.name) for site in settings.sites]
    choices = {
        "state": [(state, word(state)) for state in GAP_STATES],
        "principle": principles,
        "owner": [*settings.person_names.items(), (NOBODY, say("web_owner_nobody"))],
        "unit": [*units, (NO_UNIT, say("web_unit_none"))] if units else [],
        "due": [(due, say(f"web_due_{due}")) for due in DUE],
        "service": list(settings.service_names.items()) if len(settings.service_names) > 1 else [],
    }
    named = {name: dict(options) for name, options in choices.items()}
    chips = [
        (
            url_for("overview.gaps", **kept(**{name: None})),
            f"{say(f'web_filter_{name}')}: {named[name][value]}",
        )
        for name in FILTERS
        if (value := request.args.get(name, "")) in named[name]
    ]
    return render_template(
        "overview/gaps.html",
        found=found,
        rows=rows_of(chosen, found),
        of=len(found.entries),
        all_gaps=len(found.gaps()),
        choices=choices,
        chips=chips,
        people=list(settings.person_names.items()),
        versions=versions_of(h.workspace),
        typed=typed or {},
        may=h.may(Right.DECIDE),
    )


def _fits(entry: Entry, found: CoverageMap) -> bool:
    given = {name: request.args.get(name, "") for name in FILTERS}
    tests = (
        not given["state"] or entry.judgement.state.value == given["state"],
        not given["principle"] or entry.indicator.principle == given["principle"],
        not given["owner"] or entry.owner == (None if given["owner"] == NOBODY else given["owner"]),
        not given["unit"] or _unit_of(entry) == given["unit"],
        not given["due"] or given["due"] in _due_of(entry, found),
    )
    return all(tests)


def _unit_of(entry: Entry) -> str:
    """Return the unit of whoever looks after an indicator, NO_UNIT for people without one, "" for nobody."""
    settings = here().workspace.settings
    known = {site.id for site in settings.sites}
    sites = {p.id: p.site if p.site in known else NO_UNIT for p in settings.people}
    return sites.get(entry.owner or "", "")


def _due_of(entry: Entry, found: CoverageMap) -> tuple[str, ...]:
    if entry.due is None:
        return ("undated",)
    return ("dated", "overdue") if is_overdue(entry, found) else ("dated",)


@pages.post("/gaps/<ref>")
@needs(Right.DECIDE)
def assign(ref: str) -> str | Response | tuple[str, int]:
    """Say who looks after an indicator, and by when."""
    h = here()
    if ref not in h.workspace.framework.by_ref:
        abort(404)
    form = Form(request.form)
    people = h.workspace.settings.person_names
    owner, due = form.one("owner", tuple(people)), form.day("due")
    version = form.whole("version") or 0
    typed = {"ref": ref, "owner": owner, "due": request.form.get("due", ""), "wrong": form.wrong}
    if not form.ok:
        return _listed(typed | {"why": " ".join(form.wrong.values())}), 400
    try:
        changed = hand_over(h.workspace, Ref(h.workspace.framework.id, ref), owner or None, due, version)
    except ChangedMeanwhile as error:
        return _listed(typed | {"why": f"{error_text(error)} {_now(ref)}"}), 409
    if changed and owner:
        code = "web_assigned" if due else "web_assigned_no_date"
        flash(say(code, {"ref": ref, "name": people[owner], "date": day_text(due)}))
    else:
        flash(say("web_assign_saved" if changed else "web_assign_same", {"ref": ref}))
    return redirect(url_for("overview.gaps", **kept(), _anchor=f"g-{ref}"))


def _now(ref: str) -> str:
    """Return who looks after an indicator now, for whoever was about to change that."""
    h = here()
    entry = next(e for e in h.map().entries if e.indicator.ref == ref)
    name = h.workspace.settings.person_names.get(entry.owner or "", entry.owner or say("web_owner_nobody"))
    return say("web_assign_now", {"name": name, "date": day_text(entry.due)})


@pages.get("/gaps/steps")
@needs(Right.READ)
def leverage() -> str:
    """Tell which one step would close most, and what much depends on."""
    h = here()
    service = chosen_service()
    found = h.map(service)
    key = ("leverage", h.workspace.framework.id, h.workspace.reading_language, service)
    told: Leverage = h.server.remembered.get(h.workspace, key, lambda: leverage_of(h.workspace, found))
    secret = _hidden_paths()
    return render_template(
        "overview/steps.html",
        steps=[_step(step, found) for step in told.steps if step.principle or step.subject not in secret],
        carriers=[
            {
                "path": carrier.path,
                "url": _carrier_url(carrier.id),
                "refs": carrier.carries,
                "until": carrier.until,
                "soon": carrier.soon,
            }
            for carrier in told.carriers
            if carrier.id not in h.hidden
        ],
        withheld=bool(secret),
    )


def _step(step: Step, found: CoverageMap) -> dict[str, Any]:
    language = here().language
    text = step_text(step, found.framework, language)
    if step.what == "confirm":
        text = say("web_lever_confirm", {"subject": step.subject})
    return {"text": text, "closes": step.closes, "helps": step.helps}


def _hidden_paths() -> frozenset[str]:
    """Return the paths of what the reader must not see."""
    h = here()
    if not h.hidden:
        return frozenset()
    from qms.state.evidence_rows import known_files

    with h.workspace.state.read() as conn:
        return frozenset(known.path for known in known_files(conn) if known.id in h.hidden)


def _carrier_url(ident: str) -> str:
    from qms.documents.control import list_documents

    if ident.startswith("register:"):
        return url_for("registers.book", name=ident.partition(":")[2])
    for document in list_documents(here().workspace):
        if document.id == ident:
            return document_address(document)
    return url_for("evidence.show", ident=ident)
