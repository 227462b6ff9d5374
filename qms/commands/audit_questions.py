"""Ask and answer in an audit: sheets of questions, cards to practise with, one answer, or one after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import LINE
from qms.locale.sentences import say
from qms.locale.translator import current
from qms.model.audit import AUDIT_ROLES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.questions import Asked
    from qms.commands.interview_dialogue import Dialogue
    from qms.model.audit import AuditRound
    from qms.workspace.workspace import Workspace

ROLE = click.Choice(AUDIT_ROLES)
FILE = click.Path(path_type=Path, dir_okay=False)
KEYS = {"1": "seen", "2": "partly", "3": "not_seen"}


def _ending(output: Path) -> str:
    """Return the ending of a file to write, .docx or .html; anything else is wrong usage."""
    ending = output.suffix.casefold()
    if ending not in {".docx", ".html"}:
        raise click.UsageError(say("word_or_page", {"name": output.name}))
    return ending


def _written(app: App, output: Path, data: bytes) -> None:
    from qms.results.handout import put_at
    from qms.workspace.outputs import place_of_output

    place_of_output(app.workspace, output, force=True)  # what is there is refused when it is written
    put_at(output, data)
    click.echo(say("audit_file_written", {"path": output}))


@click.command(
    "questions",
    cls=Command,
    help="Show what an audit asks, by indicator and role, with what a good answer shows; -o writes it with boxes and "
    "lines for notes, to print. Without a name: the newest audit that is open, else all indicators.",
    epilog='qms audit questions --role staff --indicator 26\nqms audit questions "Spring 2026" --service day -o '
    "questions.docx",
)
@click.argument("name", required=False)
@click.option("--role", "roles", type=ROLE, multiple=True, help="Only this role; repeat for several.")
@click.option(
    "--indicator", "indicators", multiple=True, metavar="N", help="Only this indicator; repeat for several."
)
@click.option("--service", metavar="ID", help="The service that is visited, printed at the top.")
@click.option("-o", "--output", type=FILE, help="The file to write: .docx or .html.")
@json_option
@pass_app
def questions_command(
    app: App,
    name: str | None,
    roles: tuple[str, ...],
    indicators: tuple[str, ...],
    service: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show or print the questions of an audit."""
    from qms.audit.questions import asked_in
    from qms.audit.rounds import find_round, list_rounds
    from qms.commands.audit_forms import asked_json, narrowed
    from qms.evidence.services import check_services

    ending = _ending(output) if output else ""
    workspace, refs = narrowed(app, indicators)
    check_services(workspace, [service] if service else [])
    found = find_round(workspace, name) if name is not None or list_rounds(workspace) else None
    asked = asked_in(workspace, found, roles, refs)
    _tell_left_out(workspace, found, refs)
    if output is not None:
        from qms.audit.sheets import questions_sheet

        _written(app, output, questions_sheet(workspace, found, asked, service, ending))
    elif as_json:
        print_json(
            {
                "audit": found.name if found else None,
                "questions": [asked_json(one, current()) for one in asked],
            }
        )
    else:
        _print(workspace, asked)


def _tell_left_out(workspace: Workspace, found: AuditRound | None, refs: Sequence[str]) -> None:
    """Say of which indicators nothing is asked because the audit leaves them out, beside what is printed."""
    from qms.audit.rounds import indicators_of

    within = indicators_of(workspace.framework, found)
    for ref in refs:
        if found is not None and ref not in within:
            click.echo(say("not_in_audit", {"name": found.name, "ref": ref}), err=True)


def _print(workspace: Workspace, asked: Sequence[Asked]) -> None:
    from qms.audit.sheets import official_wording
    from qms.reports.tables import print_text

    before = ""
    for one in asked:
        if one.indicator != before:
            before = one.indicator
            title = workspace.framework.title("indicators", one.indicator, current())
            print_text(f"{one.indicator} {title}", style="bold")
            official = official_wording(workspace, one.indicator)
            if official:
                print_text(f"{say('audit_official')}: {official}", style="dim")
        _print_asked(one)
    print_text(say("questions_counted", {"count": len(asked)}))


def _print_asked(one: Asked) -> None:
    from qms.audit.wording import spoken
    from qms.reports.tables import print_text

    told = say(f"verdict_{one.answer.verdict}") if one.answer else ""
    print_text(say(f"audit_role_{one.role}") + (f": {told}" if told else ""), style="cyan", indent=3)
    for question in one.questions:
        print_text(spoken(question.ask, current()), indent=3)
        good = spoken(question.good, current())
        if good:
            print_text(f"{say('question_good')} {good}", style="dim", indent=6)
    if one.answer and one.answer.note:
        print_text(f"{say('question_note')}: {one.answer.note}", indent=6)


