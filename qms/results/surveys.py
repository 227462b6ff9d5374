"""Say what surveys ask: five short ones, defined as data, each with the book in which its answers are counted."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.model.books import Book, Choice, Column, Table
from qms.model.errors import QmsError
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.results.survey_schema import BlockSpec, ColumnSpec, CommonSpec, QuestionSpec, SurveySpec

NAMES = ("users", "families", "staff", "partners", "results")
PREFIX = "survey-"
_WIDTHS = {"choice": 18, "text": 40}


class UnknownSurvey(QmsError):
    """Refuse the name of a survey that there is none of; `name`, `similar` and `choices` are given."""

    code = "unknown_survey"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_surveys"


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold the answers of a question: tokens in the order they are printed, words by token and language.

    `positive` are the tokens that count for the share; a `numeric` scale has a mean. `printed` are the words below the
    pictures, `ends` those at the ends of a scale of numbers.
    """

    name: str
    tokens: tuple[str, ...]
    positive: tuple[str, ...]
    numeric: bool
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    pictures: Mapping[str, str]
    printed: Mapping[str, Mapping[str, str]]
    ends: Mapping[str, Mapping[str, str]]

    def word(self, token: str, language: str) -> str:
        """Return the words for an answer as they are printed."""
        by_language = self.printed.get(token) or {}
        if language in by_language:
            return by_language[language]
        return self.words[token][language][0]


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question: key, short label and text by language; `scale` is None for an open one."""

    key: str
    label: Mapping[str, str]
    text: Mapping[str, str]
    serves: Mapping[str, tuple[str, ...]]
    scale: Scale | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Hold sentences of a form by language, with the name of a picture or ""."""

    text: Mapping[str, tuple[str, ...]]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """Hold one survey; `anonymous` is how it is meant, `proxy` that somebody may have to answer for the person.

    `blocks` are the sentences of the form: why, voluntary, private, known, help, how, give.
    """

    name: str
    titles: Mapping[str, str]
    book_titles: Mapping[str, str]
    purpose: Mapping[str, str]
    easy: bool
    anonymous: bool
    proxy: bool
    groups: tuple[str, ...]
    blocks: Mapping[str, Block]
    thanks: Mapping[str, str]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]

    @property
    def book(self) -> str:
        """Return the name of the book in which the answers are counted."""
        return f"{PREFIX}{self.name}"

    @property
    def serves(self) -> dict[str, tuple[str, ...]]:
        """Return the indicators that the questions feed, by framework and in the order of their numbers."""
        found: dict[str, set[str]] = {}
        for question in self.questions:
            for framework, refs in question.serves.items():
                found.setdefault(framework, set()).update(refs)
        return {framework: tuple(sorted(refs, key=_by_number)) for framework, refs in found.items()}

    def question(self, key: str) -> Question:
        """Return a question by key, open ones too; raises KeyError."""
        for question in (*self.questions, *self.open):
            if question.key == key:
                return question
        raise KeyError(key)


def _by_number(ref: str) -> tuple[int, str]:
    return (int(ref), ref) if ref.isdigit() else (10_000, ref)


def load_surveys() -> Mapping[str, Survey]:
    """Return the five surveys by name; raises BadBook for a file that is wrong."""
    return _load()


def find_survey(name: str) -> Survey:
    """Return a survey by its name, its book, its title or whom it asks, in any language; raises UnknownSurvey."""
    from qms.results.words import plain

    surveys = load_surveys()
    known: dict[str, str] = {}
    for survey in surveys.values():
        typed = [survey.name, survey.book, *survey.titles.values(), *survey.book_titles.values()]
        # The survey about results asks every group; a group's word means the survey of its own.
        groups = survey.groups if survey.name != "results" else ()
        typed += [word for group in groups for words in _group_words(group) for word in words]
        for word in typed:
            known.setdefault(plain(word), survey.name)
    for word in ("resultater", "rezultatai"):
        known[plain(word)] = "results"
    wanted = plain(name)
    if wanted in known:
        return surveys[known[wanted]]
    near = difflib.get_close_matches(wanted, list(known), n=1, cutoff=0.7)
    raise UnknownSurvey(name=name, similar=known[near[0]] if near else "", choices=", ".join(NAMES))


def _group_words(group: str) -> list[tuple[str, ...]]:
    return list(_common().groups[group].values())


def picture_alt(name: str, language: str) -> str:
    """Return what a picture shows, in words."""
    return _common().pictures[name][language]


def form_word(kind: str, key: str, language: str) -> str:
    """Return what a form says; `kind` is form, filled_by or persons."""
    texts: Mapping[str, Mapping[str, str]] = getattr(_common(), kind)
    return texts[key][language]


