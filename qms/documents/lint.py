"""Find what is wrong with templates before anybody generates a document from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qms.documents.balance import placement_problems, tag_problems
from qms.documents.data import DRAWINGS, PASSAGES
from qms.documents.findings import (
    WARNINGS,
    Finding,
    RenderFailed,
    Severity,
    TemplateTooHeavy,
    finding,
    unpacked,
)
from qms.documents.library import document_folders, load_common, load_library, load_template
from qms.documents.limits import ask, is_ours
from qms.documents.lint_word import lint_word, meant
from qms.documents.lint_yaml import common_findings, yaml_findings
from qms.documents.markup import Heading, Picture, Problem, parse
from qms.documents.names import check_names, context_shape
from qms.documents.pictures import picture_names, picture_path
from qms.documents.render import render
from qms.documents.samples import sample_answers, sample_context, sample_front
from qms.documents.schema import LANGUAGES
from qms.documents.skins import skin_name
from qms.documents.tags import limit_problems
from qms.documents.variables import build_values
from qms.documents.yamlfile import Places
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from qms.documents.library import Template
    from qms.documents.schema import Variable

# The names that a default prints.
_NAMED = re.compile(r"\{\{\s*(\w+)")


def lint_templates(workspace_templates: Path | None = None, packaged: Path | None = None) -> list[Finding]:
    """Lint the packaged templates and those of a workspace; return all findings by file and line."""
    root = packaged or data_path("templates")
    library = load_library(packaged=root)
    findings = [*library.problems, *common_findings(root)]
    for template in library:
        findings += lint(template)
    if workspace_templates is not None and workspace_templates.is_dir():
        findings += lint_path(workspace_templates)
    return _sorted(findings)


def lint_path(path: Path) -> list[Finding]:
    """Lint one document folder, one file in it, or a folder of templates (the layout of `templates/`).

    What we did not ship is read in the limited process.
    """
    folder = path if path.is_dir() else path.parent
    if not path.is_dir() or (folder / "document.yaml").is_file() or folder in document_folders(folder.parent):
        return _sorted(lint_folder(path) if is_ours(path) else _apart(path))
    _, findings = load_common(path)
    findings += common_findings(path)
    for one in document_folders(path):
        findings += lint_folder(one) if is_ours(one) else _apart(one)
    return _sorted(findings)


def _apart(path: Path) -> list[Finding]:
    """Lint a folder or file in the limited process; of a folder that is too much for it, one file after the other."""
    try:
        head, _ = ask("lint", path.absolute())
        if "error" in head:
            return [finding("lint_failed", path, 0, {"problem": str(head["params"]["problem"])})]
        return [unpacked(found) for found in head["findings"]]
    except TemplateTooHeavy:
        texts = (
            sorted(one for one in path.glob("*.*") if one.suffix in {".docx", ".md"}) if path.is_dir() else []
        )
        if not texts:
            return [finding("too_heavy", path, 0, {})]
        return [found for text in texts for found in _apart(text)]
    except (KeyError, TypeError, ValueError):
        return [finding("too_heavy", path, 0, {})]


def lint_folder(path: Path) -> list[Finding]:
    """Lint one document folder or one file in it, here and now: for what we shipped, and for the limited process."""
    folder = path if path.is_dir() else path.parent
    template, problems = _template_of(folder)
    if template is None and path.suffix == ".docx":
        language = path.stem.rpartition(".")[2]
        return lint_word(path, None, language if language in LANGUAGES else "en")
    only = None if (folder / "document.yaml").is_file() else set(folder.iterdir())
    if not path.is_dir() and path.suffix != ".yaml":
        only = {path}
    findings = problems + (lint(template, only) if template else [])
    return findings if path.is_dir() else [found for found in findings if found.file == path]


def _template_of(folder: Path) -> tuple[Template | None, list[Finding]]:
    """Return the template of a folder, with the packaged one below it where the folder only has texts."""
    if (folder / "document.yaml").is_file():
        return load_template(folder, "workspace", _common_around(folder))
    found = None
    if any(one.name == folder.name for one in document_folders(data_path("templates"))):
        rooms = {"policies", "charters", "reports"}
        root = folder.parent.parent if folder.parent.name in rooms else folder.parent
        found = next((template for template in load_library(root) if template.path == folder), None)
    return found, [] if found else [finding("no_document_yaml", folder / "document.yaml", 0, {})]


def _common_around(folder: Path) -> dict[str, Variable]:
    packaged, _ = load_common(data_path("templates"))
    for parent in (folder.parent, folder.parent.parent):
        own, _ = load_common(parent)
        packaged.update(own)
    return packaged


def lint(template: Template, only: Collection[Path] | None = None) -> list[Finding]:
    """Lint one template: its yaml, each text, the texts against each other, and a test rendering of each.

    Its staff sheet and easy-read version are looked at likewise, but need not use every variable. `only` holds
    the texts to look at, instead of all.
    """
    findings = _texts_findings(template, yaml_findings(template) if only is None else [], only)
    for part, sources in template.companions.items():
        if sources:
            findings += _texts_findings(template.companion(part), [], only)
    return _sorted(findings)


def lint_language(template: Template, language: str) -> list[Finding]:
    """Lint what a document in one language is made of, without a test rendering."""
    findings = [f for f in yaml_findings(template) if f.params.get("language", language) == language]
    path = template.source(language)
    if path.suffix == ".docx":
        return findings + lint_word(path, template, language)
    for one in (template, *template.joins):
        file = one.sources.get(language)
        if file is not None and file.suffix == ".md":
            text = _read(file)
            problems = (
                [Problem("text_unreadable", 0)] if text is None else _text_problems(one, language, text)[0]
            )
            findings += [finding(problem.code, file, problem.line, problem.params) for problem in problems]
    return findings


def _texts_findings(
    template: Template, findings: list[Finding], only: Collection[Path] | None
) -> list[Finding]:
    used: dict[str, set[str]] = {}
    headings: dict[str, int] = {}
    for language in template.languages:
        path = template.source(language)
        if only is not None and path not in only:
            continue
        if path.suffix == ".docx":
            found = lint_word(path, template, language)
            broken = any(one.severity is Severity.ERROR for one in found)
            findings += found if broken else [*found, *_render_findings(template, language)]
            continue
        text = _read(path)
        if text is None:
            findings.append(finding("text_unreadable", path, 0, {}))
            continue
        problems, names = _text_problems(template, language, text)
        findings += [finding(problem.code, path, problem.line, problem.params) for problem in problems]
        used[language] = names
        headings[language] = _sections(text)
        if not any(problem.code not in WARNINGS for problem in problems):
            findings += _render_findings(template, language)
    unused = [] if template.part or only is not None else _unused(template, used)
    return findings + unused + _differences(template, used, headings)


def _read(path: Path) -> str | None:
    """Return a Markdown text, None when it cannot be read as one."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _text_problems(template: Template, language: str, text: str) -> tuple[list[Any], set[str]]:
    heavy = limit_problems(text)
    if heavy:
        return heavy, set()
    blocks, problems = parse(text, pictures=template.part == "easy")
    problems += [
        Problem("unknown_picture", block.line, {"name": block.name, "names": picture_names()})
        for block in blocks
        if isinstance(block, Picture) and not picture_path(block.name).is_file()
    ]
    problems += [
        Problem("no_alternative", block.line, {"name": block.name})
        for block in blocks
        if isinstance(block, Picture) and not block.alt.strip()
    ]
    passages = {v.name for v in template.variables if v.type == "passage"} | {"legal_basis"}
    passages |= {rf"\w+\.{name}" for name in (*PASSAGES, *DRAWINGS)} if template.data else set()
    found: list[Any] = [*problems, *tag_problems(text)]
    balanced = not any(problem.code not in WARNINGS for problem in tag_problems(text))
    shape = context_shape(template, language)
    names, name_problems = check_names(text, shape)
    if balanced or names:
        found += [Problem(p.code, p.line, {**p.params, **meant(p, shape)}) for p in name_problems]
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
        context = sample_context(full=full, language=language)
        values = build_values(template, language, sample_answers(template, language), context)
        if not values.complete:
            names = [m.name for m in values.missing] + [i.name for i in values.invalid]
            return [finding("no_sample", path, 0, {"names": names})]
        try:
            render(template, language, skin_name("", language), values, sample_front(template, language))
        except RenderFailed as error:
            findings.append(finding("render_failed", path, 0, error.params))
            break
    return findings


def _unused(template: Template, used: dict[str, set[str]]) -> list[Finding]:
    if not used or any(template.source(language).suffix == ".docx" for language in template.languages):
        return []
    defaults = " ".join(str(variable.default) for variable in template.variables)
    everywhere = set().union(*used.values()) | set(_NAMED.findall(defaults))
    places = Places(template.path / "document.yaml")
    return [
        finding(
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
        if absent and not template.part:
            findings.append(finding("variables_differ", path, 0, {"names": absent, "language": language}))
        # National forms join chapters, so a third fewer is allowed; more is a translation left half done.
        if headings[language] * 3 < most * 2:
            findings.append(finding("chapters_differ", path, 0, {"here": headings[language], "most": most}))
    return findings


def _sorted(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (str(finding.file), finding.line, finding.code))
