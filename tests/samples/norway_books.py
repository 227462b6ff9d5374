"""Turn rows of typed values into the sheets of registers, surveys and results that Norwegian colleagues would fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from book_rows import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from papers import Cell

    from qms.model.books import Column

Row = dict[str, Any]
SERVICES = {"aft": "AFT", "vta": "VTA"}
GROUPS = {
    "ansatte": "Alle ansatte",
    "ledere": "Ledergruppa",
    "deltakere-aft": "Deltakere i AFT",
    "deltakere-vta": "Deltakere i VTA",
    "parorende": "Pårørende og verger",
    "arbeidsgivere": "Arbeidsgivere vi samarbeider med",
    "nav": "NAV",
    "frivillige": "Frivillige",
}
FUNCTIONS = {
    "avdelingsleder": "Avdelingsleder",
    "jobbspesialist": "Jobbspesialist",
    "veileder": "Veileder",
    "arbeidsleder": "Arbeidsleder",
}
SITES = {"verkstedveien": "Verkstedene", "sjogata": "AFT-senteret"}
_NAMES = {"service": SERVICES, "group": GROUPS, "function": FUNCTIONS, "site": SITES}
LISTS = _NAMES | {
    "service": {"aft": "Arbeidsforberedende trening (AFT)", "vta": "Varig tilrettelagt arbeid (VTA)"},
}


@dataclass(frozen=True, slots=True)
class Register:
    """Describe a workbook that is the program's own template, filled in: rows by table, written by its writer."""

    path: str
    day: date
    title: str
    author: str
    book: str
    rows: Mapping[str, Sequence[Row]]


def rows_of(keys: str, *lines: Sequence[Any]) -> list[Row]:
    """Return rows from lines of values in the order of the keys; None and "" leave a cell empty.

    Raises ValueError for a line of another length.
    """
    names = keys.split()
    return [
        {key: value for key, value in zip(names, line, strict=True) if value not in (None, "")}
        for line in lines
    ]


def shown(column: Column, value: Any) -> Cell:
    """Return a typed value as people write it in a cell."""
    if value is None or value == "":
        return None
    if column.type == "choice":
        return next((c.words["nb"][0] for c in column.choices if c.token == value), str(value))
    if column.type == "flag":
        return value if isinstance(value, str) else "ja" if value else "nei"
    if column.type in _NAMES:
        names = (value,) if isinstance(value, str) else value
        return ", ".join(_NAMES[column.type].get(name, name) for name in names)
    if column.type == "refs":
        return value if isinstance(value, str) else ", ".join(value)
    return value if isinstance(value, str | int | float | date) else str(value)


def sheet_of(
    name: str,
    rows: Sequence[Row],
    own: Mapping[str, str] | None = None,
    order: str = "",
) -> list[list[Cell]]:
    """Return a sheet: headings, then the rows.

    `own` gives headings of the provider's own by key, also for columns that the program does not know; `order` the
    keys to print (default: all of the table, then those of `own`).
    """
    table, names = table_of(name), dict(own or {})
    known = {column.key: column for column in table.columns}
    keys = order.split() or [*known, *(key for key in names if key not in known)]
    sheet: list[list[Cell]] = [[names.get(key) or known[key].heading("nb") for key in keys]]
    return sheet + [
        [shown(known[key], row.get(key)) if key in known else row.get(key) for key in keys] for row in rows
    ]


def working_day(day: date) -> date:
    """Return the day, or the Monday after it when it falls in a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
