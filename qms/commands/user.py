"""Give people accounts for the web application, and release evidence to external auditors."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY
from qms.locale.sentences import say, word
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from qms.model.organisation import Person
    from qms.people.accounts import Account


class PasswordsDiffer(QmsError):
    """Refuse a password that was not typed the same way twice."""

    code = "passwords_differ"
    hint = "hint_type_again"


@click.group(
    cls=Group,
    help="Give people accounts for the web application. What somebody may do there follows from the roles in qms.toml; "
    "an external auditor sees only what is released.",
    epilog="qms user add aoife\nqms user list\nqms user release ruth --indicator 26",
)
def user_command() -> None:
    """Group the commands of accounts."""


@user_command.command(
    "add",
    help="Open an account for a person of qms.toml, or set a new password for one that is there. The password is "
    "asked for twice and not shown. Whoever is signed in with the account is signed out.",
    epilog="qms user add aoife\nqms user add ruth --until 2026-12-31\nqms user add dermot --no-password",
)
@click.argument("person", metavar="ID")
@click.option(
    "--until",
    type=DAY,
    help="The last day of the account (YYYY-MM-DD); an external auditor needs one. An account keeps the day it has.",
)
@click.option(
    "--no-password", is_flag=True, help="Let the person in through single sign-on only, without a password."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of input.")
@pass_app
def add_command(app: App, person: str, until: date | None, no_password: bool, password_stdin: bool) -> None:
    """Open an account or set a new password."""
    from qms.people.accounts import account_of, check_until, set_account
    from qms.people.actors import find_person

    if no_password and password_stdin:
        raise click.UsageError(say("password_or_none"))
    workspace = app.workspace
    found = find_person(workspace.settings.people, person)
    actor = workspace.actor.id
    known = account_of(workspace.state, found.id)
    last = until or (known.valid_until if known else None)
    check_until(found, last)
    password = None if no_password else _password(found, piped=password_stdin)
    account = set_account(workspace.state, actor, found, password=password, valid_until=last)
    _tell_added(app, found, account)


def _tell_added(app: App, person: Person, account: Account) -> None:
    """Say how the person gets in, and what may still stand in the way."""
    from qms.evidence.visibility import released
    from qms.people.access import Right, may
    from qms.people.accounts import is_open
    from qms.reports.tables import print_text
    from qms.workspace import clock

    facts = {"name": person.name, "person": person.id, "date": account.valid_until}
    lines = []
    if account.disabled:
        lines.append("user_still_disabled")
    elif not is_open(account, clock.today()):
        lines.append("user_is_over")
    else:
        lines.append("user_can_sign_in_until" if account.valid_until else "user_can_sign_in")
    if not account.has_password:
        lines.append("user_single_sign_on")
    if may(person, Right.RELEASED) and not may(person, Right.READ):
        now = released(app.workspace, person.id)
        lines += [] if now.evidence or now.documents else ["user_sees_nothing"]
    for code in lines:
        print_text(say(code, facts))


def _password(person: Person, *, piped: bool) -> str:
    """Return a password from the first line of input, or typed twice at a terminal."""
    from qms.people.accounts import check_strength

    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    if not _at_a_terminal():
        raise click.UsageError(say("password_how"))
    typed = str(click.prompt(say("ask_password", {"name": person.name}), hide_input=True, err=True))
    check_strength(typed, person)
    if click.prompt(say("ask_password_again"), hide_input=True, err=True) != typed:
        raise PasswordsDiffer
    return typed


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


@user_command.command(
    "list",
    help="List the accounts: roles, way in, last day, state, what is released, and the last change.",
    epilog="qms user list\nqms user list --json",
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print accounts."""
    from qms.reports.tables import print_text

    rows = _rows(app)
    if as_json:
        print_json({"users": rows})
        return
    if not rows:
        print_text(say("user_none"))
    people = app.workspace.settings.person_names
    for row in rows:
        roles = ", ".join(word(role) for role in row["roles"])
        head = f"{row['name']} ({row['id']})" if row["name"] else row["id"]
        print_text(f"{head}: {roles}" if roles else head, style="bold")
        print_text(" · ".join(_facts(row, people)), indent=3)


def _facts(row: dict[str, Any], people: dict[str, str]) -> list[str]:
    """Return what is to be said of an account, one piece for each fact."""
    facts = [say(_state(row)), say("signs_in_password" if row["has_password"] else "signs_in_proxy")]
    if row["valid_until"]:
        facts.append(say("user_until", {"date": row["valid_until"]}))
    counts = row["released"]
    if counts["evidence"] or counts["documents"]:
        facts.append(say("released_counts", {"files": counts["evidence"], "documents": counts["documents"]}))
    changed = {"date": str(row["set_at"])[:10], "name": people.get(row["set_by"], row["set_by"])}
    return [*facts, say("user_changed", changed)]


