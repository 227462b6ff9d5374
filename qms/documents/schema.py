"""Say what `document.yaml` and `common.yaml` may hold (pydantic models; unknown keys are errors)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

LANGUAGES: tuple[str, ...] = ("en", "nb", "lt")
Language = Literal["en", "nb", "lt"]
Localised = dict[Language, str]
ServiceKind = Literal["work_inclusion", "day", "residential", "family_child", "crisis"]
Theme = Literal[
    "dignity", "equality", "information", "choice", "privacy", "safety", "participation", "family", "belief", "health",
    "work", "property", "advocate", "complaints", "abuse", "ethics", "staff", "recruitment", "training",
    "health_and_safety", "involvement", "empowerment", "quality_of_life", "planning", "continuity", "partnership",
    "coordination", "access", "quality", "accounts", "results", "children",
]  # fmt: skip
THEMES: tuple[str, ...] = get_args(Theme)
VariableType = Literal["text", "number", "date", "choice", "list", "rows", "passage"]


class _Strict(BaseModel):
    """Refuse unknown keys and changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Variable(_Strict):
    """Describe one thing that a template asks of the provider."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: VariableType
    question: Localised
    help: Localised = Field(default_factory=dict)
    default: Any = None
    example: Any = None
    required: bool = False
    columns: tuple[str, ...] = ()
    choices: dict[str, Localised] = Field(default_factory=dict)

    @field_validator("name")
    @classmethod
    def _not_a_language(cls, name: str) -> str:
        # Answers may have a sub-table per language, so a variable cannot share its name.
        if name in LANGUAGES:
            raise ValueError("a variable cannot be named like a language")
        return name

    @field_validator("choices", mode="before")
    @classmethod
    def _choices_as_mapping(cls, value: Any) -> Any:
        if isinstance(value, list):
            return {str(token): dict.fromkeys(LANGUAGES, str(token)) for token in value}
        return value

    @model_validator(mode="after")
    def _fits_its_type(self) -> Variable:
        if self.type == "rows" and not self.columns:
            raise ValueError("a variable of type rows needs columns")
        if self.type == "choice" and not self.choices:
            raise ValueError("a variable of type choice needs choices")
        return self


class Serves(_Strict):
    """Name the indicators of one framework that a document is required for, and those that it supports."""

    required: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()


class DocumentSpec(_Strict):
    """Hold one `document.yaml`.

    `law` names the themes whose acts the document may rest on, `per` what it is made for one by one, `one_page` that
    it must fit on a page. `data` names what it prints besides answers; `instances` names what a document with
    `per: results` is made for: indicators, each with the name of its sheet.
    """

    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Literal["policy", "procedure", "concept", "plan", "charter", "form", "report"]
    titles: Localised
    easy_titles: Localised = Field(default_factory=dict)
    serves: dict[str, Serves] = Field(default_factory=dict)
    review_months: int = Field(default=12, ge=1, le=60)
    approver: str = "director"
    uses: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    service_kinds: tuple[ServiceKind, ...] = ()
    law: tuple[Theme, ...] = ()
    per: Literal["function", "results"] | None = None
    data: Literal["results"] | None = None
    instances: dict[str, Localised] = Field(default_factory=dict)
    one_page: bool = False


class CommonSpec(_Strict):
    """Hold `common.yaml`: the variables that several documents share."""

    variables: tuple[Variable, ...] = ()


class Act(_Strict):
    """Hold one legal act: where it is published, when that was last compared, and what it says by theme.

    `articles` maps a theme to article numbers, to a text by language printed as it is, or to nothing: the whole act.
    `kinds` limits who is offered the act to providers with such a service.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Localised
    short: Localised
    number: str = ""
    source: str = Field(pattern=r"^https?://")
    last_checked: date | None = None
    kinds: tuple[ServiceKind, ...] = ()
    articles: dict[Theme, str | Localised] = Field(default_factory=dict)


class AnchorSpec(_Strict):
    """Hold one file of legal acts; without a country they hold everywhere."""

    country: str = ""
    acts: tuple[Act, ...] = ()


def by_language(value: Any, language: str) -> tuple[Any, str]:
    """Pick the value for `language` out of a default or example; return it with the language it is in.

    A mapping whose keys are all languages is by language (falling back to English, then to the first there
    is); everything else holds for every language and returns an empty language.
    """
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        for key in (language, "en", *value):
            if key in value:
                return value[key], key
    return value, ""


def is_scalar(value: Any) -> bool:
    """Tell whether `value` can stand in a table cell or a list."""
    return isinstance(value, str | int | float | date) and not isinstance(value, bool)
