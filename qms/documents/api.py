"""Offer what other rooms call: the library, values, rendering, lint and export.

Loads the Word libraries; import it inside functions.
"""

from __future__ import annotations

from qms.documents.compile import compile_document
from qms.documents.export import export_template
from qms.documents.findings import Finding, RenderFailed, Severity, UnknownTemplate
from qms.documents.frontmatter import Change, FrontMatter
from qms.documents.library import Library, Template, load_library
from qms.documents.lint import lint, lint_path, lint_templates
from qms.documents.render import render, render_document
from qms.documents.skins import load_skin, skin_name
from qms.documents.variables import Invalid, Missing, Values, build_values
from qms.documents.words import user_forms, word_names

__all__ = [
    "Change",
    "Finding",
    "FrontMatter",
    "Invalid",
    "Library",
    "Missing",
    "RenderFailed",
    "Severity",
    "Template",
    "UnknownTemplate",
    "Values",
    "build_values",
    "compile_document",
    "export_template",
    "lint",
    "lint_path",
    "lint_templates",
    "load_library",
    "load_skin",
    "render",
    "render_document",
    "skin_name",
    "user_forms",
    "word_names",
]
