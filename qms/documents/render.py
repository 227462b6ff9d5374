"""Render a compiled template into the finished Word file, the same bytes for the same input."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime, time
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from qms.documents.compile import compile_document
from qms.documents.contents import refresh
from qms.documents.datatable import place_tables
from qms.documents.drawing import place_drawings
from qms.documents.engine import Passage, Printed, environment
from qms.documents.findings import RenderFailed, TemplateTooHeavy
from qms.documents.frontmatter import document_context
from qms.documents.package import part_texts, tidy_zip
from qms.documents.refit import refit_tables
from qms.documents.skins import load_skin, skin_name
from qms.documents.styles import LOCALES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.documents.frontmatter import FrontMatter
    from qms.documents.library import Template
    from qms.documents.variables import Values

_LONGEST = 24_000_000  # letters of the XML of one part
_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# Paragraphs of the text that came out empty (an unanswered value alone in its paragraph) are left out.
_DROPPED = re.compile(r"BodyText|ToAdapt|Point\d|ToAdaptPoint|List\w+")


def render_document(
    template: Template, language: str, country: str, values: Values, front_matter: FrontMatter
) -> bytes:
    """Return the Word file of a template, in the skin of `country` and `language`, filled with `values`.

    `values` must be complete. Raises NoSuchLanguage when the template has no text in `language`, and
    RenderFailed when the template does not render or the result is not whole.
    """
    return render(template, language, skin_name(country, language), values, front_matter)


def render(template: Template, language: str, skin: str, values: Values, front_matter: FrontMatter) -> bytes:
    """Render in a skin chosen by name; see `render_document`."""
    look = load_skin(skin)
    compiled = compile_document(template, language, look)
    context = {
        **(values.values if front_matter.is_draft else _settled(values.values)),
        "document": document_context(front_matter, look, language),
        "language": language,
    }
    word = _Template(io.BytesIO(compiled), template.slug)
    made_by_us = template.source(language).suffix != ".docx"
    with Printed(language) as printed:
        try:
            word.render(context, environment(), autoescape=True)
        except TemplateError as error:
            raise RenderFailed(slug=template.slug, problem=str(error), context=_around(error)) from error
        except etree.XMLSyntaxError as error:
            raise RenderFailed(slug=template.slug, problem="not_wellformed", context="") from error
    place_tables(word.docx, values.values, look)
    place_drawings(word.docx, values.values)
    if made_by_us:
        _drop_empty(word.docx.element.body)
        refit_tables(word.docx.element.body, look.type.table)
    if made_by_us or not _has_contents(word.docx.element):
        refresh(word.docx, look, language)
    set_properties(word.docx, front_matter, language)
    stream = io.BytesIO()
    word.save(stream)
    data = tidy_zip(stream.getvalue())
    _check_whole(template.slug, data, printed)
    return data


def _has_contents(document: Any) -> bool:
    """Tell whether a template made in Word has a table of contents of its own, which Word keeps."""
    codes = [str(code.text or "") for code in document.iter(qn("w:instrText"))]
    codes += [str(one.get(qn("w:instr"), "")) for one in document.iter(qn("w:fldSimple"))]
    return any(code.split()[:1] == ["TOC"] for code in codes)


def _settled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values without marks to adapt: who approves a suggested text makes it their own."""
    return {
        name: replace(value, to_adapt=False) if isinstance(value, Passage) else value
        for name, value in values.items()
    }


class _Template(DocxTemplate):  # type: ignore[misc]
    """Clean each part's XML once: docxtpl's regular expressions take half of the time of a rendering."""

    def __init__(self, file: IO[bytes], slug: str) -> None:
        super().__init__(file)
        self.slug = slug

    def patch_xml(self, src_xml: str) -> str:
        """Return the Jinja source of a part, from memory when the same part was cleaned before."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Turn line ends of values into Word's; raises TemplateTooHeavy for a part of a size that nobody prints."""
        if len(xml) > _LONGEST:
            raise TemplateTooHeavy(file=self.slug)
        return str(super().resolve_listing(xml))

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the properties alone: `set_properties` writes them, and no tag in them is ever run."""


@lru_cache(maxsize=512)
def _patched(src_xml: str) -> str:
    return str(DocxTemplate.patch_xml(None, src_xml))


def _around(error: TemplateError) -> str:
    lines = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
    return " / ".join(line for line in lines if line)[:400]


def _drop_empty(body: Any) -> None:
    for element in list(body):
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if element.tag == qn("w:p") else None
        if style is None or not _DROPPED.fullmatch(style.get(qn("w:val"))):
            continue
        if not "".join(text.text or "" for text in element.iter(qn("w:t"))).strip():
            body.remove(element)


def set_properties(document: Any, front: FrontMatter, language: str) -> None:
    """Write the core properties of a python-docx document, dated by the front matter."""
    moment = datetime.combine(front.dated, time(12))
    properties = document.core_properties
    properties.title = front.title[:255]
    properties.subject = front.organisation[:255]
    properties.author = (front.prepared_by or front.organisation)[:255]
    properties.last_modified_by = (front.prepared_by or front.organisation)[:255]
    properties.keywords = front.indicators[:255]
    properties.category = front.kind
    properties.comments = ""
    properties.language = LOCALES[language]
    properties.identifier = front.document_id[:255]
    properties.version = front.version[:255]
    properties.content_status = front.status
    properties.created = properties.modified = moment
    properties.revision = 1


def _check_whole(slug: str, data: bytes, printed: Sequence[str]) -> None:
    """Compare what Jinja printed with what the file says; RenderFailed for lost text or a mark left."""
    try:
        text = _squeezed("\n".join(part_texts(data).values()))
    except etree.XMLSyntaxError as error:
        raise RenderFailed(slug=slug, problem="not_wellformed", context=str(error)) from error
    rest = text
    for value in sorted({_squeezed(value) for value in printed}, key=len, reverse=True):
        if value not in text:
            raise RenderFailed(slug=slug, problem="text_lost", context=value[:120])
        if _MARK.search(value):
            rest = rest.replace(value, "")
    mark = _MARK.search(rest)
    if mark:
        raise RenderFailed(
            slug=slug, problem="jinja_left", context=rest[max(0, mark.start() - 60) : mark.end() + 60]
        )


def _squeezed(text: str) -> str:
    return " ".join(text.split())
