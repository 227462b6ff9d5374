"""Gather what the page of an indicator shows, a part at a time, without what its reader must not see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from qms.coverage.hanging import history_of_indicator, links_of_indicator
from qms.documents.serving import documents_serving, templates_serving
from qms.locale.sentences import say, word
from qms.reports.coverage_forms import entries_text
from qms.reports.evidence import pin_text
from qms.web.files import name_of, place_address
from qms.web.here import here
from qms.web.indicator.room import cell_reason, person_name
from qms.web.looks import span_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.coverage.hanging import LinkOn
    from qms.documents.control import Document, Version
    from qms.documents.serving import Draftable
    from qms.model.audit import LogLine
    from qms.model.changes import Line, TextChange
    from qms.model.coverage import Cell, Entry, Hanging
    from qms.model.evidence import Pin
    from qms.web.indicator.room import Asked

HISTORY = 12
"""Entries of the history that are shown at once."""
STRETCHES = 8
"""Places of a changed text that are shown side by side; the file itself shows the rest."""


@dataclass(frozen=True, slots=True)
class Need:
    """Hold one row of the table of needs, in words."""

    kinds: str
    service: str
    year: str
    state: str
    reason: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold one link as the page shows it; `change` sets both texts beside each other where it is suspect.

    `state` is what the link is worth alone; empty where it does not count by itself. `beside` says that nothing of its
    kinds is asked for here, so that it meets no need however sound it is.
    """

    link: LinkOn
    state: str
    beside: bool
    kinds: str
    services: str
    period: str
    pins: tuple[tuple[str, str, str | None, str], ...]
    confirmed_by: str
    reason: str
    change: TextChange | None
    stretches: tuple[tuple[Line, ...], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Served:
    """Hold one controlled document of the indicator with the version that tells most."""

    document: Document
    version: Version
    required: bool
    address: str


def neighbours(asked: Asked) -> tuple[str | None, str | None]:
    """Return the references before and after an indicator in the order of the standard."""
    refs = [entry.indicator.ref for entry in asked.found.entries]
    place = refs.index(asked.ref.ref)
    return refs[place - 1] if place else None, refs[place + 1] if place + 1 < len(refs) else None


def needs_of(entry: Entry) -> list[Need]:
    """Return the needs of an indicator with their state; services of which the same is to be said share a row."""
    h = here()
    joined = say("or")
    rows: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in entry.judgement.cells:
        key = (cell.need, cell.kinds, cell.year, cell.state, cell_reason(cell, h.hidden), cell.until)
        rows.setdefault(key, []).append(cell)
    return [
        Need(
            joined.join(word(kind.value) for kind in kinds),
            _services_of(cells),
            str(year or ""),
            state.value,
            reason,
            until,
        )
        for (_, kinds, year, state, reason, until), cells in rows.items()
    ]


def _services_of(cells: Sequence[Cell]) -> str:
    """Return the services of cells by name; all of them, or none, are told as all."""
    services = [cell.service for cell in cells if cell.service]
    known = here().workspace.settings.service_names
    return services_text([] if set(services) == set(known) else services)


def links_shown(asked: Asked) -> list[Shown]:
    """Return the links of the indicator that the reader may see."""
    h = here()
    return [_shown(asked, link) for link in links_of_indicator(h.workspace, asked.ref, h.hidden)]


def _shown(asked: Asked, link: LinkOn) -> Shown:
    hanging = [one for one in asked.entry.evidence if one.id == link.evidence.id and one.kinds == link.kinds]
    change = _change(asked, link) if link.suspect else None
    stretches = change.stretches if change else ()
    return Shown(
        link=link,
        state=hanging[0].state.value if hanging else "",
        beside=not asked.entry.indicator.rule.asks_for(link.kinds),
        kinds=", ".join(word(kind.value) for kind in link.kinds),
        services=services_text(link.services),
        period=span_text(link.date_from, link.date_to),
        pins=tuple(_pin(asked, link, one.pin, one.found) for one in link.pins),
        confirmed_by=person_name(link.confirmed_by),
        reason=say(link.suspect, {"path": name_of(link.evidence.path)}) if link.suspect else "",
        change=change,
        stretches=stretches[:STRETCHES],
        more=max(0, len(stretches) - STRETCHES),
    )


def _pin(asked: Asked, link: LinkOn, pin: Pin, found: str | None) -> tuple[str, str, str | None, str]:
    """Return where a passage stands, its words, its present words where they differ, and its address."""
    return pin_text(pin), pin.quote, found, place_address(link.evidence.id, pin, indicator=asked.ref.ref)


def _change(asked: Asked, link: LinkOn) -> TextChange | None:
    from qms.evidence.changes import text_change

    h = here()
    key = ("change", str(asked.ref), link.evidence.id)
    found: TextChange | None = h.server.remembered.get(
        h.workspace, key, lambda: text_change(h.workspace, link.evidence.id, str(asked.ref))
    )
    return found


def counted(asked: Asked, links: Sequence[Shown]) -> list[dict[str, Any]]:
    """Return what proves the indicator beside links and documents: rows of registers, surveys and results."""
    h = here()
    told = {one.link.evidence.id for one in links} | {one.document.id for one in _serving(asked)}
    return [
        _counted(item) for item in asked.entry.evidence if item.id not in told and item.id not in h.hidden
    ]


def _counted(item: Hanging) -> dict[str, Any]:
    return {
        "text": item.path or entries_text(item.id) or item.id,
        "address": url_for("evidence.show", ident=item.id) if item.path and ":" not in item.id else "",
        "kinds": ", ".join(word(kind.value) for kind in item.kinds),
        "period": span_text(item.date_from, item.date_to),
        "services": services_text(item.services),
        "state": item.state.value,
    }


def _serving(asked: Asked) -> list[Any]:
    h = here()
    key = ("serving", str(asked.ref))
    found: list[Any] = h.server.remembered.get(
        h.workspace, key, lambda: documents_serving(h.workspace, asked.ref)
    )
    return found


def documents_of(asked: Asked) -> list[Served]:
    """Return the controlled documents of the indicator, the one in force or else the newest version of each."""
    found = []
    for one in _serving(asked):
        document: Document = one.document
        version = document.in_force(asked.found.setting.as_of) or document.newest
        address = url_for(
            "documents.show",
            slug=document.slug,
            lang=document.language,
            instance=document.instance or None,
            part=document.part or None,
        )
        found.append(Served(document, version, one.required, address))
    return found


def drafts_of(asked: Asked) -> list[Draftable]:
    """Return the templates that could be drafted for the indicator."""
    h = here()
    return templates_serving(h.workspace, asked.ref, _serving(asked), h.workspace.reading_language)


def improvements_of(asked: Asked) -> list[LogLine]:
    """Return findings and actions about the indicator; rows of registers that the reader must not see are left out."""
    from qms.audit.improvement import improvement_log
    from qms.state.evidence_rows import rows_of

    h = here()
    lines = [line for line in improvement_log(h.workspace) if asked.ref.ref in line.indicators]
    if not h.hidden or not lines:
        return lines
    with h.workspace.state.read() as conn:
        paths = {row.path for row in rows_of(conn, h.hidden).values()}
    return [line for line in lines if line.origin == "state" or line.path not in paths]


def levels_of(asked: Asked) -> list[dict[str, Any]]:
    """Return the scales of the self-assessment that rest on the indicator, with level and bar."""
    from qms.assessment.forms import level_text, scale_name
    from qms.assessment.results import items, result_of
    from qms.assessment.schemes import scheme_name

    h = here()
    framework = asked.found.framework
    mine = [item for item in items(h.workspace) if _rests_on(item, asked)]
    if not mine:
        return []
    key = ("levels", framework.id)
    result = h.server.remembered.get(h.workspace, key, lambda: result_of(h.workspace, with_warnings=False))
    scales = {(one.criterion, one.perspective): one for one in result.scales} if result else {}
    found = []
    for item in mine:
        scale = scales.get(item.place)
        level = scale.level if scale else None
        address = url_for("assessment.scale", criterion=item.criterion, perspective=item.perspective)
        found.append(
            {
                "name": scale_name(item),
                "level": level,
                "levels": item.levels,
                "bar": item.bar,
                "text": level_text(level, item.bar, scheme_name(framework)),
                "is_below": level is not None and level < item.bar,
                "address": address,
            }
        )
    return found


def _rests_on(item: Any, asked: Asked) -> bool:
    own = item.indicators or ()
    indicator = asked.entry.indicator
    return indicator.ref in own if own else item.criterion in {indicator.criterion, indicator.ref}


def history_of(asked: Asked, *, whole: bool) -> tuple[list[dict[str, Any]], bool]:
    """Return what happened to the indicator in words, newest first, and whether there is more."""
    h = here()
    most = 1000 if whole else HISTORY
    entries = history_of_indicator(h.workspace, asked.ref, most + 1, h.hidden)
    told = [
        {
            "at": one.at,
            "by": person_name(one.actor),
            "text": say(f"log_{one.action.replace('.', '_')}"),
            "path": one.path if one.path != one.evidence else _unknown(one.evidence),
            "address": url_for("evidence.show", ident=one.evidence) if one.path != one.evidence else "",
            "facts": _facts(one.details),
        }
        for one in entries[:most]
    ]
    return told, len(entries) > most


def _unknown(ident: str) -> str:
    """Return what stands in place of a path: nothing where no evidence is meant, else that it was forgotten."""
    return say("web_indicator_forgotten") if ident else ""


def _facts(details: Any) -> str:
    """Return what an entry tells beside its kind: kinds, services, owner, due day, number of a statement."""
    names = here().workspace.settings.service_names
    found = [word(kind) for kind in details.get("kinds") or ()]
    services = [*(details.get("services") or ()), *([details["service"]] if details.get("service") else ())]
    found += [names.get(service, service) for service in services]
    if details.get("need"):
        found.append(word(str(details["need"])))
    if details.get("owner"):
        found.append(person_name(str(details["owner"])))
    if details.get("due"):
        found.append(say("web_indicator_due_on", {"date": details["due"]}))
    if details.get("number"):
        found.append(say("web_indicator_version", {"number": details["number"]}))
    return ", ".join(found)


def services_text(services: Sequence[str]) -> str:
    """Return the names of services; none means all of them."""
    names = here().workspace.settings.service_names
    return ", ".join(names.get(one, one) for one in services) or say("web_indicator_all_services")
