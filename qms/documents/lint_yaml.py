"""Find what is wrong with the descriptions of templates: document.yaml and common.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.documents.findings import finding
from qms.documents.library import load_common
from qms.documents.lint_word import meant
from qms.documents.names import check_names, context_shape
from qms.documents.schema import LANGUAGES, by_language
from qms.documents.tags import limit_problems
from qms.documents.variables import TypeMismatch, typed
from qms.documents.yamlfile import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qms.documents.findings import Finding
    from qms.documents.library import Template
    from qms.documents.schema import Variable


def yaml_findings(template: Template) -> list[Finding]:
    """Look at the description of one template (none: an overlay has no own)."""
    path = template.path / "document.yaml"
    if not path.is_file():
        return []
    places = Places(path)
    findings = [
        finding("missing_language", template.path / f"{language}.md", 0, {"language": language})
        for language in LANGUAGES
        if language not in template.sources
    ]
    findings += [
        finding("no_title", path, places.line("titles"), {"language": language})
        for language in template.languages
        if language not in template.titles
    ]
    own = [variable for variable in template.variables if variable.name in template.own]
    for index, variable in enumerate(own):
        findings += _variable_findings(variable, template.languages, path, places, index)
        line = places.line("variables", index, "default")
        findings += _tags_of_default(template, variable, path, line)
    return findings


def _tags_of_default(template: Template, variable: Variable, path: Path, line: int) -> list[Finding]:
    """Look at the tags of a default, which may print other values."""
    findings: list[Finding] = []
    for language in template.languages:
        default, used = by_language(variable.default, language)
        shape = context_shape(template, language)
        for text in _texts(default) if used in {"", language} else ():
            heavy = limit_problems(text)
            problems = [] if heavy else check_names(text, shape)[1]
            findings += [finding(p.code, path, line, {**p.params, "language": language}) for p in heavy]
            findings += [
                finding(p.code, path, line, {**p.params, **meant(p, shape), "language": language})
                for p in problems
            ]
    return findings


def _texts(value: Any) -> Iterator[str]:
    """Yield every text with tags in a default."""
    if isinstance(value, str) and ("{{" in value or "{%" in value):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def common_findings(root: Path) -> list[Finding]:
    """Look at the variables that the templates below `root` share."""
    path = root / "common.yaml"
    common, _ = load_common(root)
    if not common:
        return []
    places = Places(path)
    return [
        found
        for index, variable in enumerate(common.values())
        for found in _variable_findings(variable, LANGUAGES, path, places, index)
    ]


def _variable_findings(
    variable: Variable, languages: tuple[str, ...], path: Path, places: Places, index: int
) -> list[Finding]:
    findings: list[Finding] = []
    for language in languages:
        params = {"name": variable.name, "language": language}
        if language not in variable.question:
            findings.append(finding("no_question", path, places.line("variables", index, "question"), params))
        for key in ("default", "example"):
            given = getattr(variable, key)
            if given is None:
                continue
            value, used = by_language(given, language)
            line = places.line("variables", index, key)
            if used not in {"", language}:
                findings.append(finding(f"no_{key}", path, line, params))
                continue
            try:
                typed(variable, value, language)
            except TypeMismatch as error:
                findings.append(finding(f"bad_{key}", path, line, {**params, "problem": error.code}))
    return findings
