"""Generate working copies from templates: drafts to adapt, never over a person's edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.documents.control import Document, list_documents
from qms.documents.frontmatter import Change, FrontMatter
from qms.documents.library import Template, load_library
from qms.documents.render import render_document
from qms.documents.skins import load_skin
from qms.documents.variables import Values, build_values
from qms.locale import LANGUAGES
from qms.locale.translator import translate_in
from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import insert_document, put_version, update_document
from qms.state.files import digest, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.model.organisation import Settings
    from qms.model.reasons import Reason
    from qms.workspace.workspace import Workspace

FIRST_VERSION = "First version"
NEW_VERSION = "Revised"


@dataclass(frozen=True, slots=True)
class Drafted:
    """Hold what became of one document: `outcome` is written, unchanged, approved, edited, missing or failed.

    `missing` names unanswered variables with their questions, `invalid` wrong answers, `to_adapt` passages that
    still hold the suggested text; `error` is why a template failed.
    """

    slug: str
    language: str
    title: str
    outcome: str
    path: str = ""
    missing: tuple[tuple[str, str, str], ...] = ()
    invalid: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[Reason, ...] = ()
    to_adapt: tuple[str, ...] = ()
    error: QmsError | None = field(default=None)


def generate(
    workspace: Workspace, slugs: Sequence[str], languages: Sequence[str], *, fresh: bool = False
) -> list[Drafted]:
    """Draft each document in each language; a bad one does not stop the others.

    Approved documents and copies that a person edited are left alone; `fresh` starts an edited one over and
    keeps the edited copy beside it. Raises UnknownTemplate for a slug that the library does not have.
    """
    library = load_library(workspace.templates)
    templates = [library.get(slug.partition("@")[0]) for slug in slugs]
    known = {(d.slug, d.instance, d.language): d for d in list_documents(workspace)}
    results: list[Drafted] = []
    for slug, template in zip(slugs, templates, strict=True):
        instance = slug.partition("@")[2]
        for language in languages:
            before = known.get((template.slug, instance, language))
            try:
                results.append(_draft(workspace, template, instance, language, before, fresh=fresh))
            except QmsError as error:
                title = template.title(language)
                results.append(Drafted(slug, language, title, "failed", error=error))
    return results


def _draft(
    workspace: Workspace,
    template: Template,
    instance: str,
    language: str,
    before: Document | None,
    *,
    fresh: bool,
) -> Drafted:
    title = template.title(language, workspace.settings.organisation.user_word)
    base = Drafted(template.slug, language, title, "approved")
    if before is not None and before.newest.status is not DocumentStatus.DRAFT:
        return _as(base, before.newest.status.value, path=before.path)
    values = values_for(workspace, template, language)
    if not values.complete:
        missing = tuple((answer_table(template, m.name), m.name, m.question) for m in values.missing)
        invalid = tuple((answer_table(template, i.name), i.name, i.code) for i in values.invalid)
        return _as(base, "missing", missing=missing, invalid=invalid)
    path = before.path if before else working_copy(template.slug, instance, language)
    target = workspace.root / path
    if before is not None and target.is_file() and digest(target.read_bytes()) != before.newest.base:
        if not fresh:
            return _as(base, "edited", path=path)
        target.replace(_free(target))
    data = render_document(
        template,
        language,
        workspace.settings.organisation.country,
        values,
        front_matter(workspace, template, instance, language, before),
    )
    extra: dict[str, Any] = {
        "path": path,
        "to_adapt": values.to_adapt,
        "warnings": values.warnings,
    }
    if before is not None and digest(data) == before.newest.base and target.is_file():
        return _as(base, "unchanged", **extra)
    # The base is stored first: a copy on disk whose base is unknown would look edited for ever.
    name = workspace.objects.put(data)
    write_atomic(target, data, mode=None)
    _record(workspace, template, instance, language, before, path, name)
    return _as(base, "written", **extra)


def answer_table(template: Template, name: str) -> str:
    """Return the table of answers that a variable is asked for in: the document's own, or the common one."""
    return template.slug if name in template.own else "common"


def _as(drafted: Drafted, outcome: str, **changes: Any) -> Drafted:
    from dataclasses import replace

    return replace(drafted, outcome=outcome, **changes)


def _free(target: Any) -> Any:
    """Return a free name beside `target` for the copy that a person edited."""
    for number in range(1, 1000):
        candidate = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if not candidate.exists():
            return candidate
    return target.with_name(f"{target.stem} ({clock.now().replace(':', '')}){target.suffix}")


def working_copy(slug: str, instance: str, language: str) -> str:
    """Return the path of a working copy, relative to the workspace."""
    name = f"{slug}.{instance}.{language}" if instance else f"{slug}.{language}"
    return f"documents/{name}.docx"


