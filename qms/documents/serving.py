"""Tell which controlled documents serve an indicator, and which templates could be drafted for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.control import list_documents
from qms.documents.library import load_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.documents.control import Document
    from qms.documents.library import Template
    from qms.model.references import Ref
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Serving:
    """Hold a document that serves an indicator; `required` says that the standard asks for it."""

    document: Document
    required: bool


@dataclass(frozen=True, slots=True)
class Draftable:
    """Hold a template that serves an indicator and was not made into a document yet."""

    slug: str
    title: str
    instance: str
    required: bool


def documents_serving(
    workspace: Workspace, ref: Ref, documents: Iterable[Document] | None = None
) -> list[Serving]:
    """Return the documents that serve an indicator, those that it requires first."""
    found = []
    for document in documents if documents is not None else list_documents(workspace):
        served = document.serves.get(ref.framework, {})
        if ref.ref in served.get("required", ()):
            found.append(Serving(document, True))
        elif ref.ref in served.get("supports", ()):
            found.append(Serving(document, False))
    return sorted(found, key=lambda one: (not one.required, one.document.title))


def templates_serving(
    workspace: Workspace,
    ref: Ref,
    serving: Sequence[Serving],
    language: str,
    templates: Iterable[Template] | None = None,
) -> list[Draftable]:
    """Return the templates for an indicator that none of the documents was made from, the required ones first."""
    made = {(one.document.slug, one.document.instance) for one in serving}
    slugs = {slug for slug, _ in made}
    settings = workspace.settings
    user, kinds = settings.organisation.user_word, {service.kind for service in settings.services}
    found = []
    for template in templates if templates is not None else load_library(workspace.templates):
        serves = template.serves.get(ref.framework)
        if serves is None or ref.ref not in (*serves.required, *serves.supports):
            continue
        if template.service_kinds and kinds and not kinds & set(template.service_kinds):
            continue
        instance = ref.ref if template.instances and ref.ref in template.instances else ""
        if (template.slug, instance) in made or (not instance and template.slug in slugs):
            continue
        name = template.instance_name(instance, language) if instance else ""
        title = template.title(language, user, name)
        found.append(Draftable(template.slug, title, instance, ref.ref in serves.required))
    return sorted(found, key=lambda one: (not one.required, one.title))
