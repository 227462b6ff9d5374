"""Draft documents and keep them under control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.document_control import (
    adopt_command,
    approve_command,
    revise_command,
    submit_command,
    tried_command,
    withdraw_command,
)
from qms.commands.document_interview import interview_command
from qms.commands.document_texts import compare_command, read_command
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from qms.documents.drafting import Drafted
    from qms.documents.standing import Standing

BAD = {"missing", "failed", "open"}
LIGHTS = {"green": ("●", "green"), "yellow": ("●", "yellow"), "red": ("●", "red"), None: ("○", "dim")}


@click.group(
    cls=Group,
    help="Draft documents and keep them under control.",
    epilog="qms document generate --all\nqms document approve complaints-procedure",
)
def document_command() -> None:
    """Group the commands of controlled documents."""


for _command in (
    interview_command,
    submit_command,
    approve_command,
    revise_command,
    withdraw_command,
    adopt_command,
    compare_command,
    read_command,
    tried_command,
):
    document_command.add_command(_command)


@document_command.command(
    "generate",
    help="Draft documents from the templates and the answers in qms.toml, marked as drafts to adapt. What a person "
    "wrote into a draft stays; only the rest is brought up to date.",
    epilog="qms document generate quality-policy\nqms document generate --all --language lt --pdf",
)
@click.argument("slugs", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every document of the library.")
@click.option(
    "--language",
    "--lang",
    "languages",
    type=LANGUAGE,
    multiple=True,
    help="The language of the document; repeat for several.",
)
@click.option("--reset", is_flag=True, help="Start over where somebody edited the draft; a copy is kept.")
@click.option("--pdf", is_flag=True, help="Write a PDF beside each draft (needs LibreOffice).")
@json_option
@click.pass_context
def generate_command(
    context: click.Context,
    slugs: tuple[str, ...],
    everything: bool,
    languages: tuple[str, ...],
    reset: bool,
    pdf: bool,
    as_json: bool,
) -> None:
    """Draft documents; a bad one does not stop the others."""
    from qms.documents.drafting import generate
    from qms.documents.review import follow_edits
    from qms.reports.progress import steps

    app: App = context.obj
    workspace = app.workspace
    if not slugs and not everything:
        raise click.UsageError(say("name_documents"))
    wanted = list(languages) or [app.lang or workspace.settings.language]
    follow_edits(workspace)
    with steps(say("drafting")) as progress:
        results = generate(
            workspace, None if everything else list(slugs), wanted, reset=reset, progress=progress
        )
    made = _pdfs(app, results) if pdf else None
    if as_json:
        print_json({"documents": [_drafted_json(r) for r in results]})
    else:
        _tell_all(results, brief=everything)
        if made is not None:
            click.echo(say("pdfs_made", {"count": made}))
    if any(r.outcome in BAD for r in results):
        click.echo(f"{say('drafts_failed')}", err=True)
        context.exit(1)


def _pdfs(app: App, results: list[Drafted]) -> int:
    from indexer.extract.tools import find_office
    from qms.documents.pdf import write_draft_pdfs
    from qms.reports.progress import steps

    if find_office() is None:
        click.echo(say("no_office"), err=True)
        return 0
    with steps(say("converting")) as progress:
        return write_draft_pdfs(app.workspace, [r.path for r in results if r.path], progress)


def _drafted_json(result: Drafted) -> dict[str, Any]:
    merged = result.merged
    return {
        "slug": result.address.slug,
        "instance": result.address.instance,
        "part": result.address.part,
        "language": result.language,
        "title": result.title,
        "outcome": result.outcome,
        "path": result.path or None,
        "missing": [name for _, name, _ in result.missing],
        "invalid": [name for _, name, _ in result.invalid],
        "to_adapt": list(result.to_adapt),
        "kept": [change.place for change in merged.kept] if merged else [],
        "updated": [change.place for change in merged.updated] if merged else [],
        "conflicts": [
            {"place": change.place, "yours": change.mine, "new": change.theirs} for change in merged.conflicts
        ]
        if merged
        else [],
        "copy": result.copy or None,
    }


def _tell_all(results: list[Drafted], *, brief: bool) -> None:
    """Tell each document; staff sheets and easy-read versions in one line with it where nothing is wrong."""
    quiet = {"written", "unchanged", "approved", "chapter"}
    asked: set[tuple[str, str]] = set()
    for result in results:
        # What goes with a document lacks what the document lacks.
        if result.address.part and result.outcome in {*quiet, "missing"}:
            continue
        _tell(result, asked)
        parts = [
            r
            for r in results
            if r.address.part and r.address.main == result.address and r.language == result.language
        ]
        same = [say(f"part_{r.address.part}") for r in parts if r.outcome in quiet]
        if not result.address.part and same and not brief:
            click.echo("  " + say("draft_with", {"parts": same}))
    if brief:
        count = sum(1 for r in results if r.address.part and r.outcome in quiet)
        click.echo(say("drafts_with_parts", {"count": count}))


def _tell(result: Drafted, asked: set[tuple[str, str]]) -> None:
    why = say(result.error.code, result.error.params) if result.error else ""
    part = f" – {say(f'part_{result.address.part}')}" if result.address.part else ""
    facts = {"title": result.title + part, "path": result.path, "why": why, "host": result.host}
    click.echo(say(f"draft_{result.outcome}", facts))
    for table, name, question in result.missing:
        if (table, name) not in asked:
            click.echo("  " + say("draft_question", {"slug": table, "name": name, "question": question}))
    again = [name for table, name, _ in result.missing if (table, name) in asked]
    if again:
        click.echo("  " + say("asked_before", {"names": again}))
    asked |= {(table, name) for table, name, _ in result.missing}
    for table, name, _ in result.invalid:
        click.echo("  " + say("draft_wrong_answer", {"slug": table, "name": name}))
    if result.to_adapt:
        click.echo("  " + say("draft_adapt", {"names": list(result.to_adapt)}))
    for warning in result.warnings:
        click.echo("  " + say(warning.code, warning.params))
    _tell_merge(result)


def _tell_merge(result: Drafted) -> None:
    if result.merged is not None:
        for change in result.merged.kept:
            code = "merge_kept" if change.mine.strip() else "merge_removed"
            text = _short(change.mine if change.mine.strip() else change.before)
            click.echo("  " + say(code, {"place": change.place or say("place_start"), "text": text}))
        for change in result.merged.conflicts:
            mine = _short(change.mine) or say("left_out")
            facts = {"place": change.place, "mine": mine, "theirs": _short(change.theirs) or say("left_out")}
            click.echo("  " + say("merge_conflict", facts))
    if result.copy:
        click.echo("  " + say("draft_copy", {"copy": result.copy}))


def _short(text: str, most: int = 160) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: most - 1].rstrip() + "…"


@document_command.command(
    "list",
    help="List all documents with version, status, own words and next review: ● green, yellow (soon) or red (overdue).",
    epilog="qms document list",
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print controlled documents."""
    from qms.documents.review import follow_edits
    from qms.documents.standing import standings
    from qms.reports.tables import print_text

    follow_edits(app.workspace)
    found = standings(app.workspace)
    if as_json:
        rows = [row for s in found for row in (s, *s.parts)]
        print_json({"documents": [document_row(s, app.framework.id) for s in rows]})
        return
    if not found:
        print_text(say("no_documents"))
        return
    for standing in found:
        _print_standing(standing, app.framework.id)


