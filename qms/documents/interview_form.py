"""Write the questions as a form in TOML to fill in without being asked, and read a filled-in one."""

from __future__ import annotations

import difflib
import re
import textwrap
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.documents.interview import by_table, stored
from qms.documents.schema import LANGUAGES
from qms.documents.variables import TypeMismatch
from qms.locale.sentences import say, shown
from qms.model.errors import FileTrouble, QmsError
from qms.model.reasons import Reason
from qms.workspace.statements import dotted, line_of, statements, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from qms.documents.asking import Asking, Offer
    from qms.documents.interview import Question
    from qms.documents.schema import Variable

_LAW = ("law", "acts")
_PLACE = re.compile(r"at line (\d+)")
_WIDTH = 100


class FormRefused(QmsError):
    """Refuse a filled-in form; the problems were told one by one."""

    code = "form_refused"
    hint = "hint_form_refused"


class FormExists(QmsError):
    """Refuse to write a form over a file, which may be filled in."""

    code = "form_exists"
    hint = "hint_form_exists"


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold what is wrong on a line of a form."""

    line: int
    what: Reason


@dataclass(slots=True)
class Filled:
    """Hold what a form says: answers by their path in `qms.toml`, and what is wrong with it."""

    answers: dict[tuple[str, ...], Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def tables(self) -> list[str]:
        """Return the tables that hold answers, each once."""
        return list(dict.fromkeys(path[1] for path in self.answers if path[0] == "answers"))


def form_text(
    questions: Sequence[Question],
    offers: Sequence[Offer],
    titles: Mapping[str, str],
    organisation: str,
    file: str,
    ticked: Sequence[str] = (),
) -> str:
    """Return the form: a table for each table of answers, with every question, help and example as a comment.

    `offers` are the acts to tick; those that are `ticked` already stand without the comment sign.
    """
    lines = [
        *_comment(say("form_head", {"organisation": organisation})),
        *_comment(say("form_how")),
        *_comment(say("form_then", {"file": file})),
    ]
    groups = by_table(questions)
    law = _law_lines(offers, ticked) if offers else []
    if "common" not in groups:
        lines += law
    for table, group in groups.items():
        lines += ["", f"# {titles[table]}"]
        for path, some in _by_header(group).items():
            lines += [f"[{dotted(path)}]"]
            for question in some:
                lines += ["", *_question_lines(question)]
        if table == "common":
            lines += law
    return "\n".join(lines) + "\n"


def _by_header(group: Sequence[Question]) -> dict[tuple[str, ...], list[Question]]:
    """Return questions by the header above them; that of a language comes after the one without."""
    found: dict[tuple[str, ...], list[Question]] = {}
    for question in group:
        found.setdefault(question.path[:-1], []).append(question)
    return dict(sorted(found.items(), key=lambda item: len(item[0])))


def _law_lines(offers: Sequence[Offer], ticked: Sequence[str]) -> list[str]:
    offered = {offer.id for offer in offers}
    lines = ["", "[law]", *_comment(say("form_acts")), "acts = ["]
    for offer in offers:
        country = offer.country or say("interview_act_everywhere")
        checked = (
            say("interview_act_checked", {"date": offer.checked})
            if offer.checked
            else say("interview_act_unchecked")
        )
        mark = "" if offer.id in ticked else "# "
        lines.append(f"  {mark}{written(offer.id)},  # {offer.title}; {country}; {checked}")
    # Without them, taking the form would drop acts that other documents rest on.
    return [*lines, *(f"  {written(act)}," for act in ticked if act not in offered), "]"]


def _question_lines(question: Question) -> list[str]:
    variable, name = question.variable, question.variable.name
    lines = _comment(question.text)
    lines += _comment(question.help, "  ") if question.help else []
    if question.example is not None:
        lines += _comment(say("interview_example", {"example": question.example}), "  ")
    lines += _how_lines(question)
    if variable.type == "passage":
        if question.default:
            lines += [*_comment(say("interview_suggestion"), "  "), *_comment(str(question.default), "    ")]
        return [*lines, f'{name} = """', '"""']
    if question.default is not None:
        return [*lines, *(f"# {line}" for line in f"{name} = {written(question.default)}".split("\n"))]
    return [*lines, f"{name} = []" if variable.type in {"list", "rows"} else f'{name} = ""']


def _how_lines(question: Question) -> list[str]:
    variable = question.variable
    if variable.type == "choice":
        choices = [f"{written(token)} ({question.label(token)})" for token in variable.choices]
        return _comment(say("form_choices", {"choices": choices}), "  ")
    if variable.type == "rows":
        row = ", ".join(f'{column} = ""' for column in variable.columns)
        return ["#   " + say("form_rows", {"row": "{" + row + "}"})]
    if variable.type in {"list", "date", "passage"}:
        return _comment(say(f"form_{variable.type}"), "  ")
    return []


def _comment(text: str, indent: str = "") -> list[str]:
    """Return a text as comment lines; an empty line in it stays one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"# {indent}{line}".rstrip() for line in lines]


