"""Say who looks after an indicator, and until when."""

from __future__ import annotations

from datetime import date

import click

from qms.commands.base import App, Command, pass_app
from qms.commands.options import DAY
from qms.locale.sentences import say


@click.command(
    cls=Command,
    help="Say who looks after one or more indicators, and by when they should be covered.",
    epilog="qms assign 26 27 --to aoife --due 2026-08-01\nqms assign 26 --clear",
)
@click.argument("indicators", nargs=-1, required=True)
@click.option("--to", "person", help="The person (id) who looks after them.")
@click.option("--due", type=DAY, help="Until when they should be covered (YYYY-MM-DD).")
@click.option("--clear", is_flag=True, help="Take owner and due date away.")
@pass_app
def assign_command(
    app: App, indicators: tuple[str, ...], person: str | None, due: date | None, clear: bool
) -> None:
    """Assign indicators."""
    from qms.coverage.indicators import assign

    if clear == bool(person or due):
        raise click.UsageError(say("nothing_to_set"))
    refs = app.refs(indicators)
    owner = assign(app.workspace, refs, person, due, clear=clear)
    facts = {"refs": [r.ref for r in refs], "name": owner, "date": due}
    if clear:
        click.echo(say("unassigned", facts))
    elif owner is None:
        click.echo(say("indicator_set"))
    else:
        click.echo(say("assigned" if due else "assigned_no_date", facts))
