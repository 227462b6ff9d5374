"""Work with the texts of documents: compare two, and keep who has read one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import LANGUAGE, PAST, TEXT
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.documents.comparing.comparison import Comparison, Difference
    from qms.documents.control import Document
    from qms.documents.readings import GroupReading
    from qms.documents.texts import Text


@click.command(
    "compare",
    cls=Command,
    help="Tell in plain words in what two texts differ. A and B are SLUG (the working copy), SLUG:2 (version 2) or a "
    "Word file; with A alone, the version in force is compared with the working copy.",
    epilog="qms document compare code-of-ethics\nqms document compare code-of-ethics:1 code-of-ethics:2",
)
@click.argument("a")
@click.argument("b", required=False)
@click.option("--language", "--lang", type=LANGUAGE, help="The language of the document.")
@json_option
@pass_app
def compare_command(app: App, /, a: str, b: str | None, language: str | None, as_json: bool) -> None:
    """Compare two texts."""
    from qms.documents.comparing.comparison import compare
    from qms.documents.texts import two_texts

    first, second = two_texts(app.workspace, a, b, language)
    found = compare(first.data, second.data)
    if as_json:
        print_json(
            {"before": _named(first), "after": _named(second), "differences": _differences_json(found)}
        )
        return
    _print_comparison(first, second, found)


def _named(text: Text) -> dict[str, Any]:
    return {"title": text.title, "version": text.number}


def _differences_json(found: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "kind": d.kind,
            "unit": d.unit,
            "part": d.part,
            "place": list(d.place),
            "field": d.field or None,
            "before": d.before,
            "after": d.after,
        }
        for d in found.differences
    ]


def _print_comparison(first: Text, second: Text, found: Comparison) -> None:
    from qms.reports.tables import print_text

    labels = [
        say("text_version", {"title": t.title, "number": t.number})
        if t.number is not None
        else say("text_copy", {"title": t.title})
        for t in (first, second)
    ]
    print_text(say("comparing", {"before": labels[0], "after": labels[1]}), style="bold")
    if found.same:
        print_text(say("texts_same"))
        return
    place: tuple[str, ...] | None = None
    for difference in found.differences:
        if difference.place != place:
            place = difference.place
            print_text(" › ".join(place) or say("place_start"), style="bold cyan")
        print_text(_sentence(difference), indent=3)
    print_text(say("differences_found", {"count": len(found.differences)}))


def _sentence(difference: Difference) -> Any:
    """Return one difference: what happened, then the words, those taken out and put in marked."""
    from rich.text import Text as RichText

    unit = say(f"unit_{difference.unit}")
    line = RichText(say(f"difference_{difference.kind}", {"unit": unit}) + " ")
    if difference.kind == "reworded" and difference.words:
        for piece in difference.words:
            marks = {"removed": ("[–", "–]", "red"), "added": ("[+", "+]", "green")}.get(piece.mark)
            text = piece.text if marks is None else f"{marks[0]}{piece.text.strip()}{marks[1]}"
            line.append(f"{text} " if marks else text, style=marks[2] if marks else "")
        return line
    text = difference.after if difference.kind == "added" else difference.before or difference.after
    line.append(f"«{text}»", style={"added": "green", "removed": "red"}.get(difference.kind, ""))
    return line


@click.command(
    "read",
    cls=Command,
    help="Show what share of each group has read a document, print a sheet to sign, or record who has read it. A "
    "signature shows that somebody has read it, never that it was understood.",
    epilog="qms document read code-of-ethics\n"
    "qms document read code-of-ethics --group staff --sheet -o sheet.docx\n"
    "qms document read code-of-ethics --group staff --import signed.csv",
)
@click.argument("slug")
@click.option("--language", "--lang", type=LANGUAGE, help="The language of the document.")
@click.option("--group", help="The group, by its id in qms.toml.")
@click.option("--sheet", is_flag=True, help="Write the sheet of the group to print and sign.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the sheet is written.")
@click.option(
    "--import", "source", type=click.Path(path_type=Path), help="A CSV or Excel file with names and days."
)
@click.option("--person", multiple=True, type=TEXT, help="Somebody who has read it; repeat for several.")
@click.option("--on", "day", type=PAST, help="The day, where the file or you give none (default: today).")
@json_option
@pass_app
def read_command(
    app: App,
    /,
    slug: str,
    language: str | None,
    group: str | None,
    sheet: bool,
    output: Path | None,
    source: Path | None,
    person: tuple[str, ...],
    day: date | None,
    as_json: bool,
) -> None:
    """Keep who has read a document."""
    from qms.documents.control import find_document
    from qms.documents.readings import find_group, read_by_group

    document = find_document(app.workspace, slug, language)
    if (sheet or source or person) and group is None:
        raise click.UsageError(say("name_group"))
    if group is not None and sheet:
        _write_sheet(app, document, group, output)
        return
    if group is not None and (source or person):
        _record(app, document, group, source, person, day)
    rows = read_by_group(app.workspace, document, app.framework)
    if group is not None:
        rows = [row for row in rows if row.group.id == find_group(app.workspace, group).id]
    if as_json:
        print_json({"title": document.title, "groups": [_row_json(row) for row in rows]})
        return
    _print_rows(document, rows)


def _write_sheet(app: App, document: Document, group: str, output: Path | None) -> None:
    from qms.documents.copies import FileThere
    from qms.documents.readings import find_group, reading_sheet
    from qms.state.files import write_atomic

    data = reading_sheet(app.workspace, document, find_group(app.workspace, group))
    target = output or Path(f"{document.address}.{group}.docx")
    if target.exists():
        raise FileThere(path=target)
    write_atomic(target, data, mode=None)
    click.echo(say("sheet_written", {"path": target}))


def _record(
    app: App, document: Document, group: str, source: Path | None, people: tuple[str, ...], day: date | None
) -> None:
    from qms.documents.reading_file import read_list
    from qms.documents.readings import find_group, record_readings
    from qms.workspace import clock

    entries = [(name, day or clock.today()) for name in people]
    skipped: tuple[int, ...] = ()
    if source is not None:
        found = read_list(source, day)
        entries += found.entries
        skipped = found.skipped
    new = record_readings(app.workspace, document, find_group(app.workspace, group), entries)
    click.echo(say("readings_recorded", {"new": new, "known": len(entries) - new}))
    if skipped:
        click.echo("  " + say("readings_skipped", {"rows": [str(number) for number in skipped]}))


def _row_json(row: GroupReading) -> dict[str, Any]:
    return {
        "group": row.group.id,
        "name": row.group.name,
        "read": row.read,
        "size": row.size,
        "share": None if row.share is None else round(row.share, 4),
        "reached": list(row.reached),
        "asked": row.asked,
    }


def _print_rows(document: Document, rows: list[GroupReading]) -> None:
    from qms.reports.tables import print_table, print_text

    number = document.latest_approved.number if document.latest_approved else ""
    print_text(say("read_title", {"title": document.title, "number": number}), style="bold")
    if not rows:
        print_text(say("no_groups"))
        return
    columns = [say(f"column_{name}") for name in ("group", "read", "share", "reached", "asked")]
    print_table(columns, [_row(row) for row in rows], wide=0)
    print_text(say("read_note"))


def _row(row: GroupReading) -> list[str]:
    read = f"{row.read} / {row.size}" if row.size else str(row.read)
    share = "–" if row.share is None else f"{row.share:.0%}"
    reached = ", ".join(say(f"extent_{extent}") for extent in row.reached) or "–"
    return [row.group.name, read, share, reached, say(f"extent_{row.asked}") if row.asked else "–"]
