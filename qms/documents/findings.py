"""Describe what is wrong with templates as values, and name the exceptions of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from qms.model.errors import QmsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Severity(StrEnum):
    """Say whether a finding stops generation or only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Name one defect of a template: a stable `code`, the `file`, the `line` (0: unknown), `params`."""

    severity: Severity
    code: str
    file: Path
    line: int
    params: Mapping[str, Any] = field(default_factory=dict)


class UnknownTemplate(QmsError):
    """Refuse a slug that the library does not hold; `slug` and `suggestions` are given."""

    code: ClassVar[str] = "unknown_template"
    hint: ClassVar[str | None] = "hint_template_list"


class TemplateTaken(QmsError):
    """Refuse to write a template over one that the provider has already."""

    code: ClassVar[str] = "template_taken"
    hint: ClassVar[str | None] = "hint_template_taken"


class NoSuchLanguage(QmsError):
    """Refuse a language that a template does not have; `slug`, `language` and `languages` are given."""

    code: ClassVar[str] = "template_language"


class RenderFailed(QmsError):
    """Refuse a document that did not come out whole; `slug`, `problem` and `context` are given."""

    code: ClassVar[str] = "render_failed"
    hint: ClassVar[str | None] = "hint_template_lint"


class UnknownWord(QmsError):
    """Refuse a word for the people served that words.yaml does not hold; `word` and `words` are given."""

    code: ClassVar[str] = "unknown_user_word"
