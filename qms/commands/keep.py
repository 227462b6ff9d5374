"""Keep the workspace: trail, check, doctor, export, import, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from qms.commands.base import FINDINGS, App, Command, end_progress, json_option, pass_app, print_json
from qms.locale.sentences import say

FOLDER = click.Path(path_type=Path)
DAMAGE = 4


@click.command(
    cls=Command,
    help="Show who did what and when, newest first.",
    epilog="qms log\nqms log --limit 100 --json",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, help="Show at most this many."
)
@json_option
@pass_app
def log_command(app: App, limit: int, as_json: bool) -> None:
    """Print the trail."""
    from qms.reports.tables import print_table, print_text
    from qms.upkeep.trail import read_trail

    rows = read_trail(app.workspace, limit)
    if as_json:
        print_json({"log": [r.as_json() for r in rows]})
        return
    if not rows:
        print_text(say("log_empty"))
        return
    table = [
        [r.at[:16].replace("T", " "), r.actor, say("log_" + r.action.replace(".", "_")), r.shown]
        for r in rows
    ]
    print_table([say("column_when"), say("column_who"), say("column_what"), ""], table, wide=3)


@click.command(
    cls=Command,
    help="Verify the state, every fingerprint, the archive, the index, the standard and the templates.",
    epilog="qms check",
)
@json_option
@click.pass_context
def check_command(context: click.Context, as_json: bool) -> None:
    """Verify the workspace: exit 3 with findings, 4 with damage."""
    from qms.reports.tables import print_text
    from qms.upkeep.check import check

    app: App = context.obj
    report = check(app.workspace)
    end_progress()
    if as_json:
        rows = [
            {"severity": f.severity.value, "code": f.code, "params": dict(f.params)} for f in report.findings
        ]
        print_json({"findings": rows, "damage": report.damage})
    else:
        for f in report.findings:
            style = {"damage": "bold red", "finding": "yellow"}.get(f.severity.value, "")
            print_text(f"{say('severity_' + f.severity.value)}: {say(f.code, f.params)}", style=style)
        damage = sum(1 for f in report.findings if f.severity.value == "damage")
        others = sum(1 for f in report.findings if f.severity.value == "finding")
        if damage:
            print_text(say("check_damage", {"count": damage, "findings": others}))
        else:
            print_text(say("check_findings" if others else "check_clean", {"findings": others}))
    if report.damage:
        context.exit(DAMAGE)
    if any(f.severity.value == "finding" for f in report.findings):
        context.exit(FINDINGS)


@click.command(
    cls=Command,
    help="Tell what is installed, what is missing and what it is needed for.",
    epilog="qms doctor",
)
@json_option
@click.pass_context
def doctor_command(context: click.Context, as_json: bool) -> None:
    """Examine the machine."""
    from qms.reports.tables import print_text
    from qms.upkeep.doctor import examine
    from qms.workspace.workspace import NoWorkspace

    app: App = context.obj
    try:
        workspace = app.workspace
    except NoWorkspace:
        workspace = None
    items = examine(workspace)
    if as_json:
        rows = [
            {"name": i.name, "state": i.state.value, "code": i.code, "params": dict(i.params)} for i in items
        ]
        print_json({"items": rows})
    else:
        marks = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}
        for item in items:
            mark, style = marks[item.state.value]
            print_text(f"{mark} {item.name}: {say(item.code, item.params)}", style=style)
    if any(i.state.value == "bad" for i in items):
        context.exit(1)


@click.command(
    cls=Command,
    help="Write all decisions as sorted text, with the bytes and texts they rest on, into a folder.",
    epilog="qms export kept/2026-11",
)
@click.argument("folder", type=FOLDER)
@pass_app
def export_command(app: App, folder: Path) -> None:
    """Export the workspace."""
    from qms.workspace.exchange import export_workspace

    done = export_workspace(app.workspace, folder)
    click.echo(
        say(
            "exported",
            {"path": folder, "rows": sum(done.rows.values()), "objects": done.objects + done.texts},
        )
    )


@click.command(
    cls=Command,
    help="Make a workspace of an export. Run it in the folder that is to become one, or name it with --into.",
    epilog="qms import kept/2026-11 --into restored",
)
@click.argument("folder", type=FOLDER)
@click.option("--into", type=FOLDER, help="The workspace to make (default: the current folder).")
@click.option(
    "--replace", is_flag=True, help="Replace a workspace that is there; the old one is kept beside."
)
@pass_app
def import_command(app: App, folder: Path, into: Path | None, replace: bool) -> None:
    """Import an export."""
    from qms.workspace.exchange import import_workspace

    done = import_workspace((into or app.folder).absolute(), folder, replace=replace)
    click.echo(say("imported", {"path": folder, "rows": sum(done.rows.values())}))
    if done.aside:
        click.echo(say("restored_kept", {"path": done.aside}))


@click.command(
    cls=Command,
    help="Write one ZIP file with settings, decisions, documents and templates.",
    epilog="qms backup kept/qms-2026-11.zip\nqms backup kept/all.zip --with-evidence",
)
@click.argument("file", type=FOLDER)
@click.option("--with-evidence", is_flag=True, help="Put the evidence folder in as well.")
@pass_app
def backup_command(app: App, file: Path, with_evidence: bool) -> None:
    """Back up the workspace."""
    from qms.workspace.backup import make_backup

    done = make_backup(app.workspace, file, with_evidence=with_evidence)
    click.echo(say("backed_up", {"path": file, "files": done.members}))
    if done.skipped:
        click.echo(say("backup_skipped", {"paths": list(done.skipped)}), err=True)
    if not with_evidence:
        click.echo(say("backup_no_evidence"))


@click.command(
    cls=Command,
    help="Bring a workspace back from a backup, after every file in it was verified.",
    epilog="qms restore kept/qms-2026-11.zip --into restored",
)
@click.argument("file", type=FOLDER)
@click.option("--into", type=FOLDER, help="The workspace to make (default: the current folder).")
@click.option(
    "--replace", is_flag=True, help="Replace a workspace that is there; the old one is kept beside."
)
@pass_app
def restore_command(app: App, file: Path, into: Path | None, replace: bool) -> None:
    """Restore a backup."""
    from qms.workspace.backup import restore_backup

    root = (into or app.folder).absolute()
    done = restore_backup(file, root, replace=replace)
    click.echo(say("restored", {"path": root, "files": done.members}))
    if done.evidence or done.kept:
        click.echo(say("restored_evidence", {"count": done.evidence, "kept": list(done.kept) or "–"}))
    if done.aside:
        click.echo(say("restored_kept", {"path": done.aside}))