@click.command(
    "cards",
    cls=Command,
    help="Show cards for a mock interview with staff or service users: the question, what a good answer shows, and "
    "where to find it; -o writes them to print and cut out.",
    epilog="qms audit cards --role staff --principle 3\nqms audit cards --role users -o cards.docx",
)
@click.option(
    "--role", type=click.Choice(["staff", "users"]), default="staff", show_default=True, help="For whom."
)
@click.option(
    "--principle", "principles", multiple=True, metavar="N", help="Only this principle; repeat for several."
)
@click.option(
    "--indicator", "indicators", multiple=True, metavar="N", help="Only this indicator; repeat for several."
)
@click.option("-o", "--output", type=FILE, help="The file to write: .docx or .html.")
@json_option
@pass_app
def cards_command(
    app: App,
    role: str,
    principles: tuple[str, ...],
    indicators: tuple[str, ...],
    output: Path | None,
    as_json: bool,
) -> None:
    """Show or print cards."""
    from dataclasses import asdict

    from qms.audit.cards import mock_cards
    from qms.commands.audit_forms import narrowed
    from qms.reports.official import official_label
    from qms.reports.tables import print_text

    ending = _ending(output) if output else ""
    workspace, refs = narrowed(app, indicators)
    cards = mock_cards(workspace, role, principles, refs)
    if output is not None:
        from qms.audit.sheets import cards_sheet

        _written(app, output, cards_sheet(workspace, cards, ending))
    elif as_json:
        print_json({"cards": [asdict(card) for card in cards]})
    else:
        for card in cards:
            print_text(card.head, style="dim")
            print_text(card.ask, style="bold")
            if card.good:
                print_text(f"{say(f'card_good_{role}')} {card.good}", indent=3)
            if card.official:
                print_text(f"{official_label(card.official.language)}: {card.official.text}", indent=3)
            if card.where:
                print_text(f"{say(f'card_where_{role}')} {'; '.join(card.where)}", style="cyan", indent=3)
        print_text(say("cards_counted", {"count": len(cards)}))


@click.command(
    "answer",
    cls=Command,
    help="Keep what was seen for an indicator in one role, in place of an earlier answer.",
    epilog='qms audit answer "Spring 2026" 26 staff --verdict seen --note "three of three knew the form"',
)
@click.argument("name")
@click.argument("indicator")
@click.argument("role", type=ROLE)
@click.option("--verdict", required=True, type=click.Choice(VERDICTS), help="What was seen.")
@click.option("--note", type=LINE, default="", help="What it rests on, without names of service users.")
@pass_app
def answer_command(app: App, name: str, indicator: str, role: str, verdict: str, note: str) -> None:
    """Keep one answer; what nobody asks would not be counted, so it is refused."""
    from qms.audit.questions import asked_in
    from qms.audit.rounds import RoleNotAsked, answer, find_round
    from qms.commands.audit_forms import narrowed

    workspace, (ref,) = narrowed(app, [indicator])
    found = find_round(workspace, name)
    asked = [one.role for one in asked_in(workspace, found, indicators=[ref])]
    if asked and role not in asked:
        told = [say(f"audit_role_{one}") + f" ({one})" for one in asked]
        raise RoleNotAsked(ref=ref, who=say(f"audit_role_{role}"), roles=told)
    answer(workspace, found, ref, role, verdict, note)
    facts = {"ref": ref, "who": say(f"audit_role_{role}"), "verdict": say(f"verdict_{verdict}")}
    click.echo(say("audit_answered", facts))


@click.command(
    "walk",
    cls=Command,
    help="Go through what is left of an audit, one question at a time: 1 seen, 2 partly, 3 not seen, Enter for later, "
    "q to stop. Every answer is kept at once; the next walk goes on where you stopped.",
    epilog='qms audit walk\nqms audit walk "Spring 2026" --role staff',
)
@click.argument("name", required=False)
@click.option("--role", "roles", type=ROLE, multiple=True, help="Only this role; repeat for several.")
@click.option(
    "--indicator", "indicators", multiple=True, metavar="N", help="Only this indicator; repeat for several."
)
@pass_app
def walk_command(app: App, name: str | None, roles: tuple[str, ...], indicators: tuple[str, ...]) -> None:
    """Ask one question after another."""
    from qms.audit.questions import asked_in, progress_of
    from qms.audit.rounds import RoundClosed, find_round
    from qms.commands.audit_forms import narrowed
    from qms.commands.interview_dialogue import Dialogue, Stopped
    from qms.reports.tables import print_text

    workspace, refs = narrowed(app, indicators)
    found = find_round(workspace, name)
    if found.closed_on is not None:
        raise RoundClosed(name=found.name, date=found.closed_on)
    left = [one for one in asked_in(workspace, found, roles, refs) if one.answer is None]
    _tell_left_out(workspace, found, refs)
    dialogue = Dialogue()
    try:
        for number, one in enumerate(left, 1):
            _ask(workspace, found, one, dialogue, say("n_of_m", {"count": number, "of": len(left)}))
    except Stopped:
        pass
    progress = progress_of(asked_in(workspace, found))
    print_text("")
    print_text(say("audit_progress", {"count": progress.answered, "of": progress.asked}))


def _ask(workspace: Workspace, found: AuditRound, one: Asked, dialogue: Dialogue, count: str) -> None:
    """Put one question until it is answered or left for later; raises Stopped."""
    from qms.audit.rounds import answer
    from qms.commands.interview_dialogue import Stopped
    from qms.reports.tables import print_text

    title = workspace.framework.title("indicators", one.indicator, current())
    dialogue.heading(f"{count}  {one.indicator} {title}")
    _print_asked(one)
    print_text(say("walk_keys"), style="dim")
    while True:
        typed = dialogue.line("> ")
        if not typed:
            return
        key, _, note = typed.partition(" ")
        if key in KEYS:
            break
        print_text(say("walk_key_wrong"))
    stopped = False
    if not note:
        print_text(say("walk_note"))
        try:
            note = dialogue.line("> ")
        except Stopped:
            stopped = True
    answer(workspace, found, one.indicator, one.role, KEYS[key], LINE.convert(note, None, None))
    if stopped:
        raise Stopped
