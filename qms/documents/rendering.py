"""Render a document of a workspace; what the provider's own templates hold is not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.compile import compile_document
from qms.documents.findings import RenderFailed, TemplateRefused, TemplateTooHeavy, unpacked
from qms.documents.limits import ask, is_ours
from qms.documents.render import render_document
from qms.documents.skins import load_skin, skin_name
from qms.documents.wordfile import size_problems
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from typing import Any

    from qms.documents.frontmatter import FrontMatter
    from qms.documents.inputs import Source
    from qms.documents.library import Template
    from qms.documents.variables import Values
    from qms.workspace.workspace import Workspace


class NoReportData(QmsError):
    """Refuse a report where whoever opened the workspace cannot read results: a report without them says nothing."""

    code = "no_report_data"


def render_source(workspace: Workspace, source: Source, values: Values, front: FrontMatter) -> bytes:
    """Return the Word file of a document, made in the limited process when its template is not one of ours.

    Raises RenderFailed, NoSuchLanguage, TemplateRefused, TemplateTooHeavy, or NoReportData where a report has no
    results to read.
    """
    if source.template.data and workspace.report_data is None:
        raise NoReportData(slug=str(source.address))
    country = workspace.settings.organisation.country
    return render_any(source.template, source.language, country, values, front)


def render_any(template: Template, language: str, country: str, values: Values, front: FrontMatter) -> bytes:
    """Render a template wherever it comes from; see render_source."""
    if is_packaged(template, language):
        return render_document(template, language, country, values, front)
    return _asked("render", template, language, country, values, front)


def compile_any(template: Template, language: str, country: str) -> bytes:
    """Return the docxtpl file of a template wherever it comes from; raises as render_source."""
    if is_packaged(template, language):
        return compile_document(template, language, load_skin(skin_name(country, language)))
    return _asked("compile", template, language, country)


def is_packaged(template: Template, language: str) -> bool:
    """Tell whether we shipped all that a text is made of, the documents that are its chapters included.

    Raises NoSuchLanguage.
    """
    chapters = [other for other in template.joins if language in other.sources]
    ours = all(other.origin == "packaged" and is_ours(other.source(language)) for other in chapters)
    return is_ours(template.source(language)) and template.origin == "packaged" and ours


def _asked(task: str, template: Template, language: str, *more: Any) -> bytes:
    """Have the limited process do it, and look at what it answers."""
    file = template.source(language)
    head, data = ask(task, file, template, language, *more)
    if head.get("refused"):
        first = unpacked(head["first"])
        raise TemplateRefused(
            slug=template.slug,
            count=int(head["refused"]),
            file=first.file.name,
            problem=first.told,
        )
    if head.get("error"):
        params = head.get("params")
        told = params if isinstance(params, dict) else {}
        raise RenderFailed(
            slug=template.slug, problem=str(told.get("problem", "")), context=str(told.get("context", ""))
        )
    if size_problems(data, dense=True):
        raise TemplateTooHeavy(file=file)
    return data
