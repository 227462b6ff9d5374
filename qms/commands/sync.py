"""Bring the workspace in step once."""

from __future__ import annotations

import click

from qms.commands.base import App, Command, end_progress, json_option, pass_app, print_json, progress
from qms.locale.sentences import say


@click.command(
    cls=Command,
    help="Read new and changed evidence, follow moved files, and bring links, archive and index in step.",
    epilog="qms sync\nqms sync --accept-missing",
)
@click.option(
    "--accept-missing", is_flag=True, help="Mark files as missing even when very many have vanished."
)
@json_option
@pass_app
def sync_command(app: App, accept_missing: bool, as_json: bool) -> None:
    """Run one pass."""
    from qms.upkeep.sync import sync

    try:
        report = sync(app.workspace, accept_missing=accept_missing, progress=progress(say("syncing")))
    finally:
        end_progress()
    counts = report.counts
    numbers = {
        "added": counts.added,
        "changed": counts.changed,
        "moved": counts.moved,
        "missing": counts.missing,
        "unreadable": counts.unreadable,
    }
    if as_json:
        print_json(numbers)
        return
    click.echo(say("sync_done", numbers))
    if report.pdfs:
        click.echo(say("sync_pdf", {"count": report.pdfs}))
    if counts.unreadable:
        click.echo(say("sync_hint_unreadable"))
