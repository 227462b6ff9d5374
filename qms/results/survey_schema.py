"""Check the shape of the YAML files that define surveys."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from qms.results.book_schema import Text, Token, Type

Language = Annotated[str, Field(pattern=r"^(en|nb|lt)$")]
Sentences = Annotated[tuple[Text, ...], Field(min_length=1)]
Picture = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
QuestionKey = Annotated[str, Field(pattern=r"^q_[a-z0-9_]+$")]
OpenKey = Annotated[str, Field(pattern=r"^open_[a-z0-9_]+$")]


class _Strict(BaseModel):
    """Refuse unknown keys and changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ScaleSpec(_Strict):
    """Hold a scale: tokens in the order they are printed, those that count as positive, and what is printed."""

    tokens: tuple[Token, ...]
    positive: tuple[Token, ...]
    numeric: bool = False
    pictures: dict[Token, Picture] = {}
    words: dict[Token, dict[Language, Sentences]]
    printed: dict[Token, dict[Language, Text]] = {}
    ends: dict[Token, dict[Language, Text]] = {}


def _token(value: Any) -> Any:
    """Return the example of a choice as it is written; YAML reads 1 as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ColumnSpec(_Strict):
    """Hold a column of a counting sheet; `choices` names a list of the file."""

    type: Type
    required: bool = False
    choices: str = ""
    headings: dict[Language, Sentences]
    explain: dict[Language, Text]
    example: Any = None
    width: int = 14


class TableSpec(_Strict):
    """Hold a table of a counting sheet; the columns of the questions are added to the answers."""

    titles: dict[Language, Text]
    explain: dict[Language, Text]
    columns: dict[str, ColumnSpec]


class CommonSpec(_Strict):
    """Hold what all surveys share."""

    scales: dict[str, ScaleSpec]
    pictures: dict[Picture, dict[Language, Text]]
    form: dict[str, dict[Language, Text]]
    filled_by: dict[Token, dict[Language, Text]]
    persons: dict[Token, dict[Language, Text]]
    groups: dict[Token, dict[Language, Sentences]]
    asked_by: dict[Token, dict[Language, Sentences]]
    method: dict[Token, dict[Language, Sentences]]
    answered_by: dict[Token, dict[Language, Sentences]]
    tables: dict[str, TableSpec]


class BlockSpec(_Strict):
    """Hold a few sentences of a form, in an easy-read form with a picture."""

    picture: str = ""
    text: dict[Language, Sentences]


class QuestionSpec(_Strict):
    """Hold a question with the answers of a scale, or an open one."""

    serves: dict[str, tuple[Annotated[str, BeforeValidator(_token)], ...]] = {}
    scale: str = ""
    picture: str = ""
    label: dict[Language, Text]
    text: dict[Language, Text]


class SurveySpec(_Strict):
    """Hold one survey as its file has it."""

    titles: dict[Language, Text]
    book_titles: dict[Language, Text]
    purpose: dict[Language, Text]
    easy: bool
    anonymous: bool
    proxy: bool
    groups: tuple[Token, ...]
    why: BlockSpec
    voluntary: BlockSpec
    private: BlockSpec
    known: BlockSpec
    help: BlockSpec
    how: BlockSpec
    give: BlockSpec
    thanks: dict[Language, Text]
    questions: dict[QuestionKey, QuestionSpec]
    open: dict[OpenKey, QuestionSpec]


class WordsSpec(RootModel[dict[str, dict[Language, Text]]]):
    """Hold the words of reports by key and language."""
