"""Merge answers, defaults and context into the values of one document in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from qms.documents.anchors import LegalBasis
from qms.documents.data import empty_results
from qms.documents.engine import Choice, Passage, expand
from qms.documents.schema import LANGUAGES, THEMES, by_language, is_scalar
from qms.documents.words import user_forms
from qms.model.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.library import Template
    from qms.documents.schema import Variable

# What XML cannot hold, and what docxtpl would read as a new paragraph or page.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEUTRAL = frozenset({"number", "date", "choice"})
_ABSENT = object()
# A text of fewer words is taken for a name, a number or an address.
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Missing:
    """Name a required variable without an answer, with the question to put to the coordinator."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """Name a variable whose answer has the wrong shape; `code` says what was expected."""

    name: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Values:
    """Hold what a template is rendered with, and all that is missing, wrong, doubtful or still to adapt."""

    values: Mapping[str, Any]
    missing: tuple[Missing, ...] = ()
    invalid: tuple[Invalid, ...] = ()
    warnings: tuple[Reason, ...] = ()
    to_adapt: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether the document can be generated."""
        return not self.missing and not self.invalid


def build_values(
    template: Template,
    language: str,
    answers: Mapping[str, Any],
    context: Mapping[str, Any],
    *,
    workspace_language: str = "",
    word: str = "",
) -> Values:
    """Merge `answers` (the table `[answers]`: "common" and one per slug), defaults and `context`.

    An answer in a sub-table of the document's language comes first; one without a language holds for
    `workspace_language` (empty: for every language). When only another language was answered, that text is
    taken and a warning says so. `word` chooses the word for the people served. Raises UnknownWord.
    """
    merger = _Merger(template, language, answers, workspace_language or language)
    merged: dict[str, Any] = {"country": "", **base_context(), **clean(context), "language": language}
    merged["user"] = user_forms(word, language)
    for variable in template.variables:
        merger.take(variable)
    return merger.result(merged)


def base_context() -> dict[str, Any]:
    """Return the context that every template may count on, empty."""
    organisation = ("name", "legal_form", "number", "address", "phone", "email", "website", "municipality")
    return {
        "organisation": dict.fromkeys(organisation, ""),
        "services": [],
        "service_kinds": set(),
        "sites": [],
        "year": "",
        "next_year": "",
        "function": {"id": "", "name": ""},
        "certificate": {},
        "law": dict.fromkeys(THEMES, ""),
        "law_acts": [],
        "legal_basis": LegalBasis(),
        "results": empty_results(),
    }


def clean(value: Any) -> Any:
    """Drop control characters from all texts in `value` and use one kind of line end."""
    if isinstance(value, Choice | LegalBasis):
        return value
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


class _Merger:
    """Decide each variable in turn and keep the findings."""

    def __init__(self, template: Template, language: str, answers: Mapping[str, Any], home: str) -> None:
        self.language = language
        self.home = home
        self.tables = [
            t for t in (answers.get(template.slug), answers.get("common")) if isinstance(t, Mapping)
        ]
        self.values: dict[str, Any] = {}
        self.defaults: set[str] = set()
        self.missing: list[Missing] = []
        self.invalid: list[Invalid] = []
        self.warnings: list[Reason] = []
        self.to_adapt: list[str] = []

    def take(self, variable: Variable) -> None:
        """Find the value of one variable: answer, answer in another language, default, empty."""
        answer, used = self._answer(variable)
        if answer is not _ABSENT and not (variable.required and _is_blank(answer)):
            value = self._typed(variable, answer)
            if used != self.language and _speaks(variable, answer):
                self._warn("answer_in_other_language", variable.name, used)
            if value is not _ABSENT:
                self.values[variable.name] = value
            return
        if variable.default is not None:
            default, used = by_language(variable.default, self.language)
            if used and used != self.language:
                self._warn("default_in_other_language", variable.name, used)
            self._suggest(variable, default)
        elif variable.required:
            question = variable.question.get(self.language) or variable.question.get("en") or ""  # type: ignore[call-overload]
            self.missing.append(Missing(variable.name, question))
        else:
            self.values[variable.name] = _empty(variable)

    def _answer(self, variable: Variable) -> tuple[Any, str]:
        for wanted in (self.language, self.home, *LANGUAGES):
            for table in self.tables:
                own = table.get(wanted)
                if isinstance(own, Mapping) and variable.name in own:
                    return own[variable.name], wanted
                if wanted == self.home and variable.name in table:
                    return table[variable.name], self.home
        return _ABSENT, ""

    def _suggest(self, variable: Variable, default: Any) -> None:
        value = self._typed(variable, default)
        if value is _ABSENT:
            return
        self.defaults.add(variable.name)
        if isinstance(value, Passage):
            question = variable.question.get(self.language, "")  # type: ignore[call-overload]
            value = Passage(value.paragraphs, to_adapt=True, question=question)
            self.to_adapt.append(variable.name)
        self.values[variable.name] = value

    def _typed(self, variable: Variable, value: Any) -> Any:
        try:
            return typed(variable, value, self.language)
        except TypeMismatch as error:
            self.invalid.append(Invalid(variable.name, error.code, error.params))
            return _ABSENT

    def _warn(self, code: str, name: str, used: str) -> None:
        self.warnings.append(Reason(code, {"name": name, "language": self.language, "used": used}))

    def result(self, context: dict[str, Any]) -> Values:
        """Put the values over the context and expand Jinja in our own defaults (never in answers)."""
        merged = {**context, **self.values}
        # Without all answers nothing is rendered, and a default may name the very answer that is missing.
        for name in sorted(self.defaults) if not (self.missing or self.invalid) else ():
            try:
                merged[name] = _expanded(merged[name], self.language, merged)
            except (TemplateError, RecursionError):
                self.invalid.append(Invalid(name, "default_unreadable"))
        found = (tuple(self.missing), tuple(self.invalid), tuple(self.warnings), tuple(self.to_adapt))
        return Values(merged, *found)