def _print_standing(standing: Standing, framework: str) -> None:
    """Print a document in a few lines: title, where it stands, what goes with it, where it lies."""
    from rich.text import Text

    from qms.reports.tables import print_text

    document = standing.document
    mark, colour = LIGHTS[standing.light]
    line = Text(f"{mark} ", style=colour)
    line.append(document.title, style="bold default")
    print_text(line)
    refs = _serves(document.serves.get(framework, {}))
    served = [f"{say('column_indicators')}: {', '.join(refs)}"] if refs else []
    parts = [_part_fact(part) for part in standing.parts]
    for facts in (_facts(standing), [*served, *parts], [document.path]):
        if facts:
            print_text(" · ".join(facts), indent=3)


def _facts(standing: Standing) -> list[str]:
    document, version = standing.document, standing.in_force
    status = word(document.newest.status.value)
    facts = [
        say(
            "document_line",
            {"language": document.language, "number": document.newest.number, "status": status},
        )
    ]
    if version is not None and version.number != document.newest.number:
        facts.append(say("still_in_force", {"number": version.number}))
    if version is not None and version.review_due is not None:
        facts.append(say(f"review_{standing.light}", {"date": version.review_due}))
    if standing.own_total and standing.own_done < standing.own_total:
        facts.append(say("own_words", {"done": standing.own_done, "of": standing.own_total}))
    return facts


def _part_fact(part: Standing) -> str:
    status = word(part.document.newest.status.value)
    untested = f", {say('untested')}" if part.untested else ""
    return f"{say(f'part_{part.document.part}')}: {status}{untested}"


def _serves(serves: Any) -> list[str]:
    return list(dict.fromkeys([*serves.get("required", ()), *serves.get("supports", ())]))


def document_row(standing: Standing, framework: str) -> dict[str, Any]:
    """Return one document as the contract has it."""
    document = standing.document
    version = document.newest
    return {
        "id": document.id,
        "slug": document.slug,
        "instance": document.instance,
        "part": document.part,
        "title": document.title,
        "language": document.language,
        "version": version.number,
        "status": version.status.value,
        "in_force": standing.in_force.number if standing.in_force else None,
        "path": document.path,
        "owner": document.owner,
        "author": version.prepared_by,
        "approved_by": version.approved_by,
        "approved_on": version.approved_on.isoformat() if version.approved_on else None,
        "valid_from": version.valid_from.isoformat() if version.valid_from else None,
        "review_due": version.review_due.isoformat() if version.review_due else None,
        "review": standing.light,
        "own_words": {"done": standing.own_done, "of": standing.own_total},
        "tried_by": version.tried_by,
        "tried_on": version.tried_on.isoformat() if version.tried_on else None,
        "serves": _serves(document.serves.get(framework, {})),
    }


@document_command.command(
    "show",
    help="Show one document: its versions, who decided each and by what act, and what is still to be written.",
    epilog="qms document show complaints-procedure",
)
@click.argument("slug")
@click.option("--language", "--lang", type=LANGUAGE, help="The language of the document.")
@json_option
@pass_app
def show_command(app: App, slug: str, language: str | None, as_json: bool) -> None:
    """Print one document with its versions."""
    from qms.commands.document_versions import print_versions, version_rows
    from qms.documents.control import companions_of, find_document
    from qms.documents.library import load_library
    from qms.documents.review import follow_edits
    from qms.documents.standing import standing_of
    from qms.reports.tables import print_text

    follow_edits(app.workspace)
    library = load_library(app.workspace.templates)
    document = find_document(app.workspace, slug, language)
    standing = standing_of(app.workspace, library, document)
    if as_json:
        print_json(document_row(standing, app.framework.id) | {"versions": version_rows(document)})
        return
    _print_standing(standing, app.framework.id)
    for part in companions_of(app.workspace, document) if not document.part else ():
        print_text(_part_fact(standing_of(app.workspace, library, part)), indent=3)
    print_versions(app.workspace, document)
