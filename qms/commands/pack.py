"""Write the audit pack, list what looks personal, and decide about each file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import (
    FINDINGS,
    App,
    Group,
    end_progress,
    json_option,
    pass_app,
    print_json,
    progress,
)
from qms.commands.options import LANGUAGE, LINE
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.pack.making import Made
    from qms.model.privacy import Guarded

CHOICES = {"include": "include", "leave-out": "leave_out", "on-site": "on_site", "redacted": "redacted"}
_BENEATH = ("properties", "beneath")
NAMES = click.option(
    "--names",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list of names to look for, one a line, outside the workspace. It is neither kept nor printed.",
)


@click.group(
    cls=Group,
    invoke_without_command=True,
    help="Write the audit pack: a folder or ZIP file that opens without installing anything or logging in, with the "
    "index in the order of the standard, the evidence, a search and a manifest. Only links that a person confirmed go "
    "in. Files in which something personal was found stop the pack until somebody decides about them.",
    epilog="qms pack -o audit-pack\nqms pack -o audit-pack.zip --names names.txt\nqms pack guard\n"
    "qms pack choose minutes-2025-03.pdf redacted",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write, or a .zip file.")
@click.option(
    "--lang", "language", type=LANGUAGE, help="The language of the pack (default: that of the workspace)."
)
@NAMES
@click.option(
    "--unchecked",
    type=click.Choice(["leave-out", "on-site"]),
    help="What becomes of files with findings that nobody decided about.",
)
@click.option(
    "--redact",
    "texts",
    multiple=True,
    metavar="TEXT",
    help="A text that redacted copies lose as well; repeat it for several.",
)
@click.option(
    "--with-suspect", is_flag=True, help="Take in files that changed after they were confirmed, marked."
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace a file that is no pack, or a pack to which files were added: they are deleted.",
)
@json_option
@click.pass_context
def pack_command(
    context: click.Context,
    output: Path | None,
    language: str | None,
    names: Path | None,
    unchecked: str | None,
    texts: tuple[str, ...],
    with_suspect: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write a pack, unless one of the commands below it is called."""
    if context.invoked_subcommand is not None:
        return
    if output is None:
        raise click.UsageError(say("pack_output_needed"))
    app = context.ensure_object(App)
    from qms.audit.pack.making import Wish, make_pack
    from qms.evidence.privacy_guard import read_names
    from qms.locale.translator import activate, current
    from qms.model.privacy import Choice

    workspace, spoken = app.workspace, current()
    chosen = language or app.lang or workspace.settings.language
    wish = Wish(
        language=chosen,
        names=read_names(names, workspace) if names else None,
        unchecked=Choice(CHOICES[unchecked]) if unchecked else None,
        redact=tuple(" ".join(text.split()) for text in texts if text.strip()),
        with_suspect=with_suspect,
        force=force,
    )
    tell = progress(say("pack_packing"))
    activate(chosen)
    try:
        made = make_pack(workspace, output, wish, tell)
    finally:
        activate(spoken)
        end_progress()
    if as_json:
        print_json(_made_json(made))
    elif made.open:
        _print_guarded(made.open)
        _print_hint()
    else:
        _print_made(made, named=names is not None)
    if made.open:
        context.exit(FINDINGS)


@pack_command.command(
    "guard",
    help="List the files that would go into the pack and what looks personal in them: identity numbers, phones, "
    "e-mail, accounts, names of a list, photographs, telling file names, what is marked as personal data. What was "
    "found is shown by its first and last sign only.",
    epilog="qms pack guard\nqms pack guard --names names.txt\nqms pack guard --all --json",
)
@NAMES
@click.option(
    "--all", "everything", is_flag=True, help="Also files that are decided, and the provider's own contacts."
)
@json_option
@pass_app
def guard_command(app: App, names: Path | None, everything: bool, as_json: bool) -> None:
    """List what is open."""
    from qms.audit.pack.material import collect
    from qms.evidence.privacy_guard import read_names
    from qms.reports.tables import print_text

    workspace = app.workspace
    material = collect(workspace, read_names(names, workspace) if names else None)
    shown = [
        one for one in material.files.values() if one.is_open or (everything and (one.findings or one.choice))
    ]
    if as_json:
        print_json(
            {
                "files": [_json(one) for one in shown],
                "looked_at": len(material.files),
                "open": len(material.open),
            }
        )
        return
    if not shown:
        print_text(say("pack_none_open", {"count": len(material.files)}))
        return
    _print_guarded(shown, everything=everything)
    if material.open:
        _print_hint()


