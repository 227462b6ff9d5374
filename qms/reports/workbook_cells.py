"""Turn typed values into what a cell of a workbook shows, in the language of the workbook."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import SENTENCES
from qms.locale.translator import translate_in
from qms.reports.periods import period_text, short_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.books import Column

LISTED = frozenset({"service", "site", "group", "function"})
"""Types whose cells are chosen from a list that the workspace gives."""
WRITTEN = frozenset({"code", "refs", "period"})
"""Types whose cells are text even where they look like numbers or days, which a spreadsheet would make of them."""
DAYS = {"en": "dd/mm/yyyy", "nb": "dd.mm.yyyy", "lt": "yyyy-mm-dd"}
_PARTS = re.compile(r"[,;/|\n]")


def said(code: str, language: str, **params: Any) -> str:
    """Return the sentence of a code in the language of the workbook."""
    return translate_in(language, SENTENCES[code]).format_map(params)


def number_format(column: Column, language: str) -> str:
    """Return the number format of a column's cells."""
    if column.type in WRITTEN:
        return "@"
    return {
        "date": DAYS.get(language, DAYS["lt"]),
        "year": "0",
        "integer": "0",
        "share": "0 %" if language in {"nb", "lt"} else "0%",
    }.get(column.type, "General")


def choices(column: Column, language: str, lists: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return what may be chosen in a column, none where people write freely."""
    if column.type == "flag":
        return said("book_yes", language), said("book_no", language)
    if column.choices:
        return tuple((choice.words.get(language) or choice.words["en"])[0] for choice in column.choices)
    if column.type in LISTED:
        return tuple(dict.fromkeys(lists.get(column.type, {}).values()))
    return ()


def example(column: Column, language: str, lists: Mapping[str, Mapping[str, str]]) -> Any:
    """Return the cell of the sample row; a column with a list of the workspace shows its first entry."""
    given = column.example
    if isinstance(given, dict):
        given = given.get(language, given.get("en"))
    if given is None and column.type in LISTED:
        return next(iter(lists.get(column.type, {}).values()), None)
    return cell(column, given, language, lists)


def cell(column: Column, value: Any, language: str, lists: Mapping[str, Mapping[str, str]]) -> Any:
    """Return a typed value as its cell shows it: a text, a number, a day, or None for an empty one."""
    if value is None or value in ((), ""):
        return None
    if column.type == "flag" or isinstance(value, bool):
        return said("book_yes" if value in {True, "yes"} else "book_no", language)
    if column.type == "choice":
        return _choice(column, str(value), language)
    if column.type in LISTED:
        return _names((value,) if isinstance(value, str) else tuple(value), lists.get(column.type, {}))
    if column.type == "period" and isinstance(value, tuple):
        return _period(*value)
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, date | int | float):
        return str(value) if column.type in WRITTEN else value
    return str(value)


def _names(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return what several ids are called; a name that itself holds what parts a list stands there as its id."""
    if len(ids) == 1:
        return names.get(ids[0], ids[0])
    return ", ".join(one if _PARTS.search(names.get(one, "")) else names.get(one, one) for one in ids)


def _choice(column: Column, token: str, language: str) -> str:
    for choice in column.choices:
        if choice.token == token:
            return (choice.words.get(language) or choice.words["en"])[0]
    return token


def _period(first: date, last: date) -> str:
    """Return a period the shortest way that the reader of workbooks understands."""
    if first.year == last.year and (first.day, last) == (1, _end(last.year, last.month)):
        months = last.month - first.month + 1
        named = {6: "H", 3: "Q"}.get(months)
        if months == 12:
            return str(first.year)
        if named and (first.month - 1) % months == 0:
            return f"{first.year} {named}{(first.month - 1) // months + 1}"
        if months == 1:
            return short_period(period_text(first, last))
    return period_text(first, last) or ""


def _end(year: int, month: int) -> date:
    from calendar import monthrange

    return date(year, month, monthrange(year, month)[1])
