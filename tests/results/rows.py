"""Make registers by hand, as reading would have made them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from qms.model.organisation import Function, Group, Organisation, Service, Settings
from qms.model.register import BookFile, Origin, Registers, Row


def row(table: str, number: int = 2, evidence: str | None = "f1", /, **values: Any) -> Row:
    """Return a row as it stands in a file `f1` (None: an entry made in the program)."""
    entry = None if evidence else f"n{number}"
    path = f"{evidence}.xlsx" if evidence else ""
    return Row(table, values, Origin(evidence, path, "Sheet", number if evidence else 0, entry))


def registers(*rows: Row, books: dict[str, str] | None = None) -> Registers:
    """Return registers of rows; `books` names files, by book, that were recognised besides those of the rows."""
    tables: dict[str, list[Row]] = defaultdict(list)
    files: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        tables[one.table].append(one)
        if one.origin.evidence:
            files[one.origin.evidence].add(one.table.partition(".")[0])
    for book, evidence in (books or {}).items():
        files[evidence].add(book)
    found = tuple(BookFile(e, f"{e}.xlsx", tuple(sorted(b)), (), 0) for e, b in sorted(files.items()))
    return Registers({name: tuple(own) for name, own in tables.items()}, found)


def settings(*services: str, **more: Any) -> Settings:
    """Return settings with services in scope and two groups: `staff` of four and `users` of ten."""
    values: dict[str, Any] = {
        "organisation": Organisation("Skerry", "IE"),
        "languages": ("en",),
        "frameworks": ("equass-2018",),
        "services": tuple(Service(s, s.title(), "day") for s in services),
        "sites": (),
        "functions": (Function("worker", "Worker"),),
        "people": (),
        "groups": (Group("staff", "Staff", "staff", 4), Group("users", "Users", "users", 10)),
        "awareness": {"many": 0.34, "most": 0.5, "all": 1.0},
    } | more
    return Settings(**values)
