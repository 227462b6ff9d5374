"""List the people, add and change them; an id stays for ever, and who acted stays in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.evidence.releasing import count_released
from qms.locale.sentences import say, word
from qms.people.access import EXTERNAL_AUDITOR, ROLE_RIGHTS, Right, rights_of
from qms.people.accounts import account_of, is_open, list_accounts
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.settings.lists import role_words
from qms.web.settings.room import pages, read_value, save, seen_now
from qms.workspace import clock
from qms.workspace.editing import proposed_id
from qms.workspace.schema import ROLES

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.organisation import Person
    from qms.people.accounts import Account
    from qms.workspace.settings_file import TomlPath

FIELDS = (("name", "text"), ("roles", "boxes"), ("groups", "boxes"), ("site", "choice"), ("login", "text"))
"""The keys of a person beside the id, and how the field of each works."""
_BOTH = {Right.SETTINGS, Right.PEOPLE}


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one person as the list shows it; `state` is user_none_yet, user_open, user_over or user_is_disabled."""

    id: str
    name: str
    roles: str
    site: str
    groups: str
    login: str
    state: str
    until: str


def state_of(account: Account | None) -> str:
    """Return the code of how an account stands."""
    if account is None:
        return "web_people_no_account"
    if account.disabled:
        return "user_is_disabled"
    return "user_open" if is_open(account, clock.today()) else "user_over"


@pages.get("/settings/people")
@needs(Right.PEOPLE)
def people() -> str:
    """List the people with roles and accounts, and what each role may do."""
    h = here()
    settings, accounts = h.workspace.settings, {a.person: a for a in list_accounts(h.workspace.state)}
    sites = {site.id: site.name for site in settings.sites}
    groups = {group.id: group.name for group in settings.groups}
    entries = []
    for person in settings.people:
        account = accounts.pop(person.id, None)
        entries.append(
            Entry(
                person.id,
                person.name,
                role_words(person.roles),
                sites.get(person.site, ""),
                ", ".join(groups.get(group, group) for group in person.groups),
                person.login,
                state_of(account),
                account.valid_until.isoformat() if account and account.valid_until else "",
            )
        )
    return render_template(
        "settings/people.html",
        entries=entries,
        orphans=[account.person for account in accounts.values() if not account.disabled],
        roles=[(role, word(role)) for role in ROLES],
        rights=[
            (right, say(f"web_right_{right.value}"), [right in ROLE_RIGHTS[role] for role in ROLES])
            for right in Right
        ],
    )


@pages.get("/settings/people/new")
@needs(Right.PEOPLE)
def new_person() -> str:
    """Show the form of a new person."""
    return person_page(None, Form(request.form))


@pages.post("/settings/people/new")
@needs(Right.PEOPLE)
def add_person() -> Response | str:
    """Write a new person; the id is made of the name where none was typed."""
    form = Form(request.form)
    values = {key: value for key, value in _read(form).items() if value not in (None, [])}
    known = [person.id for person in here().workspace.settings.people]
    ident = form.text("id", longest=60) or proposed_id(str(values.get("name") or ""), known)
    if form.text("id") and ident in known:
        form.fail("id", "web_settings_id_taken", {"id": ident})
    told = save(form, {("people", ident): {"id": ident, **values}}) if form.ok else []
    if told or not form.ok:
        if "people-id" in form.wrong:
            form.wrong["id"] = form.wrong.pop("people-id")
        return person_page(None, form, told)
    flash(say("web_settings_added", {"name": values["name"], "id": ident}))
    return redirect(url_for("settings.person", ident=ident))


@pages.get("/settings/people/<ident>")
@needs(Right.PEOPLE)
def person(ident: str) -> str:
    """Show a person, what the roles allow, and the account."""
    return person_page(known_person(ident), Form(request.form))


@pages.post("/settings/people/<ident>")
@needs(Right.PEOPLE)
def change_person(ident: str) -> Response | str:
    """Write what was changed of a person."""
    known, form = known_person(ident), Form(request.form)
    values = _read(form)
    _check_roles(known, form, tuple(values["roles"] or ()))
    changes: dict[TomlPath, Any] = {
        ("people", ident, key): value for key, value in values.items() if value != [] or getattr(known, key)
    }
    told = save(form, changes) if form.ok else []
    if told or not form.ok:
        return person_page(known, form, told)
    flash(say("web_settings_saved"))
    return redirect(url_for("settings.person", ident=ident))


def _check_roles(known: Person, form: Form, roles: tuple[str, ...]) -> None:
    """Ask before somebody gives away the own rights; an external auditor's account must have an end."""
    h = here()
    if known.id == h.person.id and not rights_of(roles) >= _BOTH and not form.ticked("own-known"):
        form.fail("people-roles", "web_people_own_rights")
    account = account_of(h.workspace.state, known.id)
    if (
        EXTERNAL_AUDITOR in roles
        and account is not None
        and not account.disabled
        and account.valid_until is None
    ):
        form.fail("people-roles", "web_people_until_first")


def _read(form: Form) -> dict[str, Any]:
    return {key: read_value(form, f"people-{key}", ("people", key), kind) for key, kind in FIELDS}


def known_person(ident: str) -> Person:
    """Return a person of the settings; 404 where there is none."""
    found = next((one for one in here().workspace.settings.people if one.id == ident), None)
    if found is None:
        abort(404)
    return found


def person_page(known: Person | None, form: Form, told: list[str] | None = None, **more: Any) -> str:
    """Return the page of a person; `more` may hold what the account's form has to say."""
    h, settings = here(), here().workspace.settings
    typed = bool(request.form) and "seen" in request.form
    kept = {key: getattr(known, key) if known else "" for key, _ in FIELDS}
    values: dict[str, Any] = dict(kept)
    if typed:
        values = {key: form.sent.get(f"people-{key}", "") for key, _ in FIELDS}
        values |= {key: form.sent.getlist(f"people-{key}") for key in ("roles", "groups")}
    account = account_of(h.workspace.state, known.id) if known else None
    roles = tuple(values["roles"] or ())
    released = count_released(h.workspace).get(known.id, (0, 0)) if known else (0, 0)
    given = {
        "account_wrong": {},
        "account_told": "",
        "secret": "",
        "until": account.valid_until.isoformat() if account and account.valid_until else "",
        "mode": "generate",
    }
    return render_template(
        "settings/person.html",
        known=known,
        values=values,
        now=kept if told and known else {},
        typed_id=form.sent.get("id", ""),
        is_self=known is not None and known.id == h.person.id,
        ask_own=form.wrong.get("people-roles") == say("web_people_own_rights"),
        roles=[(role, f"{word(role)} – {say(f'web_role_{role}')}") for role in ROLES],
        groups=[(group.id, group.name) for group in settings.groups],
        sites=[(site.id, site.name) for site in settings.sites],
        allowed=[say(f"web_right_{right.value}") for right in Right if right in rights_of(roles)],
        account=account,
        state=state_of(account),
        external=EXTERNAL_AUDITOR in roles,
        changed_by=settings.person_names.get(account.set_by, account.set_by) if account else "",
        released=released,
        wrong=form.wrong,
        told=told or [],
        seen=seen_now(),
        **(given | more),
    )
