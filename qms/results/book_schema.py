"""Check the shape of the YAML files that define books, and name file and place of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qms.model.errors import QmsError

if TYPE_CHECKING:
    from pathlib import Path

Type = Literal[
    "text", "code", "person", "date", "year", "period", "number", "integer", "share", "count", "flag", "choice",
    "service", "site", "group", "function", "refs",
]  # fmt: skip


class BadBook(QmsError):
    """Refuse a definition of a book; `file`, `place` and `problem` are given."""

    code = "bad_book"


def _split(value: Any) -> Any:
    """Return the words of `first | second`, which is how a file lists them."""
    return tuple(word.strip() for word in value.split("|")) if isinstance(value, str) else value


Language = Annotated[str, Field(pattern=r"^(en|nb|lt)$")]
Words = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_split)]
Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
TableName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z_]+)?$")]
Token = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$")]


class _Strict(BaseModel):
    """Refuse what a file says and nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnSpec(_Strict):
    """Hold a column as a file has it; `use` names a shared one that this one is laid over."""

    use: str = ""
    type: Type = "text"
    required: bool = False
    people: bool = False
    width: int | None = Field(default=None, ge=4, le=80)
    between: tuple[int, int] | None = None
    headings: dict[Language, Words] = {}
    choices: dict[Token, dict[Language, Words]] = {}
    explain: dict[Language, Text] = {}
    example: Any = None


class TableSpec(_Strict):
    """Hold a table as a file has it; `use` names a shared one."""

    use: str = ""
    titles: dict[Language, Text] = {}
    explain: dict[Language, Text] = {}
    identity: str = ""
    dated: str = ""
    telling: tuple[Key, ...] = ()
    words: Words = ()
    columns: dict[Key, ColumnSpec] = {}


class BookSpec(_Strict):
    """Hold a book as a file has it; its name is the file's."""

    kind: Literal["register", "results"] = "register"
    titles: dict[Language, Text]
    purpose: dict[Language, Text]
    serves: dict[str, tuple[str, ...]] = {}
    tables: dict[TableName, TableSpec]


class SharedSpec(_Strict):
    """Hold the columns and tables that several books use."""

    columns: dict[Key, ColumnSpec] = {}
    tables: dict[str, TableSpec] = {}


S = TypeVar("S", bound=BaseModel)


def read_spec(path: Path, model: type[S]) -> S:
    """Return a YAML file as `model`; raises BadBook with the file and the first place that is wrong."""
    from qms.documents.yamlfile import read_model
    from qms.model.reasons import Reason

    found, findings = read_model(path, model)
    if found is None:
        first = findings[0]
        place = str(first.params.get("place") or first.line)
        raise BadBook(file=path.name, place=place, problem=Reason(f"lint_{first.code}", first.params))
    return found
