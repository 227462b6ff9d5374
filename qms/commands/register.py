"""Keep registers in spreadsheets: hand out the workbooks, list what there is, and look at what was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import LANGUAGE
from qms.commands.register_rows import (
    add_command,
    change_command,
    check_command,
    remove_command,
    show_command,
)
from qms.locale.sentences import say
from qms.locale.translator import current

if TYPE_CHECKING:
    from qms.model.books import Book

ELSEWHERE = {"results": "qms results template", "survey": "qms survey template"}


@click.group(
    cls=Group,
    help="Keep registers in spreadsheets.",
    epilog="qms register template complaints\nqms register list",
)
def register_command() -> None:
    """Group the commands of registers."""


@register_command.command(
    "template",
    help="Write the workbook of a register into the evidence folder: explained columns, lists to choose from and an "
    "example, in the language of the workspace. A file that is there is never written over.",
    epilog="qms register template complaints\nqms register template Klageregister\n"
    "qms register template plans --lang lt -o ~/Desktop/plans.xlsx",
)
@click.argument("name")
@click.option(
    "--language", "--lang", type=LANGUAGE, help="The language of the workbook (default: of the workspace)."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Another file or folder than the evidence folder.",
)
@pass_app
def template_command(app: App, name: str, language: str | None, output: Path | None) -> None:
    """Write an empty register and tell where it is."""
    from qms.reports.workbooks import write_book
    from qms.results.definitions import find_book
    from qms.results.handout import put_at, put_into, workspace_lists

    book = find_book(name)
    if book.kind in ELSEWHERE:
        word = book.name.removeprefix("survey-") if book.kind == "survey" else ""
        command = f"{ELSEWHERE[book.kind]} {word}".strip()
        raise click.UsageError(say("book_elsewhere", {"title": book.title(current()), "command": command}))
    workspace = app.workspace
    chosen = language or app.lang or workspace.settings.language
    data = write_book(book, chosen, lists=workspace_lists(workspace.settings))
    if output is None or output.is_dir():
        path = put_into(output or workspace.evidence_folder, book.title(chosen), data)
    else:
        put_at(output, data)
        path = output
    click.echo(say("register_written", {"path": path}))
    kept = path.resolve().is_relative_to(workspace.evidence_folder.resolve())
    click.echo(say("register_next" if kept else "register_next_elsewhere"))


@register_command.command(
    "list",
    help="List the registers, the book of results and those of surveys, with the indicators they serve.",
    epilog="qms register list --json",
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print all books."""
    from rich.text import Text

    from qms.reports.tables import print_text
    from qms.results.definitions import load_books

    kept = kept_in(app)
    rows = [
        book_row(book, app.framework.id) | {"files": kept.get(book.name, [])}
        for book in load_books().values()
    ]
    if as_json:
        print_json({"registers": rows})
        return
    for row in rows:
        line = Text(row["name"], style="bold cyan")
        line.append(f"  {row['titles'].get(current()) or row['name']}", style="not bold default")
        print_text(line)
        if row["serves"]:
            print_text(say("register_serves", {"refs": ", ".join(row["serves"])}), indent=3)
        if row["files"]:
            print_text(say("register_kept_in", {"files": row["files"]}), indent=3)


def kept_in(app: App) -> dict[str, list[str]]:
    """Return by book the spreadsheets in which it was recognised; nothing outside a workspace."""
    from qms.results.store import load_registers
    from qms.workspace.workspace import NoWorkspace

    found: dict[str, list[str]] = {}
    try:
        files = load_registers(app.workspace).files
    except NoWorkspace:
        return found
    for file in files:
        for book in file.books:
            found.setdefault(book, []).append(file.path)
    return found


def book_row(book: Book, framework: str) -> dict[str, Any]:
    """Return one book as `register list --json` shows it."""
    return {
        "name": book.name,
        "kind": book.kind,
        "titles": dict(book.titles),
        "serves": list(book.serves.get(framework, ())),
        "tables": [table.name for table in book.tables],
    }


for _command in (check_command, show_command, add_command, change_command, remove_command):
    register_command.add_command(_command)
