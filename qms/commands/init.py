"""Make a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from qms.commands.base import App, Command, pass_app, speak
from qms.locale.sentences import say


@click.command(
    cls=Command,
    help="Make a workspace in a folder: settings, state, and places for evidence and documents.",
    epilog="qms init our-quality --country NO\nqms init demo --demo\nqms init demo --demo --lang nb",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="With a sample provider, its evidence and decisions.")
@click.option("--country", help="The country, as two letters (NO, LT, IE, …).")
@click.option(
    "--lang", "language", type=click.Choice(["en", "nb", "lt"]), help="The language of the workspace."
)
@pass_app
def init_command(app: App, folder: Path, demo: bool, country: str | None, language: str | None) -> None:
    """Make a workspace and say what to do next."""
    from qms.workspace.creation import SPOKEN, init

    target = folder if folder.is_absolute() else app.folder / folder
    speak(language or app.lang or SPOKEN.get((country or "").upper()))
    made = init(target, country, language or app.lang, demo=demo)
    click.echo(say("init_done", {"path": folder}))
    click.echo(f"{say('init_next')}:")
    if not made.demo:
        click.echo("  " + say("init_edit", {"file": "qms.toml"}))
        click.echo("  " + say("init_put", {"folder": "evidence_store"}))
    else:
        click.echo(f"  cd {folder}")
    for line in ("qms serve", "qms sync", "qms coverage", "qms gaps"):
        click.echo(f"  {line}")
