"""Propose what files may prove, accept proposals as links, reject them for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.link import tell_linked
from qms.commands.options import one_time, proof_options
from qms.locale.sentences import say
from qms.model.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.model.references import Ref

FOR_FILE, FOR_INDICATOR, FOR_GAP = 3, 5, 2
"""How many proposals are shown where `--limit` does not say."""


class FileOrGaps(UsageProblem):
    """Refuse a call that asks for one file and for the gaps."""

    code = "suggest_file_or_gaps"
    hint = "hint_suggest_call"


class PassageOrWhole(UsageProblem):
    """Refuse a call that names a passage and wants none."""

    code = "accept_passage_or_whole"
    hint = "hint_accept_call"


class WhatToReject(UsageProblem):
    """Refuse a rejection that does not say of what."""

    code = "reject_needs_file"
    hint = "hint_reject_call"


@click.command(
    cls=Command,
    help="Propose what a file may prove, or files for an indicator, with the passage and the reasons. Without "
    "arguments: files for all indicators that are not covered. Nothing is linked before somebody accepts it.",
    epilog='qms suggest "Complaints/log 2025.xlsx"\nqms suggest --indicator 26 --indicator 27\n'
    "qms suggest --gaps --service day",
)
@click.argument("file", required=False)
@click.option("--indicator", "indicators", multiple=True, help="Only this indicator; repeat for several.")
@click.option("--gaps", is_flag=True, help="For all indicators that are not covered.")
@click.option("--service", help="Only what is open for this service.")
@click.option(
    "--limit", type=click.IntRange(1, 100), help="At most this many for the file or for each indicator."
)
@json_option
@pass_app
def suggest_command(
    app: App,
    file: str | None,
    indicators: tuple[str, ...],
    gaps: bool,
    service: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Print proposals."""
    from qms.upkeep.suggesting import count_unread, suggest_for_file, suggest_for_indicators

    if gaps and (file or indicators):
        raise FileOrGaps
    refs = app.refs(indicators)
    workspace = app.other_framework(refs[0].framework) if refs else app.workspace
    names = [r.ref for r in refs if r.framework == workspace.framework.id]
    if file is not None:
        found = suggest_for_file(workspace, file, names, limit or FOR_FILE, service)
    else:
        most = limit or (FOR_INDICATOR if names else FOR_GAP)
        found = suggest_for_indicators(
            workspace, names, most, service, lambda: click.echo(say("index_made_anew"), err=True)
        )
    from qms.reports.suggestions import print_for_file, print_for_indicators, suggestions_json

    unread = count_unread(workspace)
    if unread:
        click.echo(say("suggest_unread", {"count": unread}), err=True)
    if as_json:
        print_json(suggestions_json(found, workspace.framework))
    elif file is not None:
        print_for_file(found, workspace.framework, click.format_filename(file))
    else:
        print_for_indicators(found, workspace.framework, names)


@click.command(
    cls=Command,
    help="Accept a proposal: the file is linked with the kinds, services and passage that are proposed. What you name "
    "here goes before that.",
    epilog='qms accept "Complaints/log 2025.xlsx" 27\nqms accept minutes.docx 40 --quote "we decided" --kind voice\n'
    "qms accept minutes.docx 40 --whole",
)
@click.argument("file")
@click.argument("indicators", nargs=-1, required=True)
@proof_options
@click.option("--whole", is_flag=True, help="Link the whole file, without a passage.")
@pass_app
def accept_command(
    app: App,
    file: str,
    indicators: tuple[str, ...],
    kinds: tuple[str, ...],
    day: date | None,
    period: tuple[date, date] | None,
    services: tuple[str, ...],
    page: int | None,
    at: str,
    quote: str,
    note: str,
    whole: bool,
) -> None:
    """Make links from proposals."""
    from qms.coverage.answers import accept
    from qms.evidence.linking import LinkWish
    from qms.model.words import EvidenceKind

    if whole and (page or at or quote):
        raise PassageOrWhole
    start, end = one_time(day, period)
    wish = LinkWish(tuple(EvidenceKind(k) for k in kinds), start, end, services, page, at, quote, note)
    for linked, proposed in accept(app.workspace, file, app.refs(indicators), wish, whole=whole):
        tell_linked(linked, app.workspace.settings.service_names)
        if not proposed:
            click.echo("  " + say("accepted_unproposed"))


@click.command(
    cls=Command,
    help="Say that a file does not prove an indicator, or is no newer version of another file. It is remembered with "
    "its reason and not proposed again.",
    epilog='qms reject menu.txt 9 --because "about the canteen only"\n'
    'qms reject "plan 2026.docx" --newer-than "plan 2025.docx" --because "another service"\n'
    "qms reject --list\nqms reject --take-back menu.txt 9",
)
@click.argument("file", required=False)
@click.argument("indicators", nargs=-1)
@click.option("--because", default="", help="Why; it is kept with the decision.")
@click.option("--newer-than", "other", help="A linked file that the file is no newer version of.")
@click.option("--take-back", is_flag=True, help="Let the file be proposed again.")
@click.option("--list", "listing", is_flag=True, help="Show what was rejected.")
@json_option
@pass_app
def reject_command(
    app: App,
    file: str | None,
    indicators: tuple[str, ...],
    because: str,
    other: str | None,
    take_back: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """Remember what is not so."""
    if listing:
        _list(app, as_json=as_json)
    elif file is None or bool(indicators) == (other is not None):
        raise WhatToReject
    elif other is not None:
        _tell_apart(app, file, other, because.strip(), take_back=take_back)
    else:
        _reject(app, file, app.refs(indicators), because.strip(), take_back=take_back)


def _reject(app: App, file: str, refs: Sequence[Ref], because: str, *, take_back: bool) -> None:
    from qms.coverage import answers

    if take_back:
        path, code = answers.take_back(app.workspace, file, refs), "rejection_taken_back"
    else:
        _need(because)
        path, code = answers.reject(app.workspace, file, refs, because), "rejected"
    click.echo(say(code, {"path": path, "refs": [str(r) for r in refs]}))


def _tell_apart(app: App, file: str, other: str, because: str, *, take_back: bool) -> None:
    from qms.coverage import answers

    if take_back:
        paths, code = answers.take_back_unrelated(app.workspace, file, other), "made_related"
    else:
        _need(because)
        paths, code = answers.set_unrelated(app.workspace, file, other, because), "made_unrelated"
    click.echo(say(code, {"path": paths[0], "other": paths[1]}))


def _need(because: str) -> None:
    from qms.coverage.indicators import ReasonNeeded

    if not because:
        raise ReasonNeeded


def _list(app: App, *, as_json: bool) -> None:
    from qms.coverage.answers import list_rejected, list_unrelated
    from qms.reports.suggestions import print_rejected, rejected_json

    found, apart = list_rejected(app.workspace), list_unrelated(app.workspace)
    if as_json:
        print_json(rejected_json(found, apart))
    else:
        print_rejected(found, apart, app.workspace.settings.person_names)
