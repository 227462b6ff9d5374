"""Tell what looks like the name or the identity number of a person served, without ever repeating it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.extract.grid import GridRow
from indexer.text import fold
from qms.evidence.identifiers import ELEVEN, NINO, PPS_FORM, is_lithuanian, is_norwegian, is_pps
from qms.results.words import is_empty, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.extract.grid import Cell

_LETTER = r"[^\W\d_]"
# Capitals of Latin, Greek and Cyrillic letters, with whatever stands on them.
_CAPITAL = f"[{''.join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())}]"
_PART = rf"{_CAPITAL}(?:['’]{_CAPITAL}?)?{_LETTER}+"
_NAME_WORD = rf"(?:{_PART}(?:-{_PART})*)"
# A capital with a point may stand before or among them: Per A. Olsen.
_FULL_NAME = re.compile(
    rf"(?:{_CAPITAL}\. ?)?{_NAME_WORD}(?:(?:, ?| )(?:{_CAPITAL}\. ?)?{_NAME_WORD}){{1,3}}"
)
_SHORT_NAME = re.compile(rf"(?:{_CAPITAL}\. ?){{1,2}}{_NAME_WORD}|{_NAME_WORD} {_CAPITAL}\.?")
_GIVEN_NAME = re.compile(rf"{_LETTER}{{3,}}(?:[-'’]{_LETTER}{{2,}})?")
_LOW_NAME = re.compile(
    rf"{_LETTER}{{2,}}(?:(?:, ?|[ -])(?:{_LETTER}\. ?)?{_LETTER}(?:['’]?{_LETTER})+){{1,3}}"
)
_INITIALS = re.compile(rf"(?:{_LETTER}\.\s?){{2,4}}|{_CAPITAL}{{2,3}}")
_NO_DIGIT = re.compile(r"\D")
_NAME_HEADINGS = frozenset(
    (
        "name", "names", "full name", "first name", "last name", "surname", "given name", "family name",
        "navn", "fornavn", "etternavn", "fullt navn", "for og etternavn", "vardas", "vardai", "pavarde",
        "vardas pavarde", "vardas ir pavarde", "v pavarde",
    )
)  # fmt: skip
_NAME_WORDS = frozenset(("name", "navn", "fornavn", "etternavn", "vardas", "pavarde", "surname"))
_SERVED = (
    "user", "client", "resident", "participant", "service user", "child", "pupil", "bruker", "klient", "beboer",
    "deltaker", "tjenestemottaker", "barn", "pasient", "kliento", "naudotojo", "gavejo", "gyventojo", "dalyvio",
    "vaiko", "paslaugu gavejo", "asmens", "person", "gavejas", "klientas", "gyventojas", "dalyvis", "vaikas", "asmuo",
)  # fmt: skip
_NUMBER_HEADINGS = re.compile(
    r"\b(?:fodselsnummer|fodselsnr|fodselsdato|fnr|personnummer|personnr|d nummer|asmens koda[is]|gimimo data|"
    r"personal (?:identity )?(?:number|code)|identity number|national insurance(?: number)?|pps(?:n| number)?|"
    r"social security(?: number)?|date of birth|birth date|birthday|dob)\b"
)
_CODE_HEADINGS = frozenset(
    (
        "code", "codes", "user code", "client code", "resident code", "kode", "koder", "brukerkode", "deltakerkode",
        "tjenestemottakers kode", "kodas", "kodai", "gavejo kodas", "paslaugu gavejo kodas", "kliento kodas",
    )
)  # fmt: skip
_ASKING = re.compile(r"name|navn|vard|pavard")
_LONG = re.compile(r"(?<![\d.,-])\d{6}[ .\u00a0-]?\d{2,3}[ \u00a0]?\d{2}(?![\d-])")
_HEADS = 40  # rows in which headings are looked for
_HEADING = 60  # characters of one
_HEAD = 4_000  # characters of a text in which headings are looked for
_SEVERAL = 3
_MOST_LOOKED = 400  # filled cells of a column in which names are looked for


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Hold what looks personal: a code of register_phrases, the row (0: the whole column) and the column."""

    code: str
    row: int
    column: int
    count: int = 1


