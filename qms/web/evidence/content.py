"""Gather what the page of one file shows: facts with where they were found, links, revisions, relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from qms.evidence.kinds import propose_kinds
from qms.evidence.listing import list_missing
from qms.locale.sentences import say, word
from qms.model.words import EvidenceStatus
from qms.reports.evidence import place_text
from qms.state.evidence_pages import equals_of, inside_of
from qms.state.evidence_rows import as_evidence, get_row, revisions_of
from qms.state.link_rows import all_links, links_of
from qms.web.evidence.previews import look_into
from qms.web.evidence.room import problem_text, source_text
from qms.web.files import Passage, name_of, passage_of
from qms.web.here import here
from qms.web.indicator.room import person_name
from qms.web.looks import day_text, span_text

if TYPE_CHECKING:
    from qms.model.evidence import Evidence, Link

_HELPED = frozenset({
    "encrypted", "damaged", "empty", "no_text", "too_large", "timeout", "unsupported", "unreadable",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one fact in words, with where it was found."""

    name: str
    value: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Hold one link in words; `version` is the one that the reader sees."""

    ref: str
    title: str
    framework: str
    url: str
    kinds: str
    services: str
    period: str
    assumed: bool
    note: str
    suspect: str
    confirmed: str
    version: int
    pins: tuple[Passage, ...]


def content_of(row: Any, number: int | None, passage: str) -> dict[str, Any]:
    """Return all that the template of a file shows."""
    h = here()
    evidence = as_evidence(row)
    with h.workspace.state.read() as conn:
        links = all_links(conn, among=[evidence.id])
        versions = {(one.framework, one.indicator): one.version for one in links_of(conn, evidence.id)}
        revisions = revisions_of(conn, evidence.id)
        container = get_row(conn, evidence.container) if evidence.container else None
        inside = inside_of(conn, evidence.id, h.hidden)
        equal = equals_of(conn, evidence.id, evidence.sha256, h.hidden)
    return {
        "evidence": evidence,
        "row": row,
        "name": name_of(evidence.path),
        "facts": facts_of(evidence),
        "kept": kept_of(evidence),
        "problem": problem_text(evidence),
        "help": help_of(evidence),
        "links": [_line(link, versions) for link in links],
        "is_suspect": any(link.suspect for link in links),
        "revisions": [_revision(one) for one in reversed(revisions)],
        "container": container,
        "inside": inside,
        "equal": equal,
        "is_sealed": evidence.id in h.sealed,
        "candidates": candidates_of(evidence),
        "look": look_into(h.workspace, evidence.id, number, passage),
        "proposed_kinds": proposed_kinds(evidence),
        "name_of": name_of,
        "is_over": bool(evidence.keep_until and evidence.keep_until < h.workspace.as_of),
    }


def proposed_kinds(evidence: Evidence) -> list[str]:
    """Return the kinds that a form ticks beforehand: those of the register, else what the name tells."""
    return [kind.value for kind in evidence.kinds or propose_kinds(evidence.path, evidence.title)]


def facts_of(evidence: Evidence) -> list[Fact]:
    """Return what is known of a file, each with where it was found."""
    date = span_text(evidence.date_from, evidence.date_to)
    found = [
        Fact(say("fact_title"), evidence.title, source_text(evidence.title_source)),
        Fact(say("fact_author"), evidence.author or "", source_text(evidence.author_source)),
        Fact(say("column_date"), date if evidence.date_from else "–", _date_source(evidence)),
        Fact(say("fact_created"), _day(evidence.created), source_text("properties")),
        Fact(say("fact_modified"), _day(evidence.modified), source_text("properties")),
        Fact(
            say("fact_language"),
            word(evidence.language) if evidence.language else "",
            source_text(evidence.language_source),
        ),
        Fact(say("web_ev_kinds"), ", ".join(word(kind.value) for kind in evidence.kinds)),
    ]
    return [fact for fact in found if fact.value]


def _day(moment: str | None) -> str:
    return day_text(moment) if moment else ""


def _date_source(evidence: Evidence) -> str:
    place = evidence.date_place
    if place is None or evidence.date_source != "content":
        return source_text(evidence.date_source)
    where = place_text(place["unit"], place["number"], place["label"])
    quoted = say("found_words", {"words": place["words"]})
    return ", ".join(part for part in (quoted, where) if part)


def kept_of(evidence: Evidence) -> list[Fact]:
    """Return what people decided about a file: validity, retention, privacy."""
    in_force = day_text(evidence.in_force_from) if evidence.in_force_from else ""
    if in_force and evidence.approved_by:
        approver = person_name(evidence.approved_by)
        in_force = say("web_ev_in_force_by", {"date": in_force, "by": approver})
    yes = say("web_ev_yes")
    found = [
        Fact(say("web_ev_in_force_from"), in_force),
        Fact(say("web_ev_until"), day_text(evidence.valid_until) if evidence.valid_until else ""),
        Fact(say("web_ev_keep_until"), day_text(evidence.keep_until) if evidence.keep_until else ""),
        Fact(say("web_ev_personal"), yes if evidence.personal_data else ""),
        Fact(say("web_ev_living"), yes if evidence.living else ""),
    ]
    return [fact for fact in found if fact.value]


def help_of(evidence: Evidence) -> str:
    """Return what to do about a file that cannot be searched."""
    from qms.evidence.tools import workspace_tools

    if evidence.status is EvidenceStatus.MISSING:
        return ""
    if evidence.ocr_waiting:
        able = workspace_tools(here().workspace).tesseract is not None
        return say("web_ev_help_waiting" if able else "web_ev_help_no_tesseract")
    return say(f"web_ev_help_{evidence.problem}") if evidence.problem in _HELPED else ""


def candidates_of(evidence: Evidence) -> list[str]:
    """Return the paths of present files that a vanished one may have become."""
    h = here()
    if evidence.status is not EvidenceStatus.MISSING:
        return []
    found = next((one for one in list_missing(h.workspace) if one.evidence.id == evidence.id), None)
    paths = found.candidates if found else ()
    return [path for path in paths if path not in h.hidden_paths]


def _line(link: Link, versions: dict[tuple[str, str], int]) -> LinkLine:
    h = here()
    own = link.framework == h.workspace.framework.id
    framework = h.workspace.framework if own else h.workspace.load_framework(link.framework)
    names = h.workspace.settings.service_names
    return LinkLine(
        ref=link.indicator,
        title=framework.title("indicators", link.indicator, h.language),
        framework=link.framework,
        url=url_for("indicator.show", ref=link.indicator, framework=link.framework),
        kinds=", ".join(word(kind.value) for kind in link.kinds),
        services=", ".join(names.get(one, one) for one in link.services),
        period=span_text(link.date_from, link.date_to),
        assumed=link.date_assumed,
        note=link.note,
        suspect=link.suspect or "",
        confirmed=say("by_on", {"by": person_name(link.confirmed_by), "date": day_text(link.confirmed_on)}),
        version=versions[link.framework, link.indicator],
        pins=tuple(passage_of(link.evidence, pin) for pin in link.pins),
    )


def _revision(one: Any) -> dict[str, Any]:
    problem = say(f"why_{one.problem}") if one.problem else ""
    return {"number": one.number, "seen_at": one.seen_at, "size": one.size, "problem": problem}
