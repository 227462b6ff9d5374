"""Find what is wrong with templates before anybody generates a document from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.documents.balance import placement_problems, tag_problems
from qms.documents.findings import Finding, RenderFailed, Severity
from qms.documents.library import Library, document_folders, load_common, load_library, load_template
from qms.documents.lint_word import lint_word
from qms.documents.markup import Heading, parse
from qms.documents.names import check_names, context_shape
from qms.documents.render import render
from qms.documents.samples import sample_answers, sample_context, sample_front
from qms.documents.schema import LANGUAGES, by_language
from qms.documents.skins import skin_name
from qms.documents.variables import TypeMismatch, build_values, typed
from qms.documents.yamlfile import Places
from qms.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

    from qms.documents.library import Template
    from qms.documents.schema import Variable

_WARNINGS = frozenset(
    {
        "unused_variable",
        "chapters_differ",
        "variables_differ",
        "missing_language",
        "tag_over_lines",
        "no_question",
    }
)


def lint_templates(workspace_templates: Path | None = None, packaged: Path | None = None) -> list[Finding]:
    """Lint the packaged templates and those of a workspace; return all findings by file and line."""
    library = load_library(workspace_templates, packaged)
    findings = [*library.problems, *_common_findings(packaged or data_path("templates"))]
    for template in library:
        findings += lint(template)
    return _sorted(findings)


def lint_path(path: Path) -> list[Finding]:
    """Lint one document folder, one file in it, or a folder of templates (the layout of `templates/`)."""
    if path.suffix == ".docx" and not (path.parent / "document.yaml").is_file():
        return _sorted(lint_word(path, None, path.stem if path.stem in LANGUAGES else "en"))
    folder = path if path.is_dir() else path.parent
    if not (folder / "document.yaml").is_file():
        return _lint_root(folder)
    template, problems = load_template(folder, "workspace", _common_around(folder))
    findings = problems + (lint(template) if template else [])
    chosen = findings if path.is_dir() else [finding for finding in findings if finding.file == path]
    return _sorted(chosen)


def _lint_root(root: Path) -> list[Finding]:
    library: Library = load_library(root)
    folders = set(document_folders(root))
    findings = [problem for problem in library.problems if root in problem.file.parents]
    for template in library:
        if template.path in folders:
            findings += lint(template)
    return _sorted(findings)


def _common_around(folder: Path) -> dict[str, Variable]:
    packaged, _ = load_common(data_path("templates"))
    for parent in (folder.parent, folder.parent.parent):
        own, _ = load_common(parent)
        packaged.update(own)
    return packaged


def lint(template: Template) -> list[Finding]:
    """Lint one template: its yaml, each text, the texts against each other, and a test rendering of each."""
    findings = _yaml_findings(template)
    used: dict[str, set[str]] = {}
    headings: dict[str, int] = {}
    for language in template.languages:
        path = template.source(language)
        if path.suffix == ".docx":
            findings += lint_word(path, template, language)
            continue
        text = path.read_text(encoding="utf-8")
        problems, names = _text_problems(template, language, text)
        findings += [_finding(problem.code, path, problem.line, problem.params) for problem in problems]
        used[language] = names
        headings[language] = _sections(text)
        if not any(problem.code not in _WARNINGS for problem in problems):
            findings += _render_findings(template, language)
    return _sorted(findings + _unused(template, used) + _differences(template, used, headings))


def _text_problems(template: Template, language: str, text: str) -> tuple[list[Any], set[str]]:
    blocks, problems = parse(text)
    passages = {variable.name for variable in template.variables if variable.type == "passage"}
    found: list[Any] = [*problems, *tag_problems(text)]
    balanced = not any(problem.code not in _WARNINGS for problem in tag_problems(text))
    names, name_problems = check_names(text, context_shape(template, language))
    found += name_problems if balanced or names else []
    return [*found, *placement_problems(blocks, passages)], names


def _sections(text: str) -> int:
    """Count the headings that have text of their own below them."""
    blocks, _ = parse(text)
    pairs = zip(blocks, [*blocks[1:], None], strict=True)
    return sum(isinstance(block, Heading) and not isinstance(after, Heading) for block, after in pairs)


def _render_findings(template: Template, language: str) -> list[Finding]:
    findings: list[Finding] = []
    path = template.source(language)
    for full in (True, False):
        context = sample_context(full=full)
        values = build_values(template, language, sample_answers(template, language), context)
        if not values.complete:
            names = [m.name for m in values.missing] + [i.name for i in values.invalid]
            return [_finding("no_sample", path, 0, {"names": names})]
        try:
            render(template, language, skin_name("", language), values, sample_front(template, language))
        except RenderFailed as error:
            findings.append(_finding("render_failed", path, 0, error.params))
            break
    return findings


def _yaml_findings(template: Template) -> list[Finding]:
    path = template.path / "document.yaml"
    if not path.is_file():
        return []
    places = Places(path)
    findings = [
        _finding("missing_language", template.path / f"{language}.md", 0, {"language": language})
        for language in LANGUAGES
        if language not in template.sources
    ]
    findings += [
        _finding("no_title", path, places.line("titles"), {"language": language})
        for language in template.languages
        if language not in template.titles
    ]
    own = [variable for variable in template.variables if variable.name in template.own]
    for index, variable in enumerate(own):
        findings += _variable_findings(variable, template.languages, path, places, index)
    return findings


def _common_findings(root: Path) -> list[Finding]:
    path = root / "common.yaml"
    common, _ = load_common(root)
    if not common:
        return []
    places = Places(path)
    return [
        finding
        for index, variable in enumerate(common.values())
        for finding in _variable_findings(variable, LANGUAGES, path, places, index)
    ]


def _variable_findings(
    variable: Variable, languages: tuple[str, ...], path: Path, places: Places, index: int
) -> list[Finding]:
    findings: list[Finding] = []
    for language in languages:
        params = {"name": variable.name, "language": language}
        if language not in variable.question:
            findings.append(
                _finding("no_question", path, places.line("variables", index, "question"), params)
            )
        for key in ("default", "example"):
            given = getattr(variable, key)
            if given is None:
                continue
            value, used = by_language(given, language)
            line = places.line("variables", index, key)
            if used not in {"", language}:
                findings.append(_finding(f"no_{key}", path, line, params))
                continue
            try:
                typed(variable, value, language)
            except TypeMismatch as error:
                findings.append(_finding(f"bad_{key}", path, line, {**params, "problem": error.code}))
    return findings


def _unused(template: Template, used: dict[str, set[str]]) -> list[Finding]:
    if not used or any(template.source(language).suffix == ".docx" for language in template.languages):
        return []
    everywhere = set().union(*used.values())
    places = Places(template.path / "document.yaml")
    return [
        _finding(
            "unused_variable",
            template.path / "document.yaml",
            places.line_of_name(variable.name),
            {"name": variable.name},
        )
        for variable in template.variables
        if variable.name not in everywhere
    ]


def _differences(template: Template, used: dict[str, set[str]], headings: dict[str, int]) -> list[Finding]:
    """Compare the texts: the same variables, and about the same number of chapters with text."""
    if len(used) < 2:
        return []
    findings: list[Finding] = []
    declared = {variable.name for variable in template.variables}
    everywhere = set().union(*used.values()) & declared
    most = max(headings.values())
    for language, names in used.items():
        path = template.source(language)
        absent = sorted(everywhere - names)
        if absent:
            findings.append(_finding("variables_differ", path, 0, {"names": absent, "language": language}))
        # National forms join chapters, so a third fewer is allowed; more is a translation left half done.
        if headings[language] * 3 < most * 2:
            findings.append(_finding("chapters_differ", path, 0, {"here": headings[language], "most": most}))
    return findings


def _finding(code: str, path: Path, line: int, params: Any) -> Finding:
    severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Finding(severity, code, path, line, dict(params))


def _sorted(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (str(finding.file), finding.line, finding.code))
