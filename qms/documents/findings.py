"""Describe what is wrong with templates as values, and name the exceptions of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from qms.model.errors import QmsError
from qms.model.reasons import Reason

# Findings that only deserve a look.
WARNINGS = frozenset(
    {
        "unused_variable",
        "chapters_differ",
        "variables_differ",
        "missing_language",
        "tag_over_lines",
        "no_question",
        "picture_not_described",
    }
)


class Severity(StrEnum):
    """Say whether a finding stops generation or only deserves a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Name one defect of a template: a stable `code`, the `file`, the `line` (0: unknown), `params`.

    In a Word file `line` counts all paragraphs of a part, and `params["place"]` says where a reader finds it: `part`
    (body, header, footer, footnotes, properties or other, with its `name`), and `paragraph`, or `table`, `row` and
    `column`. `params["similar"]` is the name that was probably meant.
    """

    severity: Severity
    code: str
    file: Path
    line: int
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Reason | None:
        """Return the place in a Word file in words, None when there is none to name."""
        place = self.params.get("place")
        if not isinstance(place, Mapping):
            return None
        inner = next(
            (Reason(f"place_{kind}", place) for kind in ("table", "paragraph") if kind in place), None
        )
        if place.get("part") in {None, "body"}:
            return inner
        outer = Reason(f"place_{place['part']}", place)
        return Reason("place_within", {"part": outer, "place": inner}) if inner else outer

    @property
    def problem(self) -> Reason:
        """Return what is wrong, in words, with the name that was probably meant."""
        problem = Reason(f"lint_{self.code}", self.params)
        if not self.params.get("similar"):
            return problem
        return Reason("template_meant", {"problem": problem, "similar": self.params["similar"]})

    @property
    def told(self) -> Reason:
        """Return what is wrong and, where it is known, its place or line."""
        line = Reason("place_line", {"line": self.line}) if self.line else None
        place = self.place or line
        return Reason("template_at", {"place": place, "problem": self.problem}) if place else self.problem


def unpacked(told: Mapping[str, Any]) -> Finding:
    """Return a finding that came as JSON values."""
    severity = Severity(str(told["severity"]))
    return Finding(
        severity, str(told["code"]), Path(str(told["file"])), int(told["line"]), dict(told["params"])
    )


def finding(code: str, path: Path, line: int, params: Mapping[str, Any]) -> Finding:
    """Make a finding; its code says whether it is an error or a warning."""
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    return Finding(severity, code, path, line, dict(params))


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


class NoSuchPart(QmsError):
    """Refuse a part that a document does not have, such as an easy-read version; `slug` and `part` are given."""

    code: ClassVar[str] = "template_part"
    hint: ClassVar[str | None] = "hint_template_list"


class RenderFailed(QmsError):
    """Refuse a document that did not come out whole; `slug`, `problem` and `context` are given."""

    code: ClassVar[str] = "render_failed"
    hint: ClassVar[str | None] = "hint_template_lint"


class TemplateRefused(QmsError):
    """Refuse to generate from a template with errors; `slug`, `count`, `file` and the first `problem` are given."""

    code: ClassVar[str] = "template_refused"
    hint: ClassVar[str | None] = "hint_template_lint"


class TemplateTooHeavy(QmsError):
    """Refuse a template that needs more time or memory than a template may; `file` is given."""

    code: ClassVar[str] = "template_too_heavy"
    hint: ClassVar[str | None] = "hint_template_heavy"


class UnknownWord(QmsError):
    """Refuse a word for the people served that words.yaml does not hold; `word` and `words` are given."""

    code: ClassVar[str] = "unknown_user_word"
