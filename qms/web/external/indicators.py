"""Show an external auditor the indicators, and for each what was released, where it stands and what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, render_template, url_for

from qms.coverage.hanging import links_of_indicator, statements_of_indicator, waived_of_indicator
from qms.locale.sentences import word
from qms.model.references import Ref
from qms.people.access import Right
from qms.people.accounts import account_of
from qms.reports.evidence import pin_text
from qms.reports.indicator_texts import indicator_texts, official_texts
from qms.state.link_rows import all_links
from qms.web.external.room import auditors, notes_key, pages, viewer
from qms.web.here import here, needs
from qms.web.looks import span_text

if TYPE_CHECKING:
    from datetime import date

    from qms.coverage.hanging import LinkOn
    from qms.documents.control import Document, Version
    from qms.web.external.room import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold one released file as it hangs on an indicator; `passages` are place, quote and address."""

    name: str
    url: str
    facts: str
    note: str
    is_suspect: bool
    is_missing: bool
    passages: tuple[tuple[str, str, str], ...]


@pages.get("/auditor")
@needs(Right.RELEASED, Right.PEOPLE)
def show() -> str:
    """Show the principles with their indicators, and how much of each was released."""
    h = here()
    if h.may(Right.READ) and not auditors():
        return render_template("external/nobody.html")
    eyes = viewer()
    framework = h.workspace.framework
    counts = _counts(eyes)
    groups = [
        (
            principle.ref,
            framework.title("principles", principle.ref, h.language),
            [
                (one.ref, framework.title("indicators", one.ref, h.language), counts.get(one.ref, (0, 0)))
                for one in framework.indicators
                if one.principle == principle.ref
            ],
        )
        for principle in framework.principles
    ]
    return render_template(
        "external/show.html",
        eyes=eyes,
        auditors=[(p.id, p.name) for p in auditors()] if not eyes.is_self else [],
        groups=groups,
        is_empty=not any(files or documents for files, documents in counts.values()),
        until=until_of(eyes),
        notes_key=notes_key(eyes),
    )


def until_of(eyes: Viewer) -> date | None:
    """Return the last day of the auditor's account, None where there is no account."""
    account = account_of(here().workspace.state, eyes.person.id)
    return account.valid_until if account else None


def _counts(eyes: Viewer) -> dict[str, tuple[int, int]]:
    """Return how many files and documents are seen for each indicator."""
    h = here()
    own, hidden = h.workspace.framework.id, eyes.hidden
    with h.workspace.state.read() as conn:
        pairs = {(link.indicator, link.evidence) for link in all_links(conn, own)}
    files = Counter(ref for ref, evidence in pairs if evidence not in hidden)
    served = Counter(ref for pair in eyes.documents for ref in refs_of(*pair))
    return {ref: (files[ref], served[ref]) for ref in {*files, *served}}


def refs_of(document: Document, version: Version) -> set[str]:
    """Return the indicators of the chosen standard that a version serves."""
    serves = document.serves if version.serves is None else version.serves
    return {ref for refs in serves.get(here().workspace.framework.id, {}).values() for ref in refs}


@pages.get("/auditor/indicators/<ref>")
@needs(Right.RELEASED, Right.PEOPLE)
def indicator(ref: str) -> str:
    """Show what is asked, what the provider states, and the released evidence and documents."""
    h, eyes = here(), viewer()
    framework = h.workspace.framework
    if ref not in framework.by_ref:
        abort(404)
    one, asked = framework.by_ref[ref], Ref(framework.id, ref)
    refs = [i.ref for i in framework.indicators]
    at = refs.index(ref)
    names = h.workspace.settings.service_names
    return render_template(
        "external/indicator.html",
        eyes=eyes,
        ref=ref,
        title=framework.title("indicators", ref, h.language),
        principle=framework.title("principles", one.principle, h.language),
        texts=indicator_texts(framework, one, h.language),
        official=official_texts(h.workspace.official, one, h.language),
        statements=[
            (names.get(service or "", ""), versions[0])
            for service, versions in statements_of_indicator(h.workspace, asked).items()
        ],
        waived=[
            (names.get(w.service or "", ""), word(w.need) if w.need else "", w.because)
            for w in waived_of_indicator(h.workspace, asked)
        ],
        evidence=[_shown(link) for link in links_of_indicator(h.workspace, asked, eyes.hidden)],
        documents=[(d, v) for d, v in eyes.documents if ref in refs_of(d, v)],
        before=refs[at - 1] if at else "",
        after=refs[at + 1] if at + 1 < len(refs) else "",
        notes_key=notes_key(eyes),
    )


def _shown(link: LinkOn) -> Shown:
    evidence = link.evidence
    names = here().workspace.settings.service_names
    period = span_text(link.date_from, link.date_to) if link.date_from else ""
    services = ", ".join(names.get(one, one) for one in link.services)
    facts = [", ".join(word(kind.value) for kind in link.kinds), period, services]

    def address(**place: Any) -> str:
        return url_for("external.file", ident=evidence.id, **place)

    return Shown(
        name=evidence.title
        if evidence.title_source not in {None, "name"}
        else evidence.path.rpartition("/")[2],
        url=address(),
        facts=" · ".join(fact for fact in facts if fact),
        note=link.note,
        is_suspect=bool(link.suspect),
        is_missing=evidence.status.value == "missing",
        passages=tuple(
            (
                pin_text(one.pin) or word(one.pin.unit),
                one.pin.quote,
                address(number=one.pin.number, q=one.pin.quote or None, _anchor="inside"),
            )
            for one in link.pins
        ),
    )
