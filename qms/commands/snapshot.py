"""Freeze the whole state, look at frozen states, compare them, and verify them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import TEXT
from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from qms.state.snapshot_rows import Snapshot


@click.group(
    cls=Group,
    help="Freeze the whole state by fingerprint, and see what changed since.",
    epilog="qms snapshot take 'Audit 2026'\nqms snapshot diff 'Audit 2026'",
)
def snapshot_command() -> None:
    """Group the commands of snapshots."""


@snapshot_command.command(
    "take",
    help="Freeze the state under a name: the map with its links, documents, self-assessment, findings, actions, "
    "statements, registers and settings. Nothing is copied: files are known by their fingerprints.",
    epilog="qms snapshot take 'Audit 2026'",
)
@click.argument("name", type=TEXT)
@json_option
@pass_app
def take_command(app: App, name: str, as_json: bool) -> None:
    """Take a snapshot."""
    from qms.audit.snapshots import take_snapshot
    from qms.reports.tables import print_text

    taken = take_snapshot(app.workspace, name)
    if as_json:
        print_json(_row(taken))
        return
    print_text(say("snapshot_done", {"name": taken.name, "sha256": taken.sha256, "as_of": taken.as_of}))


@snapshot_command.command("list", help="List the snapshots, oldest first.", epilog="qms snapshot list")
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """List snapshots."""
    from qms.audit.snapshots import list_snapshots
    from qms.reports.tables import print_table, print_text

    found = list_snapshots(app.workspace)
    if as_json:
        print_json({"snapshots": [_row(snapshot) for snapshot in found]})
    elif not found:
        print_text(say("snapshot_none"))
    else:
        columns = [
            "column_snapshot",
            "column_taken",
            "column_judged_on",
            "column_taken_by",
            "column_fingerprint",
        ]
        people = app.workspace.settings.person_names
        rows = [
            [
                s.name,
                s.at[:16].replace("T", " "),
                s.as_of.isoformat(),
                people.get(s.by, s.by),
                s.sha256[:SIGNS],
            ]
            for s in found
        ]
        print_table([say(code) for code in columns], rows, wide=0)


def _row(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": snapshot.id,
        "name": snapshot.name,
        "framework": snapshot.framework,
        "as_of": snapshot.as_of.isoformat(),
        "sha256": snapshot.sha256,
        "taken_by": snapshot.by,
        "taken_at": snapshot.at,
    }


@snapshot_command.command(
    "show",
    help="Show what a snapshot froze.",
    epilog="qms snapshot show 'Audit 2026'\nqms snapshot show now --json",
)
@click.argument("name", type=TEXT)
@json_option
@pass_app
def show_command(app: App, name: str, as_json: bool) -> None:
    """Show one snapshot, or the state as it is now."""
    from qms.audit.snapshot_telling import numbers_of, states_of
    from qms.audit.snapshots import NOW, content_named, find_snapshot
    from qms.reports.tables import print_facts, print_text

    content = content_named(app.workspace, name)
    head, parts = content.head, content.parts
    if as_json:
        print_json({**head, "evidence": dict(parts)})
        return
    numbers: dict[str, object] = {
        "snapshot_indicators": ", ".join(
            f"{word(state)} {count}" for state, count in states_of(content).items()
        ),
        **numbers_of(content),
    }
    if name.casefold() == NOW:
        title = say("snapshot_title_now", {"as_of": head["as_of"]})
    else:
        shown = find_snapshot(app.workspace, name).name
        title = say("snapshot_title", {"name": shown, "as_of": head["as_of"]})
    print_text(title, style="bold")
    print_facts([(say(code), str(number)) for code, number in numbers.items()])
    gone = len(head["evidence"].keys() - parts.keys())
    if gone:
        print_text(say("snapshot_forgotten", {"count": gone}))
    print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


@snapshot_command.command(
    "diff",
    help="Show what changed between two snapshots, or since one of them.",
    epilog="qms snapshot diff 'Audit 2026'\nqms snapshot diff 'Audit 2025' 'Audit 2026' --json",
)
@click.argument("before", type=TEXT)
@click.argument("after", type=TEXT, default="now")
@json_option
@pass_app
def diff_command(app: App, before: str, after: str, as_json: bool) -> None:
    """Compare two states."""
    from qms.audit.snapshot_difference import difference
    from qms.audit.snapshot_telling import names_for
    from qms.audit.snapshots import NOW, content_named, refuse_other_standard
    from qms.reports.snapshot_forms import difference_json, difference_lines
    from qms.reports.tables import print_text

    first, second = (content_named(app.workspace, name) for name in (before, after))
    refuse_other_standard(first.head, second.head)
    found = difference(first, second)
    names = names_for(app.workspace, str(second.head["framework"]["id"]))
    if as_json:
        print_json({"before": before, "after": after, **difference_json(found, names)})
        return
    facts = {"before": before, "after": after, "first": found.as_of_was, "second": found.as_of_now}
    ends = (before.casefold() == NOW, after.casefold() == NOW)
    print_text(say(_TITLES[ends], facts), style="bold")
    if found.is_empty:
        print_text(say("diff_nothing"))
    for heading, lines in difference_lines(found, names):
        print_text("")
        print_text(heading, style="bold")
        for line in lines:
            for number, piece in enumerate(line.split("\n")):
                print_text(piece, indent=3 if number == 0 else 6)
    print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


@snapshot_command.command(
    "verify",
    help="Verify that every snapshot is as it was taken. Leaves with exit code 4 when one is not.",
    epilog="qms snapshot verify",
)
@json_option
@click.pass_context
def verify_command(context: click.Context, as_json: bool) -> None:
    """Verify all snapshots."""
    from qms.audit.snapshots import verify_snapshots
    from qms.reports.tables import print_text

    app: App = context.obj
    found = verify_snapshots(app.workspace)
    if as_json:
        rows = [{**_row(v.snapshot), "problem": v.problem or None, "forgotten": v.forgotten} for v in found]
        print_json({"snapshots": rows})
    else:
        if not found:
            print_text(say("snapshot_none"))
        for item in found:
            facts = {"name": item.snapshot.name, "sha256": item.snapshot.sha256, "count": item.forgotten}
            print_text(
                say(f"snapshot_is_{item.problem or 'whole'}", facts), style="red" if item.problem else ""
            )
            if item.forgotten:
                print_text(say("snapshot_forgotten", facts), indent=3)
    if any(item.problem for item in found):
        context.exit(DAMAGE)


DAMAGE = 4
SIGNS = 8  # of a fingerprint: enough to tell the snapshots of one workspace apart, few enough for 80 columns
_TITLES = {
    (False, False): "diff_title",
    (False, True): "diff_title_now",
    (True, False): "diff_title_from_now",
    (True, True): "diff_title_only_now",
}
