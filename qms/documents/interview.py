"""Decide which questions a document still has for the provider, and bring an answer into the form of qms.toml."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from qms.documents.engine import Passage, expand
from qms.documents.inputs import answer_table
from qms.documents.schema import LANGUAGES, by_language
from qms.documents.variables import TypeMismatch, clean, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.documents.inputs import Source
    from qms.documents.schema import Variable
    from qms.documents.variables import Values

COMMON = "common"
# Numbers, days and choices are the same in every language.
_NEUTRAL = frozenset({"number", "date", "choice"})
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question: the variable, the `table` (and sub-table `sub` of a language) that its answer goes to.

    `why` is required, passage (the suggestion still stands), invalid (the answer has the wrong form), language
    (answered in another one only), default or optional. `default` is what the document prints without an answer,
    `other` the answer in `other_language`.
    """

    variable: Variable
    table: str
    sub: str
    language: str
    why: str
    default: Any = None
    other: Any = None
    other_language: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Return where in `qms.toml` the answer stands."""
        return ("answers", self.table, *([self.sub] if self.sub else []), self.variable.name)

    @property
    def text(self) -> str:
        """Return the question in the language of the document, else in English."""
        return str(by_language(dict(self.variable.question), self.language)[0])

    @property
    def help(self) -> str:
        """Return the help, empty where there is none."""
        return (
            str(by_language(dict(self.variable.help), self.language)[0] or "") if self.variable.help else ""
        )

    @property
    def example(self) -> Any:
        """Return the example, None where there is none."""
        return by_language(self.variable.example, self.language)[0]

    @property
    def needed(self) -> bool:
        """Tell whether the document cannot be generated without an answer."""
        return self.why in {"required", "invalid"}

    def label(self, token: str) -> str:
        """Return the label of a choice."""
        return str(by_language(dict(self.variable.choices[token]), self.language)[0])


def questions_of(
    source: Source, values: Values, answers: Mapping[str, Any], home: str, *, everything: bool = False
) -> list[Question]:
    """Return what a document still asks, in the order of its template.

    Asked are required variables without an answer, wrong answers, passages that still hold the suggestion and texts
    answered in another language only; with `everything` also what has a default or may stay empty. `answers` is the
    table of `qms.toml` that `values` were merged from, `home` the language of answers without one.
    """
    reasons = _reasons(values)
    found: list[Question] = []
    for variable in source.template.variables:
        why = reasons.get(variable.name, "")
        if not why and everything and _is_open(source, variable, answers):
            why = "optional" if variable.default is None else "default"
        if why:
            found.append(_question(source, values, variable, why, answers, home))
    return found


def all_questions(
    source: Source, values: Values, answers: Mapping[str, Any], home: str
) -> list[tuple[Question, Any]]:
    """Return every question of a document with the answer that stands in `qms.toml` (None: none).

    `why` is as in `questions_of`, and "answered" where an answer stands that needs nothing more.
    """
    reasons = _reasons(values)
    found: list[tuple[Question, Any]] = []
    for variable in source.template.variables:
        unanswered = "optional" if variable.default is None else "default"
        question = _question(source, values, variable, reasons.get(variable.name, unanswered), answers, home)
        value: Any = answers
        for part in question.path[1:]:
            value = value.get(part) if isinstance(value, dict) else None
        given = None if is_blank(value) else value
        if given is not None and question.why == unanswered:
            question = replace(question, why="answered")
        found.append((question, given))
    return found


def _reasons(values: Values) -> dict[str, str]:
    other = (str(w.params["name"]) for w in values.warnings if w.code == "answer_in_other_language")
    return {
        **dict.fromkeys(other, "language"),
        **dict.fromkeys(values.to_adapt, "passage"),
        **{missing.name: "required" for missing in values.missing},
        **{invalid.name: "invalid" for invalid in values.invalid},
    }


def _question(
    source: Source, values: Values, variable: Variable, why: str, answers: Mapping[str, Any], home: str
) -> Question:
    table, sub = _place(source, variable, answers, home)
    used = [w.params["used"] for w in values.warnings if w.params.get("name") == variable.name]
    return Question(
        variable,
        table,
        sub,
        source.language,
        why,
        default=suggestion(variable, source.language, values),
        other=values.values.get(variable.name) if why == "language" else None,
        other_language=str(used[0]) if why == "language" and used else "",
    )


def tables_of(source: Source) -> list[str]:
    """Return the document's own tables of answers, the one that counts most first."""
    names = [str(source.address.main), source.address.slug, *reversed(tuple(source.template.chapters))]
    return list(dict.fromkeys(names))


def _place(source: Source, variable: Variable, answers: Mapping[str, Any], home: str) -> tuple[str, str]:
    """Return table and sub-table for an answer: where a blank or wrong one stands, which would hide a new one."""
    language = source.language
    for tables in (tables_of(source), [COMMON]):
        for sub in (language, "") if language == home or variable.type in _NEUTRAL else (language,):
            for table in tables:
                held = _held(answers, table, sub)
                if variable.name in held:
                    return table, sub
    table = answer_table(source, variable.name)
    own = str(source.address.main) if table == source.template.slug else table
    return own, "" if language == home or variable.type in _NEUTRAL else language


def _is_open(source: Source, variable: Variable, answers: Mapping[str, Any]) -> bool:
    """Tell whether nobody answered; who leads and who coordinates may be known from the people."""
    if variable.required and variable.default is None:
        return False
    return not any(
        variable.name in _held(answers, table, sub)
        for table in (*tables_of(source), COMMON)
        for sub in ("", *LANGUAGES)
    )


def _held(answers: Mapping[str, Any], table: str, sub: str) -> Mapping[str, Any]:
    held = answers.get(table, {})
    if sub and isinstance(held, dict):
        held = held.get(sub, {})
    return held if isinstance(held, dict) else {}


def suggestion(variable: Variable, language: str, values: Values) -> Any:
    """Return the default as the document would print it, None without one; what is still missing is an ellipsis."""
    if variable.default is None:
        return None
    default = by_language(variable.default, language)[0]
    known = {**dict.fromkeys((m.name for m in values.missing), _ELLIPSIS), **values.values}
    return _expanded(default, language, known)


def _expanded(value: Any, language: str, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_expanded(item, language, known) for item in value]
    if isinstance(value, dict):
        return {key: _expanded(item, language, known) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    try:
        # A default may name another that holds tags itself.
        once = expand(value, language, known)
        return expand(once, language, known)
    except TemplateError:
        return value


def stored(variable: Variable, value: Any, language: str) -> Any:
    """Return an answer as `qms.toml` holds it, None for a blank one; raises TypeMismatch."""
    if is_blank(value):
        return None
    found = clean(typed(variable, value, language))
    if isinstance(found, float) and not math.isfinite(found):
        raise TypeMismatch("expected_number")
    if isinstance(found, Passage):
        found = "\n\n".join(found.paragraphs)
    if isinstance(found, list):
        found = [item for item in found if not is_blank(item)]
    return None if is_blank(found) else str(found) if variable.type == "choice" else found


def is_blank(value: Any) -> bool:
    """Tell whether a value says nothing: no text, no item, rows of empty cells."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_blank(item) for item in value.values())
    return value is None or (isinstance(value, list | tuple) and all(is_blank(item) for item in value))


def by_table(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """Return questions by the table that their answers go to, in the order given."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(question.table, []).append(question)
    return found