def values_for(workspace: Workspace, template: Template, language: str) -> Values:
    """Merge the answers of `qms.toml` with defaults for one document."""
    settings = workspace.settings
    own = settings.organisation
    fields = ("name", "legal_form", "number", "address", "phone", "email", "website", "municipality")
    context: dict[str, Any] = {
        "country": own.country,
        "organisation": {name: getattr(own, name) for name in fields},
        "services": [{"id": s.id, "name": s.name, "kind": s.kind} for s in settings.services],
        "service_kinds": {s.kind for s in settings.services},
        "sites": [{"name": s.name, "address": s.address} for s in settings.sites],
    }
    return build_values(
        template,
        language,
        _answers(settings),
        context,
        workspace_language=settings.language,
        word=own.user_word,
    )


def _answers(settings: Settings) -> dict[str, Any]:
    """Return the answers of `qms.toml`; who leads and who coordinates is known from the people's roles already."""
    # The first qms.toml has a name to write over, which nobody should sign a document with.
    placeholders = {translate_in(language, "My name") for language in LANGUAGES}
    known = {}
    for role in ("director", "quality_coordinator"):
        named = (p.name for p in settings.people if role in p.roles and p.name not in placeholders)
        holder = next(named, None)
        if holder is not None:
            known[role] = holder
    common = settings.answers.get("common", {})
    return {**settings.answers, "common": {**known, **common}}


def front_matter(
    workspace: Workspace,
    template: Template,
    instance: str,
    language: str,
    document: Document | None,
) -> FrontMatter:
    """Return the front matter of a draft."""
    actor = workspace.actor
    number = document.newest.number if document else 1
    prepared = document.newest.prepared_on if document else clock.today()
    names = {p.id: p.name for p in workspace.settings.people}
    author = names.get(document.newest.prepared_by, actor.name) if document else actor.name
    owner = names.get(document.owner or "", "") if document else coordinator(workspace)[1]
    history = [
        Change(
            str(v.number),
            v.approved_on or v.prepared_on,
            v.change_note,
            names.get(v.prepared_by, v.prepared_by),
        )
        for v in (document.versions[:-1] if document else ())
    ]
    note = (document.newest.change_note if document else "") or translate_in(language, FIRST_VERSION)
    return FrontMatter(
        title=template.title(language, workspace.settings.organisation.user_word),
        document_id=document_number(template, language, instance),
        organisation=workspace.settings.organisation.name,
        version=str(number),
        status="draft",
        dated=prepared,
        kind=template.kind,
        services=tuple(s.name for s in workspace.settings.services),
        prepared_by=author,
        owner=owner,
        indicators=indicator_line(workspace, template, language),
        changes=(*history, Change(str(number), prepared, note, author)),
    )


def document_number(template: Template, language: str, instance: str) -> str:
    """Return the number printed on a document: its kind and first indicator, such as POL-04.

    The slug, which is English, stands in when the document is required by no indicator.
    """
    refs = [ref for serves in template.serves.values() for ref in serves.required]
    number = template.slug
    if refs:
        number = f"{load_skin('neutral').label(f'code_{template.kind}', language)}-{refs[0].zfill(2)}"
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


def _record(
    workspace: Workspace,
    template: Template,
    instance: str,
    language: str,
    before: Document | None,
    path: str,
    base: str,
) -> None:
    title = template.title(language, workspace.settings.organisation.user_word)
    serves = {
        f: {"required": list(s.required), "supports": list(s.supports)} for f, s in template.serves.items()
    }
    with workspace.state.write(workspace.actor.id) as change:
        if before is None:
            ident = insert_document(
                change.conn,
                {
                    "slug": template.slug,
                    "instance": instance,
                    "language": language,
                    "kind": template.kind,
                    "title": title,
                    "serves": serves,
                    "path": path,
                    "owner": coordinator(workspace)[0],
                    "number": 1,
                },
            )
            put_version(
                change.conn,
                ident,
                1,
                {
                    "status": DocumentStatus.DRAFT.value,
                    "base_sha256": base,
                    "prepared_by": change.actor,
                    "prepared_on": clock.today(),
                    "change_note": translate_in(language, FIRST_VERSION),
                },
            )
        else:
            ident = before.id
            update_document(change.conn, ident, {"serves": serves, "title": title})
            put_version(
                change.conn,
                ident,
                before.newest.number,
                {
                    "status": DocumentStatus.DRAFT.value,
                    "base_sha256": base,
                    "prepared_by": before.newest.prepared_by,
                    "prepared_on": before.newest.prepared_on,
                },
            )
        change.log("document.generated", ident, version=before.newest.number if before else 1, base=base)