def names_heading(heading: str) -> bool:
    """Tell whether a heading asks for the names of persons, or for their identity numbers or days of birth."""
    words = plain(heading)
    if words in _NAME_HEADINGS or _NUMBER_HEADINGS.search(words):
        return True
    asked = _NAME_WORDS.intersection(words.replace(" s ", " ").split())
    return bool(asked) and any(served in words for served in _SERVED)


def is_full_name(text: str) -> bool:
    """Tell whether a text is two to four capitalised words and nothing else, as names are."""
    return len(text) <= 60 and _FULL_NAME.fullmatch(text) is not None


@lru_cache(maxsize=1 << 12)
def is_name_of_person(text: str) -> bool:
    """Tell whether what stands in the place of a person's code looks like a name: Ola, ola nordmann, K. Berg.

    For cells that should hold a code. What has a digit in it is one; Bruker A is, too.
    """
    text = text.strip()
    if len(text) > 60 or is_empty(text) or any(map(str.isdigit, text)):
        return False
    if is_full_name(text) or _SHORT_NAME.fullmatch(text):
        return not _served(text)
    if _GIVEN_NAME.fullmatch(text):
        return not _INITIALS.fullmatch(text) and not _served(text)
    return _LOW_NAME.fullmatch(text) is not None and not _served(text)


def _served(text: str) -> bool:
    """Tell whether a text is a word for whoever is served, alone or with a letter: Bruker, Bruker A."""
    first, _, rest = plain(text).partition(" ")
    return first in _SERVED and len(rest) < 2


def full_names(rows: Iterable[GridRow], column: int) -> list[Suspicion]:
    """Return a warning for full names in a column where no words but those of a list belong."""
    named = [row for row, cell in _texts(rows, column) if is_full_name(cell) or _SHORT_NAME.fullmatch(cell)]
    return [Suspicion("privacy_names", named[0], column, len(named))] if named else []


@lru_cache(maxsize=1 << 12)
def is_personal(text: str) -> bool:
    """Tell whether a text must not be repeated: it has an identity number or what looks like a name in it."""
    return _FULL_NAME.search(text) is not None or has_identity_number(text)


def has_identity_number(cell: object) -> bool:
    """Tell whether a cell holds an identity number of Norway, Lithuania, Ireland or the United Kingdom.

    Only numbers whose control digits are right are taken for one, where there are such digits.
    """
    if isinstance(cell, int) and not isinstance(cell, bool):
        # A spreadsheet drops the zero that numbers of the first nine days of a month begin with.
        return 10**9 <= cell < 10**11 and _is_eleven(f"{cell:011d}")
    if not isinstance(cell, str) or len(cell) < 8:
        return False
    if any(_is_eleven(_NO_DIGIT.sub("", match[1])) for match in ELEVEN.finditer(cell)):
        return True
    return any(is_pps(match) for match in PPS_FORM.finditer(cell)) or NINO.search(cell) is not None


def suspicions(
    rows: Sequence[GridRow], headings: Mapping[int, str], people: Iterable[int], extra: Iterable[int]
) -> list[Suspicion]:
    """Return what looks personal in the rows of a table.

    `people` are the columns whose values stand for persons served, `extra` those that no book knows; `headings` are as
    written, by column.
    """
    extras = list(extra)
    asking = (column for column in extras if names_heading(headings.get(column, "")))
    found = [Suspicion("privacy_heading", 0, column) for column in asking]
    told = {one.column for one in found}
    for column in people:
        found += _names_of_people(rows, column)
    for column in extras:
        cells = _texts(rows, column)
        named = sum(is_full_name(cell) for _, cell in cells)
        if column not in told and named >= 2 and named * 2 > len(cells):
            found.append(Suspicion("privacy_names", 0, column, named))
    return found


def identity_numbers(rows: Iterable[GridRow]) -> list[Suspicion]:
    """Return the places of identity numbers in any rows, one a column: the first, and how many there are."""
    counted: dict[int, list[int]] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if _may_be_number(cell) and has_identity_number(cell):
                counted.setdefault(column, []).append(row.number)
    return [
        Suspicion("privacy_number", places[0], column, len(places))
        for column, places in sorted(counted.items())
    ]


