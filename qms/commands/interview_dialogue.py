"""Put questions to a person, on a terminal or line by line through a pipe, and read answers of every type."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import click

from qms.documents.interview import stored
from qms.documents.variables import TypeMismatch
from qms.locale.sentences import say, shown
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.asking import Offer
    from qms.documents.interview import Question

HELP, SKIP, STOP, EDIT, END = "?", "-", "q", "e", "."
_INDENT = "   "
_WIDTH = 100


class Stopped(Exception):
    """End the interview: the person typed q, or the input ended."""


class InputNoText(QmsError):
    """Report input that is not text."""

    code = "input_no_text"
    hint = "hint_input_no_text"


class Dialogue:
    """Ask, and read answers until each fits; nothing moves the cursor, so that a pipe may answer too."""

    def __init__(self) -> None:
        self._ended = False
        self._piped = not sys.stdin.isatty()

    def heading(self, text: str) -> None:
        """Print the head of a group."""
        click.echo()
        click.echo(click.style(text, bold=True))

    def question(self, question: Question, number: int, of: int) -> Any:
        """Return an answer as `qms.toml` holds it, None where the person keeps or skips; raises Stopped."""
        count = say("interview_count", {"number": number, "of": of})
        click.echo()
        self._show(f"{count} {question.text}", "")
        self._explain(question)
        while True:
            first = self.line("> ")
            if first == HELP:
                self._explain(question)
            elif first == SKIP:
                return None
            elif first or not question.needed:
                answer = self._answer(question, first)
                if answer is not None or not first:
                    return answer
            else:
                click.echo(_INDENT + say("interview_needed"))

    def pick(self, count: int, words: dict[str, list[int]]) -> list[int] | None:
        """Return numbers chosen by a list such as 1,3-5 or by a word, None for an empty line; raises Stopped."""
        while True:
            text = self.line("> ")
            if text in {"", SKIP}:
                return None
            found = words.get(text.casefold()) if text.casefold() in words else numbers(text, count)
            if found is not None:
                return found
            click.echo(_INDENT + say("interview_numbers", {"count": count}))

    def acts(self, offers: Sequence[Offer], ticked: Sequence[str]) -> list[str] | None:
        """Return the ids of the acts chosen, None where nothing is to change; raises Stopped."""
        for number, offer in enumerate(offers, 1):
            facts = {
                "number": number,
                "mark": "[x]" if offer.id in ticked else "[ ]",
                "title": offer.title,
                "country": offer.country or say("interview_act_everywhere"),
                "checked": say("interview_act_checked", {"date": offer.checked})
                if offer.checked
                else say("interview_act_unchecked"),
            }
            self._show(say("interview_act", facts), "")
        self._show(say("interview_which_acts"))
        every = list(range(1, len(offers) + 1))
        words = {"all": every, say("interview_all"): every, "none": [], say("interview_none"): []}
        chosen = self.pick(len(offers), words)
        return None if chosen is None else [offers[number - 1].id for number in chosen]

    def line(self, prompt: str) -> str:
        """Return one line without blanks around it; raises Stopped at q and at the end of the input."""
        text = self._raw(prompt).strip()
        if text.casefold() == STOP:
            raise Stopped
        return text

    def _raw(self, prompt: str) -> str:
        if self._ended:
            raise Stopped
        try:
            text = input(prompt)
        except EOFError:
            self._ended = True
            click.echo()
            raise Stopped from None
        except UnicodeDecodeError:
            raise InputNoText from None
        if self._piped:
            click.echo()
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise InputNoText
        return text.removeprefix("\ufeff").rstrip("\r\n")

    def _show(self, text: str, indent: str = _INDENT) -> None:
        width = min(_WIDTH, _columns())
        for paragraph in text.split("\n"):
            lines = textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=_INDENT)
            click.echo("\n".join(lines))

    def _explain(self, question: Question) -> None:
        """Say all that helps to answer: help, example, what stands there now, and how to write it."""
        if question.help:
            self._show(question.help)
        if question.example is not None:
            self._show(say("interview_example", {"example": as_lines(question.example)}))
        if question.why == "invalid":
            self._show(say("interview_now_wrong"))
        if question.other is not None:
            self._show(say("interview_other", {"used": question.other_language}))
            self._show(as_lines(question.other))
        elif question.default is not None and question.variable.type == "passage":
            self._show(say("interview_suggestion"))
            self._show(as_lines(question.default))
        elif question.default is not None:
            self._show(say("interview_default", {"default": as_lines(self._choice_label(question))}))
        self._how(question)

    def _choice_label(self, question: Question) -> Any:
        variable, default = question.variable, question.default
        return (
            question.label(default) if variable.type == "choice" and default in variable.choices else default
        )

    def _how(self, question: Question) -> None:
        kind = question.variable.type
        if kind == "text":
            return
        self._show(say(f"interview_how_{kind}"))
        if kind == "choice":
            for number, token in enumerate(question.variable.choices, 1):
                self._show(f"{number}. {question.label(token)}")
        if kind == "passage" and _editor():
            self._show(say("interview_how_editor"))

    def _answer(self, question: Question, first: str) -> Any:
        """Read the rest of an answer; None for none, or for a wrong one that was complained about."""
        readers = {"choice": self._choice, "list": self._list, "rows": self._rows, "passage": self._passage}
        reader = readers.get(question.variable.type)
        raw = reader(question, first) if reader else first
        try:
            return stored(question.variable, raw, question.language)
        except TypeMismatch as error:
            params = {**error.params, "choices": [question.label(t) for t in question.variable.choices]}
            click.echo(_INDENT + say(error.code, params))
            return None

    def _choice(self, question: Question, first: str) -> str:
        tokens = list(question.variable.choices)
        if first.isdecimal() and 0 < int(first) <= len(tokens):
            return tokens[int(first) - 1]
        labels = {question.label(token).casefold(): token for token in tokens}
        return labels.get(first.casefold(), first)

    def _list(self, _question: Question, first: str) -> list[str]:
        items = [first] if first else []
        while items and not self._ended:
            more = self._more("> ")
            if not more:
                break
            items.append(more)
        return items

    def _rows(self, question: Question, first: str) -> list[dict[str, str]]:
        """Read a table; the first line is its first cell. What is complete when the person stops, is kept."""
        head, *rest = question.variable.columns
        rows: list[dict[str, str]] = []
        cell = first
        while cell:
            row = {head: cell}
            try:
                for column in rest:
                    row[column] = self._cell(question, f"{_INDENT}{column} > ")
            except Stopped:
                self._ended = True
                break
            rows.append(row)
            cell = self._more(f"{head} > ")
        return rows

    def _cell(self, question: Question, prompt: str) -> str:
        while (text := self.line(prompt)) == HELP:
            self._explain(question)
        return text

    def _more(self, prompt: str) -> str:
        """Return a further line of an answer; at the end, what there is stays and the interview stops after it."""
        try:
            return self.line(prompt)
        except Stopped:
            self._ended = True
            return ""

    def _passage(self, question: Question, first: str) -> str:
        if first == EDIT:
            return self._edited(question)
        lines: list[str] = []
        line = first
        while line != END:
            if not line and not lines:
                return ""
            lines.append(line)
            try:
                line = self._raw("> ").strip()
            except Stopped:
                break
        return "\n".join(lines)

    def _edited(self, question: Question) -> str:
        if not _editor():
            click.echo(_INDENT + say("interview_no_editor"))
            return ""
        before = as_lines(question.other if question.other is not None else question.default or "", "\n\n")
        try:
            text = click.edit(before, extension=".txt")
        except click.ClickException:
            click.echo(_INDENT + say("interview_editor_failed"))
            return ""
        return "" if text is None or text.strip() == before.strip() else text


def numbers(text: str, count: int) -> list[int] | None:
    """Return the numbers of a list such as 1,3-5, each once; None where it is no such list up to `count`."""
    found: list[int] = []
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip(" ,;"))):
        span = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part)
        if span is None:
            return None
        first, last = int(span[1]), int(span[2] or span[1])
        if not 0 < first <= last <= count:
            return None
        found += range(first, last + 1)
    return list(dict.fromkeys(found))


def as_lines(value: Any, between: str = "\n") -> str:
    """Return a value to read: paragraphs and rows one below the other."""
    paragraphs = getattr(value, "paragraphs", None)
    if paragraphs is not None:
        return between.join(paragraphs)
    if not isinstance(value, list):
        return shown(value)
    items = (" · ".join(map(shown, i.values())) if isinstance(i, dict) else shown(i) for i in value)
    return "\n".join(["", *items])


def _editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def _columns() -> int:
    try:
        return max(40, (os.get_terminal_size(1).columns or 80) - 2)
    except OSError:
        return 78
