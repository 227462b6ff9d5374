"""Put all questions of chosen documents on one sheet, with the answers that stand, and save what somebody changed.

The sheet is filled in at leisure, so another person may have changed answers meanwhile: only what was changed on the
sheet is written, and where both changed the same answer, nothing is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.documents.asking import Asking
from qms.documents.inputs import values_for
from qms.documents.interview import COMMON, all_questions, stored
from qms.documents.variables import TypeMismatch
from qms.model.errors import ChangedMeanwhile
from qms.model.reasons import Reason
from qms.state.files import digest
from qms.workspace.answering import LAW, AnswerFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.documents.asking import Offer
    from qms.documents.inputs import Source
    from qms.documents.interview import Question
    from qms.workspace.workspace import Workspace


class AnswersChanged(ChangedMeanwhile):
    """Refuse answers that somebody else changed since the sheet was made; `entries` are the keys."""

    code = "answers_changed"
    hint = "hint_look_again"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one question with the answer that stands in `qms.toml` (None: none)."""

    question: Question
    value: Any

    @property
    def key(self) -> str:
        """Return the name of the answer on the sheet."""
        return ".".join(self.question.path[1:])

    @property
    def was(self) -> str:
        """Return what changes whenever the answer does."""
        return _mark(self.value)


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the questions of one table of answers, in the order of the documents."""

    table: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def left(self) -> int:
        """Count the questions that still want something."""
        return sum(
            1 for e in self.entries if e.question.why in {"required", "invalid", "passage", "language"}
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold the questions of chosen documents by group, the acts on offer and what `qms.toml` was.

    `ticked` is None where nobody has said anything about acts yet.
    """

    groups: tuple[Group, ...]
    offers: tuple[Offer, ...]
    ticked: tuple[str, ...] | None
    fingerprint: str

    def entries(self) -> tuple[Entry, ...]:
        """Return all questions."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def acts_were(self) -> str:
        """Return what changes whenever the ticked acts do."""
        return _mark(list(self.ticked) if self.ticked is not None else None)


def sheet_of(workspace: Workspace, slugs: Sequence[str] | None, language: str) -> Sheet:
    """Return the sheet of documents by address (None: all), the answers of the whole organisation first.

    Raises UnknownTemplate, NoSuchPart, and what `check_instance` and AnswerFile raise.
    """
    file = AnswerFile(workspace)
    asking = Asking(workspace, language, everything=True)
    sources = asking.sources(slugs)
    groups: dict[str, dict[tuple[str, ...], Entry]] = {COMMON: {}}
    titles: dict[str, str] = {}
    for source in sources:
        for entry in _entries(workspace, source):
            table = entry.question.table
            groups.setdefault(table, {}).setdefault(entry.question.path, entry)
            titles.setdefault(table, asking.table_title(source, table))
    made = tuple(
        Group(table, "" if table == COMMON else titles[table], tuple(entries.values()))
        for table, entries in groups.items()
        if entries
    )
    return Sheet(made, tuple(asking.offers(sources)), file.ticked, file.fingerprint)


def _entries(workspace: Workspace, source: Source) -> list[Entry]:
    settings = workspace.settings
    values = values_for(workspace, source)
    found = all_questions(source, values, settings.answers, settings.language)
    return [Entry(question, _tidy(question, value)) for question, value in found]


def _tidy(question: Question, value: Any) -> Any:
    """Return an answer as this program would write it, so that one that nobody touched is no change."""
    try:
        return stored(question.variable, value, question.language)
    except TypeMismatch:
        return value


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold what somebody made of a sheet: answers by key as typed, and what each was when the sheet was made.

    `acts` are the ticked ones among those on offer, None where the sheet had no acts.
    """

    typed: Mapping[str, Any]
    was: Mapping[str, str]
    acts: tuple[str, ...] | None = None
    acts_were: str = ""


def check(sheet: Sheet, filled: Filled) -> tuple[dict[tuple[str, ...], Any], dict[str, Reason]]:
    """Return the answers that differ from what stands, by path (None: emptied), and what is wrong, by key."""
    answers: dict[tuple[str, ...], Any] = {}
    wrong: dict[str, Reason] = {}
    for entry in sheet.entries():
        if entry.key not in filled.typed:
            continue
        question = entry.question
        try:
            answer = stored(question.variable, filled.typed[entry.key], question.language)
        except TypeMismatch as error:
            labels = [question.label(token) for token in question.variable.choices]
            wrong[entry.key] = Reason(error.code, {**error.params, "choices": labels})
            continue
        if _mark(answer) not in {entry.was, filled.was.get(entry.key, entry.was)}:
            answers[question.path] = answer
    acts = _acts(sheet, filled)
    if acts is not None:
        answers[LAW] = acts
    return answers, wrong


def clashes(sheet: Sheet, filled: Filled, answers: Mapping[tuple[str, ...], Any]) -> tuple[str, ...]:
    """Return the keys of answers that somebody else changed since the sheet was made and this person as well."""
    found = [
        entry.key
        for entry in sheet.entries()
        if entry.question.path in answers and filled.was.get(entry.key, entry.was) != entry.was
    ]
    if LAW in answers and filled.acts_were != sheet.acts_were:
        found.append("acts")
    return tuple(found)


def save(workspace: Workspace, sheet: Sheet, filled: Filled) -> int:
    """Write what was changed on a sheet and return how many answers; `sheet` is what `sheet_of` says now.

    Raises AnswersChanged, and what AnswerFile.write raises; nothing is written then.
    """
    answers, _ = check(sheet, filled)
    both = clashes(sheet, filled, answers)
    if both:
        raise AnswersChanged(entries=both)
    file = AnswerFile(workspace)
    if file.fingerprint != sheet.fingerprint:
        raise AnswersChanged(entries=())
    if answers:
        file.write(answers)
    return len(answers)


def _acts(sheet: Sheet, filled: Filled) -> list[str] | None:
    """Return the acts to write, those not on offer kept; None where nothing was changed."""
    if filled.acts is None:
        return None
    before = sheet.ticked or ()
    offered = {offer.id for offer in sheet.offers}
    acts = [*(act for act in before if act not in offered), *filled.acts]
    return acts if set(acts) != set(before) else None


def mark_of(entry: Entry, typed: Any) -> str:
    """Return what a typed answer would be named as, to compare with what `was`; "?" for one of the wrong form."""
    try:
        return _mark(stored(entry.question.variable, typed, entry.question.language))
    except TypeMismatch:
        return "?"


def _mark(value: Any) -> str:
    """Return a short name of an answer: equal answers have the same."""
    if value in (None, "", []):
        return "-"
    return digest(json.dumps(value, sort_keys=True, default=str, ensure_ascii=False).encode())[:12]
