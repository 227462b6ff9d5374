"""Draft documents and keep them under control."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY, LANGUAGE
from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from qms.documents.control import Document
    from qms.documents.drafting import Drafted

BAD = {"missing", "failed"}


@click.group(
    cls=Group,
    help="Draft documents and keep them under control.",
    epilog="qms document generate --all\nqms document approve complaints-procedure",
)
def document_command() -> None:
    """Group the commands of controlled documents."""


@document_command.command(
    "generate",
    help="Draft documents from the templates and the answers in qms.toml, marked as drafts to adapt.",
    epilog="qms document generate quality-policy\nqms document generate --all --language lt",
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
@click.option(
    "--fresh", is_flag=True, help="Start over where somebody edited the draft; the edited copy is kept."
)
@click.option("--pdf", is_flag=True, help="Write a PDF beside each draft (needs LibreOffice).")
@json_option
@click.pass_context
def generate_command(
    context: click.Context,
    slugs: tuple[str, ...],
    everything: bool,
    languages: tuple[str, ...],
    fresh: bool,
    pdf: bool,
    as_json: bool,
) -> None:
    """Draft documents; a bad one does not stop the others."""
    from qms.documents.drafting import generate
    from qms.documents.library import load_library

    app: App = context.obj
    workspace = app.workspace
    if not slugs and not everything:
        raise click.UsageError(say("name_documents"))
    chosen = [t.slug for t in load_library(workspace.templates)] if everything else list(slugs)
    wanted = list(languages) or [app.lang or workspace.settings.language]
    results = generate(workspace, chosen, wanted, fresh=fresh)
    if pdf:
        from qms.documents.pdf import write_draft_pdfs

        write_draft_pdfs(workspace, [r.path for r in results if r.path])
    if as_json:
        print_json({"documents": [_drafted_json(r) for r in results]})
    else:
        for result in results:
            _tell(result)
    if any(r.outcome in BAD for r in results):
        click.echo(f"{say('drafts_failed')}", err=True)
        context.exit(1)


def _drafted_json(result: Drafted) -> dict[str, Any]:
    return {
        "slug": result.slug,
        "language": result.language,
        "title": result.title,
        "outcome": result.outcome,
        "path": result.path or None,
        "missing": [name for _, name, _ in result.missing],
        "invalid": [name for _, name, _ in result.invalid],
        "to_adapt": list(result.to_adapt),
    }


def _tell(result: Drafted) -> None:
    why = say(result.error.code, result.error.params) if result.error else ""
    click.echo(say(f"draft_{result.outcome}", {"title": result.title, "path": result.path, "why": why}))
    for table, name, question in result.missing:
        click.echo("  " + say("draft_question", {"slug": table, "name": name, "question": question}))
    for table, name, _ in result.invalid:
        click.echo("  " + say("draft_wrong_answer", {"slug": table, "name": name}))
    if result.to_adapt:
        click.echo("  " + say("draft_adapt", {"names": list(result.to_adapt)}))
    for warning in result.warnings:
        click.echo("  " + say(warning.code, warning.params))


@document_command.command(
    "list", help="List all documents with version, status and next review.", epilog="qms document list"
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print controlled documents."""
    from rich.text import Text

    from qms.documents.control import list_documents
    from qms.reports.tables import print_text

    rows = [document_row(d, app.framework.id) for d in list_documents(app.workspace)]
    if as_json:
        print_json({"documents": rows})
        return
    if not rows:
        print_text(say("no_documents"))
        return
    for row in rows:
        line = Text(row["title"], style="bold")
        line.append(
            f"  {row['language']}, {say('column_version').lower()} {row['version']}: ", style="not bold"
        )
        line.append(word(row["status"]))
        print_text(line)
        facts = [("column_review", row["review_due"]), ("column_indicators", ", ".join(row["serves"]))]
        told = [f"{say(name)}: {value}" for name, value in facts if value]
        print_text("  ".join([*told, row["path"]]), indent=3)


def document_row(document: Document, framework: str) -> dict[str, Any]:
    """Return one document as the contract has it."""
    version = document.newest
    serves = document.serves.get(framework, {})
    return {
        "id": document.id,
        "slug": document.slug,
        "instance": document.instance,
        "title": document.title,
        "language": document.language,
        "version": version.number,
        "status": version.status.value,
        "path": document.path,
        "owner": document.owner,
        "approved_by": version.approved_by,
        "approved_on": version.approved_on.isoformat() if version.approved_on else None,
        "valid_from": version.valid_from.isoformat() if version.valid_from else None,
        "review_due": version.review_due.isoformat() if version.review_due else None,
        "serves": [*serves.get("required", ()), *serves.get("supports", ())],
    }


@document_command.command(
    "approve",
    help="Approve the working copy as it is: its bytes are frozen and archived.",
    epilog="qms --as director document approve complaints-procedure --valid-from 2026-09-01",
)
@click.argument("slug")
@click.option("--language", "--lang", type=LANGUAGE, help="The language of the document.")
@click.option("--valid-from", type=DAY, help="The day from which it holds (default: today).")
@click.option("--review-due", type=DAY, help="The next review (default: the interval of the template).")
@click.option("--note", default="", help="What changed, for the change log.")
@pass_app
def approve_command(
    app: App, slug: str, language: str | None, valid_from: date | None, review_due: date | None, note: str
) -> None:
    """Approve a document."""
    from qms.documents.approval import approve

    done = approve(app.workspace, slug, language, valid_from, review_due, note)
    shown = {
        "title": done.title,
        "number": done.number,
        "valid_from": done.valid_from,
        "review_due": done.review_due,
    }
    click.echo(say("approved_done", shown))
    click.echo(say("approved_archive", {"archive": done.archive}))
