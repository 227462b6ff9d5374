"""Look at the rows of registers, check them, and make entries in the program itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import FINDINGS, App, Command, json_option, pass_app, print_json
from qms.commands.options import TEXT
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.model.books import Table
    from qms.model.register import Row


@click.command(
    "check",
    cls=Command,
    help="Check the registers in the evidence folder, or one spreadsheet before it is put there: every place that "
    "could not be read, by sheet, row and column, and what to write instead.",
    epilog="qms register check\nqms register check ~/Desktop/complaints.xlsx",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
@pass_app
def check_command(app: App, file: Path | None, as_json: bool) -> None:
    """Check registers; exit code 3 with findings."""
    from qms.reports.tables import print_text
    from qms.results.checking import check_file, check_store
    from qms.results.places import problem_json, problem_lines

    checked = check_store(app.workspace) if file is None else check_file(app.workspace, file)
    if as_json:
        print_json(
            {
                "files": [
                    {"path": f.path, "registers": list(f.books), "tables": list(f.tables), "rows": f.rows}
                    for f in checked.files
                ],
                "problems": [problem_json(p) for p in checked.problems],
            }
        )
    else:
        for each in checked.files:
            print_text(
                say("register_read", {"path": each.path, "titles": _titles(each.books), "rows": each.rows})
            )
        if not checked.files:
            print_text(say("register_none_found"))
        for line in problem_lines(checked.problems):
            print_text(line)
        print_text(say("register_checked", {"count": len(checked.problems)}))
    if checked.problems:
        sys.exit(FINDINGS)


@click.command(
    "show",
    cls=Command,
    help="Show the rows of a register, from spreadsheets and from the program, and where each stands.",
    epilog="qms register show complaints\nqms register show complaints --year 2025 --json",
)
@click.argument("name")
@click.option("--year", type=click.IntRange(1990, 2100), help="Only rows of this year.")
@click.option("--service", metavar="ID", help="Only rows of this service, or of all.")
@click.option("--entries", is_flag=True, help="Only entries that were made in the program.")
@json_option
@pass_app
def show_command(
    app: App, name: str, year: int | None, service: str | None, entries: bool, as_json: bool
) -> None:
    """Print the rows of a register."""
    from qms.evidence.services import check_services
    from qms.results.entries import table_named
    from qms.results.plain import to_plain
    from qms.results.store import load_registers

    _, table = table_named(name)
    check_services(app.workspace, [service] if service else [])
    rows = [
        row
        for row in load_registers(app.workspace).rows(table.name)
        if _wanted(row, table, year, service) and (row.origin.entry is not None or not entries)
    ]
    if as_json:
        print_json(
            {
                "table": table.name,
                "rows": [
                    {
                        "entry": row.origin.entry,
                        "path": row.origin.path or None,
                        "sheet": row.origin.sheet or None,
                        "row": row.origin.row or None,
                        "values": {k: _bare(v) for k, v in to_plain(row.values).items()},
                    }
                    for row in rows
                ],
            }
        )
    else:
        _print_rows(app, table, rows)


@click.command(
    "add",
    cls=Command,
    help="Make an entry in a register, in the program instead of a spreadsheet. Headings are written as in the "
    "spreadsheet, in any language.",
    epilog='qms register add complaints "Number=K-2025-4" Received=2025-03-12 "What it is about=Lunch was late"\n'
    'qms register add proposals number=F-12 date=2025-04-02 source=user "proposal=A bench at the gate"',
)
@click.argument("name")
@click.argument("cells", nargs=-1, required=True, metavar="HEADING=TEXT...")
@pass_app
def add_command(app: App, name: str, cells: tuple[str, ...]) -> None:
    """Add an entry."""
    from qms.results.entries import add_entry

    entry = add_entry(app.workspace, name, _pairs(cells))
    click.echo(say("entry_added", {"entry": entry.id}))


@click.command(
    "change",
    cls=Command,
    help="Change cells of an entry that was made in the program; nothing after the sign = empties a cell.",
    epilog="qms register change r01abc answered=2025-03-20 outcome=upheld",
)
@click.argument("entry")
@click.argument("cells", nargs=-1, required=True, metavar="HEADING=TEXT...")
@pass_app
def change_command(app: App, entry: str, cells: tuple[str, ...]) -> None:
    """Change an entry."""
    from qms.results.entries import change_entry

    change_entry(app.workspace, entry, _pairs(cells))
    click.echo(say("entry_changed", {"entry": entry}))


@click.command(
    "remove",
    cls=Command,
    help="Take back an entry that was made in the program; it counts no longer.",
    epilog='qms register remove r01abc --because "entered twice"',
)
@click.argument("entry")
@click.option("--because", required=True, type=TEXT, help="Why.")
@pass_app
def remove_command(app: App, entry: str, because: str) -> None:
    """Take an entry back."""
    from qms.results.entries import remove_entry

    remove_entry(app.workspace, entry, because)
    click.echo(say("entry_removed", {"entry": entry}))


def _pairs(cells: tuple[str, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for cell in cells:
        heading, sign, text = cell.partition("=")
        if not sign or not heading.strip():
            raise click.UsageError(say("heading_and_text", {"value": cell}))
        found.append((heading.strip(), text))
    return found


def _wanted(row: Row, table: Table, year: int | None, service: str | None) -> bool:
    if service is not None and row.get("service") and service not in row.get("service"):
        return False
    if year is None:
        return True
    day = row.get(table.dated) if table.dated else row.get("year")
    if isinstance(day, int):
        return day == year
    if isinstance(day, tuple):
        return bool(day[0].year <= year <= day[1].year)
    return day is not None and day.year == year


def _titles(books: tuple[str, ...]) -> list[str]:
    from qms.locale.translator import current
    from qms.results.definitions import load_books

    return [load_books()[name].title(current()) for name in books]


def _bare(value: Any) -> Any:
    """Return a plain value as scripts read it: days in ISO form, periods as two of them."""
    if isinstance(value, dict):
        return next(iter(value.values()))
    return value


def _print_rows(app: App, table: Table, rows: Sequence[Row]) -> None:
    """Print one block a row: what it says under its headings, and where it stands."""
    from qms.locale.translator import current
    from qms.reports.registers import cell_text
    from qms.reports.tables import print_facts, print_text
    from qms.results.places import place_of

    language = current()
    names = known_names(app)
    for row in rows:
        where = place_of(row.origin.sheet, row.origin.row)
        ident = f" ({row.origin.entry})" if row.origin.entry else f" · {row.origin.path}"
        print_text(where + ident)
        print_facts(
            [
                (f"  {c.heading(language)}", cell_text(c, row.get(c.key), language, names))
                for c in table.columns
                if row.get(c.key) is not None
            ]
        )
    print_text(say("register_rows", {"count": len(rows)}))


def known_names(app: App) -> dict[str, str]:
    """Return the names of services, sites, groups and functions by id."""
    from qms.results.handout import workspace_lists

    lists = workspace_lists(app.workspace.settings)
    return {ident: name for names in lists.values() for ident, name in names.items()}
