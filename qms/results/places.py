"""Show where rows stand and what is wrong there: in words, with headings, and without what looks personal."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.results.definitions import all_tables
from qms.results.privacy import has_identity_number, is_name_of_person, is_personal
from qms.results.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.books import Table
    from qms.model.register import RowProblem

WITHHELD = "…"
"""What is shown instead of what looks like a name or an identity number."""
_CLASH = "row_clash"


def shown_code(code: object) -> str:
    """Return a code or number of a row as it may be shown: an ellipsis where it is a name or an identity number."""
    text = str(code)
    return WITHHELD if looks_personal(text) else text


def shown_sheet(sheet: str) -> str:
    """Return the name of a sheet; where one is kept for each person, it is a name and not shown."""
    # "Complaints Work" and "Plan Ola Nordmann": what registers are about is no part of a name.
    others = " ".join(word for word in sheet.split() if plain(word) not in _words())
    return WITHHELD if has_identity_number(sheet) or is_personal(others) else sheet


def looks_personal(code: str) -> bool:
    """Tell whether the code of a person looks like a name, however it is written, or like an identity number."""
    return is_personal(code) or is_name_of_person(code)


def place_of(sheet: str, row: int) -> str:
    """Return where a row stands, in words; row 0 is an entry made in the program."""
    if not row:
        return say("place_entry")
    return (
        say("place_row", {"sheet": shown_sheet(sheet), "row": row})
        if sheet
        else say("piece_row", {"row": row})
    )


def problem_place(problem: RowProblem) -> str:
    """Return sheet, row and column in words, as far as a problem has them."""
    heading = " ".join(problem.heading.split())
    pieces = [
        shown_sheet(problem.sheet),
        say("piece_row", {"row": problem.row}) if problem.row else "",
        say("piece_column", {"column": problem.column}) if problem.column else "",
    ]
    place = ", ".join(piece for piece in pieces if piece)
    return f"{place} ({heading})" if problem.column and heading else place


def problem_text(problem: RowProblem) -> str:
    """Return what is wrong as a sentence; of a row that stands elsewhere as well, place and headings in words."""
    params = dict(problem.params)
    if problem.code.startswith(_CLASH):
        row = params.get("row") or 0
        pieces = (params.get("other") or "", place_of(params.get("sheet") or "", row))
        params["place"] = ", ".join(piece for piece in pieces if piece)
        params["columns"] = _headings(params.get("columns") or (), params.get("of_table"))
    if "sheet" in params:
        params["sheet"] = shown_sheet(str(params["sheet"]))
    return say(problem.code, params)


def problem_lines(problems: Sequence[RowProblem]) -> Iterable[str]:
    """Yield the problems as lines, each file named once above its own."""
    for path, own in groupby(sorted(problems, key=_order), key=lambda p: p.path):
        yield f"{path or say('place_entry')}:"
        for problem in own:
            place, what = problem_place(problem), problem_text(problem)
            yield f"  {place}: {what}" if place else f"  {what}"


def problem_json(problem: RowProblem) -> dict[str, Any]:
    """Return a problem as the contract has it."""
    return {
        "path": problem.path,
        "sheet": shown_sheet(problem.sheet) or None,
        "row": problem.row or None,
        "column": problem.column or None,
        "heading": problem.heading or None,
        "severity": problem.severity,
        "code": problem.code,
        "problem": problem_text(problem),
    }


def _headings(keys: Iterable[str], name: str | None) -> list[str]:
    """Return the headings of columns by key, in the language in use; of the table where that is known."""
    wanted = list(keys)
    tables: Mapping[str, Table] = {own: table for own, (_, table) in all_tables().items()}
    fitting = [tables[name]] if name is not None and name in tables else list(tables.values())
    for table in fitting:
        named = {column.key: column.heading(current()) for column in table.columns}
        if all(key in named for key in wanted):
            return [named[key] for key in wanted]
    return wanted


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words in titles and headings of all tables, in every language, as they are compared."""
    found: set[str] = set()
    for book, table in all_tables().values():
        found.update(*(plain(title).split() for title in (*book.titles.values(), *table.titles.values())))
        headings = (name for column in table.columns for names in column.headings.values() for name in names)
        found.update(*(plain(heading).split() for heading in headings))
    return frozenset(found)


def _order(problem: RowProblem) -> tuple[str, str, int, int, str]:
    return (problem.path, problem.sheet, problem.row, len(problem.column), problem.column)