def choice_word(kind: str, token: str, language: str) -> str:
    """Return the word for a group, for who asked, how, or who answered; `kind` is the name of the list."""
    words = getattr(_common(), kind).get(token)
    return str(words[language][0]) if words else token


def choice_tokens(kind: str) -> tuple[str, ...]:
    """Return the tokens of a list (groups, asked_by, method, answered_by) in their order."""
    return tuple(getattr(_common(), kind))


def survey_books() -> list[Book]:
    """Return the book of every survey: a table of rounds and one of answers, with a column per question."""
    return [_book(survey) for survey in load_surveys().values()]


@lru_cache(maxsize=1)
def _common() -> CommonSpec:
    from qms.results.book_schema import read_spec
    from qms.results.survey_schema import CommonSpec

    return read_spec(data_path("templates", "surveys", "common.yaml"), CommonSpec)


@lru_cache(maxsize=1)
def _load() -> dict[str, Survey]:
    from qms.results.book_schema import read_spec
    from qms.results.survey_schema import SurveySpec

    folder = data_path("templates", "surveys")
    return {name: _survey(name, read_spec(folder / f"{name}.yaml", SurveySpec)) for name in NAMES}


def _survey(name: str, spec: SurveySpec) -> Survey:
    blocks = ("why", "voluntary", "private", "known", "help", "how", "give")
    return Survey(
        name=name,
        titles=spec.titles,
        book_titles=spec.book_titles,
        purpose=spec.purpose,
        easy=spec.easy,
        anonymous=spec.anonymous,
        proxy=spec.proxy,
        groups=spec.groups,
        blocks={key: _block(getattr(spec, key)) for key in blocks},
        thanks=spec.thanks,
        questions=tuple(_question(f"{name}.yaml", key, found) for key, found in spec.questions.items()),
        open=tuple(_question(f"{name}.yaml", key, found) for key, found in spec.open.items()),
    )


def _block(spec: BlockSpec) -> Block:
    return Block(spec.text, spec.picture)


def _question(file: str, key: str, spec: QuestionSpec) -> Question:
    from qms.results.definitions import BadBook

    scales = _common().scales
    if spec.scale and spec.scale not in scales:
        raise BadBook(file=file, place=key, problem=f"there is no scale {spec.scale}")
    scale = Scale(spec.scale, **dict(scales[spec.scale])) if spec.scale else None
    return Question(key, spec.label, spec.text, spec.serves, scale, spec.picture)


def _book(survey: Survey) -> Book:
    rounds, answers = _common().tables["rounds"], _common().tables["answers"]
    name = survey.book
    own = [_column(key, spec) for key, spec in answers.columns.items()]
    own += [_question_column(question) for question in (*survey.questions, *survey.open)]
    tables = (
        Table(
            f"{name}.rounds",
            rounds.titles,
            rounds.explain,
            tuple(_column(key, spec, survey) for key, spec in rounds.columns.items()),
            identity="round",
            dated="year",
        ),
        Table(f"{name}.answers", answers.titles, answers.explain, tuple(own)),
    )
    return Book(
        name, "survey", survey.book_titles, survey.purpose, survey.serves, tuple(_marked(t) for t in tables)
    )


def _column(key: str, spec: ColumnSpec, survey: Survey | None = None) -> Column:
    choices = tuple(Choice(token, words) for token, words in getattr(_common(), spec.choices).items()) if (
        spec.choices
    ) else ()  # fmt: skip
    example: Any = spec.example
    if survey is not None and key == "group":
        example = survey.groups[0]
    if survey is not None and key == "anonymous":
        example = survey.anonymous
    return Column(
        key, spec.type, spec.headings, spec.explain, spec.required, choices, example, width=spec.width
    )


def _question_column(question: Question) -> Column:
    """Make the column of a question: its label is the heading, and the whole question is known too."""
    from qms.results.words import plain

    headings = {
        language: (label,)
        if plain(label) == plain(question.text[language])
        else (label, question.text[language])
        for language, label in question.label.items()
    }
    if question.scale is None:
        return Column(question.key, "text", headings, question.text, width=_WIDTHS["text"])
    choices = tuple(Choice(token, question.scale.words[token]) for token in question.scale.tokens)
    example = question.scale.positive[0]
    return Column(
        question.key,
        "choice",
        headings,
        question.text,
        choices=choices,
        example=example,
        width=_WIDTHS["choice"],
    )


def _marked(table: Table) -> Table:
    """Mark the sample row, so that it never counts."""
    from dataclasses import replace

    from qms.results.definitions import marked_example, sample_key

    key = sample_key(table)
    columns = tuple(
        replace(column, example=marked_example(column.example)) if column.key == key else column
        for column in table.columns
    )
    return replace(table, columns=columns)
