"""Turn cells into the values of their column's type; what cannot be read is a value too, never an exception."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from indexer.extract.grid import CellError
from qms.results import days, numbers
from qms.results.known import Known, find, similar
from qms.results.privacy import is_personal
from qms.results.words import ALL, BOTH, NO_FILL, is_empty, joined_by_and, parts_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.books import Column

__all__ = ["Known", "Wrong", "is_filled", "reader"]

Made = Callable[[object, bool], Any]
"""Reads a cell, told whether that is shown as percent."""
_MOST_SHOWN = 40  # characters of a cell in a sentence
_LOOKED = 200  # of which more than the ones shown are looked at for names
_ELLIPSIS = "…"
_DIGIT = re.compile(r"(\d)\b")
_REF_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|\.\.)\s*(\d+)")
_REF_WORD = re.compile(r"^(?:indicators?|indikator(?:er|ai|ius|iai)?|rodikli(?:s|ai))\s*", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8}")  # as identity numbers are, right or mistyped
_LISTED = 40  # indicators of a range at most


@dataclass(frozen=True, slots=True)
class Wrong:
    """Hold why a cell could not be read: a code and its parameters, as in register_phrases."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def is_filled(cell: object) -> bool:
    """Tell whether a cell says something: neither empty nor a dash, n/a and the like."""
    return cell is not None and not (isinstance(cell, str) and is_empty(cell))


def reader(column: Column, known: Known, language: str) -> Made:
    """Return what reads the cells of a column: a value, None for an empty cell, or Wrong.

    It takes the cell and whether that is shown as percent. `language` is that of the sheet, for the words in errors.
    """
    read = _readers()[column.type](column, known, language)
    quiet = column.people or column.type == "person"

    def guarded(cell: object, percent: bool = False) -> Any:
        if cell is None:
            return None
        if isinstance(cell, CellError) or (isinstance(cell, float) and not math.isfinite(cell)):
            return Wrong("cell_formula_error", {"value": cell.text if isinstance(cell, CellError) else "#"})
        try:
            found = read(cell, percent)
        except (days.NoDay, numbers.NoNumber) as error:
            if isinstance(cell, str) and is_empty(cell):
                return None
            return Wrong(error.code, {"value": quotable(cell, quiet=quiet)})
        if isinstance(found, Wrong) and isinstance(cell, str) and is_empty(cell):
            return None
        return found

    return guarded


def quotable(cell: object, *, quiet: bool = False) -> str:
    """Return a cell as a sentence may show it: an ellipsis where it could be a name or an identity number."""
    text = " ".join(_words(cell)[:_LOOKED].split())
    if quiet or is_personal(text) or _LONG_NUMBER.search(text):
        return _ELLIPSIS
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + _ELLIPSIS


def _words(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, float):
        return repr(round(cell, 10))
    return str(cell)


def _text(column: Column, _: Known, __: str) -> Made:
    # A dash under "counted by the program" tells that nothing is to be counted; elsewhere it tells nothing.
    kept = NO_FILL if column.key == "fill" else frozenset[str]()

    def read(cell: object, _: bool) -> Any:
        text = _words(cell)
        return None if is_empty(text) and text.strip() not in kept else text

    return read


def _date(_: Column, __: Known, ___: str) -> Made:
    return lambda cell, _: days.day(cell)


def _year(_: Column, __: Known, ___: str) -> Made:
    return lambda cell, _: days.year(cell)


def _period(_: Column, __: Known, ___: str) -> Made:
    return lambda cell, _: days.period(cell)


def _number(_: Column, __: Known, ___: str) -> Made:
    def read(cell: object, percent: bool) -> Any:
        if isinstance(cell, time | timedelta):  # hours are often written as 7:30
            spent = cell if isinstance(cell, timedelta) else timedelta(hours=cell.hour, minutes=cell.minute)
            return round(spent.total_seconds() / 3600, 4)
        return numbers.number(cell, percent=percent)

    return read


def _integer(column: Column, _: Known, __: str) -> Made:
    def read(cell: object, _: bool) -> Any:
        found = numbers.integer(cell)
        if column.between is None or found is None or column.between[0] <= found <= column.between[1]:
            return found
        first, last = column.between
        return Wrong("cell_outside", {"value": found, "first": first, "last": last})

    return read


def _count(_: Column, __: Known, ___: str) -> Made:
    return lambda cell, _: numbers.count(cell)


def _share(_: Column, __: Known, ___: str) -> Made:
    return lambda cell, _: numbers.share(cell)


def _flag(_: Column, __: Known, ___: str) -> Made:
    def read(cell: object, _: bool) -> Any:
        if isinstance(cell, bool):
            return cell
        told = numbers.yes_or_no(_words(cell))
        return Wrong("cell_flag", {"value": quotable(cell)}) if told is None else told

    return read


