"""Gather what a document of a workspace is made from: answers, law, certificate, front matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qms.documents.anchors import legal_context, load_anchors
from qms.documents.data import empty_results, own_words
from qms.documents.declension import genitive
from qms.documents.frontmatter import Change, FrontMatter
from qms.documents.schema import LANGUAGES
from qms.documents.skins import load_skin
from qms.documents.variables import build_values
from qms.locale.translator import translate_in
from qms.model.errors import UsageProblem
from qms.model.months import add_months
from qms.model.reasons import Reason
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.documents.address import Address
    from qms.documents.control import Document, Version
    from qms.documents.library import Library, Template
    from qms.documents.schema import Act
    from qms.documents.variables import Values
    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

FIRST_VERSION = "First version"
NEW_VERSION = "Revised"
# A certificate holds three years (domain.md section 1.1) where qms.toml does not say until when.
CERTIFICATE_MONTHS = 36
_ORGANISATION = ("name", "legal_form", "number", "address", "phone", "email", "website", "municipality")


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one document to be made: its address, template (chapters of others joined in) and language.

    `function` is the name of the function or the results sheet that it is made for.
    """

    address: Address
    template: Template
    language: str
    function: str = ""

    def title(self, word: str) -> str:
        """Return the title; `word` is that for the people served."""
        return self.template.title(self.language, word, self.function)


def source_of(workspace: Workspace, library: Library, address: Address, language: str) -> Source:
    """Return what a document is made from; raises UnknownTemplate or NoSuchPart."""
    template = library.at(address)
    if not address.part:
        template = with_chapters(workspace.settings, library, template)
    if template.per == "results":
        name = template.instance_name(address.instance, language)
        return Source(address, template.sheet(address.instance), language, name)
    names = {function.id: function.name for function in workspace.settings.functions}
    return Source(address, template, language, names.get(address.instance, address.instance))


class ChapterProblem(UsageProblem):
    """Refuse a document that is to be a chapter of itself, of another chapter, or of one that does not exist."""

    code = "chapter_problem"
    hint = "hint_chapters"


def check_chapters(settings: Settings, library: Library) -> None:
    """Raise ChapterProblem for an entry of `[documents] chapters` that leads nowhere."""
    known = {template.slug for template in library}
    for slug, host in settings.chapters.items():
        if not {slug, host} <= known or host in settings.chapters or slug == host:
            raise ChapterProblem(chapter=slug, host=host)


def with_chapters(settings: Settings, library: Library, template: Template) -> Template:
    """Join the documents that are chapters of `template` into it, as `[documents.chapters]` of qms.toml has it."""
    joined = [library.get(slug) for slug, host in settings.chapters.items() if host == template.slug]
    return template.joined(joined) if joined else template


def values_for(workspace: Workspace, source: Source, results: Mapping[str, Any] | None = None) -> Values:
    """Merge the answers of `qms.toml` with defaults for one document.

    A report prints `results`, those of their year (default: what `workspace.report_data` gives for the year that was
    answered; without it none, which is good for questions and never rendered).
    """
    settings, template, language = workspace.settings, source.template, source.language
    own = settings.organisation
    anchors, _ = load_anchors(workspace.templates)
    year = clock.today().year
    context: dict[str, Any] = {
        "country": own.country,
        "organisation": {name: getattr(own, name) for name in _ORGANISATION},
        "services": [{"id": s.id, "name": s.name, "kind": s.kind} for s in settings.services],
        "service_kinds": {s.kind for s in settings.services},
        "sites": [{"name": s.name, "address": s.address} for s in settings.sites],
        "year": str(year),
        "next_year": str(year + 1),
        "function": {"id": source.address.instance, "name": source.function},
        "certificate": certificate(workspace, language),
        **legal_context(anchors, settings.law_acts, template.law, language),
    }
    answers = _answers(settings, source)
    if template.data and results is not None:
        context["results"] = results
        own_answers = answers[source.address.slug]
        answers[source.address.slug] = {k: v for k, v in own_answers.items() if k != "results_year"}
    elif template.data:
        context["results"] = _results(workspace, source, answers)
    values = build_values(
        template,
        language,
        answers,
        context,
        workspace_language=settings.language,
        word=own.user_word,
    )
    known = {anchor.act.id for anchor in anchors}
    unknown = [act for act in settings.law_acts if act not in known]
    stale = [a.act.short.get(language) or a.act.id for a in anchors if _cited(a.act, settings, template)]  # type: ignore[call-overload]
    warnings = [
        Reason(code, {"acts": acts})
        for code, acts in (("unknown_acts", unknown), ("unchecked_acts", stale))
        if acts and template.law
    ]
    left = tuple(name for name, passage in own_words(context) if passage.to_adapt)
    return replace(values, warnings=(*values.warnings, *warnings), to_adapt=(*values.to_adapt, *left))


