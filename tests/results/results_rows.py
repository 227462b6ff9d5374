"""Build registers by hand, row by row, for tests of measures, values and what fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.catalogue.loader import load_framework
from qms.model.organisation import Group, Organisation, Service, Settings
from qms.model.register import Origin, Registers, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FRAMEWORK = load_framework("equass-2018", languages=("en",))


def settings_of(*services: str) -> Settings:
    """Return a provider with these services and a staff of ten."""
    return Settings(
        organisation=Organisation("Brookfield", "IE"),
        languages=("en",),
        frameworks=("equass-2018",),
        services=tuple(Service(s, s.title(), "day") for s in services),
        sites=(),
        functions=(),
        people=(),
        groups=(Group("team", "Team", "staff", 10),),
    )


def table_of(table: str, *rows: Mapping[str, Any]) -> list[Row]:
    """Return rows of a table, from row 5 of a sheet called like it, in the file of its book; None is an empty cell."""
    path = f"{table.partition('.')[0]}.xlsx"
    return [
        Row(table, {k: v for k, v in values.items() if v is not None}, Origin(path, path, table, number))
        for number, values in enumerate(rows, 5)
    ]


def registers_of(rows: Iterable[Row]) -> Registers:
    """Return registers that hold these rows, in the order that they are given."""
    tables: dict[str, list[Row]] = {}
    for one in rows:
        tables.setdefault(one.table, []).append(one)
    return Registers({name: tuple(found) for name, found in tables.items()})
