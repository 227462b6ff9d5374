"""Run Jinja for documents: a private sandbox, three filters, no calls, a record of what was printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import pass_context

from qms.documents.drawing import Placed

LOCALES: Mapping[str, str] = {"en": "en_GB", "nb": "nb_NO", "lt": "lt_LT"}
_ABBREVIATED = re.compile(r"(\d) ([md]\.)")
_LONGEST = 20_000  # letters of an expanded text
_BRACKETS = re.compile(r"[(\[{]{12}|(?:not\s+|-\s*){12}")
FILTERS = ("cap", "date", "join")
_printed: ContextVar[list[str] | None] = ContextVar("printed", default=None)
_language: ContextVar[str] = ContextVar("language", default="en")


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a text in the provider's own words; `to_adapt` while it is still our suggestion."""

    paragraphs: tuple[str, ...]
    to_adapt: bool = False
    question: str = ""

    def __str__(self) -> str:
        return "\n".join(self.paragraphs)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


class Choice(str):
    """Hold the token of a chosen option, compared as such and printed as its `label`."""

    __slots__ = ("label",)

    def __new__(cls, token: str, label: str) -> Choice:  # noqa: D102 - see the class
        choice = super().__new__(cls, token)
        choice.label = label  # type: ignore[attr-defined]
        return choice


def long_date(value: date | str, language: str) -> str:
    """Write a date (or ISO text) out in full; text that is no date comes back as it is."""
    from babel.dates import format_date

    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    text = str(format_date(day, "long", locale=LOCALES.get(language, "en_GB")))
    # A Lithuanian year keeps its "m." and a day its "d." on the same line.
    return _ABBREVIATED.sub("\\1\u00a0\\2", text) if language == "lt" else text


def as_text(value: Any, language: str) -> str:
    """Write a value as a reader of `language` expects it: labels, long dates, decimal commas."""
    if isinstance(value, Choice):
        return str(value.label)  # type: ignore[attr-defined]
    if isinstance(value, date):
        return long_date(value, language)
    if isinstance(value, float):
        text = f"{value:g}"
        return text if language == "en" else text.replace(".", ",")
    return str(value)


def _cap(value: Any) -> str:
    text = as_text(value, _language.get())
    return text[:1].upper() + text[1:]


@pass_context
def _date(context: Any, value: Any) -> str:
    return long_date(value, str(context.get("language", "en"))) if value else ""


def _join(values: Any, separator: str = ", ") -> str:
    return separator.join(as_text(value, _language.get()) for value in values)


def _finalize(value: Any) -> Any:
    if isinstance(value, StrictUndefined):
        return value
    if isinstance(value, Placed):
        return value.token
    text = as_text(value, _language.get())
    record = _printed.get()
    if record is not None and text:
        record.append(text)
    return text if not hasattr(value, "__html__") else value


class DocumentEnvironment(SandboxedEnvironment):
    """Refuse code in templates: no calls, no globals, no multiplication; mappings answer by key first."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse `*`, `**` and `%`, with which a few letters fill the memory."""
        raise SecurityError(f"operator {operator} is not allowed in a template")

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse every call; the template language of documents has none."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a column named like a method of dict (`items`, `values`) as the column."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def from_string(
        self,
        source: str | nodes.Template,
        globals: Any = None,  # noqa: A002 - Jinja names it so
        template_class: Any = None,
    ) -> Template:
        """Compile a source once; docxtpl would compile the same parts for each document."""
        if not isinstance(source, str) or globals or template_class:
            return super().from_string(source, globals, template_class)
        return _compiled(self, source)


@lru_cache(maxsize=512)
def _compiled(env: DocumentEnvironment, source: str) -> Template:
    return SandboxedEnvironment.from_string(env, source)


@lru_cache(maxsize=2)
def environment(*, escape: bool = True) -> DocumentEnvironment:
    """Return the environment for documents (`escape`) or for plain text such as defaults and lint."""
    env = DocumentEnvironment(autoescape=escape, undefined=StrictUndefined, finalize=_finalize)
    env.globals.clear()
    env.filters = {"cap": _cap, "date": _date, "join": _join}
    return env


class Printed:
    """Collect every text that templates print while the context is open, and set their language."""

    def __init__(self, language: str) -> None:
        self.texts: list[str] = []
        self._wanted = language

    def __enter__(self) -> list[str]:
        self._tokens = (_printed.set(self.texts), _language.set(self._wanted))
        return self.texts

    def __exit__(self, *_: object) -> None:
        _printed.reset(self._tokens[0])
        _language.reset(self._tokens[1])


def expand(text: str, language: str, values: Mapping[str, Any]) -> str:
    """Render a short text that holds Jinja tags, such as a default; no escaping.

    It may come from a template that we did not ship and is rendered here, so it can do little: print values, ask `if`,
    and go once through a list. Raises jinja2.TemplateError.
    """
    if "{{" not in text and "{%" not in text:
        return text
    made = ""
    with Printed(language):
        for piece in _short(text).generate(dict(values)):
            made += piece
            if len(made) > _LONGEST:
                raise SecurityError("the text becomes too long")
    return made


@lru_cache(maxsize=512)
def _short(text: str) -> Template:
    """Compile a short text, and refuse what only a whole template may do; raises jinja2.TemplateError."""
    if len(text) > _LONGEST or _BRACKETS.search(text):
        raise SecurityError("the text is too long or too deeply nested")
    env = environment(escape=False)
    tree = env.parse(text)
    statements = {type(node) for node in tree.find_all(nodes.Stmt)} - {nodes.Output, nodes.If, nodes.For}
    loops = [loop for loop in tree.find_all(nodes.For) if next(loop.find_all(nodes.For), None) is not None]
    joins = [one for one in tree.find_all(nodes.Filter) if next(one.find_all(nodes.Filter), None) is not None]
    grows = next(tree.find_all((nodes.Concat, nodes.BinExpr, nodes.Call)), None)
    if statements or loops or joins or grows is not None:
        raise SecurityError("the text does more than print values")
    return env.from_string(text)