def _results(workspace: Workspace, source: Source, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the results that a report prints, those of the year that was answered or of the last closed one."""
    year = report_year(answers.get(source.address.slug, {}), source.language) or clock.today().year - 1
    if workspace.report_data is None:
        return empty_results(str(year))
    address = source.address
    return dict(workspace.report_data(address.slug, address.instance, source.language, year))


def report_year(answers: Mapping[str, Any], language: str) -> int | None:
    """Return the year that was answered for a report, None without a year that could be."""
    own = answers.get(language)
    for table in (own if isinstance(own, dict) else {}, answers):
        given = str(table.get("results_year", "")).strip()
        if given.isdigit() and 1900 < int(given) < 2200:
            return int(given)
    return None


def _cited(act: Act, settings: Settings, template: Template) -> bool:
    """Tell whether a document cites an act that nobody has compared with its source yet."""
    return (
        act.id in settings.law_acts
        and act.last_checked is None
        and bool(set(template.law) & set(act.articles))
    )


def certificate(workspace: Workspace, language: str) -> dict[str, Any]:
    """Return standard and dates of the certificate while it is valid, else nothing."""
    settings = workspace.settings
    if settings.certified_on is None:
        return {}
    until = settings.certified_until or add_months(settings.certified_on, CERTIFICATE_MONTHS)
    if not settings.certified_on <= clock.today() <= until:
        return {}
    standard = workspace.load_framework(settings.frameworks[0]).name(language)
    return {"standard": standard, "since": settings.certified_on, "until": until}


def _answers(settings: Settings, source: Source) -> dict[str, Any]:
    """Return the answers of `qms.toml`, those of an instance first.

    Who leads and who coordinates is known from the people's roles where nobody answered.
    """
    # The first qms.toml has a name to write over, which nobody should sign a document with.
    placeholders = {translate_in(language, "My name") for language in LANGUAGES}
    known = {}
    for role in ("director", "quality_coordinator"):
        named = (p.name for p in settings.people if role in p.roles and p.name not in placeholders)
        holder = next(named, None)
        if holder is not None:
            known[role] = holder
    common = settings.answers.get("common", {})
    slug, instance = source.address.slug, str(source.address.main)
    own: dict[str, Any] = {}
    for table in (*source.template.chapters, slug, instance):
        own = _laid_over(own, settings.answers.get(table, {}))
    return {**settings.answers, "common": {**known, **common}, slug: own}


def _laid_over(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """Lay one table of answers over another, sub-tables of a language key by key."""
    both = {**base, **top}
    for language in LANGUAGES:
        if isinstance(base.get(language), dict) and isinstance(top.get(language), dict):
            both[language] = {**base[language], **top[language]}
    return both


def front_matter(
    workspace: Workspace, source: Source, document: Document | None, version: Version | None = None
) -> FrontMatter:
    """Return the front matter of a draft; `version` is the one that is worked on (default: the newest)."""
    actor = workspace.actor
    worked = version or (document.newest if document else None)
    names = workspace.settings.person_names
    author = names.get(worked.prepared_by, worked.prepared_by) if worked else actor.name
    prepared = worked.prepared_on if worked else clock.today()
    number = str(worked.number) if worked else "1"
    owner = names.get(document.owner or "", "") if document else coordinator(workspace)[1]
    history = [
        Change(
            str(v.number),
            v.approved_on or v.prepared_on,
            v.change_note,
            names.get(v.prepared_by, v.prepared_by),
        )
        for v in (document.versions if document else ())
        if worked is not None and v.number < worked.number
    ]
    note = (worked.change_note if worked else "") or translate_in(source.language, FIRST_VERSION)
    organisation = workspace.settings.organisation
    return FrontMatter(
        title=source.title(organisation.user_word),
        document_id=document_number(source),
        organisation=organisation.name,
        version=number,
        status="draft",
        dated=prepared,
        kind=source.template.kind,
        services=tuple(s.name for s in workspace.settings.services),
        prepared_by=author,
        owner=owner,
        indicators=indicator_line(workspace, source.template, source.language),
        changes=(*history, Change(number, prepared, note, author)),
        approval_line=_approval_line(workspace, source.language),
        tried_by=(worked.tried_by or "") if worked else "",
        tried_on=worked.tried_on if worked else None,
    )


def _approval_line(workspace: Workspace, language: str) -> str:
    """Return the Lithuanian line below PATVIRTINTA, with the director's title in the genitive; else nothing."""
    if language != "lt":
        return ""
    title = _director_title(workspace.settings)
    return f"{genitive(workspace.settings.organisation.name)} {genitive(title)}" if title else ""


def _director_title(settings: Settings) -> str:
    common = settings.answers.get("common", {})
    own = common.get("lt", {}) if isinstance(common.get("lt"), dict) else {}
    given = own.get("director_title") or (common.get("director_title") if settings.language == "lt" else "")
    return given if isinstance(given, str) else ""


def document_number(source: Source) -> str:
    """Return the number printed on a document: its kind and first indicator, such as POL-04.

    A document that none requires takes the first one that it supports; the slug, which is English, stands in last.
    """
    template = source.template
    served = template.numbered_by.values()
    refs = [ref for serves in served for ref in serves.required] or [
        r for serves in served for r in serves.supports
    ]
    number, instance = template.slug, source.address.instance
    if template.per == "results":
        # A sheet is numbered like the indicator that it is for.
        code = load_skin("neutral").label("code_sheet", source.language)
        return f"{code}-{instance.zfill(2)}" if instance else code
    if refs:
        first = min(refs, key=lambda ref: (len(ref), ref))
        number = f"{load_skin('neutral').label(f'code_{template.kind}', source.language)}-{first.zfill(2)}"
    return f"{number}/{instance}" if instance else number


def coordinator(workspace: Workspace) -> tuple[str | None, str]:
    """Return id and name of the first quality coordinator, who owns documents unless said otherwise."""
    for person in workspace.settings.people:
        if "quality_coordinator" in person.roles:
            return person.id, person.name
    return None, ""


def indicator_line(workspace: Workspace, template: Template, language: str) -> str:
    """Return the references that a document serves, such as `EQUASS Assurance 2018: 26, 27`."""
    parts: list[str] = []
    for framework, serves in template.serves.items():
        if framework in workspace.settings.frameworks:
            refs = sorted({*serves.required, *serves.supports}, key=lambda ref: (len(ref), ref))
            parts.append(f"{workspace.load_framework(framework).name(language)}: {', '.join(refs)}")
    return "; ".join(parts)


def answer_table(source: Source, name: str) -> str:
    """Return the table of answers of a variable: the document's own, that of a chapter, or the common one."""
    template = source.template
    if name in template.own:
        return next((slug for slug, own in template.chapters.items() if name in own), template.slug)
    return "common"