def read_form(path: Path, asking: Asking) -> Filled:
    """Read a filled-in form; blank answers are left out, and every problem is found at once. Raises FileTrouble."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Filled(problems=[Problem(line, Reason("expect_utf8"))])
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        return Filled(problems=[Problem(line, Reason("expect_toml", {"problem": str(error)}))])
    return _Reader(asking, text).read(parsed)


class _Reader:
    """Check what a form says against what may be answered."""

    def __init__(self, asking: Asking, text: str) -> None:
        self.asking = asking
        self.lines = text.split("\n")
        self.found = statements(text)
        self.filled = Filled()

    def read(self, data: Mapping[str, Any]) -> Filled:
        for name, value in data.items():
            if name not in {"answers", "law"}:
                self._unknown((name,), ["answers", "law"])
            elif not isinstance(value, dict):
                self._wrong((name,), Reason("expected_table"))
            elif name == "law":
                self._law(value)
            else:
                self._tables(value)
        self.filled.problems.sort(key=lambda problem: problem.line)
        return self.filled

    def _law(self, law: Mapping[str, Any]) -> None:
        for name in law:
            if name != "acts":
                self._unknown(("law", name), ["acts"])
        acts = law.get("acts") or []
        if not isinstance(acts, list) or not all(isinstance(act, str) for act in acts):
            self._wrong(_LAW, Reason("expected_acts"))
            return
        known = self.asking.act_ids()
        for act in acts:
            if act not in known:
                self._unknown(_LAW, known, act)
        if acts:
            self.filled.answers[_LAW] = list(dict.fromkeys(acts))

    def _tables(self, answers: Mapping[str, Any]) -> None:
        for table, held in answers.items():
            path = ("answers", table)
            variables = self.asking.variables_of(table)
            if variables is None:
                self._unknown(path, self.asking.tables())
            elif not isinstance(held, dict):
                self._wrong(path, Reason("expected_table"))
            else:
                for one, value in _spread(path, held):
                    self._answer(one, value, variables)

    def _answer(self, path: tuple[str, ...], value: Any, variables: Mapping[str, Variable]) -> None:
        variable = variables.get(path[-1])
        if variable is None:
            self._unknown(path, list(variables))
            return
        language = path[2] if len(path) > 3 else self.asking.language
        try:
            answer = stored(variable, value, language)
        except TypeMismatch as error:
            self._wrong(path, Reason(error.code, error.params))
        else:
            if answer is not None:
                self.filled.answers[path] = answer

    def _wrong(self, path: tuple[str, ...], expected: Reason) -> None:
        params = {"name": dotted(path), "expected": expected}
        self._add(line_of(self.found, path), Reason("form_wrong", params))

    def _unknown(self, path: tuple[str, ...], known: Sequence[str], item: str = "") -> None:
        """Complain about a key, or about an `item` of the list at `path`."""
        similar = difflib.get_close_matches(item or path[-1], known, n=1)
        code = "form_did_you_mean" if similar else "form_unknown"
        line = line_of(self.found, path)
        within = (n for n, text in enumerate(self.lines[line - 1 :], line) if item in text)
        self._add(next(within, line), Reason(code, {"name": item or dotted(path), "similar": shown(similar)}))

    def _add(self, line: int, what: Reason) -> None:
        self.filled.problems.append(Problem(line, what))


def _spread(path: tuple[str, ...], held: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Return every answer of a table with its path, those of a language's sub-table among them."""
    for name, value in held.items():
        if name in LANGUAGES and isinstance(value, dict):
            yield from (((*path, name, inner), item) for inner, item in value.items())
        else:
            yield (*path, name), value
