"""Lint, compile and render templates that nobody vouches for, in a process of its own with limits.

Started with `python -m qms.documents.worker MEMORY CPU_SECONDS`; answers one request and ends. See limits.py.
"""

from __future__ import annotations

import json
import logging
import pickle
import sys
from typing import TYPE_CHECKING, Any

from indexer.extract import sandbox
from qms.documents.compile import compile_document
from qms.documents.findings import Severity, TemplateTooHeavy
from qms.documents.lint import lint_folder, lint_language
from qms.documents.render import render_document
from qms.documents.skins import load_skin, skin_name
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qms.documents.findings import Finding
    from qms.documents.frontmatter import FrontMatter
    from qms.documents.library import Template
    from qms.documents.variables import Values

Answer = tuple[dict[str, Any], bytes]


def main(memory: int, cpu: int) -> None:
    """Answer the one request on standard input."""
    requests, answers = sandbox.own_streams()
    logging.disable(logging.CRITICAL)
    sandbox.confine(memory, cpu=cpu, files=0, alone=True)
    task, file, request = pickle.load(requests)  # noqa: S301 - from our own parent, never the other way
    head, body = _answer(task, file, request)
    head["size"] = len(body)
    answers.write(json.dumps(head, default=str).encode("ascii") + b"\n")
    answers.write(body)
    answers.flush()


def _answer(task: str, file: Path, request: tuple[Any, ...]) -> Answer:
    try:
        return _TASKS[task](file, *request)
    except (MemoryError, TemplateTooHeavy):
        return {"heavy": True}, b""
    except QmsError as error:
        return {"error": error.code, "params": {"problem": error.code, **error.params}}, b""
    except Exception as error:  # noqa: BLE001 - the parent names what the template made go wrong
        return {"error": "failed", "params": {"problem": type(error).__name__}}, b""


def _lint(file: Path) -> Answer:
    return {"findings": [packed(one) for one in lint_folder(file)]}, b""


def _render(
    _: Path, template: Template, language: str, country: str, values: Values, front: FrontMatter
) -> Answer:
    """Lint the text first; a template with errors is not rendered."""
    errors = [one for one in lint_language(template, language) if one.severity is Severity.ERROR]
    if errors:
        return {"refused": len(errors), "first": packed(errors[0])}, b""
    return {}, render_document(template, language, country, values, front)


def _compile(_: Path, template: Template, language: str, country: str) -> Answer:
    return {}, compile_document(template, language, load_skin(skin_name(country, language)))


def packed(one: Finding) -> dict[str, Any]:
    """Return a finding as JSON values."""
    return {
        "code": one.code,
        "file": str(one.file),
        "line": one.line,
        "severity": one.severity.value,
        "params": dict(one.params),
    }


_TASKS: dict[str, Callable[..., Answer]] = {"lint": _lint, "render": _render, "compile": _compile}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