class TypeMismatch(Exception):
    """Say that a value does not fit its type; `code` and `params` describe what was expected."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def typed(variable: Variable, value: Any, language: str) -> Any:
    """Bring an answer into the shape of its type; raises TypeMismatch."""
    if variable.type == "choice":
        return _choice(variable, value, language)
    if variable.type == "rows":
        return _rows(variable.columns, value)
    readers = {"number": _number, "date": _day, "list": _list, "passage": _passage}
    return readers.get(variable.type, _text)(value)


def _text(value: Any) -> str:
    if not is_scalar(value):
        raise TypeMismatch("expected_text")
    return str(clean(str(value))).strip()


def _number(value: Any) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if float(value).is_integer() else value
    try:
        return (
            _number(float(str(value).strip().replace(",", "."))) if isinstance(value, str) else _no_number()
        )
    except (ValueError, OverflowError):
        return _no_number()


def _no_number() -> int:
    raise TypeMismatch("expected_number")


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else date(*value.timetuple()[:3])
    except (ValueError, AttributeError):
        raise TypeMismatch("expected_date") from None


def _choice(variable: Variable, value: Any, language: str) -> Choice:
    token = str(value)
    if token not in variable.choices:
        raise TypeMismatch("expected_choice", choices=list(variable.choices))
    return Choice(token, str(by_language(variable.choices[token], language)[0]))


def _list(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not all(is_scalar(item) for item in value):
        raise TypeMismatch("expected_list")
    return [text for text in (_text(item) for item in value) if text]


def _rows(columns: Sequence[str], value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        raise TypeMismatch("expected_rows", columns=list(columns))
    unknown = sorted({str(key) for row in value for key in row} - set(columns))
    if unknown or not all(is_scalar(cell) for row in value for cell in row.values()):
        raise TypeMismatch("expected_columns", columns=list(columns), unknown=unknown)
    return [{column: clean(row.get(column, "")) for column in columns} for row in value]


def _passage(value: Any) -> Passage:
    parts = value if isinstance(value, list | tuple) else [value]
    text = "\n\n".join(_text(part) for part in parts)
    # A line end inside a paragraph is where an editor wrapped the line.
    blocks = (" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text))
    return Passage(tuple(block for block in blocks if block))


def _empty(variable: Variable) -> Any:
    if variable.type in {"list", "rows"}:
        return []
    return Passage(()) if variable.type == "passage" else ""


def _speaks(variable: Variable, answer: Any) -> bool:
    """Tell whether an answer is in a language: names, numbers and addresses are the same in all."""
    if variable.type in _NEUTRAL or _is_blank(answer):
        return False
    return variable.type != "text" or len(str(answer).split()) >= _WORDS


def _is_blank(value: Any) -> bool:
    return (isinstance(value, str) and not value.strip()) or value in ([], None)


def _expanded(value: Any, language: str, values: Mapping[str, Any]) -> Any:
    if isinstance(value, Passage):
        texts = tuple(expand(text, language, values) for text in value.paragraphs)
        return Passage(texts, value.to_adapt, value.question)
    if isinstance(value, Choice) or not isinstance(value, str | list | dict):
        return value
    if isinstance(value, str):
        return expand(value, language, values)
    if isinstance(value, list):
        return [_expanded(item, language, values) for item in value]
    return {key: _expanded(item, language, values) for key, item in value.items()}