def lists_persons(rows: Sequence[GridRow]) -> list[Suspicion]:
    """Return what makes a sheet that is no register a list of persons, nothing where it is none.

    Names beside identity numbers or birth dates, names beside the codes that stand for them, or identity numbers that
    most of the long numbers of a column are.
    """
    found: list[Suspicion] = []
    for row in rows[:_HEADS]:
        heads = {
            at: plain(cell)
            for at, cell in row.cells.items()
            if isinstance(cell, str) and len(cell) <= _HEADING
        }
        names = [
            at for at, words in heads.items() if names_heading(words) and not _NUMBER_HEADINGS.search(words)
        ]
        numbers = [at for at, words in heads.items() if _NUMBER_HEADINGS.search(words)]
        if names and numbers:
            found.append(Suspicion("privacy_list", row.number, numbers[0]))
            break
        below = [each for each in rows if each.number > row.number]
        if names and any(words in _CODE_HEADINGS for words in heads.values()) and _are_named(below, names):
            found.append(Suspicion("privacy_key", row.number, names[0]))
            break
    numbered = identity_numbers(rows)
    long = Counter(at for row in rows for at, cell in row.cells.items() if _is_long(cell)) if numbered else {}
    return found + [one for one in numbered if one.count * 2 > long.get(one.column, 0)]


def personal_list(text: str) -> bool:
    """Tell from the text of a sheet (cells between tabs, or raw CSV) whether it lists persons; quick for any length.

    It has headings for names and for identity numbers, a key to codes, or three identity numbers and more that are most
    of its long numbers.
    """
    head = text[:_HEAD]
    if _ASKING.search(fold(head)):
        sign = next((sign for sign in "\t;" if sign in head), ",")
        cells = (line.split(sign) for line in head.splitlines())
        rows = [
            GridRow(number, {at: cell.strip(' "') for at, cell in enumerate(line, 1) if cell.strip(' "')})
            for number, line in enumerate(cells, 1)
        ]
        if any(one.code in {"privacy_list", "privacy_key"} for one in lists_persons(rows)):
            return True
    valid = long = 0
    for match in _LONG.finditer(text):
        long += 1
        digits = _NO_DIGIT.sub("", match[0])
        valid += _is_eleven(digits) if len(digits) == 11 else is_norwegian(f"0{digits}")
    return valid >= _SEVERAL and valid * 2 > long


def _are_named(rows: Sequence[GridRow], columns: Sequence[int]) -> bool:
    """Tell whether most cells below a heading for names are names; given names and surnames may stand apart."""
    cells = [cell for _, cell in _texts(rows, columns[0])]
    if len(columns) > 1:
        named = sum(is_name_of_person(cell) for cell in cells)
    else:
        named = sum(is_full_name(cell) or _SHORT_NAME.fullmatch(cell) is not None for cell in cells)
    return named * 2 > len(cells)


def _is_long(cell: Cell) -> bool:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return 10**9 <= cell < 10**11
    return isinstance(cell, str) and _LONG.search(cell) is not None


def _names_of_people(rows: Sequence[GridRow], column: int) -> list[Suspicion]:
    """Return a warning for the column where names stand in it, a gentle one where initials do in most rows."""
    cells = _texts(rows, column)
    named = [row for row, cell in cells if is_name_of_person(cell)]
    if named:
        return [Suspicion("privacy_names", named[0], column, len(named))]
    initials = sum(_INITIALS.fullmatch(cell) is not None for _, cell in cells)
    if initials >= 2 and initials * 2 > len(cells):
        return [Suspicion("privacy_initials", 0, column, initials)]
    return []


def _texts(rows: Iterable[GridRow], column: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for row in rows:
        cell = row.cells.get(column)
        if isinstance(cell, str):
            found.append((row.number, cell))
            if len(found) == _MOST_LOOKED:
                break
    return found


def _may_be_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) > 7 and any(map(str.isdigit, cell))
    return isinstance(cell, int)


def _is_eleven(digits: str) -> bool:
    return is_norwegian(digits) or is_lithuanian(digits)
