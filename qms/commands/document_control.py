"""Decide on documents: hand in, approve, revise, withdraw, adopt, and record who tried an easy-read text."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, pass_app
from qms.commands.options import DAY, LANGUAGE, LINE, PAST, TEXT
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.documents.control import Document
    from qms.documents.decision import Decision

ACT = click.Choice(["order", "minute", "scan", "decision"])
language_option = click.option("--language", "--lang", type=LANGUAGE, help="The language of the document.")


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say who decided and by what act."""
    for option in reversed(
        (
            click.option("--decided-by", metavar="ID", help="Who decided, where somebody else types it."),
            click.option("--act", type=ACT, help="By what act it was decided."),
            click.option("--act-number", default="", type=LINE, help="The number of the order or minute."),
            click.option("--act-date", type=PAST, help="The day of the order or minute."),
            click.option(
                "--author", metavar="ID", help="Who wrote the version, where nobody is on record for it."
            ),
            click.option(
                "--scan", type=click.Path(path_type=Path), help="The signed scan; a copy of it is kept."
            ),
        )
    ):
        command = option(command)
    return command


def _decision(
    app: App,
    document: Document,
    decided_by: str | None,
    act: str | None,
    act_number: str,
    act_date: date | None,
    scan: Path | None,
    author: str | None,
) -> Decision:
    from qms.documents.decision import decide
    from qms.documents.library import load_library

    template = load_library(app.workspace.templates).get(document.slug).companion(document.part)
    return decide(
        app.workspace,
        template,
        document,
        by=decided_by,
        act=act,
        number=act_number,
        on=act_date,
        scan=scan,
        author=author,
    )


def _found(app: App, slug: str, language: str | None) -> Document:
    """Return the document as it is now: an edit after the approval has opened a new draft."""
    from qms.documents.control import find_document
    from qms.documents.review import follow_edits

    follow_edits(app.workspace)
    return find_document(app.workspace, slug, language)


@click.command(
    "submit",
    cls=Command,
    help="Hand a draft in for review. Who approves then sees that the text is the one handed in.",
    epilog="qms document submit complaints-procedure",
)
@click.argument("slug")
@language_option
@pass_app
def submit_command(app: App, slug: str, language: str | None) -> None:
    """Hand a draft in."""
    from qms.documents.review import submit

    done = submit(app.workspace, _found(app, slug, language))
    click.echo(say("submitted", {"title": done.title, "number": done.number}))
    if done.left:
        click.echo("  " + say("submitted_left", {"count": len(done.left), "names": list(done.left)}))


@click.command(
    "approve",
    cls=Command,
    help="Approve the working copy as it is: its bytes are frozen and archived, with the staff sheet and the easy-read "
    "version. Somebody other than the author decides.",
    epilog="qms --as director document approve complaints-procedure --valid-from 2026-09-01\n"
    "qms document approve quality-policy --decided-by director --act order --act-number V-12 --act-date 2026-08-28",
)
@click.argument("slug")
@language_option
@click.option("--valid-from", type=DAY, help="The day from which it holds (default: today).")
@click.option("--review-due", type=DAY, help="The next review (default: the interval of the template).")
@click.option("--note", default="", help="What changed, for the change log.")
@click.option(
    "--significant/--minor",
    "significant",
    default=None,
    help="Whether people must read a new version again.",
)
@decision_options
@pass_app
def approve_command(
    app: App,
    /,
    slug: str,
    language: str | None,
    valid_from: date | None,
    review_due: date | None,
    note: str,
    significant: bool | None,
    **decided: Any,
) -> None:
    """Approve a document."""
    from qms.documents.approval import approve, check_open, terms_of

    document = _found(app, slug, language)
    check_open(document)
    decision = _decision(app, document, **decided)
    if significant is None and document.latest_approved is not None and sys.stdin.isatty():
        significant = click.confirm(say("ask_significant"), default=True)
    terms = terms_of(
        app.workspace,
        document,
        valid_from=valid_from,
        review_due=review_due,
        note=note,
        significant=significant,
    )
    done = approve(app.workspace, document, decision, terms)
    shown = {
        "title": done.title,
        "number": done.number,
        "valid_from": done.valid_from,
        "review_due": done.review_due,
    }
    click.echo(say("approved_done", shown))
    if done.parts:
        click.echo("  " + say("approved_with", {"parts": [say(f"part_{part}") for part in done.parts]}))
    click.echo(say("approved_archive", {"archive": done.archive}))


