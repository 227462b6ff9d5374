"""Show what is due in the months ahead, or write it as a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json, speak
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.model.calendar import Calendar, Event

MONTHS, YEARS = 12, 3


@click.command(
    "calendar",
    cls=Command,
    help="Show what is due in the next twelve months: the wheel of the certificate and of the year, document reviews, "
    "evidence that ends, due dates, actions, audits and visits. With -o, write three years as a calendar file that "
    "calendar programs import; importing a newer one updates the events instead of doubling them.",
    epilog="qms calendar\nqms calendar -o quality.ics --lang nb\nqms calendar -o quality.ics --years 1 --no-names",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write (.ics)."
)
@click.option(
    "--years", type=click.IntRange(1, 5), help="How many years (default: three in a file, one on screen)."
)
@click.option("--lang", "language", type=LANGUAGE, help="The language of the calendar.")
@click.option("--no-names", is_flag=True, help="Leave out the names of those responsible.")
@click.option("--force", is_flag=True, help="Write over a file that is no calendar of this program.")
@json_option
@pass_app
def calendar_command(
    app: App,
    output: Path | None,
    years: int | None,
    language: str | None,
    no_names: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Print or write the calendar."""
    from qms.audit.calendar import calendar_of
    from qms.reports.calendar_forms import calendar_json

    chosen = speak(language)
    months = MONTHS * (years or (YEARS if output else 1))
    found = calendar_of(app.workspace, months)
    people = {} if no_names else app.workspace.settings.person_names
    if output is not None:
        _write(app, found, output, chosen, people, force=force, silent=as_json)
    if as_json:
        print_json(calendar_json(found, chosen, people))
    elif output is not None:
        _remark(found, chosen)
    else:
        _print(found, chosen, people)


def _write(
    app: App,
    found: Calendar,
    output: Path,
    language: str,
    people: dict[str, str],
    *,
    force: bool,
    silent: bool,
) -> None:
    from qms.audit.calendar_writing import write_calendar
    from qms.reports.tables import print_text

    write_calendar(app.workspace, found, output, language, people, force=force)
    if not silent:
        print_text(say("calendar_written", {"path": output, "count": len(found.events)}))


def _print(found: Calendar, language: str, people: dict[str, str]) -> None:
    from qms.reports.calendar_forms import days_text, title_of
    from qms.reports.tables import print_table, print_text

    print_text(say("calendar_title", {"first": found.first, "last": found.last}), style="bold")
    if not found.events:
        print_text(say("calendar_empty"))

    def text(event: Event) -> str:
        refs = say("event_indicators", {"refs": list(event.indicators)}) if event.indicators else ""
        return "\n".join(part for part in (title_of(event, language), event.detail, refs) if part)

    if found.events:
        columns = ["column_when", "column_kind_of_event", "column_what", "column_responsible"]
        rows = [
            [days_text(e), say(f"event_kind_{e.kind}"), text(e), people.get(e.owner or "", "")]
            for e in found.events
        ]
        print_table([say(code) for code in columns], rows, wide=2)
    _remark(found, language)
    print_text("")
    print_text(say("not_affiliated"))


def _remark(found: Calendar, language: str) -> None:
    from qms.reports.calendar_forms import days_text, title_of
    from qms.reports.tables import print_text

    for remark in found.remarks:
        print_text(say(remark.code, remark.params), style="yellow")
    for event in found.passed:
        print_text(f"{days_text(event)}  {title_of(event, language)}", indent=3)
