"""Find what is wrong with templates made in Word: broken tags, unknown names, code, Jinja in properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from qms.documents.balance import unbalanced
from qms.documents.engine import environment
from qms.documents.findings import Finding, Severity
from qms.documents.markup import TAG
from qms.documents.names import check_names, context_shape
from qms.documents.package import part_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qms.documents.library import Template

_PREFIXED = re.compile(r"\{%(?:p|tr|tc|r)\s(?:(?!%\}).)*?[%}](?!\})", re.DOTALL)
_AROUND = 60


def lint_word(path: Path, template: Template | None, language: str) -> list[Finding]:
    """Lint a docxtpl file; `line` is the paragraph (from 1, 0 unknown), `params["around"]` its text."""
    try:
        texts = part_texts(path.read_bytes())
        sources = list(_sources(path))
    except (BadZipFile, OpcError, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        return [_finding("word_unreadable", path, 0, problem=type(error).__name__)]
    findings = [finding for text in texts.values() for finding in _text_findings(path, text)]
    shape = context_shape(template, language)
    for source in sources:
        findings += _source_findings(path, source, shape, any_broken=bool(findings))
    return [*findings, *_property_findings(path)]


def _sources(path: Path) -> Iterator[str]:
    """Yield the Jinja source of the body and of each header and footer, as docxtpl makes it."""
    word = DocxTemplate(str(path))
    word.init_docx()
    yield word.patch_xml(word.get_xml())
    for uri in (word.HEADER_URI, word.FOOTER_URI):
        for _, part in word.get_headers_footers(uri):
            yield word.patch_xml(word.get_part_xml(part))


def _text_findings(path: Path, text: str) -> Iterator[Finding]:
    tags = []
    for found in TAG.finditer(text):
        plain = re.sub(r"^\{%(?:p|tr|tc|r)\s", "{% ", found.group())
        tags.append((text.count("\n", 0, found.start()), plain))
        bad = _PREFIXED.match(found.group()) if found.group().count("%") > 2 else None
        if bad:
            yield _finding(
                "sign_in_tag", path, tags[-1][0], tag=found.group(), around=_around(text, found.start())
            )
    for problem in unbalanced(tags):
        if problem.code == "unknown_tag" and re.match(
            r"\{%\s*(cellbg|colspan|vm|hm)\b", problem.params["tag"]
        ):
            continue
        place = text.find(problem.params["tag"][3:].strip(" %}"))
        yield _finding(
            problem.code, path, problem.line, **problem.params, around=_around(text, max(0, place))
        )


def _source_findings(path: Path, source: str, shape: Any, *, any_broken: bool) -> Iterator[Finding]:
    spread = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
    try:
        environment(escape=False).parse(spread)
    except TemplateError as error:
        line = getattr(error, "lineno", 0) or 0
        if not any_broken:
            lines = spread.splitlines()[max(0, line - 2) : line + 1]
            around = " ".join(re.sub(r"<[^>]+>", " ", " ".join(lines)).split())
            yield _finding("jinja_syntax", path, max(0, line - 1), problem=str(error), around=around[:200])
        return
    lines = spread.splitlines()
    _, problems = check_names(spread, shape)
    for problem in problems:
        text = re.sub(r"<[^>]+>", "", lines[problem.line - 1] if problem.line <= len(lines) else "")
        yield _finding(
            problem.code, path, max(0, problem.line - 1), **problem.params, around=text.strip()[:120]
        )


def _property_findings(path: Path) -> Iterator[Finding]:
    properties = DocxTemplate(str(path)).get_docx().core_properties
    for name in ("title", "subject", "author", "comments", "keywords", "category"):
        if TAG.search(str(getattr(properties, name) or "")):
            yield _finding("jinja_in_properties", path, 0, property=name)


def _around(text: str, place: int) -> str:
    return " ".join(text[max(0, place - _AROUND) : place + _AROUND].split())


def _finding(code: str, path: Path, line: int, **params: Any) -> Finding:
    return Finding(Severity.ERROR, code, path, line, params)