def _rows(app: App) -> list[dict[str, Any]]:
    from qms.evidence.releasing import count_released
    from qms.people.accounts import is_open, list_accounts
    from qms.workspace import clock

    people = {person.id: person for person in app.workspace.settings.people}
    counts = count_released(app.workspace)
    rows = []
    for account in list_accounts(app.workspace.state):
        person = people.get(account.person)
        files, documents = counts.get(account.person, (0, 0))
        rows.append(
            {
                "id": account.person,
                "name": person.name if person else None,
                "roles": list(person.roles) if person else [],
                "has_password": account.has_password,
                "valid_until": account.valid_until.isoformat() if account.valid_until else None,
                "disabled": account.disabled,
                "open": person is not None and is_open(account, clock.today()),
                "released": {"evidence": files, "documents": documents},
                "set_by": account.set_by,
                "set_at": account.at,
            }
        )
    return rows


def _state(row: dict[str, Any]) -> str:
    if row["name"] is None:
        return "user_unknown"
    if row["disabled"]:
        return "user_is_disabled"
    return "user_open" if row["open"] else "user_over"


@user_command.command(
    "disable",
    help="Close an account at once; whoever is signed in with it is signed out. It can be opened again.",
    epilog="qms user disable ruth",
)
@click.argument("person", metavar="ID")
@pass_app
def disable_command(app: App, person: str) -> None:
    """Close an account."""
    from qms.people.accounts import disable_account
    from qms.reports.tables import print_text

    workspace = app.workspace
    disable_account(workspace.state, workspace.actor.id, person)
    print_text(say("user_disabled", {"name": workspace.settings.person_names.get(person, person)}))


@user_command.command(
    "enable",
    help="Open a disabled account again, with the password it had.",
    epilog="qms user enable ruth",
)
@click.argument("person", metavar="ID")
@pass_app
def enable_command(app: App, person: str) -> None:
    """Open an account again."""
    from qms.people.accounts import enable_account
    from qms.people.actors import find_person

    workspace = app.workspace
    found = find_person(workspace.settings.people, person)
    account = enable_account(workspace.state, workspace.actor.id, found.id)
    _tell_enabled(found, account)


def _tell_enabled(person: Person, account: Account) -> None:
    from qms.people.accounts import is_open
    from qms.reports.tables import print_text
    from qms.workspace import clock

    code = "user_enabled" if is_open(account, clock.today()) else "user_is_over"
    print_text(say(code, {"name": person.name}))


@user_command.command(
    "release",
    help="Release files and documents in force to an external auditor, who sees nothing else. --indicator takes all "
    "files linked to an indicator and the documents that serve it; confidential files are left out. With nothing "
    "named, what is released is listed; with --withdraw and nothing named, all of it is taken back.",
    epilog="qms user release ruth --indicator 26 --indicator 27\n"
    "qms user release ruth complaints-log-2025.xlsx --document complaints-procedure\n"
    "qms user release ruth\nqms user release ruth --withdraw",
)
@click.argument("person", metavar="ID")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--indicator", "indicators", multiple=True, metavar="N", help="What proves this; repeat for several."
)
@click.option(
    "--document", "slugs", multiple=True, metavar="SLUG", help="A document in force; repeat for several."
)
@click.option("--withdraw", is_flag=True, help="Take it back instead.")
@json_option
@pass_app
def release_command(
    app: App,
    person: str,
    files: tuple[str, ...],
    indicators: tuple[str, ...],
    slugs: tuple[str, ...],
    withdraw: bool,
    as_json: bool,
) -> None:
    """Release evidence, take it back, or list what is released."""
    from qms.evidence.releasing import release, withdraw_release
    from qms.reports.tables import print_text

    workspace = app.workspace
    name = workspace.settings.person_names.get(person, person)
    if not (withdraw or files or indicators or slugs):
        _list_released(app, person, name, as_json=as_json)
        return
    act = withdraw_release if withdraw else release
    done = act(workspace, person, files, slugs, app.refs(indicators))
    if as_json:
        _list_released(app, person, name, as_json=True, left_out=done.left_out)
        return
    facts = {"name": name, "files": len(done.evidence), "documents": len(done.documents)}
    print_text(say("withdrawn_now" if withdraw else "released_now", facts))
    for path in done.evidence:
        print_text(path, indent=3)
    for title in done.documents:
        print_text(say("released_document", {"title": title}), indent=3)
    if done.before:
        print_text(say("released_before", {"count": done.before}))
    for path in done.left_out:
        print_text(say("released_left_out", {"path": path}))


def _list_released(
    app: App, person: str, name: str, *, as_json: bool, left_out: tuple[str, ...] = ()
) -> None:
    from qms.evidence.releasing import released_names
    from qms.people.actors import find_person
    from qms.reports.tables import print_text

    files, documents = released_names(app.workspace, person)
    if not files and not documents:
        find_person(app.workspace.settings.people, person)
    if as_json:
        print_json(
            {
                "person": person,
                "evidence": [{"id": ident, "path": path} for ident, path in files.items()],
                "documents": [{"id": ident, "title": title} for ident, title in documents.items()],
                "left_out": list(left_out),
            }
        )
        return
    if not files and not documents:
        print_text(say("released_nothing", {"name": name}))
        return
    print_text(say("released_to", {"name": name}), style="bold")
    for path in files.values():
        print_text(path, indent=3)
    for title in documents.values():
        print_text(say("released_document", {"title": title}), indent=3)
