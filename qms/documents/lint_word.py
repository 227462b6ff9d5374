"""Find what is wrong with templates made in Word: what they may not hold, broken tags, unknown names, code."""

from __future__ import annotations

import difflib
import io
import re
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from qms.documents.engine import environment
from qms.documents.findings import Finding, finding
from qms.documents.markup import Problem
from qms.documents.names import ANY, Record, check_names, context_shape
from qms.documents.places import walks
from qms.documents.tags import UNKNOWN, at, read_tags
from qms.documents.wordfile import open_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from qms.documents.library import Template
    from qms.documents.places import Spot, Walk

_STRAYS = {
    "tag": "tag_elsewhere",
    "field": "field_not_allowed",
    "object": "word_object",
    "picture": "picture_not_described",
}
_NAMED = frozenset({"undeclared_variable", "unknown_attribute"})


def lint_word(path: Path, template: Template | None, language: str) -> list[Finding]:
    """Lint a docxtpl file; see Finding for `line` and place. `params["around"]` is the text of the paragraph."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return [finding("word_unreadable", path, 0, {"problem": type(error).__name__})]
    shape = {**context_shape(template, language), UNKNOWN: ANY}
    parts, problems = open_word(data)
    broken = bool(problems)
    for walk in walks(parts):
        found = _walk_problems(walk, shape)
        broken = broken or any(problem.code != "picture_not_described" for problem in found)
        problems += found
    if parts and not broken:
        problems += _as_docxtpl_reads(data, shape)
    return _once(finding(problem.code, path, problem.line, problem.params) for problem in problems)


def _once(findings: Iterator[Finding]) -> list[Finding]:
    """Drop repetitions: Word keeps the text of a text box twice."""
    kept: dict[str, Finding] = {}
    for one in findings:
        told = {name: value for name, value in one.params.items() if name != "around"}
        kept.setdefault(repr((one.code, told)), one)
    return list(kept.values())


def _walk_problems(walk: Walk, shape: Mapping[str, Any]) -> list[Problem]:
    problems = [_stray(walk, stray) for stray in walk.strays]
    if walk.part.kind == "other":
        # docxtpl leaves these alone, so that a tag would stand in the finished document.
        where = {"part": "other", "name": walk.part.name}
        texts = [spot.text for spot in walk.spots if re.search(r"\{\{|\{%", spot.text)]
        return problems + [Problem("tag_elsewhere", 0, {"tag": text[:120], "place": where}) for text in texts]
    found, lines = read_tags(walk.spots)
    try:
        _, names = check_names("\n".join(lines), shape)
    except RecursionError:
        return [
            *problems,
            *found,
            Problem("tag_too_deep", 0, {"tag": "…", "place": {"part": walk.part.kind}}),
        ]
    return problems + found + [_name(walk.spots, problem, shape) for problem in names]


def _stray(walk: Walk, stray: Any) -> Problem:
    code = _STRAYS[stray.what]
    if stray.what == "tag" and walk.part.name.startswith("docProps/"):
        code = "jinja_in_properties"
    named = {"tag": "tag", "field": "field"}.get(stray.what, "name")
    return Problem(code, stray.line, {named: stray.text, "place": dict(stray.place)})


def _name(spots: Sequence[Spot], problem: Any, shape: Mapping[str, Any]) -> Problem:
    spot = spots[min(max(problem.line, 1), len(spots)) - 1]
    return at(spot, problem.code, **{**problem.params, **meant(problem, shape)})


def meant(problem: Any, shape: Mapping[str, Any]) -> dict[str, str]:
    """Return the nearest known name as `similar` for a name that is not known; nothing when none is near."""
    name = str(problem.params.get("name", ""))
    if problem.code not in _NAMED:
        return {}
    root, _, rest = name.rpartition(".")
    if problem.code == "undeclared_variable":
        known = {one: one for one in shape if one != UNKNOWN}
    else:
        base: Any = shape.get(root.split(".")[0])
        for step in root.split(".")[1:]:
            base = base.fields.get(step) if isinstance(base, Record) else None
        known = {one: f"{root}.{one}" for one in base.fields} if isinstance(base, Record) else {}
    near = difflib.get_close_matches(rest or name, known, n=1)
    return {"similar": known[near[0]]} if near else {}


def _as_docxtpl_reads(data: bytes, shape: Mapping[str, Any]) -> list[Problem]:
    """Look at what docxtpl makes of the file, which joins what stands apart in it; the places are lost there."""
    problems: list[Problem] = []
    try:
        for source in _sources(data):
            environment(escape=False).parse(source)
            _, names = check_names(source, shape)
            problems += [Problem(name.code, 0, {**name.params, **meant(name, shape)}) for name in names]
    except TemplateError as error:
        return [Problem("jinja_syntax", 0, {"problem": str(error)})]
    except RecursionError:
        return [Problem("tag_too_deep", 0, {"tag": "…"})]
    except Exception as error:  # noqa: BLE001 - whatever python-docx stumbles over is a defect of the file
        return [Problem("word_unreadable", 0, {"problem": type(error).__name__})]
    return problems


def _sources(data: bytes) -> Iterator[str]:
    """Yield the Jinja source of the body, of each header and footer and of the notes, as docxtpl makes it."""
    word = DocxTemplate(io.BytesIO(data))
    word.init_docx()
    yield word.patch_xml(word.get_xml())
    for uri in (word.HEADER_URI, word.FOOTER_URI):
        for _, part in word.get_headers_footers(uri):
            yield word.patch_xml(word.get_part_xml(part))
    for part in word.get_docx().part.package.iter_parts():
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield word.patch_xml(part.blob.decode("utf-8"))