@pack_command.command(
    "choose",
    help="Decide what becomes of files in packs: include, leave-out, on-site (named, to be seen there) or redacted "
    "(a copy in which what was found is gone). The decision holds for the present bytes; a file that changes is asked "
    "about again.",
    epilog='qms pack choose minutes-2025-03.pdf redacted\nqms pack choose staff-day.jpg include --because "All agreed"',
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.argument("choice", type=click.Choice(list(CHOICES)))
@click.option("--because", type=LINE, default="", help="Why.")
@pass_app
def choose_command(app: App, files: tuple[str, ...], choice: str, because: str) -> None:
    """Keep a decision."""
    from qms.evidence.privacy_guard import choose
    from qms.model.privacy import Choice
    from qms.reports.tables import print_text

    chosen = Choice(CHOICES[choice])
    for path in choose(app.workspace, files, chosen, because):
        print_text(say("pack_chosen", {"path": path, "choice": say(f"choice_{chosen.value}")}))


def _json(one: Guarded) -> dict[str, Any]:
    return {
        "id": one.evidence.id,
        "path": one.shown,
        "choice": one.choice.value if one.choice else None,
        "changed": one.stale,
        "because": one.because or None,
        "open": one.is_open,
        "findings": [
            {"kind": f.kind, "shown": f.shown, "count": f.count, "places": list(f.places), "own": f.own}
            for f in one.findings
        ],
    }


def _made_json(made: Made) -> dict[str, Any]:
    return {
        "path": str(made.path) if made.path else None,
        "manifest_sha256": made.fingerprint or None,
        "files": made.files,
        "size": made.size,
        "evidence": {choice.value: count for choice, count in (made.counts or {}).items()},
        "documents": made.documents,
        "suspect": made.suspect,
        "personal_documents": list(made.personal),
        "open": [_json(one) for one in made.open],
    }


def _print_guarded(files: Sequence[Guarded], *, everything: bool = False) -> None:
    from qms.reports.tables import print_table, print_text

    still = sum(one.is_open for one in files)
    if still:
        print_text(say("pack_open_title", {"count": still}), style="bold")
    rows = []
    for one in files:
        lines = []
        for finding in one.findings:
            if finding.own and not everything:
                continue
            what = " ".join(part for part in (say(f"guard_{finding.kind}"), finding.shown) if part)
            count = f" ({finding.count})" if finding.count > 1 else ""
            where = [say(f"guard_place_{place}") for place in finding.places if place in _BENEATH]
            told = [*(where if finding.kind != "author" else ()), *([say("pack_own")] if finding.own else ())]
            lines.append(" – ".join([f"{what}{count}", *told]))
        decided = say(f"choice_{one.choice.value}") if one.choice else say("pack_stale") if one.stale else ""
        rows.append([one.shown, "\n".join(lines) or "–", decided])
    print_table([say("column_file"), say("pack_column_found"), say("pack_column_choice")], rows, wide=0)


def _print_hint() -> None:
    from qms.reports.tables import print_text

    print_text("")
    print_text(say("pack_open_hint"))


def _print_made(made: Made, *, named: bool) -> None:
    from qms.audit.pack.manifest import fingerprint_shown
    from qms.model.privacy import Choice
    from qms.reports.tables import print_text

    counts = made.counts or {}
    size = round(made.size / 1_000_000, 1)
    print_text(say("pack_written", {"path": made.path, "files": made.files, "size": size}))
    facts = {
        "included": counts.get(Choice.INCLUDE, 0),
        "redacted": counts.get(Choice.REDACTED, 0),
        "on_site": counts.get(Choice.ON_SITE, 0),
        "left_out": counts.get(Choice.LEAVE_OUT, 0),
        "documents": made.documents,
    }
    print_text(say("pack_counts", facts))
    print_text(say("pack_seal_told", {"fingerprint": fingerprint_shown(made.fingerprint)}))
    if made.suspect:
        print_text(say("pack_suspect_told", {"count": made.suspect}), style="yellow")
    if made.registers:
        print_text(say("pack_links_unconfirmed", {"count": made.registers}))
    if made.personal:
        print_text(say("pack_personal_documents", {"titles": list(made.personal)}), style="yellow")
    if not named:
        print_text(say("pack_names_told"), style="yellow")
    print_text(f"{say('covered_means')} {say('not_affiliated')}", style="dim")