@click.command(
    "revise",
    cls=Command,
    help="Open a new version of an approved document. The approved one keeps counting until the new one is approved.",
    epilog='qms document revise complaints-procedure --note "Shorter deadlines"',
)
@click.argument("slug")
@language_option
@click.option("--note", default="", help="What is to change, for the change log.")
@pass_app
def revise_command(app: App, slug: str, language: str | None, note: str) -> None:
    """Open a new version."""
    from qms.documents.review import revise

    document = _found(app, slug, language)
    results = revise(app.workspace, document, note)
    after = _found(app, slug, language)
    held = after.latest_approved
    click.echo(say("revised", {"title": after.title, "number": after.newest.number, "path": after.path}))
    if held is not None:
        click.echo("  " + say("revised_held", {"number": held.number}))
    for result in results:
        for conflict in result.merged.conflicts if result.merged else ():
            facts = {"place": conflict.place, "mine": conflict.mine, "theirs": conflict.theirs}
            click.echo("  " + say("merge_conflict", facts))


@click.command(
    "withdraw",
    cls=Command,
    help="Take a document out of force. Its files stay in the archive.",
    epilog='qms --as director document withdraw partnership --because "Now a chapter of the quality policy"',
)
@click.argument("slug")
@language_option
@click.option("--because", required=True, type=TEXT, help="Why, for the trail.")
@decision_options
@pass_app
def withdraw_command(app: App, /, slug: str, language: str | None, because: str, **decided: Any) -> None:
    """Withdraw a document."""
    from qms.documents.review import NothingInForce, withdraw

    document = _found(app, slug, language)
    if document.latest_approved is None:
        raise NothingInForce(title=document.title)
    decision = _decision(app, document, **decided)
    number = withdraw(app.workspace, document, decision, because)
    click.echo(say("withdrawn", {"title": document.title, "number": number}))


@click.command(
    "adopt",
    cls=Command,
    help="Put an existing Word or PDF file under control as a version that was approved in the past.",
    epilog='qms document adopt "Ethics 2024.docx" code-of-ethics --version 3 --approved-by director '
    "--approved-on 2024-05-02 --act order --act-number V-31",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("slug")
@language_option
@click.option(
    "--version",
    "number",
    type=click.IntRange(1, 9999),
    default=1,
    show_default=True,
    help="Its version number.",
)
@click.option("--approved-by", required=True, type=TEXT, help="Who approved it: an id of qms.toml or a name.")
@click.option("--approved-on", type=PAST, required=True, help="The day on which it was approved.")
@click.option("--act", type=ACT, default="order", show_default=True, help="By what act it was decided.")
@click.option("--act-number", default="", type=LINE, help="The number of the order or minute.")
@click.option("--valid-from", type=DAY, help="The day from which it holds (default: the day of approval).")
@click.option("--review-due", type=DAY, help="The next review (default: the interval of the template).")
@click.option("--note", default="", help="What changed, for the change log.")
@pass_app
def adopt_command(
    app: App,
    file: Path,
    slug: str,
    language: str | None,
    number: int,
    approved_by: str,
    approved_on: date,
    act: str,
    act_number: str,
    valid_from: date | None,
    review_due: date | None,
    note: str,
) -> None:
    """Adopt a file."""
    from qms.documents.address import parse_address
    from qms.documents.adoption import Past, adopt

    past = Past(number, approved_by, approved_on, act, act_number, valid_from, review_due, note)
    chosen = language or app.workspace.settings.language
    document = adopt(app.workspace, file, parse_address(slug), chosen, past)
    due = document.newest.review_due
    click.echo(
        say("adopted", {"title": document.title, "number": number, "review_due": due, "path": document.path})
    )


@click.command(
    "tried",
    cls=Command,
    help="Record who tried an easy-read text, and when. Until then it is marked as untested.",
    epilog='qms document tried complaints-procedure.easy --by "the users\' council" --on 2026-10-15',
)
@click.argument("slug")
@language_option
@click.option("--by", required=True, type=TEXT, help="Who tried it; no names of service users.")
@click.option("--on", "day", type=PAST, required=True, help="The day.")
@pass_app
def tried_command(app: App, slug: str, language: str | None, by: str, day: date) -> None:
    """Record a test with readers."""
    from qms.documents.trying import record_trial

    document = record_trial(app.workspace, _found(app, slug, language), by, day)
    click.echo(say("tried", {"title": document.title, "who": by, "date": day}))