def _choice(column: Column, _: Known, language: str) -> Made:
    tokens: dict[str, str] = {}
    for choice in column.choices:
        for words in (*choice.words.values(), (choice.token,)):
            for word in words:
                tokens.setdefault(plain(word), choice.token)
    names = {choice.token for choice in column.choices}
    allowed = [(choice.words.get(language) or choice.words["en"])[0] for choice in column.choices]

    def read(cell: object, _: bool) -> Any:
        if isinstance(cell, bool):
            cell = "yes" if cell else "no"
        text = _words(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        if (token := tokens.get(plain(text))) is not None:
            return token
        if (match := _DIGIT.match(text)) and match[1] in names:  # "4 - agree"
            return match[1]
        told = numbers.yes_or_no(text)
        if told is not None and (word := "yes" if told else "no") in names:
            return word
        return Wrong("cell_choice", {"value": _shown_name(text, allowed), "choices": allowed})

    return read


def _ids(column: Column, known: Known, _: str) -> Made:
    names = known.named(column.type)

    def read(cell: object, _: bool) -> Any:
        text = _words(cell)
        everything = plain(text) in ALL or (plain(text) in BOTH and len(names) == 2)
        if column.type == "service" and everything and find(text, names) is None:
            return None
        found: dict[str, None] = {}
        for piece in _pieces(text, names):
            one = find(piece, names)
            if one is None:
                return _unknown(column.type, piece, names)
            found[one] = None
        return tuple(found) or None

    return read


def _id(column: Column, known: Known, _: str) -> Made:
    names = known.named(column.type)

    def read(cell: object, _: bool) -> Any:
        text = _words(cell)
        return find(text, names) or _unknown(column.type, text, names)

    return read


def _pieces(text: str, names: Mapping[str, str]) -> list[str]:
    """Return what a cell names: all of it where something is called so, else what its signs and its "and" part."""
    if find(text, names) is not None:
        return [text]
    return [
        one
        for piece in parts_of(text)
        for one in ([piece] if find(piece, names) is not None else joined_by_and(piece))
    ]


def _unknown(kind: str, text: str, names: Mapping[str, str]) -> Wrong:
    near = similar(text, (*names.values(), *names))
    shown = _shown_name(text, [*names.values(), *names])
    code = f"cell_{kind}" if names else f"cell_{kind}_none"
    return Wrong(code, {"value": shown, "choices": near or list(names.values())[:12]})


def _shown_name(text: str, allowed: list[str]) -> str:
    """Return a word that was refused; one that is like none of the allowed ones may be anybody's name."""
    told = text.split()
    # Names are typed in small letters as well, but hardly a word of them is shorter than three.
    small = len(told) > 1 and all(len(word) >= 3 and word.isalpha() for word in told)
    if (text[:1].isupper() or small) and not similar(text, allowed):
        return _ELLIPSIS
    return quotable(text)


def _refs(_: Column, known: Known, __: str) -> Made:
    order = {ref: at for at, ref in enumerate(known.indicators)}

    def read(cell: object, _: bool) -> Any:
        if isinstance(cell, bool | date | time | timedelta):  # spreadsheets make dates of 3-4
            return Wrong("cell_refs_text", {"value": quotable(cell)})
        pieces = _fraction(cell) if isinstance(cell, float) else parts_of(_words(cell))
        found: dict[str, None] = {}
        for piece in pieces or [_words(cell)]:
            for ref in _refs_of(piece.removeprefix(f"{known.framework}:")):
                if order and ref not in order:
                    near = f"{known.indicators[0]}–{known.indicators[-1]}"
                    return Wrong("cell_refs", {"value": quotable(piece), "choices": near})
                found[ref] = None
        return tuple(found) or None

    return read


def _fraction(cell: float) -> list[str]:
    """Return the two indicators of which a spreadsheet with decimal commas made one number: 26,27."""
    whole, _, rest = repr(cell).partition(".")
    if rest == "0":
        return [whole]
    return [whole, rest] if len(rest) == 2 and rest[0] != "0" else []


def _refs_of(piece: str) -> list[str]:
    text = _REF_WORD.sub("", piece.strip())
    match = _REF_RANGE.fullmatch(text)
    if match is None:
        return [text]
    first, last = int(match[1]), int(match[2])
    if not first < last <= first + _LISTED:
        return [text]
    return [str(ref) for ref in range(first, last + 1)]


def _readers() -> dict[str, Callable[[Column, Known, str], Made]]:
    return {
        "text": _text, "code": _text, "person": _text, "date": _date, "year": _year, "period": _period,
        "number": _number, "integer": _integer, "share": _share, "count": _count, "flag": _flag, "choice": _choice,
        "service": _ids, "group": _ids, "site": _id, "function": _id, "refs": _refs,
    }  # fmt: skip
